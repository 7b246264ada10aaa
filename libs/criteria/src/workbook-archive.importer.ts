import { crc32, inflateRawSync } from 'node:zlib';
import { kindOfArchive } from './file-kind.rules.js';
import { finding, type Finding } from './finding.messages.js';

/** Cells merged down one column, rows counted from 0 and the last included. */
export interface MergedCells {
  readonly column: number;
  readonly top: number;
  readonly bottom: number;
}

/** What is known of a sheet before its cells are read. */
export interface SheetFacts {
  readonly merged: readonly MergedCells[];
  readonly findings: readonly Finding[];
}

/** A workbook that was measured: an archive that holds nothing else, and its sheets in printed order. */
export interface WorkbookArchive {
  readonly bytes: Buffer;
  readonly sheets: readonly SheetFacts[];
}

/** Most rows and columns of a sheet, empty ones at its end aside. */
export const rowLimit = 20_000;
const columnLimit = 256;
const inflatedLimit = 150 * 1024 * 1024;
const entryLimit = 500;
const mergedLimit = 50_000;

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly data: Buffer;
}

/**
 * Opens an .xlsx archive within bounds: what it inflates to, its rows and columns. Its documents are given back in a new archive,
 * so that the reader sees what was measured and nothing that the archive might hide; pictures and macros are left out.
 */
export function openArchive(archive: Buffer): WorkbookArchive | Finding {
  try {
    const entries = zipEntries(archive);
    const kind = kindOfArchive(entries.map(({ name }) => name));
    if (kind !== null) return finding('file.other_kind', {}, { ...kind });
    const documents = new Map<string, Buffer>();
    let room = inflatedLimit;
    for (const entry of entries) {
      if (!/\.(?:xml|rels)$/.test(entry.name)) continue;
      const document = entry.method === 0 ? entry.data : inflateRawSync(entry.data, { maxOutputLength: room });
      room -= document.byteLength;
      if (room <= 0) return tooLarge('150\u00a0Mo');
      documents.set(entry.name, document);
    }
    return measured(documents);
  } catch (error) {
    // zlib says so when the bound is reached; anything else is a damaged archive
    return isTooLong(error) ? tooLarge('150\u00a0Mo') : finding('file.unreadable');
  }
}

function isTooLong(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

function measured(documents: Map<string, Buffer>): WorkbookArchive | Finding {
  const sheets: SheetFacts[] = [];
  for (const path of sheetPaths(documents)) {
    const document = documents.get(path);
    if (document === undefined) {
      sheets.push({ merged: [], findings: [] }); // a sheet of another kind, such as a chart
      continue;
    }
    const xml = document.toString('latin1'); // tags and addresses are ASCII, and other bytes come back as they were
    const filled = isTooLarge(xml) ? withoutEmptyCells(xml) : xml;
    if (isTooLarge(filled)) return tooLarge(`${rowLimit} × ${columnLimit}`);
    if (filled !== xml) documents.set(path, Buffer.from(filled, 'latin1'));
    sheets.push({ merged: mergedCells(filled), findings: oddities(xml, filled) });
  }
  return { bytes: zipOf(documents), sheets };
}

/** Paths of the sheets in printed order, by the relations of the workbook (ECMA-376 part 1, 18.2.19). */
function sheetPaths(documents: ReadonlyMap<string, Buffer>): string[] {
  const textOf = (path: string) => documents.get(path)?.toString('utf8') ?? '';
  const relations = new Map(
    [...textOf('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  );
  return [...textOf('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].map(([tag]) => {
    const target = relations.get(attribute(tag, '\\w+:id')) ?? '';
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  });
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

function oddities(xml: string, filled: string): Finding[] {
  const found: Finding[] = [];
  if (filled !== xml) found.push(finding('sheet.empty_cells', {}, { rows: lastRow(xml) }));
  const first =
    filled.includes('<f') || filled.includes(':f')
      ? /<(?:\w+:)?c\s[^>]*\br=["']([A-Z]{1,3}\d{1,7})["'][^>]*>\s*<(?:\w+:)?f[\s/>]/.exec(filled)
      : null;
  if (first !== null) {
    const count = [...filled.matchAll(/<(?:\w+:)?f[\s/>]/g)].length;
    found.push(finding('cell.formula', {}, { count, cell: first[1] }));
  }
  return found;
}

/** Cells merged over several rows; merged columns need nothing: the text stands in the first. */
function mergedCells(xml: string): MergedCells[] {
  const found: MergedCells[] = [];
  if (!xml.includes('mergeCell')) return found;
  for (const [, column, top, bottom] of xml.matchAll(/<(?:\w+:)?mergeCell\s[^>]*\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g)) {
    if (Number(bottom) > Number(top)) found.push({ column: columnNumber(column) - 1, top: Number(top) - 1, bottom: Number(bottom) - 1 });
    if (found.length >= mergedLimit) break;
  }
  return found;
}

/** A single far cell would make the reader lay out every cell before it; rows may also come without their number. */
function isTooLarge(xml: string): boolean {
  for (let at = xml.indexOf('r='); at > 0; at = xml.indexOf('r=', at + 2)) {
    const quote = xml.charCodeAt(at + 2);
    const isAddress = (quote === 0x22 || quote === 0x27) && xml.charCodeAt(at - 1) <= 0x20;
    if (isAddress && isFar(xml, at + 3, quote)) return true;
  }
  let rows = 0;
  for (let at = xml.indexOf('row'); at >= 0 && rows <= rowLimit; at = xml.indexOf('row', at + 3)) {
    if ((xml[at - 1] === '<' || xml[at - 1] === ':') && /[\s/>]/.test(xml[at + 3] ?? '')) rows += 1;
  }
  return rows > rowLimit;
}

/** Whether an address such as `AB12`, or a number of row, is beyond the limits. */
function isFar(xml: string, start: number, quote: number): boolean {
  let [at, column, row] = [start, 0, 0];
  let code = xml.charCodeAt(at);
  for (; code >= 0x41 && code <= 0x5a && at - start < 4; code = xml.charCodeAt((at += 1))) column = column * 26 + code - 0x40;
  for (; code >= 0x30 && code <= 0x39 && at - start < 12; code = xml.charCodeAt((at += 1))) row = row * 10 + code - 0x30;
  return code === quote && (column > columnLimit || row > rowLimit);
}

/** The same sheet without the cells and the rows that say where they stand and hold nothing. */
function withoutEmptyCells(xml: string): string {
  return xml
    .replace(/<(?:\w+:)?c\s[^>]*\br=["'][A-Z]{1,3}\d{1,7}["'][^>]*(?:\/>|>\s*<\/(?:\w+:)?c>)/g, '')
    .replace(/<(?:\w+:)?row\s[^>]*\br=["']\d{1,7}["'][^>]*(?:\/>|>\s*<\/(?:\w+:)?row>)/g, '');
}

function lastRow(xml: string): number {
  const at = Math.max(xml.lastIndexOf('<row '), xml.lastIndexOf(':row '));
  return Number(/\br=["'](\d{1,7})["']/.exec(xml.slice(at, at + 500))?.[1] ?? rowLimit);
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function tooLarge(limit: string): Finding {
  return finding('file.too_large', {}, { limit });
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

/** A zip archive whose entries are stored as they are. */
function zipOf(documents: ReadonlyMap<string, Buffer>): Buffer {
  const [body, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [path, data] of documents) {
    const name = Buffer.from(path);
    const facts = Buffer.alloc(26); // what the local header and the directory both say
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.byteLength, 14);
    facts.writeUInt32LE(data.byteLength, 18);
    facts.writeUInt16LE(name.byteLength, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    body.push(Buffer.from('PK\x03\x04', 'latin1'), facts, name, data);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, name);
    offset += 30 + name.byteLength + data.byteLength;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(documents.size, 8);
  end.writeUInt16LE(documents.size, 10);
  end.writeUInt32LE(listed.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, listed, end]);
}
