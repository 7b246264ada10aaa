import {
  AcquiredResultQueries,
  DossierQueries,
  type AcquiredResult,
  type ChapterLine,
  type Dossier,
  type DossierAnswer,
} from '#candidatures';
import { PackageVersion, type ProfileAnswers, type Result } from '#criteria';
import type { Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { conclude, disagreements, inForce, tally, type ChapterTally, type ReviewOutcome } from './synthesis.rules.js';
import { Verdict } from './verdict.entity.js';

/** A chapter with how far its review has come. */
export interface JudgedChapter extends ChapterLine {
  readonly tally: ChapterTally;
}

/** An applicable requirement with the verdict in force on it. */
export interface JudgedAnswer extends DossierAnswer {
  readonly verdict: Verdict | null;
  /** A conform result acquired by equivalence, while it holds; a verdict given in this file always wins. */
  readonly acquired: AcquiredResult | null;
}

/** What the review of a file amounts to, computed again from the same inputs each time it is asked. */
export interface Synthesis {
  readonly dossier: Dossier;
  readonly outcome: ReviewOutcome;
  readonly chapters: readonly JudgedChapter[];
  readonly answers: readonly JudgedAnswer[];
  /** Musts found with a gap: each one blocks. */
  readonly blocking: readonly JudgedAnswer[];
  /** Musts without a final verdict. */
  readonly pending: readonly JudgedAnswer[];
  /** Answers on which the reviewers disagree. */
  readonly disagreements: readonly string[];
}

/** Reads what the verdicts of a file amount to. */
@Injectable()
export class SynthesisQueries {
  constructor(
    private readonly dossiers: DossierQueries,
    private readonly acquired: AcquiredResultQueries,
  ) {}

  /** The synthesis of a file the caller has opened. Ten statements, whatever its size. */
  async synthesis(ctx: Ctx, candidatureId: string): Promise<Synthesis> {
    const dossier = await this.dossiers.dossier(ctx, candidatureId);
    const verdicts = await ctx.tx.find(Verdict, { where: { candidatureId }, order: { at: 'ASC', id: 'ASC' } });
    const given = { current: inForce(verdicts), acquired: await this.acquired.live(ctx, candidatureId) };
    const { chapters, answers } = judged(dossier.chapters, dossier.answers, given);
    const outcome = await this.outcome(ctx, dossier, answers);
    // Verdicts given under an older version of the criteria stand on answers of that time: they are told elsewhere, never counted.
    const ids = new Set(dossier.answers.map(({ answerId }) => answerId));
    const current = verdicts.filter(({ answerId }) => ids.has(answerId));
    return { dossier, outcome, chapters, answers, ...listed(outcome, answers), disagreements: disagreements(current) };
  }

  /** Chapters and answers with the verdicts in force, without evaluating the packages. Five statements. */
  async board(ctx: Ctx, candidatureId: string): Promise<Pick<Synthesis, 'chapters' | 'answers'>> {
    const chapters = await this.dossiers.chapters(ctx, candidatureId);
    const answers = await this.dossiers.answers(ctx, candidatureId);
    const verdicts = await ctx.tx.find(Verdict, { where: { candidatureId }, order: { at: 'ASC', id: 'ASC' } });
    return judged(chapters, answers, { current: inForce(verdicts), acquired: await this.acquired.live(ctx, candidatureId) });
  }

  /** Whether a person gave a verdict on a file: they never decide it. */
  hasJudged(ctx: Ctx, candidatureId: string, accountId: string): Promise<boolean> {
    return ctx.tx.existsBy(Verdict, { candidatureId, accountId });
  }

  private async outcome(ctx: Ctx, dossier: Dossier, answers: readonly JudgedAnswer[]): Promise<ReviewOutcome> {
    const ids = dossier.packages.map(({ packageVersionId }) => packageVersionId);
    const versions = await ctx.tx.findBy(PackageVersion, { id: In(ids) });
    const packages = versions.map(({ id, content }) => ({ packageVersionId: id, content, results: resultsOf(answers, id) }));
    return conclude(packages, Object.fromEntries(dossier.questions.map(({ key, answer }) => [key, answer ?? undefined])) as ProfileAnswers);
  }
}

function judged(
  chapters: readonly ChapterLine[],
  answers: readonly DossierAnswer[],
  { current, acquired }: { current: ReadonlyMap<string, Verdict>; acquired: ReadonlyMap<string, AcquiredResult> },
): Pick<Synthesis, 'chapters' | 'answers'> {
  return {
    answers: answers.map((answer) => ({
      ...answer,
      verdict: current.get(answer.answerId) ?? null,
      acquired: acquired.get(answer.answerId) ?? null,
    })),
    chapters: chapters.map((chapter) => {
      const own = answers.filter(({ chapterId }) => chapterId === chapter.id).map(({ answerId }) => answerId);
      return { ...chapter, tally: tally(own, current, acquired) };
    }),
  };
}

function resultsOf(answers: readonly JudgedAnswer[], packageVersionId: string): Map<string, Result> {
  const own = answers.filter((answer) => answer.packageVersionId === packageVersionId);
  return new Map(
    own.flatMap(({ key, verdict, acquired }): [string, Result][] => {
      if (verdict !== null) return [[key, verdict.outcome]];
      return acquired === null ? [] : [[key, 'conform']];
    }),
  );
}

function listed(outcome: ReviewOutcome, answers: readonly JudgedAnswer[]): Pick<Synthesis, 'blocking' | 'pending'> {
  const keyed = new Map(answers.map((answer) => [`${answer.packageVersionId} ${answer.key}`, answer]));
  const pick = (kind: 'blocking' | 'pending'): JudgedAnswer[] =>
    outcome.packages.flatMap(({ packageVersionId, evaluation }) =>
      evaluation[kind].flatMap((key) => keyed.get(`${packageVersionId} ${key}`) ?? []),
    );
  return { blocking: pick('blocking'), pending: pick('pending') };
}
