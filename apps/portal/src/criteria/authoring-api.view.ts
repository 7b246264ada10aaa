import { authorForm, blocksFreeze, type Finding, type PackageStatus, type PackageVersion } from '#criteria';

/** One remark on a draft. */
export class RemarkView {
  /** Path in the document: `/requirements/3/statement/fr`. */
  path: string;
  /** `error` prevents freezing; `warning` and `info` prevent nothing. */
  level: string;
  /** Stable code of the remark. */
  code: string;
  /** French and English. */
  message: object;
  /** What to do, in French and English. */
  cure: object;
}

/** What a validation says of a document. */
export class ValidationView {
  /** Whether the version may be frozen as it is. */
  valid: boolean;
  remarks: RemarkView[];
}

/** A draft with its whole content and its remarks. */
export class DraftView {
  id: string;
  code: string;
  version: string;
  status: PackageStatus;
  /** Number of the present revision: to be given back with the next save, in `If-Match` or in the body. */
  revision: number;
  /** The version it was started from; null for a first version. */
  basedOn: string | null;
  /** The document, as its authors write it: JSON Schema at `/schemas/criteria-package.json`. */
  content: object;
  remarks: RemarkView[];
}

/** A draft after a save. */
export class SavedDraftView {
  id: string;
  /** Number of the present revision. */
  revision: number;
}

/** Remarks, errors first. */
export function showRemarks(findings: readonly Finding[]): RemarkView[] {
  return findings.map(({ path, level, code, message, cure }) => ({ path, level, code, message, cure }));
}

/** The result of a validation. */
export function showValidation(findings: readonly Finding[]): ValidationView {
  return { valid: !findings.some(blocksFreeze), remarks: showRemarks(findings) };
}

/** A draft with its remarks. */
export function showDraft({ id, label, status, version, basedOn, content }: PackageVersion, findings: readonly Finding[]): DraftView {
  return {
    ...{ id, code: content.code, version: label, status, revision: version, basedOn },
    content: authorForm(content) as object, // the form of a package is an object
    remarks: showRemarks(findings),
  };
}
