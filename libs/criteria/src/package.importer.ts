import { isCisoLibrary, readCisoLibrary, type DocumentImport } from './ciso-assistant.importer.js';
import { isCisoWorkbook, readCisoSheets } from './ciso-sheets.importer.js';
import { isConvergence, readConvergence } from './convergence.importer.js';
import { membersOf } from './document-members.rules.js';
import { kindOfBytes, kindOfDocument, kindOfSheets } from './file-kind.rules.js';
import { finding, type Finding } from './finding.messages.js';
import type { ImportFormat } from './import-format.rules.js';
import { isOscalCatalog, readOscalCatalog } from './oscal-catalog.importer.js';
import { isOwnCatalog, readOwnCatalog } from './oscal-own.importer.js';
import type { PackageContent } from './package-content.rules.js';
import { readDocuments, type ReadDocument } from './package-document.importer.js';
import { packageFindings, validatePackage } from './package-validation.rules.js';
import { readRemCsv, remSheet, type RemSheet } from './rem-sheet.importer.js';
import { isWorkbook, openWorkbook } from './sheet.importer.js';
import { readRem, type NameRem, type RowCount } from './rem.importer.js';

/** The whole account of one import: what was read, kept and refused, and every remark. */
export interface ImportResult {
  format: ImportFormat;
  content: PackageContent | null;
  rows: RowCount;
  findings: Finding[];
}

/** What the person importing knows better than the file. */
export interface ImportHints {
  fileName?: string;
  code?: string;
  version?: string;
}

/** Most remarks kept of one import. */
const findingLimit = 5000;

/**
 * Reads every package of a file, in any of the formats: a library may hold several frameworks, a REM table several REMs, a YAML
 * stream several documents. The format is recognised from the bytes, the name only helps. There is always at least one account.
 */
export async function importPackages(bytes: Uint8Array, hints: ImportHints = {}): Promise<ImportResult[]> {
  const results = await recognised(bytes, hints);
  const unused = results.length > 1 && hints.code ? [finding('file.code_unused', {}, { code: hints.code })] : [];
  return once(results).map((result) => ({ ...result, findings: bounded([...unused, ...result.findings]) }));
}

/** Reads a file that holds one package; one that holds several is refused, naming them. */
export async function importPackage(bytes: Uint8Array, hints: ImportHints = {}): Promise<ImportResult> {
  const results = await importPackages(bytes, hints);
  if (results.length === 1) return results[0];
  const names = results.map(({ content }) => (content === null ? '–' : `${content.code} ${content.version}`)).join(', ');
  const rows = sum(results.map((one) => one.rows));
  const found = finding('file.several_packages', {}, { count: results.length, names });
  return { format: results[0].format, content: null, rows: { ...rows, kept: 0, rejected: rows.read }, findings: [found] };
}

/** Two packages of one code and version: the first is kept. */
function once(results: readonly ImportResult[]): ImportResult[] {
  const seen = new Set<string>();
  return results.map((result) => {
    if (result.content === null) return result;
    const key = `${result.content.code} ${result.content.version}`;
    const isRepeated = seen.has(key);
    seen.add(key);
    if (!isRepeated) return result;
    const rows = { read: result.rows.read, kept: 0, rejected: result.rows.read };
    return { ...result, content: null, rows, findings: [finding('file.version_repeated', {}, { key }), ...result.findings] };
  });
}

async function recognised(bytes: Uint8Array, hints: ImportHints): Promise<ImportResult[]> {
  if (isWorkbook(bytes)) return fromWorkbook(bytes, hints);
  if (!isDocument(bytes, hints.fileName ?? '')) return fromSheet(readRemCsv(bytes), hints);
  const kind = kindOfBytes(bytes);
  if (kind !== null) return [refused('package', finding('file.other_kind', {}, { ...kind }))];
  const documents = readDocuments(bytes);
  return documents.flatMap((one) => fromDocument(one, documents.length === 1 ? hints : { ...hints, code: undefined }));
}

function isDocument(bytes: Uint8Array, fileName: string): boolean {
  if (/\.(ya?ml|json)$/i.test(fileName)) return true;
  if (/\.csv$/i.test(fileName)) return false;
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 2000)).toString('latin1');
  return /^(?:\xef\xbb\xbf)?\s*\{/.test(start) || /^(format|code|urn|objects|library_urn)\s*:/m.test(start);
}

async function fromWorkbook(bytes: Uint8Array, hints: ImportHints): Promise<ImportResult[]> {
  const opened = await openWorkbook(bytes);
  if (isCisoWorkbook(opened.sheets)) {
    const { library, findings } = readCisoSheets(opened.sheets);
    return fromLibrary(library, hints).map((one) => ({ ...one, findings: [...findings, ...one.findings] }));
  }
  const kind = kindOfSheets(opened.sheets.map(({ name }) => name));
  if (kind !== null) return [refused('ciso-assistant', finding('file.other_kind', {}, { ...kind }))];
  return fromSheet(remSheet(opened), hints);
}

function fromSheet(sheet: RemSheet, hints: ImportHints): ImportResult[] {
  const name: NameRem = (rem, isOneOfSeveral) => identityOf(rem, hints, isOneOfSeveral);
  if (isConvergence(sheet.rows)) return [checked('convergence', readConvergence(sheet, name))];
  return readRem(sheet, name).map((read) => checked(sheet.format, read));
}

function fromDocument({ value, findings, lineOf }: ReadDocument, hints: ImportHints): ImportResult[] {
  if (value === undefined) return [{ format: 'package', content: null, rows: none(), findings }];
  try {
    if (isOscalCatalog(value)) return [fromCatalog(membersOf(membersOf(value).catalog), hints)];
    if (isCisoLibrary(value)) return fromLibrary(value, hints);
  } catch (error) {
    if (error instanceof RangeError) return [refused('package', finding('file.unreadable'))]; // nested without end
    throw error;
  }
  const kind = kindOfDocument(value);
  if (kind !== null) return [refused('package', finding('file.other_kind', {}, { ...kind }))];
  const { content, findings: remarks } = validatePackage(value);
  const read = content?.requirements.length ?? countOf(value);
  const rows = { read, kept: content === null ? 0 : read, rejected: content === null ? read : 0 };
  return [{ format: 'package', content, rows, findings: remarks.map((found) => ({ ...found, row: lineOf(found.path) })) }];
}

function fromLibrary(library: unknown, hints: ImportHints): ImportResult[] {
  const read = readCisoLibrary(library);
  return read.map((one) => checked('ciso-assistant', named(one, read.length === 1 ? hints : { ...hints, code: undefined })));
}

function fromCatalog(catalog: Record<string, unknown>, hints: ImportHints): ImportResult {
  if (!isOwnCatalog(catalog)) return checked('oscal-catalog', named(readOscalCatalog(catalog), hints));
  return checked('oscal-catalog', named(readOwnCatalog(catalog), hints));
}

/** A document of another kind under the code and the version that were asked for. */
function named({ content, ...rest }: DocumentImport, { code, version }: ImportHints): DocumentImport {
  return { ...rest, content: content && { ...content, ...(code && { code }), ...(version && { version }) } };
}

/** Importers obey the same public schema as authors do. */
function checked(format: ImportFormat, { content, rows, findings }: DocumentImport): ImportResult {
  if (content === null) return { format, content, rows, findings: hasError(findings) ? findings : [...findings, finding('file.no_rows')] };
  const remarks = packageFindings(content); // what importers give is complete: it only has to be checked
  if (hasError(remarks))
    return { format, content: null, rows: { read: rows.read, kept: 0, rejected: rows.read }, findings: [...findings, ...remarks] };
  return { format, content, rows, findings: [...findings, ...remarks] };
}

function refused(format: ImportFormat, found: Finding): ImportResult {
  return { format, content: null, rows: none(), findings: [found] };
}

function none(): RowCount {
  return { read: 0, kept: 0, rejected: 0 };
}

function sum(rows: readonly RowCount[]): RowCount {
  return rows.reduce(
    (all, one) => ({ read: all.read + one.read, kept: all.kept + one.kept, rejected: all.rejected + one.rejected }),
    none(),
  );
}

function countOf(document: unknown): number {
  const { requirements } = membersOf(document);
  return Array.isArray(requirements) ? requirements.length : 0;
}

function hasError(findings: readonly Finding[]): boolean {
  return findings.some(({ level }) => level === 'error');
}

/** The first remarks, errors before all others when there are too many. */
function bounded(findings: Finding[]): Finding[] {
  if (findings.length <= findingLimit) return findings;
  const ordered = [...findings.filter(({ level }) => level === 'error'), ...findings.filter(({ level }) => level !== 'error')];
  return [...ordered.slice(0, findingLimit), finding('file.more_remarks', {}, { count: findings.length - findingLimit })];
}

/** Code and version of a REM: as asked, else from a name such as `REM-MDV-LGC-Va2.xlsx`, else from the column Rem Ségur. */
function identityOf(rem: string | null, { fileName = '', code, version }: ImportHints, isOneOfSeveral: boolean): ReturnType<NameRem> {
  const named = /(?:^|[/\\])(REM(?:-[A-Z]{2,8})+)-(Va\d[0-9A-Za-z.-]*?)(?:\.\w+)?$/.exec(fileName);
  const own = rem === null ? null : `REM-${rem.toUpperCase().replace(/[^A-Z0-9]+/g, '-')}`;
  const asked = (isOneOfSeveral ? own : (code ?? named?.[1] ?? own)) ?? 'REM-IMPORT';
  const label = version ?? named?.[2] ?? 'brouillon';
  const lane = asked.replace(/^REM-/, '');
  return {
    code: asked,
    version: label,
    title: { fr: `Référentiel d’exigences minimales ${lane}`, en: `Minimum requirements ${lane}` },
  };
}
