import { filled, type Text } from '#platform';
import { applicability, type ProfileAnswers } from './applicability.rules.js';
import type { Result, Results } from './evaluation.rules.js';
import type { ComputedScore, MeasuredScore, OperatorText, PackageContent } from './package-content.rules.js';
import { scoreMessages } from './package-scores.messages.js';
import { ecoindex, type Ecoindex, type PageMeasure } from './scores-ecoindex.rules.js';
import { score, type Mark, type Marks, type Score, type Scored } from './scores.rules.js';

/** A score declared by a package, with what it gave; `measured` is null until the product is measured. */
export type PackageScore =
  | { readonly kind: 'computed'; readonly declared: ComputedScore; readonly computed: Score }
  | { readonly kind: 'measured'; readonly declared: MeasuredScore; readonly measured: Ecoindex | null };

/** A score as it is kept beside a decision: the value with the algorithm and version that gave it. */
export interface KeptScore {
  readonly key: string;
  readonly title: OperatorText;
  readonly algorithm: string;
  readonly version: string;
  /** Null when nothing counts, or nothing was measured. */
  readonly value: number | null;
  readonly maximum: number;
  /** Name of the band the value reaches. */
  readonly grade: string | null;
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
    if ('measure' in declared) {
      const page = Object.hasOwn(measures, declared.key) ? measures[declared.key] : undefined;
      return { kind: 'measured', declared, measured: page === undefined ? null : ecoindex(page, declared.version) };
    }
    return { kind: 'computed', declared, computed: score(declared.algorithm, scoredRequirements(content, declared, answers), marks) };
  });
}

/** A score as it is kept with a decision. */
export function keptScore(given: PackageScore): KeptScore {
  const { key, label: title } = given.declared;
  if (given.kind === 'computed') {
    const { id: algorithm, version, maximum } = given.declared.algorithm;
    return { key, title, algorithm, version, value: given.computed.value, maximum, grade: given.computed.label };
  }
  const { measure: algorithm, version } = given.declared;
  return { key, title, algorithm, version, value: given.measured?.score ?? null, maximum: 100, grade: given.measured?.grade ?? null };
}

/** A score in words: its value out of what, and its grade. */
export function scoreInWords({ value, maximum, grade }: Pick<KeptScore, 'value' | 'maximum' | 'grade'>): Text {
  if (value === null) return scoreMessages['score.none'];
  return grade === null
    ? filled(scoreMessages['score.value'], { value, maximum })
    : filled(scoreMessages['score.graded'], { value, maximum, grade });
}

/** Which algorithm gave a score. */
export function algorithmInWords({ algorithm, version }: Pick<KeptScore, 'algorithm' | 'version'>): Text {
  return filled(scoreMessages['score.algorithm'], { algorithm, version });
}
