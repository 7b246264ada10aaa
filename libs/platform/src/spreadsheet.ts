import { stringify } from 'csv-stringify/sync';

/** Rows as CSV for a spreadsheet: `;`, byte order mark, CRLF, and no cell that can be taken for a formula (CWE-1236). */
export function spreadsheetCsv(rows: readonly (readonly (string | number | null | undefined)[])[]): string {
  return stringify([...rows], { delimiter: ';', bom: true, escape_formulas: true, record_delimiter: 'windows' });
}
