import { kindFacts, isExpired, isReferenceKind, type ItemKind } from './kinds.rules.js';
import type { Finding } from './inspection.rules.js';
import type { MediaType } from './media-type.rules.js';

/** What is known of a stored file when it is examined. */
export interface FileFacts {
  readonly kind: ItemKind;
  readonly announcedSize: number;
  readonly size: number;
  readonly sha256: string;
  readonly senderSha256: string | null;
  readonly mediaType: MediaType;
  readonly effectiveOn: string | null;
  /** Day of the examination in Paris, `YYYY-MM-DD`. */
  readonly today: string;
}

/** What a reviewer would reject in a file, without reading its text: the worst first. */
export function examineFile(file: FileFacts): Finding[] {
  const findings: Finding[] = [];
  if (file.size === 0) findings.push({ rule: 'empty' });
  if (file.size !== file.announcedSize) findings.push({ rule: 'size-differs' });
  if (file.senderSha256 !== null && file.senderSha256 !== file.sha256) findings.push({ rule: 'fingerprint-differs' });
  if (isReferenceKind(file.kind)) return findings;
  if (file.size > 0 && !kindFacts[file.kind].accepts.includes(file.mediaType)) findings.push({ rule: 'wrong-type' });
  if (kindFacts[file.kind].validityMonths !== null && file.effectiveOn === null) findings.push({ rule: 'undated' });
  if (isExpired(file.kind, file.effectiveOn, file.today)) findings.push({ rule: 'expired' });
  return findings;
}

/** Object identifiers of production health identities (INS-NIR, INS-NIA) in the interoperability framework; test identities have others. */
const productionIdentity = /1\.2\.250\.1\.213\.1\.4\.[89](?![\d.])/;

/** 13 digits and a key, with or without the usual spaces; Corsican departments hold a letter. */
const candidate =
  /(?<![\d.])([1-478])[ \u00a0\u202f]?(\d{2})[ \u00a0\u202f]?(\d{2})[ \u00a0\u202f]?(\d{2}|2[AB])[ \u00a0\u202f]?(\d{3})[ \u00a0\u202f]?(\d{3})[ \u00a0\u202f]?(\d{2})(?![\d])/gi;

/**
 * Rules that a piece of text breaks: a number with the form and the key of a social security number (domain.md, annex A),
 * or the designation of a production identity. The number itself is never returned.
 */
export function identifierRules(text: string): ('nir' | 'ins')[] {
  const found: ('nir' | 'ins')[] = [];
  if ([...text.matchAll(candidate)].some((match) => hasKey(match.slice(1)))) found.push('nir');
  if (productionIdentity.test(text)) found.push('ins');
  return found;
}

/** key = 97 − (n mod 97); 2A counts as 19 and 2B as 18. Months beyond 12 exist for births of unknown date. */
function hasKey([sex, year, month, department, town, order, key]: readonly string[]): boolean {
  const place = department.toUpperCase().replace('2A', '19').replace('2B', '18');
  const isMonth = Number(month) >= 1 && (Number(month) <= 12 || (Number(month) >= 20 && Number(month) <= 42) || Number(month) >= 50);
  return isMonth && 97n - (BigInt(`${sex}${year}${month}${place}${town}${order}`) % 97n) === BigInt(key);
}

/** Findings of a plain text, line by line; at most `most`, for a file of identifiers is enough told by its first ones. */
export class LineReader {
  private line = 1;
  private rest = '';
  readonly findings: Finding[] = [];

  constructor(private readonly most = 50) {}

  /** Takes the next piece of text. */
  push(piece: string): void {
    const lines = (this.rest + piece).split('\n');
    this.rest = (lines.pop() ?? '').slice(-longestLine);
    for (const text of lines) this.read(text);
  }

  /** Takes the end of the text. */
  end(): void {
    if (this.rest !== '') this.read(this.rest);
    this.rest = '';
  }

  private read(text: string): void {
    for (const rule of identifierRules(text)) if (this.findings.length < this.most) this.findings.push({ rule, line: this.line });
    this.line += 1;
  }
}

/** A line longer than this is searched by its end only: memory stays bounded. */
const longestLine = 1_000_000;
