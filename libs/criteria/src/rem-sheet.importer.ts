import type { Finding } from './finding.messages.js';
import { openCsv, openWorkbook } from './sheet.importer.js';

/** The sheet of a REM as text cells, one list per row, in the order of the file. */
export interface RemSheet {
  format: 'rem-workbook' | 'rem-csv' | 'convergence';
  rows: string[][];
  findings: Finding[];
}

/** Reads the sheet “Exigences” (or else the first sheet) of an .xlsx workbook. */
export async function readRemWorkbook(bytes: Uint8Array): Promise<RemSheet> {
  const { sheets, findings } = await openWorkbook(bytes);
  const sheet = sheets.find(({ name }) => /^exigences/i.test(name.trim())) ?? sheets.at(0);
  return { format: 'rem-workbook', rows: sheet?.rows ?? [], findings };
}

/** Reads a REM printed as CSV. */
export function readRemCsv(bytes: Uint8Array): RemSheet {
  const { sheets, findings } = openCsv(bytes);
  // an apostrophe before a sign is what spreadsheets are told to read as text
  const rows = (sheets.at(0)?.rows ?? []).map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@])/, '')));
  return { format: 'rem-csv', rows, findings };
}
