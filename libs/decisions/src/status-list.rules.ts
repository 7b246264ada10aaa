import { gunzipSync, gzipSync } from 'node:zlib';
import { canonical, signJws, type SigningKey } from '#platform';
import { credentialContext, type Issuer } from './issuer.rules.js';

/** Bits of one list: the least the standard allows, so that fetching a list tells little of who is checked (Bitstring Status List 1.0, 3.3). */
export const statusListSize = 131_072;
/** What a list may say of a certificate. A suspension may end, a revocation is final. */
export const statusPurposes = ['revocation', 'suspension'] as const;
export type StatusPurpose = (typeof statusPurposes)[number];
/** Days a published list may be relied upon; it is published again each day and at each change. */
export const statusListDays = 7;
/** Most bytes a list may unpack to: a hostile file cannot fill the memory. */
const largestList = 16 * 1024 * 1024;

/** Where a certificate stands in the lists. */
export interface StatusPlace {
  /** From 1. */
  readonly list: number;
  /** From 0. */
  readonly position: number;
}

/** The place of the certificate of this index (from 0, in the order of issue). */
export function statusPlace(index: number): StatusPlace {
  return { list: Math.floor(index / statusListSize) + 1, position: index % statusListSize };
}

/** Name of a list, as in its address: `revocation-1`. */
export function statusListName(purpose: StatusPurpose, list: number): string {
  return `${purpose}-${list}`;
}

/** Address of a list. */
export function statusListUrl(issuer: Issuer, purpose: StatusPurpose, list: number): string {
  return `${issuer.url}/status/${statusListName(purpose, list)}`;
}

/** Packs a list: most significant bit first, gzip, base64url, with the multibase letter `u` before. */
export function encodeStatusList(positions: Iterable<number>): string {
  const bytes = new Uint8Array(statusListSize / 8);
  for (const position of positions) {
    if (!Number.isInteger(position) || position < 0 || position >= statusListSize) throw new RangeError('Outside the list');
    bytes[position >> 3] |= 0x80 >> (position & 7);
  }
  return `u${gzipSync(bytes, { level: 9 }).toString('base64url')}`;
}

/** Unpacks a list; null when it is not one, or shorter than the standard allows. */
export function decodeStatusList(encoded: string): Uint8Array | null {
  if (!encoded.startsWith('u')) return null;
  try {
    const bytes = gunzipSync(Buffer.from(encoded.slice(1), 'base64url'), { maxOutputLength: largestList });
    return bytes.length * 8 >= statusListSize ? bytes : null;
  } catch {
    return null;
  }
}

/** Whether the bit of a position is set; null outside the list. */
export function statusBit(bits: Uint8Array, position: number): boolean | null {
  if (!Number.isInteger(position) || position < 0 || position >= bits.length * 8) return null;
  return (bits[position >> 3] & (0x80 >> (position & 7))) !== 0;
}

/** One list to publish. */
export interface StatusList {
  readonly purpose: StatusPurpose;
  readonly list: number;
  readonly positions: readonly number[];
  readonly publishedAt: Date;
}

/** Signs a list as a credential of its own (Bitstring Status List 1.0, 3.2), valid from its publication. */
export function signStatusList(status: StatusList, issuer: Issuer, key: SigningKey): string {
  const url = statusListUrl(issuer, status.purpose, status.list);
  const until = new Date(status.publishedAt.getTime() + statusListDays * 86_400_000);
  const credential = {
    '@context': [credentialContext],
    id: url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: { id: issuer.url, name: issuer.name },
    validFrom: status.publishedAt.toISOString(),
    validUntil: until.toISOString(),
    credentialSubject: {
      id: `${url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: status.purpose,
      encodedList: encodeStatusList(status.positions),
    },
  };
  return signJws({ typ: 'vc+jwt', cty: 'vc' }, canonical(credential), key);
}
