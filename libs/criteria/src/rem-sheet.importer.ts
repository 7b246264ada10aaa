import type { Finding } from './finding.messages.js';
import { openCsv, type OpenedSheets } from './sheet.importer.js';
import type { MergedCells } from './workbook-archive.importer.js';

/** The sheet of a REM as text cells, one list per row, in the order of the file. */
export interface RemSheet {
  format: 'rem-workbook' | 'rem-csv' | 'convergence';
  rows: string[][];
  /** Cells merged over several rows; none in a CSV. */
  merged?: readonly MergedCells[];
  findings: Finding[];
}

/** The sheet “Exigences” of a workbook, or else its first sheet. */
export function remSheet({ sheets, findings }: OpenedSheets): RemSheet {
  const sheet = sheets.find(({ name }) => /^exigences/i.test(name.trim())) ?? sheets.at(0);
  return {
    format: 'rem-workbook',
    rows: sheet?.rows ?? [],
    merged: sheet?.merged ?? [],
    findings: [...findings, ...(sheet?.findings ?? [])],
  };
}

/** Reads a REM printed as CSV. */
export function readRemCsv(bytes: Uint8Array): RemSheet {
  const { sheets, findings } = openCsv(bytes);
  // an apostrophe before a sign is what spreadsheets are told to read as text
  const rows = sheets.at(0)?.rows ?? [];
  for (const row of rows) row.forEach((cell, index) => cell.startsWith("'") && (row[index] = cell.replace(/^'(?=[=+\-@])/, '')));
  return { format: 'rem-csv', rows, findings };
}
