import { mustSee, sameOrganisation, authorize, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import type { ClarificationAnswerInput } from './review.dto.js';
import { refuseReview } from './review.messages.js';
import { reviewPolicy } from './review.policy.js';
import { ClarificationItem, Round } from './round.entity.js';
import { roundLifecycle } from './round.lifecycle.js';

/** The vendor's answers to the questions of a round: kept as they are written, sent together later. */
@Injectable()
export class ClarificationService {
  /** Keeps the answer to one question, from the version that was opened. @returns the new version. */
  async save(ctx: Ctx, itemId: string, input: ClarificationAnswerInput): Promise<number> {
    const found = await ctx.tx.findOne(ClarificationItem, { where: { id: itemId }, lock: { mode: 'pessimistic_write' } });
    const item = mustSee(ctx.actor, sameOrganisation, found);
    authorize(ctx.actor, reviewPolicy.answer, { organisationId: item.organisationId, hasDeclared: false, assigned: [] });
    const round = await ctx.tx.findOneByOrFail(Round, { id: item.roundId });
    if (!roundLifecycle.allows(round.status, 'answer')) throw refuseReview.conflict('round.locked');
    if (item.version !== input.version) throw refuseReview.conflict('round.stale', { mine: input.answer, theirs: item.answer ?? '' });
    const version = item.version + 1;
    const change = { answer: input.answer, answeredBy: ctx.actor.accountId, answeredAt: ctx.now, version };
    await ctx.tx.update(ClarificationItem, { id: itemId }, change);
    return version;
  }
}
