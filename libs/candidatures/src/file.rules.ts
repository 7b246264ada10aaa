import type { AdministrativeFile } from './candidature.entity.js';

/** Fields without which an administrative file cannot be filed: identifiers, the person who binds, someone to write to. */
export const requiredFields = [
  'nie',
  'nil',
  'signatoryName',
  'signatoryCapacity',
  'contactName',
  'contactEmail',
] as const satisfies readonly (keyof AdministrativeFile)[];

/** The required fields still empty, in the order of the form. */
export function missingFields(file: AdministrativeFile): (typeof requiredFields)[number][] {
  return requiredFields.filter((field) => !file[field]?.trim());
}

/** The public number of a candidature: `CAN-2026-00042`, gap-free in its year. */
export function candidatureNumber(year: number, rank: number): string {
  return `CAN-${year}-${String(rank).padStart(5, '0')}`;
}

/** The public number of a receipt: `REC-2026-00042`. */
export function receiptNumber(year: number, rank: number): string {
  return `REC-${year}-${String(rank).padStart(5, '0')}`;
}
