import { applicability, type ProfileAnswers } from './applicability.rules.js';
import type { Result, Results } from './evaluation.rules.js';
import type { ComputedScore, OperatorText, PackageContent } from './package-content.rules.js';
import { ecoindex, type Ecoindex, type PageMeasure } from './scores-ecoindex.rules.js';
import { score, type Mark, type Marks, type Score, type Scored } from './scores.rules.js';

/** A score declared by a package, with what it gave; `measured` is null until the product is measured. */
export type PackageScore = { readonly key: string; readonly label: OperatorText } & (
  | { readonly kind: 'computed'; readonly computed: Score }
  | { readonly kind: 'measured'; readonly requirement: string; readonly measured: Ecoindex | null }
);

/** A score as it is kept beside a decision: the value with the algorithm and version that gave it. */
export interface KeptScore {
  readonly key: string;
  readonly algorithm: string;
  readonly version: string;
  /** Null when nothing counts, or nothing was measured. */
  readonly value: number | null;
  readonly label: string | null;
}

/** Measures of the product by key of score. */
export type Measures = Readonly<Record<string, PageMeasure>>;

/** What a verdict is worth to a score: a minor gap is a partial respect, a question pending is work in progress. */
const markOf: Readonly<Record<Result, Mark>> = {
  conform: 'met',
  minor: 'partial',
  major: 'unmet',
  not_applicable: 'not_applicable',
  needs_clarification: 'in_progress',
};

/** Verdicts as marks. */
export function marksOf(results: Results): Marks {
  return new Map([...results].map(([key, result]) => [key, markOf[result]]));
}

/**
 * The requirements a computed score counts, as it sees them: current ones of its sections that apply, or may yet apply, to the
 * profile. A requirement that forbids *not applicable* is universal.
 */
export function scoredRequirements(
  content: PackageContent,
  { sections }: Pick<ComputedScore, 'sections'>,
  answers: ProfileAnswers,
): Scored[] {
  const { applicable, undecided } = applicability(content, answers);
  const counted = new Set([...applicable, ...undecided]);
  return content.requirements
    .filter((requirement) => counted.has(requirement) && (sections.length === 0 || sections.includes(requirement.section)))
    .map(({ key, weight, obligation, section, tier, naPolicy }) => ({
      key,
      weight,
      obligation,
      group: section,
      isUniversal: naPolicy === 'forbidden',
      ...(tier !== null && { tier }),
    }));
}

/** Every score a package declares, for the results of a review: a pure function of (content, profile answers, results, measures). */
export function packageScores(
  content: PackageContent,
  answers: ProfileAnswers,
  { results, measures = {} }: { readonly results: Results; readonly measures?: Measures },
): PackageScore[] {
  const marks = marksOf(results);
  return content.scores.map((declared) => {
    const { key, label } = declared;
    if (!('measure' in declared)) {
      const criteria = scoredRequirements(content, declared, answers);
      return { key, label, kind: 'computed', computed: score(declared.algorithm, criteria, marks) };
    }
    const page = Object.hasOwn(measures, key) ? measures[key] : undefined;
    const measured = page === undefined ? null : ecoindex(page, declared.version);
    return { key, label, kind: 'measured', requirement: declared.requirement, measured };
  });
}

/** The scores as they are kept with a decision. */
export function keptScores(content: PackageContent, scores: readonly PackageScore[]): KeptScore[] {
  const declared = new Map(content.scores.map((one) => [one.key, one]));
  return scores.flatMap((one): KeptScore[] => {
    const { key } = one;
    if (one.kind === 'computed') {
      const { algorithm, version, value, label } = one.computed;
      return [{ key, algorithm, version, value, label }];
    }
    const declaration = declared.get(key);
    if (declaration === undefined || !('measure' in declaration)) return [];
    const { measure, version } = declaration;
    return [{ key, algorithm: measure, version, value: one.measured?.score ?? null, label: one.measured?.grade ?? null }];
  });
}
