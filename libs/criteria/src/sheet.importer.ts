import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import { kindOfBytes } from './file-kind.rules.js';
import { finding, type Finding } from './finding.messages.js';
import { openArchive, rowLimit, type MergedCells } from './workbook-archive.importer.js';

/** A sheet as text cells, one list per row, in the order of the file. */
export interface Sheet {
  readonly name: string;
  readonly rows: string[][];
  /** Cells merged over several rows, in a workbook. */
  readonly merged: readonly MergedCells[];
  readonly findings: readonly Finding[];
}

/** Sheets of a file; none, with one remark that says why, when it was refused. */
export interface OpenedSheets {
  readonly sheets: Sheet[];
  readonly findings: Finding[];
}

/** Largest workbook or CSV read, in bytes. */
export const sheetFileLimit = 20 * 1024 * 1024;

/** Whether the bytes start as a zip archive, hence an .xlsx workbook. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** Reads every sheet of an .xlsx workbook, within bounds checked before it is opened; formulas are never computed. */
export async function openWorkbook(bytes: Uint8Array): Promise<OpenedSheets> {
  if (bytes.byteLength > sheetFileLimit) return refused(tooLarge);
  const archive = openArchive(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if ('code' in archive) return refused(archive);
  try {
    const sheets = await readWorkbook(archive.bytes, { trim: false });
    return {
      sheets: sheets.map(({ sheet, data }, index) => ({
        name: sheet,
        rows: data.map((row) => row.map(cellText)),
        merged: archive.sheets.at(index)?.merged ?? [],
        findings: archive.sheets.at(index)?.findings ?? [],
      })),
      findings: [],
    };
  } catch {
    return refused(finding('file.unreadable')); // a damaged workbook
  }
}

/** Reads a CSV with `;`, `,` or tab, with or without BOM, in UTF-8, in UTF-16 with its mark or, failing that, in ISO-8859-1 (as windows-1252). */
export function openCsv(bytes: Uint8Array): OpenedSheets {
  if (bytes.byteLength > sheetFileLimit) return refused(tooLarge);
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const kind = isWide ? null : kindOfBytes(bytes);
  if (kind !== null) return refused(finding('file.other_kind', {}, { ...kind }));
  const { text, findings } = decode(bytes, isWide);
  try {
    const rows = parse(text, {
      bom: true,
      delimiter: delimiterOf(text.slice(0, 4000).toString()),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: rowLimit + 1,
    });
    if (rows.length > rowLimit) return refused(finding('file.too_large', {}, { limit: { fr: '20\u202f000 lignes', en: '20,000 rows' } }));
    return { sheets: [{ name: '', rows, merged: [], findings: [] }], findings };
  } catch {
    return refused(finding('file.unreadable')); // a quote is never closed
  }
}

/** The text of bytes in UTF-8, without its byte order mark; null when they are not UTF-8. */
export function utf8Text(bytes: Uint8Array): string | null {
  if (!isUtf8(bytes)) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Repeats the text of merged cells on each of their rows, below the headers; gives how many cells were merged. */
export function fillMerged(rows: string[][], merged: readonly MergedCells[], from: number): number {
  let count = 0;
  let room = rows.length * 64; // merged cells do not overlap: more than this is not a workbook of a spreadsheet
  for (const { column, top, bottom } of merged) {
    const text = top < from ? '' : (rows.at(top)?.at(column) ?? '');
    const last = Math.min(bottom, rows.length - 1);
    if (text === '' || last <= top || (room -= last - top) < 0) continue;
    for (let row = top + 1; row <= last; row += 1) rows[row][column] = text;
    count += 1;
  }
  return count;
}

const tooLarge = finding('file.too_large', {}, { limit: { fr: '20\u00a0Mo', en: '20\u00a0MB' } });

/** The file as the reader takes it: its bytes when they are UTF-8, else its text, with a remark. */
function decode(bytes: Uint8Array, isWide: boolean): { text: string | Buffer; findings: Finding[] } {
  if (!isWide && isUtf8(bytes)) return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), findings: [] };
  const encoding = isWide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'windows-1252';
  const said = isWide ? 'UTF-16' : 'ISO-8859-1';
  return { text: new TextDecoder(encoding).decode(bytes), findings: [finding('file.not_utf8', {}, { encoding: said })] };
}

function delimiterOf(text: string): string {
  const firstLine = text.split('\n')[0];
  const count = (delimiter: string) => firstLine.split(delimiter).length;
  return [';', '\t', ','].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell;
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}

function refused(found: Finding): OpenedSheets {
  return { sheets: [], findings: [found] };
}
