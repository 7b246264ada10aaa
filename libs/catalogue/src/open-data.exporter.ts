import { stringify } from 'csv-stringify/sync';
import type { Cell } from './open-data.rules.js';

/**
 * An open data file: UTF-8 with its mark, `;` between cells, as French spreadsheets expect.
 * A cell that a spreadsheet would run as a formula is written as text.
 */
export function openCsv(columns: readonly string[], rows: readonly Readonly<Record<string, Cell>>[]): string {
  return stringify([...rows], {
    header: true,
    columns: [...columns],
    delimiter: ';',
    bom: true,
    escape_formulas: true,
    record_delimiter: '\r\n',
    cast: { boolean: (value) => (value ? 'true' : 'false') },
  });
}
