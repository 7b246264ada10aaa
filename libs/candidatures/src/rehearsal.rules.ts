import type { PackageContent } from '#criteria';
import type { Text } from '#platform';
import type { CandidatureStatus } from './candidature.lifecycle.js';
import { carryOutcomes, mostDemanding, type CarryOutcome, type CarryPlan, type Demand } from './carry-over.rules.js';

/** How many answers come to each outcome. `toAnswer` counts what the newer version adds, not what was already to answer. */
export interface ImpactCounts {
  readonly keeps: number;
  readonly confirm: number;
  readonly newEvidence: number;
  readonly toAnswer: number;
  readonly dropped: number;
}

/** What a version would change for the files under way. */
export interface ImpactTotals extends ImpactCounts {
  /** Files under way on an older version of the package. */
  readonly candidatures: number;
  /** Those among them whose status still allows a move. */
  readonly movable: number;
  /** Those among them that hold an answer or more. */
  readonly answered: number;
  /** Those for which the vendor would have something to do. */
  readonly touched: number;
  /** Chapters submitted or validated that would be open again. */
  readonly reopened: number;
  /** Files by older version, then by status. */
  readonly from: readonly { readonly label: string; readonly status: CandidatureStatus; readonly candidatures: number }[];
}

/** What becomes of the answers to one requirement of an older version. */
export interface SourceOutcome {
  readonly key: string;
  readonly outcome: CarryOutcome;
}

/** A requirement of the newer version that no older one feeds: asked of the files whose profile it has. */
export interface FreshRequirement {
  readonly key: string;
  readonly section: string;
  readonly profile: string | null;
}

/** A difference as two small tables that a database joins to any number of files. */
export interface ImpactTables {
  readonly outcomes: readonly SourceOutcome[];
  readonly fresh: readonly FreshRequirement[];
}

/** The tables of a plan. A source that feeds several requirements comes to the most demanding of them. */
export function impactTables(plan: CarryPlan, to: PackageContent): ImpactTables {
  const asked = new Map<string, Demand[]>();
  for (const { from, demand } of plan.links) asked.set(from, [...(asked.get(from) ?? []), demand]);
  const added = new Set(plan.fresh);
  return {
    outcomes: [
      ...[...asked].map(([key, all]) => ({ key, outcome: mostDemanding(all) })),
      ...plan.gone.map((key) => ({ key, outcome: 'dropped' as const })),
    ],
    fresh: to.requirements.filter(({ key }) => added.has(key)).map(({ key, section, profile }) => ({ key, section, profile })),
  };
}

/** What one requirement costs the files under way. */
export interface RequirementImpact {
  /** Printed numbers on each side; null where there is none. */
  readonly from: string | null;
  readonly to: string | null;
  readonly fromVersion: string | null;
  readonly title: Text;
  readonly section: string;
  readonly outcome: CarryOutcome;
  /** Files whose vendor would have to act on it, or whose answer would stay or be dropped. */
  readonly candidatures: number;
}

/** How much an outcome costs a vendor, from nothing. */
const costs: Readonly<Record<CarryOutcome, number>> = { keeps: 0, dropped: 0, confirm: 1, to_answer: 3, new_evidence: 4 };

/** The requirements that cost the most first: by work asked times files, then by what is asked, then in printed order. */
export function costliest(requirements: readonly RequirementImpact[]): RequirementImpact[] {
  const cost = ({ outcome, candidatures }: RequirementImpact): number => costs[outcome] * candidatures;
  const rank = ({ outcome }: RequirementImpact): number => carryOutcomes.indexOf(outcome);
  return [...requirements].sort((x, y) => cost(y) - cost(x) || rank(y) - rank(x));
}

/** Whether a requirement asks something of a vendor. */
export const asksWork = ({ outcome }: Pick<RequirementImpact, 'outcome'>): boolean => costs[outcome] > 0;
