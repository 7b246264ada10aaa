import type { CandidatureImpact, ImpactReport, ImpactTotals, Rehearsal, RequirementImpact } from '#candidatures';

/** The rehearsal of a version, with the hash of the content rehearsed. */
export class RehearsalView {
  package: string;
  version: string;
  status: string;
  contentHash: string;
  totals: ImpactTotals;
  /** Older versions that files under way answer, with the questions each did not ask. */
  from: { version: string; contentHash: string | null; candidatures: number; newQuestions: string[] }[];
  requirements: RequirementImpact[];
  /** The files the reader may see, by number, two hundred at a time. */
  candidatures: CandidatureImpact[];
}

/** A report kept of a rehearsal. */
export class ImpactReportView {
  id: string;
  contentHash: string;
  totals: ImpactTotals;
  /** Instant, ISO 8601. */
  at: string;
}

/** Shows a rehearsal with the files asked for. */
export function showRehearsal(found: Rehearsal, candidatures: readonly CandidatureImpact[]): RehearsalView {
  const { version, contentHash, totals, from, requirements } = found;
  return {
    package: version.content.code,
    version: version.label,
    status: version.status,
    contentHash,
    totals,
    from: from.map(({ version: older, candidatures: count, newQuestions }) => ({
      version: older.label,
      contentHash: older.contentHash,
      candidatures: count,
      newQuestions: [...newQuestions],
    })),
    requirements: [...requirements],
    candidatures: [...candidatures],
  };
}

/** Shows a report kept. */
export const showImpactReport = ({ id, contentHash, totals, at }: ImpactReport): ImpactReportView => ({
  ...{ id, contentHash, totals },
  at: at.toISOString(),
});
