import { evidenceKinds, referenceKinds, type EvidenceKind, type ReferenceKind } from '#criteria';
import type { Text } from '#platform';
import type { MediaType } from './media-type.rules.js';
import { referenceFacts } from './reference.rules.js';

/** What an item may be: a form of file, or a reference to another system. */
export type ItemKind = EvidenceKind | ReferenceKind;

/** Every kind of item. */
export const itemKinds: readonly ItemKind[] = [...evidenceKinds, ...referenceKinds];

/** What is asked of the files of one kind. */
export interface KindFacts {
  readonly label: Text;
  /** Types found in the first bytes, not those announced. */
  readonly accepts: readonly MediaType[];
  readonly maxBytes: number;
  /** Months during which the document is good, from the date it bears; null: no end. */
  readonly validityMonths: number | null;
  /** The document shows weaknesses of a product: only those who verify it may open it (domain.md 2.2). */
  readonly isReserved: boolean;
}

const megabyte = 1_000_000;
const gigabyte = 1_000_000_000;
const pictures = ['image/png', 'image/jpeg', 'image/webp', 'application/pdf'] as const;
const videos = ['video/mp4', 'video/webm', 'video/quicktime', 'video/x-matroska'] as const;
const office = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/rtf',
] as const;
const plain = ['text/plain', 'text/csv', 'application/json', 'application/xml'] as const;
const bundle = ['application/zip'] as const;

const kind = (label: Text, accepts: readonly MediaType[], maxBytes: number, more: Partial<KindFacts> = {}): KindFacts => ({
  label,
  accepts,
  maxBytes,
  validityMonths: null,
  isReserved: false,
  ...more,
});

/** The closed list of file kinds (domain.md 4.5). The sizes are the operator's choice: no text sets them. */
export const kindFacts: Readonly<Record<EvidenceKind, KindFacts>> = {
  video: kind({ fr: 'Vidéo', en: 'Video' }, videos, 5 * gigabyte),
  screenshot: kind({ fr: 'Capture d’écran', en: 'Screenshot' }, pictures, 50 * megabyte),
  document: kind({ fr: 'Document', en: 'Document' }, [...office, ...pictures], 200 * megabyte),
  test_report: kind({ fr: 'Rapport de test', en: 'Test report' }, [...office, ...plain, ...bundle], 200 * megabyte),
  sworn_statement: kind({ fr: 'Attestation sur l’honneur', en: 'Sworn statement' }, pictures, 50 * megabyte),
  log: kind({ fr: 'Journal ou trace', en: 'Log or trace' }, [...plain, ...bundle], 200 * megabyte),
  smtp_source: kind({ fr: 'Source d’un message', en: 'Source of a message' }, ['message/rfc822', 'text/plain'], 50 * megabyte),
  pentest_form: kind({ fr: 'Fiche de test d’intrusion', en: 'Penetration test form' }, office, 200 * megabyte, {
    validityMonths: 12,
    isReserved: true,
  }),
  config_extract: kind({ fr: 'Extrait de configuration', en: 'Configuration extract' }, [...plain, ...pictures, ...bundle], 50 * megabyte),
  cnda_certificate: kind({ fr: 'Attestation CNDA', en: 'CNDA certificate' }, pictures, 50 * megabyte),
  scan_report: kind(
    { fr: 'Rapport d’analyse de vulnérabilités', en: 'Vulnerability scan report' },
    [...office, ...plain, ...bundle],
    200 * megabyte,
    {
      isReserved: true,
    },
  ),
  sample_file: kind({ fr: 'Fichier d’exemple', en: 'Sample file' }, [...plain, ...office, ...pictures, ...bundle], 200 * megabyte),
};

/** True for a kind that is a value found elsewhere rather than a file. */
export function isReferenceKind(value: ItemKind): value is ReferenceKind {
  return (referenceKinds as readonly string[]).includes(value);
}

/** Label of a kind of item, file or reference. */
export function kindLabel(value: ItemKind): Text {
  return isReferenceKind(value) ? referenceFacts[value].label : kindFacts[value].label;
}

/** Largest file of a kind, in bytes, under the operator's own limit. */
export function largestFile(value: EvidenceKind, operatorLimit: number): number {
  return Math.min(kindFacts[value].maxBytes, operatorLimit);
}

/**
 * First day on which a document is no longer good: the date it bears plus the validity of its kind, in calendar months
 * (a date that does not exist falls on the last day of the month). Null when the kind has no end or the date is unknown.
 */
export function expiresOn(value: ItemKind, effectiveOn: string | null): string | null {
  const months = isReferenceKind(value) ? null : kindFacts[value].validityMonths;
  if (months === null || effectiveOn === null) return null;
  const [year, month, day] = effectiveOn.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, lastDay));
  return first.toISOString().slice(0, 10);
}

/** Whether a document is out of date on a day (`YYYY-MM-DD`). */
export function isExpired(value: ItemKind, effectiveOn: string | null, today: string): boolean {
  const end = expiresOn(value, effectiveOn);
  return end !== null && today >= end;
}

/** True for a kind whose documents show weaknesses of a product. */
export function isReservedKind(value: string): boolean {
  return Object.hasOwn(kindFacts, value) && kindFacts[value as EvidenceKind].isReserved; // checked on the line itself
}
