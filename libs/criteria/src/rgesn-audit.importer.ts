import { finding, type Finding } from './finding.messages.js';
import { isWorkbook, openCsv, openWorkbook } from './sheet.importer.js';
import { readRgesnStatuses } from './scores-rgesn.rules.js';
import type { Marks } from './scores.rules.js';

/** An RGESN audit read from a file: its marks, its statuses in all, and every remark. */
export interface RgesnAuditFile {
  readonly marks: Marks;
  /** Criteria of the file, in its order, assessed or not. */
  readonly numbers: readonly string[];
  readonly read: number;
  readonly findings: Finding[];
}

interface Line {
  readonly number: string;
  readonly status: string;
}

const criterionNumber = /^[1-9]\.\d{1,2}$/;
/** Names under which files give the number of a criterion and its status. */
const numberNames = ['numero', 'number', 'id', 'key'];
const statusNames = ['status', 'statut', 'evaluation', 'resultat', 'result'];
const fileLimit = 8 * 1024 * 1024;

/** Reads the declaration workbook of the Arcep, a JSON audit (list, or number → status) or a two-column CSV. */
export async function readRgesnAudit(bytes: Uint8Array): Promise<RgesnAuditFile> {
  if (isWorkbook(bytes)) {
    const { sheets, findings } = await openWorkbook(bytes);
    return account(
      sheets.filter(({ rows }) => headerOf(rows) !== undefined).flatMap(({ rows }) => linesOf(rows)),
      findings,
    );
  }
  const start = new TextDecoder().decode(bytes.subarray(0, 200));
  if (/^\ufeff?\s*[[{]/.test(start)) return fromJson(bytes);
  const { sheets, findings } = openCsv(bytes);
  return account(linesOf(sheets.at(0)?.rows ?? []), findings);
}

function fromJson(bytes: Uint8Array): RgesnAuditFile {
  if (bytes.byteLength > fileLimit) return account([], [finding('file.too_large', {}, { limit: '8\u00a0Mo' })]);
  try {
    const document: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const list = isObject(document) ? (document.criteria ?? document.criteres ?? document) : document;
    if (Array.isArray(list)) return account(list.filter(isObject).flatMap(lineOf), []);
    return account(
      Object.entries(isObject(list) ? list : {}).map(([number, status]) => ({ number, status: String(status) })),
      [],
    );
  } catch {
    return account([], [finding('file.unreadable')]); // not JSON, or not UTF-8
  }
}

function lineOf(criterion: Record<string, unknown>): Line[] {
  const named = (names: readonly string[]) => Object.entries(criterion).find(([name]) => names.includes(plain(name)))?.[1];
  const [number, status] = [named(numberNames), named(statusNames)];
  return typeof number === 'string' ? [{ number, status: typeof status === 'string' ? status : '' }] : [];
}

/** The row of titles, known by the name of the column of statuses; sheets of a workbook without one are not part of the audit. */
function headerOf(rows: readonly (readonly string[])[]): readonly string[] | undefined {
  return rows.find((row) => row.some((cell) => statusNames.includes(plain(cell))));
}

/** A row counts when it holds a criterion number; its status stands under a known header, or in the next cell. */
function linesOf(rows: readonly (readonly string[])[]): Line[] {
  const header = headerOf(rows);
  const column = header?.findIndex((cell) => statusNames.includes(plain(cell))) ?? -1;
  return rows.flatMap((row) => {
    const at = row.findIndex((cell) => criterionNumber.test(cell.trim()));
    return at < 0 ? [] : [{ number: row[at].trim(), status: row[column < 0 ? at + 1 : column] ?? '' }];
  });
}

function account(lines: readonly Line[], found: readonly Finding[]): RgesnAuditFile {
  const usual = lines.filter(({ number }) => criterionNumber.test(number));
  const { marks, unknown } = readRgesnStatuses(usual);
  const odd = [...lines.filter(({ number }) => !criterionNumber.test(number)), ...unknown];
  const empty = lines.length === 0 && found.length === 0 ? [finding('audit.empty')] : [];
  const numbers = [...new Set(usual.map(({ number }) => number))];
  return {
    marks,
    numbers,
    read: lines.length,
    findings: [...found, ...empty, ...odd.map((line) => finding('audit.unknown_status', {}, { ...line }))],
  };
}

function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
