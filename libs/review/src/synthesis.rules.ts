import {
  evaluator,
  packageScores,
  type Evaluation,
  type PackageContent,
  type PackageScore,
  type ProfileAnswers,
  type Result,
} from '#criteria';
import type { Outcome } from './verdict.rules.js';

/** The part of a verdict the synthesis reads. */
export interface GivenVerdict {
  readonly id: string;
  readonly answerId: string;
  readonly accountId: string;
  readonly outcome: Outcome;
  readonly at: Date;
  readonly supersedes: string | null;
}

/** One package with the verdicts in force on its requirements, by requirement key. */
export interface JudgedPackage {
  readonly packageVersionId: string;
  readonly content: PackageContent;
  readonly results: ReadonlyMap<string, Result>;
}

/** One package evaluated, with the scores it declares. */
export interface EvaluatedPackage {
  readonly packageVersionId: string;
  readonly evaluation: Evaluation;
  readonly scores: readonly PackageScore[];
}

/** What the verdicts amount to, package by package and together. */
export interface ReviewOutcome {
  readonly verdict: Evaluation['verdict'];
  readonly packages: readonly EvaluatedPackage[];
  /** How many musts block, and how many wait. */
  readonly blocking: number;
  readonly pending: number;
}

/** The verdict in force on each answer: the one no other supersedes. */
export function inForce<V extends GivenVerdict>(verdicts: readonly V[]): Map<string, V> {
  const past = new Set(verdicts.map(({ supersedes }) => supersedes));
  return new Map(verdicts.filter(({ id }) => !past.has(id)).map((verdict) => [verdict.answerId, verdict]));
}

/**
 * Answers on which the people who judged them end on different outcomes: each one's last word counts, and the last of all
 * prevails. A file with disagreements is closed by its lead only.
 */
export function disagreements(verdicts: readonly GivenVerdict[]): string[] {
  const last = new Map<string, Map<string, GivenVerdict>>();
  for (const verdict of [...verdicts].sort((left, right) => left.at.getTime() - right.at.getTime())) {
    const people = last.get(verdict.answerId) ?? new Map<string, GivenVerdict>();
    last.set(verdict.answerId, people.set(verdict.accountId, verdict));
  }
  return [...last]
    .filter(([, people]) => new Set([...people.values()].map(({ outcome }) => outcome)).size > 1)
    .map(([answerId]) => answerId);
}

/** Evaluates every package of a file: favourable when each is, blocked as soon as one is. A package without a must is favourable. */
export function conclude(packages: readonly JudgedPackage[], answers: ProfileAnswers): ReviewOutcome {
  const evaluated = packages.map(({ packageVersionId, content, results }) => ({
    packageVersionId,
    evaluation: evaluator(content)(answers, results),
    scores: packageScores(content, answers, { results }),
  }));
  const blocking = sum(evaluated.map(({ evaluation }) => evaluation.blocking.length));
  const pending = sum(evaluated.map(({ evaluation }) => evaluation.pending.length));
  return { verdict: blocking > 0 ? 'not_conform' : pending > 0 ? 'pending' : 'conform', packages: evaluated, blocking, pending };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Counts of one chapter, from the verdicts in force on its answers. */
export interface ChapterTally {
  readonly total: number;
  readonly judged: number;
  readonly gaps: number;
  readonly toClarify: number;
}

/** How far the review of some answers has come; one acquired by equivalence needs no verdict. */
export function tally(
  answerIds: readonly string[],
  verdicts: ReadonlyMap<string, GivenVerdict>,
  acquired: ReadonlyMap<string, unknown> = new Map(),
): ChapterTally {
  const found = answerIds.flatMap((id) => verdicts.get(id) ?? []);
  const count = (...wanted: readonly Outcome[]): number => found.filter(({ outcome }) => wanted.includes(outcome)).length;
  const judged = answerIds.filter((id) => verdicts.has(id) || acquired.has(id)).length;
  return { total: answerIds.length, judged, gaps: count('minor', 'major'), toClarify: count('needs_clarification') };
}
