import { isUtf8 } from 'node:buffer';
import { inflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import { finding, type Finding } from './finding.messages.js';

/** A sheet as text cells, one list per row, in the order of the file. */
export interface Sheet {
  readonly name: string;
  readonly rows: string[][];
}

/** Sheets of a file; none, with one remark that says why, when it was refused. */
export interface OpenedSheets {
  readonly sheets: Sheet[];
  readonly findings: Finding[];
}

/** Largest workbook or CSV read, in bytes. */
export const sheetFileLimit = 20 * 1024 * 1024;
const inflatedLimit = 150 * 1024 * 1024;
const entryLimit = 500;
const rowLimit = 20_000;
const columnLimit = 256;

/** Whether the bytes start as a zip archive, hence an .xlsx workbook. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** Reads every sheet of an .xlsx workbook, within bounds checked before it is opened; formulas are never computed. */
export async function openWorkbook(bytes: Uint8Array): Promise<OpenedSheets> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const excess = exceeds(buffer);
  if (excess !== null) return refused(excess);
  try {
    const sheets = await readWorkbook(buffer, { trim: false });
    return { sheets: sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellText)) })), findings: [] };
  } catch {
    return refused(finding('file.unreadable')); // damaged archive or not a workbook
  }
}

/** Reads a CSV with `;`, `,` or tab, with or without BOM, in UTF-8 or, failing that, ISO-8859-1 (as windows-1252). */
export function openCsv(bytes: Uint8Array): OpenedSheets {
  if (bytes.byteLength > sheetFileLimit) return refused(finding('file.too_large', {}, { limit: '20\u00a0Mo' }));
  const { text, findings } = decode(bytes);
  try {
    const rows = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: rowLimit + 1,
    });
    if (rows.length > rowLimit) return refused(finding('file.too_large', {}, { limit: `${rowLimit} lignes` }));
    return { sheets: [{ name: '', rows }], findings };
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

function decode(bytes: Uint8Array): { text: string; findings: Finding[] } {
  const text = utf8Text(bytes);
  if (text !== null) return { text, findings: [] };
  return { text: new TextDecoder('windows-1252').decode(bytes), findings: [finding('file.not_utf8')] };
}

function delimiterOf(text: string): string {
  const firstLine = text.slice(0, 4000).split('\n')[0];
  const count = (delimiter: string) => firstLine.split(delimiter).length;
  return [';', '\t', ','].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}

/** Refuses an archive that would inflate, or a sheet that would spread, beyond what a real package needs. */
function exceeds(archive: Buffer): Finding | null {
  const tooLarge = (limit: string) => finding('file.too_large', {}, { limit });
  if (archive.byteLength > sheetFileLimit) return tooLarge('20\u00a0Mo');
  try {
    let inflated = 0;
    for (const entry of zipEntries(archive)) {
      const content = entry.method === 0 ? entry.data : inflateRawSync(entry.data, { maxOutputLength: inflatedLimit - inflated });
      inflated += content.byteLength;
      if (inflated >= inflatedLimit) return tooLarge('150\u00a0Mo');
      if (/^xl\/worksheets\/[^/]+\.xml$/.test(entry.name) && isTooWide(content)) return tooLarge(`${rowLimit} × ${columnLimit}`);
    }
    return null;
  } catch (error) {
    // zlib says so when the bound is reached; anything else is a damaged archive
    return error instanceof RangeError ? tooLarge('150\u00a0Mo') : finding('file.unreadable');
  }
}

interface ZipEntry {
  name: string;
  method: number;
  data: Buffer;
}

/** The entries of a zip archive by its central directory (PKWARE APPNOTE 4.3); throws when it is damaged. */
function zipEntries(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const count = archive.readUInt16LE(end + 10);
  if (end < 0 || count > entryLimit) throw new Error('not a workbook');
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const [method, size, nameLength] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    return { name, method, data: archive.subarray(start, start + size) };
  });
}

/** A single far cell would make the reader lay out every cell before it. */
function isTooWide(sheet: Buffer): boolean {
  for (const [, letters, digits] of sheet.toString('latin1').matchAll(/\br="([A-Z]{1,3})(\d{1,7})"/g)) {
    if (letters.length < 2 && digits.length < 5) continue;
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    if (column > columnLimit || Number(digits) > rowLimit) return true;
  }
  return false;
}

function refused(found: Finding): OpenedSheets {
  return { sheets: [], findings: [found] };
}
