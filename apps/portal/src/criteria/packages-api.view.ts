import { exchangeForm, type ImportReport, type PackageStatus, type PackageVersion, type VersionSummary } from '#criteria';

/** A version of a package, without its content. */
export class PackageSummaryView {
  id: string;
  code: string;
  version: string;
  domain: string;
  /** French, and English when it exists. */
  title: object;
  status: PackageStatus;
  /** `sha256:` of the RFC 8785 text of the content; null while it may still change. */
  hash: string | null;
  publishedAt: Date | null;
  requirements: number;
  musts: number;
}

/** A version with its content. */
export class PackageContentView {
  id: string;
  code: string;
  version: string;
  status: PackageStatus;
  hash: string | null;
  publishedAt: Date | null;
  /** From when it is in force: may be later than its publication. */
  effectiveFrom: Date | null;
  /** The hashed form itself: SHA-256 of its RFC 8785 text in UTF-8 gives `hash`. */
  content: object;
}

/** Rows of an import: `read` is `kept` plus `rejected`. */
export class ImportRowsView {
  read: number;
  kept: number;
  rejected: number;
}

/** The account of an import. */
export class ImportReportView {
  id: string;
  /** The draft it made; null when nothing was saved. */
  draftId: string | null;
  format: string;
  fileSha256: string;
  rows: ImportRowsView;
  /** Each with row, column, level, code, message and cure. */
  findings: object[];
  importedAt: Date;
}

/** A version as the list shows it. */
export function showSummary({ label, contentHash, ...version }: VersionSummary): PackageSummaryView {
  const { id, code, domain, title, status, publishedAt, requirements, musts } = version;
  return { id, code, version: label, domain, title, status, hash: contentHash, publishedAt, requirements, musts };
}

/** A version with the form its hash is made of. */
export function showContent({ id, label, status, contentHash, publishedAt, effectiveFrom, content }: PackageVersion): PackageContentView {
  // The exchange form of a package is an object.
  const dates = { publishedAt, effectiveFrom };
  return { id, code: content.code, version: label, status, hash: contentHash, ...dates, content: exchangeForm(content) as object };
}

/** An import report. */
export function showReport(report: ImportReport): ImportReportView {
  const { id, packageVersionId, format, fileSha256, importedAt, findings } = report;
  const rows = { read: report.rowsRead, kept: report.rowsKept, rejected: report.rowsRejected };
  return { id, draftId: packageVersionId, format, fileSha256, rows, findings, importedAt };
}
