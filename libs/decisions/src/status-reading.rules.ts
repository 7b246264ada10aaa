import { type Jwks, readJws, verifyJws } from '#platform';
import { type CertificateCredential, type StatusEntry, tokensOf } from './credential.rules.js';
import { decodeStatusList, statusBit, type StatusPurpose } from './status-list.rules.js';

/** What saved status lists say of one certificate. */
export interface StatusReading {
  /** `unusable`: a list was given that cannot be relied upon, which is worse than none. `stale`: past its own validity and nothing against. */
  readonly state: 'not_checked' | 'unusable' | 'stale' | 'clear' | 'suspended' | 'withdrawn';
  /** Publication of the older list read; null when none was. */
  readonly publishedAt: string | null;
  /** Purposes without a list. */
  readonly missing: readonly StatusPurpose[];
}

interface ListFacts {
  readonly id: string;
  readonly issuer: string;
  readonly publishedAt: string;
  readonly validUntil: string;
  readonly purpose: string;
  readonly bits: Uint8Array;
}

interface Saved {
  readonly status?: readonly (string | Uint8Array)[];
  readonly jwks: Jwks;
  readonly at: Date;
}

/** Reads saved lists for a certificate: their own signature, issuer, address and purpose are checked first (Bitstring Status List 1.0, 3.2). */
export function readStatuses(certificate: CertificateCredential, { status = [], jwks, at }: Saved): StatusReading {
  const purposes = certificate.credentialStatus.map(({ statusPurpose }) => statusPurpose);
  if (status.length === 0) return { state: 'not_checked', publishedAt: null, missing: purposes };
  const lists = status.flatMap((file) => listsOf(file, jwks));
  if (lists.some((list) => list === null)) return { state: 'unusable', publishedAt: null, missing: purposes };
  const known = lists.filter((list) => list !== null && list.issuer === certificate.issuer.id);
  const read = certificate.credentialStatus.map((entry) =>
    readEntry(
      entry,
      known.filter((list) => list !== null),
    ),
  );
  return summary(purposes, read, at);
}

interface EntryReading {
  readonly list: ListFacts;
  readonly set: boolean;
}

function readEntry(entry: StatusEntry, lists: readonly ListFacts[]): EntryReading | null {
  const list = lists.find(({ id, purpose }) => id === entry.statusListCredential && purpose === entry.statusPurpose);
  const set = list && statusBit(list.bits, Number(entry.statusListIndex));
  return list === undefined || set === undefined || set === null ? null : { list, set };
}

function summary(purposes: readonly StatusPurpose[], read: readonly (EntryReading | null)[], at: Date): StatusReading {
  const found = read.filter((reading) => reading !== null);
  const missing = purposes.filter((_, position) => read[position] === null);
  // A list of another certificate, or of another register, says nothing of this one.
  if (found.length === 0) return { state: 'unusable', publishedAt: null, missing };
  const publishedAt = found.map(({ list }) => list.publishedAt).reduce((older, other) => (other < older ? other : older));
  const against = purposes.filter((_, position) => read[position]?.set === true);
  // What is against stays known after the list has aged: a withdrawal is final, and a suspension must be looked up again.
  if (against.includes('revocation')) return { state: 'withdrawn', publishedAt, missing };
  if (against.includes('suspension')) return { state: 'suspended', publishedAt, missing };
  const isStale = found.some(({ list }) => at.getTime() >= Date.parse(list.validUntil));
  return { state: isStale ? 'stale' : 'clear', publishedAt, missing };
}

function listsOf(file: string | Uint8Array, jwks: Jwks): readonly (ListFacts | null)[] {
  const tokens = tokensOf(typeof file === 'string' ? file : Buffer.from(file).toString('utf8'));
  return tokens === null ? [null] : tokens.map((token) => listOf(token, jwks));
}

function listOf(token: string, jwks: Jwks): ListFacts | null {
  const jws = readJws(token);
  const key = jws && jwks.keys.find(({ kid }) => kid === jws.header['kid']);
  if (!jws || !key || jws.header['typ'] !== 'vc+jwt' || !verifyJws(jws, key)) return null;
  try {
    const { type, id, issuer, validFrom, validUntil, credentialSubject } = JSON.parse(jws.payload.toString('utf8')) as SignedList; // signed: its shape is ours
    if (!type.includes('BitstringStatusListCredential')) return null;
    const bits = decodeStatusList(credentialSubject.encodedList);
    return bits && { id, issuer: issuer.id, publishedAt: validFrom, validUntil, purpose: credentialSubject.statusPurpose, bits };
  } catch {
    return null;
  }
}

interface SignedList {
  readonly type: readonly string[];
  readonly id: string;
  readonly issuer: { readonly id: string };
  readonly validFrom: string;
  readonly validUntil: string;
  readonly credentialSubject: { readonly statusPurpose: string; readonly encodedList: string };
}
