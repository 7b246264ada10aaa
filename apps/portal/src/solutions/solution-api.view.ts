import type {
  Approval,
  ApprovalStatus,
  SolutionSheet,
  SolutionStatus,
  SolutionTexts,
  SolutionVersion,
  SolutionVersionStatus,
} from '#solutions';

/** An approval of another body. */
export class ApprovalView {
  id: string;
  kind: string;
  number: string;
  status: ApprovalStatus;
}

/** A version of a product with its approvals. */
export class SolutionVersionView {
  id: string;
  label: string;
  technicalNumber: string | null;
  status: SolutionVersionStatus;
  approvals: ApprovalView[];
}

/** A product with its versions, newest first. */
export class SolutionView {
  id: string;
  name: string;
  slug: string;
  softwareType: string;
  nil: string | null;
  texts: SolutionTexts;
  status: SolutionStatus;
  /** To send back with a change. */
  version: number;
  versions: SolutionVersionView[];
}

/** A product as the API shows it. */
export function showSolution({ solution, versions, approvals }: SolutionSheet): SolutionView {
  const { id, name, slug, softwareType, nil, texts, status, version } = solution;
  return { id, name, slug, softwareType, nil, texts, status, version, versions: versions.map((one) => showVersion(one, approvals)) };
}

function showVersion({ id, label, technicalNumber, status }: SolutionVersion, approvals: readonly Approval[]): SolutionVersionView {
  const own = approvals.filter(({ solutionVersionId }) => solutionVersionId === id);
  return {
    id,
    label,
    technicalNumber,
    status,
    approvals: own.map((one) => ({ id: one.id, kind: one.kind, number: one.number, status: one.status })),
  };
}
