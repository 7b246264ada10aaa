import { Answer } from '#candidatures';
import { newId, refuse, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { refuseReview } from './review.messages.js';
import { ClarificationItem, Round } from './round.entity.js';
import { StandingQueries, type OpenedFile } from './standing.queries.js';
import { holdInReview } from './hold.queries.js';

/** A question about one requirement, and the verdict that raised it. */
export interface Question {
  readonly requirementId: string;
  readonly question: string;
  readonly verdictId?: string;
}

/** The questions of the round in preparation: nothing of them is seen by the vendor before the round is sent. */
@Injectable()
export class QuestionService {
  constructor(private readonly standings: StandingQueries) {}

  /** Adds a question to the round in preparation (opened when there is none), or changes its text. */
  async put(ctx: Ctx, candidatureId: string, question: Question): Promise<void> {
    const file = await this.standings.open(ctx, candidatureId, 'ask');
    await holdInReview(ctx, file);
    await this.keep(ctx, file, question);
  }

  /** The same for a file already opened and held in review. */
  async keep(ctx: Ctx, { summary }: OpenedFile, { requirementId, question, verdictId }: Question): Promise<void> {
    if (!summary.workflow.stages.includes('clarification')) throw refuseReview.conflict('round.not-in-workflow');
    if (question.trim() === '') throw refuseReview.invalid('round.question-missing');
    const answer = await ctx.tx.findOneBy(Answer, { candidatureId: summary.id, requirementId, isApplicable: true });
    if (answer === null) throw refuse.notFound('not-found');
    const round = await this.draft(ctx, summary);
    const change = { question: question.trim(), verdictId: verdictId ?? null };
    const kept = await ctx.tx.update(ClarificationItem, { roundId: round.id, requirementId }, change);
    if (kept.affected) return;
    const owner = { candidatureId: summary.id, organisationId: summary.organisationId };
    await ctx.tx.insert(ClarificationItem, { id: newId(), roundId: round.id, ...owner, requirementId, answerId: answer.id, ...change });
  }

  /** Takes the question about a requirement off the round in preparation; there may be none. */
  async remove(ctx: Ctx, candidatureId: string, requirementId: string): Promise<void> {
    await this.standings.open(ctx, candidatureId, 'ask');
    const round = await ctx.tx.findOneBy(Round, { candidatureId, status: 'draft' });
    if (round) await ctx.tx.delete(ClarificationItem, { roundId: round.id, requirementId });
  }

  private async draft(ctx: Ctx, { id: candidatureId, organisationId }: OpenedFile['summary']): Promise<Round> {
    const open = await ctx.tx.findOneBy(Round, { candidatureId, status: Not('closed') });
    if (open && open.status !== 'draft') throw refuseReview.conflict('round.pending');
    if (open) return open;
    const number = (await ctx.tx.countBy(Round, { candidatureId })) + 1;
    const made = { id: newId(), candidatureId, organisationId, number, status: 'draft' as const };
    const nothing = { sentAt: null, dueAt: null, answeredAt: null, closedAt: null };
    const round = { ...made, ...nothing, createdBy: ctx.actor.accountId ?? '', createdAt: ctx.now };
    await ctx.tx.insert(Round, round);
    return round;
  }
}
