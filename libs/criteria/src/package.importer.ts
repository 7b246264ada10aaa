import { isCisoLibrary, readCisoLibrary } from './ciso-assistant.importer.js';
import { isConvergence, readConvergence } from './convergence.importer.js';
import { finding, type Finding } from './finding.messages.js';
import type { ImportFormat } from './import-format.rules.js';
import { isOscalCatalog, readOscalCatalog } from './oscal-catalog.importer.js';
import type { PackageContent } from './package-content.rules.js';
import { readDocument, readPackage } from './package-document.importer.js';
import { packageFindings } from './package-validation.rules.js';
import { readRemCsv, readRemWorkbook, type RemSheet } from './rem-sheet.importer.js';
import { isWorkbook } from './sheet.importer.js';
import { readRem, type RemIdentity, type RowCount } from './rem.importer.js';

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

/** Reads a package in any of its formats; the format is recognised from the bytes, the name only helps. */
export async function importPackage(bytes: Uint8Array, hints: ImportHints = {}): Promise<ImportResult> {
  if (isWorkbook(bytes)) return fromSheet(await readRemWorkbook(bytes), hints);
  if (!isDocument(bytes, hints.fileName ?? '')) return fromSheet(readRemCsv(bytes), hints);
  const start = new TextDecoder().decode(bytes.subarray(0, 20_000));
  if (/^\ufeff?\s*\{\s*("\$schema"[^,]*,\s*)?"catalog"\s*:/.test(start)) return fromOther(bytes, 'oscal-catalog', hints);
  if (/^(urn|objects|library_urn)\s*:/m.test(start) && !/^format\s*:/m.test(start)) return fromOther(bytes, 'ciso-assistant', hints);
  return fromDocument(bytes);
}

const readers = {
  'oscal-catalog': { recognises: isOscalCatalog, read: readOscalCatalog },
  'ciso-assistant': { recognises: isCisoLibrary, read: readCisoLibrary },
} as const;

function fromOther(bytes: Uint8Array, format: keyof typeof readers, { code, version }: ImportHints): ImportResult {
  const none = { read: 0, kept: 0, rejected: 0 };
  const { value, findings } = readDocument(bytes);
  if (value === undefined) return { format, content: null, rows: none, findings };
  if (!readers[format].recognises(value)) return { format, content: null, rows: none, findings: [finding('file.unknown_format')] };
  try {
    const read = readers[format].read(value);
    const named = read.content && { ...read.content, ...(code && { code }), ...(version && { version }) };
    return checked({ format, ...read, content: named });
  } catch (error) {
    if (error instanceof RangeError) return { format, content: null, rows: none, findings: [finding('file.unreadable')] }; // nested without end
    throw error;
  }
}

function isDocument(bytes: Uint8Array, fileName: string): boolean {
  if (/\.(ya?ml|json)$/i.test(fileName)) return true;
  if (/\.csv$/i.test(fileName)) return false;
  const start = new TextDecoder().decode(bytes.subarray(0, 2000));
  return /^\s*\{/.test(start) || /^(format|code)\s*:/m.test(start);
}

function fromDocument(bytes: Uint8Array): ImportResult {
  const { content, findings } = readPackage(bytes);
  const read = content?.requirements.length ?? 0;
  return { format: 'package', content, rows: { read, kept: read, rejected: 0 }, findings };
}

function fromSheet(sheet: RemSheet, hints: ImportHints): ImportResult {
  const name = (rem: string | null) => identityOf(rem, hints);
  if (!isConvergence(sheet.rows)) return checked({ format: sheet.format, ...readRem(sheet, name) });
  return checked({ format: 'convergence', ...readConvergence(sheet.rows, sheet.findings, name) });
}

/** Importers obey the same public schema as authors do. */
function checked({ format, content, rows, findings }: ImportResult): ImportResult {
  if (content === null) return { format, content, rows, findings };
  // what importers give is complete: it only has to be checked
  const remarks = packageFindings(content);
  const isValid = remarks.every(({ level }) => level !== 'error');
  const counted = isValid ? rows : { read: rows.read, kept: 0, rejected: rows.read };
  return { format, content: isValid ? content : null, rows: counted, findings: [...findings, ...remarks] };
}

/** Code and version of a REM: as asked, else from a name such as `REM-MDV-LGC-Va2.xlsx`, else from the column Rem Ségur. */
function identityOf(rem: string | null, { fileName = '', code, version }: ImportHints): RemIdentity {
  const named = /(?:^|[/\\])(REM(?:-[A-Z]{2,8})+)-(Va\d[0-9A-Za-z.-]*?)(?:\.\w+)?$/.exec(fileName);
  const asked = code ?? named?.[1] ?? (rem === null ? 'REM-IMPORT' : `REM-${rem.toUpperCase().replace(/[^A-Z0-9]+/g, '-')}`);
  const label = version ?? named?.[2] ?? 'brouillon';
  const lane = asked.replace(/^REM-/, '');
  return {
    code: asked,
    version: label,
    title: { fr: `Référentiel d’exigences minimales ${lane}`, en: `Minimum requirements ${lane}` },
  };
}
