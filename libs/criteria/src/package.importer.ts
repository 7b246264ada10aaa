import type { Finding } from './finding.messages.js';
import type { PackageContent } from './package-content.rules.js';
import { readPackage } from './package-document.importer.js';
import { validatePackage } from './package-validation.rules.js';
import { readRemCsv, readRemWorkbook, type RemSheet } from './rem-sheet.importer.js';
import { isWorkbook } from './sheet.importer.js';
import { readRem, type RemIdentity, type RowCount } from './rem.importer.js';

/** Formats a package may be imported from. */
export type ImportFormat = 'rem-workbook' | 'rem-csv' | 'package';

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

/** Reads a package from a REM workbook, a REM CSV, or our YAML/JSON; the format is recognised from the bytes, the name only helps. */
export async function importPackage(bytes: Uint8Array, hints: ImportHints = {}): Promise<ImportResult> {
  if (isWorkbook(bytes)) return fromRem(await readRemWorkbook(bytes), hints);
  if (isDocument(bytes, hints.fileName ?? '')) return fromDocument(bytes);
  return fromRem(readRemCsv(bytes), hints);
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

function fromRem(sheet: RemSheet, hints: ImportHints): ImportResult {
  const { content, rows, findings } = readRem(sheet, (rem) => identityOf(rem, hints));
  if (content === null) return { format: sheet.format, content, rows, findings };
  // The importer obeys the same public schema as authors do.
  const validation = validatePackage(content);
  const counted = validation.content === null ? { read: rows.read, kept: 0, rejected: rows.read } : rows;
  return { format: sheet.format, content: validation.content, rows: counted, findings: [...findings, ...validation.findings] };
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
