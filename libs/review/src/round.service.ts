import { record } from '#audit';
import { CandidatureService, Chapter, chapterLifecycle, ChapterService, successors } from '#candidatures';
import { authorize, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual } from 'typeorm';
import { ClockService } from './clock.service.js';
import { holdInReview } from './hold.queries.js';
import { reviewEvents } from './review.events.js';
import { refuseReview } from './review.messages.js';
import { reviewPolicy } from './review.policy.js';
import { ClarificationItem, Round } from './round.entity.js';
import { roundLifecycle, type RoundAction } from './round.lifecycle.js';
import { StandingQueries } from './standing.queries.js';

/** Rounds of clarification: sent at once by the agency, answered at once by the vendor; the clock stops in between. */
@Injectable()
export class RoundService {
  constructor(
    private readonly standings: StandingQueries,
    private readonly candidatures: CandidatureService,
    private readonly chapters: ChapterService,
    private readonly clock: ClockService,
  ) {}

  /** Sends the round in preparation: its chapters are open again to the vendor, who has the ball until `dueAt`. */
  async send(ctx: Ctx, candidatureId: string, asked?: Date): Promise<Round> {
    const file = await this.standings.open(ctx, candidatureId, 'ask');
    const round = await locked(ctx, candidatureId, 'send');
    await holdInReview(ctx, file);
    const items = await ctx.tx.findBy(ClarificationItem, { roundId: round.id });
    if (items.length === 0) throw refuseReview.conflict('round.empty');
    const dueAt = await this.clock.dueAt(ctx, file.summary, asked);
    await this.candidatures.act(ctx, candidatureId, 'ask_clarification', { data: { roundId: round.id, questions: items.length } });
    for (const { id, status } of await chaptersOf(ctx, items)) {
      if (chapterLifecycle.allows(status, 'reopen') && status === 'validated') await this.chapters.act(ctx, candidatureId, id, 'reopen');
      else if (chapterLifecycle.allows(status, 'request_changes')) await this.chapters.act(ctx, candidatureId, id, 'request_changes');
    }
    await this.clock.hand(ctx, file.summary, 'vendor');
    return this.move(ctx, round, 'send', { sentAt: ctx.now, dueAt });
  }

  /**
   * The vendor sends every answer at once: the chapters that were open again are submitted, the agency has the ball.
   * Refuses while a question has no answer.
   */
  async answer(ctx: Ctx, candidatureId: string): Promise<Round> {
    const round = await locked(ctx, candidatureId, 'answer');
    const owner = { id: candidatureId, organisationId: round.organisationId };
    authorize(ctx.actor, reviewPolicy.answer, { ...owner, hasDeclared: false, assigned: [] });
    const items = await ctx.tx.findBy(ClarificationItem, { roundId: round.id });
    const unanswered = items.filter(({ answer }) => !answer?.trim()).length;
    if (unanswered > 0) throw refuseReview.conflict('round.unanswered', { missing: unanswered });
    const asked = await chaptersOf(ctx, items);
    await this.chapters.submitOpen(
      ctx,
      candidatureId,
      asked.map(({ id }) => id),
    );
    await this.candidatures.act(ctx, candidatureId, 'answer', { data: { roundId: round.id } });
    await this.clock.hand(ctx, owner, 'agency');
    return this.move(ctx, round, 'answer', { answeredAt: ctx.now });
  }

  /** Closes a round whose answers were read; another may then be opened. */
  async close(ctx: Ctx, candidatureId: string): Promise<Round> {
    await this.standings.open(ctx, candidatureId, 'closeRound');
    return this.move(ctx, await locked(ctx, candidatureId, 'close'), 'close', { closedAt: ctx.now });
  }

  /** Closes the rounds whose date has passed without an answer: the agency has the ball again. @returns their ids. */
  async lapseDue(ctx: Ctx): Promise<string[]> {
    authorize(ctx.actor, reviewPolicy.lapse, { organisationId: '', hasDeclared: false, assigned: [] });
    const due = await ctx.tx.find(Round, {
      where: { status: In(roundLifecycle.statusesBefore('lapse')), dueAt: LessThanOrEqual(ctx.now) },
      order: { id: 'ASC' },
    });
    for (const { candidatureId, organisationId } of due) {
      await this.candidatures.act(ctx, candidatureId, 'answer', { data: { lapsed: true } });
      await this.clock.hand(ctx, { id: candidatureId, organisationId }, 'agency');
      await this.move(ctx, await locked(ctx, candidatureId, 'lapse'), 'lapse', { closedAt: ctx.now });
    }
    return due.map(({ id }) => id);
  }

  private async move(ctx: Ctx, round: Round, action: RoundAction, dates: Partial<Round>): Promise<Round> {
    const change = { ...dates, status: roundLifecycle.next(round.status, action) };
    await ctx.tx.update(Round, { id: round.id }, change);
    const { id, organisationId, candidatureId, number } = round;
    const data = { candidatureId, number, ...(dates.dueAt && { dueAt: dates.dueAt.toISOString() }) };
    await record(ctx, reviewEvents, `round.${action}`, { subject: { type: 'round', id }, organisationId, data });
    return { ...round, ...change };
  }
}

/** The open round of a file, held until the end of the transaction and fit for an action; refuses when there is none. */
async function locked(ctx: Ctx, candidatureId: string, action: RoundAction): Promise<Round> {
  const status = In(roundLifecycle.statuses.filter((one) => one !== 'closed'));
  const round = await ctx.tx.findOne(Round, { where: { candidatureId, status }, lock: { mode: 'pessimistic_write' } });
  if (round === null) throw refuseReview.conflict('round.none');
  roundLifecycle.next(round.status, action);
  return round;
}

/** The chapters the questions of a round are about, where their answers stand today. */
async function chaptersOf(ctx: Ctx, items: readonly ClarificationItem[]): Promise<Chapter[]> {
  const now = await successors(
    ctx,
    items.map(({ answerId }) => answerId),
  );
  const ids = [...new Set([...now.values()].map(({ chapterId }) => chapterId))];
  return ctx.tx.find(Chapter, { where: { id: In(ids) }, order: { position: 'ASC' } });
}
