import { RequirementQueries, type RequirementOfFile, type ShownExpected, type ShownMessage, type ShownOrigin } from '#candidatures';
import type { Scenario } from '#criteria';
import type { Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import type { EarlierVerdict } from './earlier-verdict.queries.js';
import { ReviewQueries, type ShownRound, type ShownVerdict } from './review.queries.js';
import { StandingQueries, type OpenedFile } from './standing.queries.js';
import { SynthesisQueries, type Synthesis } from './synthesis.queries.js';

/** What a reviewer has in front of them: one requirement of a file, and the file around it. */
export interface Desk extends OpenedFile {
  readonly board: Pick<Synthesis, 'chapters' | 'answers'>;
  readonly requirement: RequirementOfFile;
  readonly scenarios: readonly Scenario[];
  readonly expected: readonly ShownExpected[];
  /** On this requirement, newest first. */
  readonly verdicts: readonly ShownVerdict[];
  readonly messages: readonly ShownMessage[];
  readonly rounds: readonly ShownRound[];
  /** Where the answer comes from, when the file changed version. */
  readonly origins: readonly ShownOrigin[];
  /** Verdicts given under older versions, on answers not judged since: of the whole file. */
  readonly earlier: readonly EarlierVerdict[];
  /** The text of the answer as the verdict in force judged it, while it is kept. */
  readonly judgedText: string | null;
}

/** Reads the desk of a reviewer, after the declarations of interests. */
@Injectable()
export class DeskQueries {
  constructor(
    private readonly standings: StandingQueries,
    private readonly syntheses: SynthesisQueries,
    private readonly requirements: RequirementQueries,
    private readonly reviews: ReviewQueries,
  ) {}

  /** The desk on one requirement, or 404; refused before the declarations. */
  async read(ctx: Ctx, candidatureId: string, requirementId: string): Promise<Desk> {
    const file = await this.standings.open(ctx, candidatureId);
    const requirement = await this.requirements.one(ctx, candidatureId, requirementId);
    const verdicts = await this.reviews.verdicts(ctx, requirement.answerId);
    return {
      ...file,
      requirement,
      verdicts,
      board: await this.syntheses.board(ctx, candidatureId),
      scenarios: await this.requirements.scenarios(ctx, requirementId),
      expected: await this.requirements.expected(ctx, requirement),
      messages: await this.requirements.thread(ctx, candidatureId, requirementId),
      rounds: await this.reviews.rounds(ctx, candidatureId),
      origins: await this.requirements.origins(ctx, requirement.answerId),
      earlier: await this.reviews.earlier(ctx, candidatureId),
      judgedText: await this.judgedText(ctx, requirement, verdicts),
    };
  }

  private async judgedText(ctx: Ctx, { answerId, version }: RequirementOfFile, [last]: readonly ShownVerdict[]): Promise<string | null> {
    if (!last || last.answerVersion === version) return null;
    const revisions = await this.requirements.revisions(ctx, answerId);
    return revisions.find((revision) => revision.version === last.answerVersion)?.text ?? null;
  }
}
