import { type CertificateStatus, type RegisterGround, standingStatuses } from '#decisions';
import type { Outcome } from '#review';
import type { Text } from '#platform';

/** What was found in one chapter: counts only, never a reason nor a piece of evidence. */
export interface ChapterSummary extends Readonly<Record<Exclude<Outcome, 'needs_clarification'>, number>> {
  readonly package: string;
  readonly version: string;
  readonly section: string;
  readonly title: Partial<Text>;
  readonly total: number;
  readonly mandatory: number;
}

/** One certificate as published: instants are ISO 8601 in UTC. */
export interface PublicCertificate {
  readonly number: string;
  readonly status: CertificateStatus;
  /** Since when the status holds, when it was decided and on what ground. */
  readonly statusSince: string;
  readonly statusDecidedAt: string;
  readonly ground: RegisterGround;
  /** Product, version and organisation as certified. */
  readonly product: string;
  readonly version: string;
  readonly technicalNumber: string | null;
  /** Whether its vendor has declared this version obsolete. */
  readonly isObsolete: boolean;
  readonly softwareType: string;
  readonly organisation: string;
  readonly siren: string | null;
  readonly procedure: string;
  readonly call: string;
  readonly callTitle: Text;
  readonly lane: string | null;
  readonly wave: string | null;
  readonly scope: readonly { readonly code: string; readonly version: string }[];
  /** Keys of the profile questions answered yes. */
  readonly profile: readonly string[];
  readonly decisionNumber: string;
  readonly decidedAt: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly fingerprint: string;
  /** SHA-256 of the PDF; null while it is being made. */
  readonly pdfSha256: string | null;
  readonly financeable: boolean;
  readonly isDemonstration: boolean;
  readonly chapters: readonly ChapterSummary[];
}

/** Whether a certificate may be relied upon. */
export function isStanding({ status }: Pick<PublicCertificate, 'status'>): boolean {
  return (standingStatuses as readonly CertificateStatus[]).includes(status);
}

/**
 * Certificates in the order a reader needs them: those that may be relied upon, then the suspended, then the ended;
 * the latest decision first among equals. The first one speaks for the product.
 */
export function inOrderOfUse(certificates: readonly PublicCertificate[]): PublicCertificate[] {
  const rank = (one: PublicCertificate): number => (isStanding(one) ? 0 : one.status === 'suspended' ? 1 : 2);
  return [...certificates].sort((a, b) => rank(a) - rank(b) || b.decidedAt.localeCompare(a.decidedAt) || b.number.localeCompare(a.number));
}

const most = 8;

/**
 * The words of a search, without accents, punctuation or the mark of a plural, eight at most. A word is looked for by its beginning,
 * so that the singular finds both.
 */
export function wordsOf(query: string): string[] {
  const plain = query
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return [...new Set(words.map((word) => word.replace(/(?<=\p{L}{3})[sx]$/u, '')))].slice(0, most);
}

/** Where a page of the list stopped. */
export interface CatalogueCursor {
  readonly sort: string;
  /** Sort value of the last line, as text. */
  readonly value: string;
  readonly id: string;
}

/** A cursor as an opaque word for addresses. */
export function writeCursor({ sort, value, id }: CatalogueCursor): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads a cursor back; null when it was not written by this list under this sort. */
export function readCursor(text: string, sort: string): CatalogueCursor | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null; // not one of ours
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts.some((part) => typeof part !== 'string')) return null;
  const [ofSort, value, id] = parts as [string, string, string]; // checked on the line above
  return ofSort === sort && uuid.test(id) && isValueOf(sort, value) ? { sort, value, id } : null;
}

function isValueOf(sort: string, value: string): boolean {
  if (sort === 'decided') return !Number.isNaN(Date.parse(value));
  return sort === 'name' || /^\d+(\.\d+)?$/.test(value);
}
