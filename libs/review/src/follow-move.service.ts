import { record } from '#audit';
import { Candidature } from '#candidatures';
import type { Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Assignment } from './assignment.entity.js';
import { ClockSpan } from './clock-span.entity.js';
import { ClockService } from './clock.service.js';
import { reviewEvents } from './review.events.js';

/** What the review does once a vendor has moved a file to a newer version of the criteria, or has finished what that asked. */
@Injectable()
export class FollowMoveService {
  constructor(private readonly clock: ClockService) {}

  /** Gives the clock to who has the ball now; there is none before a review. May run twice without harm. */
  async followBall(ctx: Ctx, candidatureId: string): Promise<void> {
    const file = await ctx.tx.findOneByOrFail(Candidature, { id: candidatureId });
    const span = await ctx.tx.findOneBy(ClockSpan, { candidatureId, toAt: IsNull() });
    if (span === null) return;
    const holder = file.status === 'clarification' ? 'vendor' : file.status === 'in_review' ? 'agency' : span.holder;
    if (holder !== span.holder) await this.clock.hand(ctx, file, holder);
  }

  /** Tells those in charge of a file that it changed version: one event for each person. */
  async tellReviewers(ctx: Ctx, candidatureId: string): Promise<void> {
    const { number, organisationId } = await ctx.tx.findOneByOrFail(Candidature, { id: candidatureId });
    const assigned = await ctx.tx.findBy(Assignment, { candidatureId, until: IsNull() });
    for (const account of new Set(assigned.map(({ accountId }) => accountId))) {
      const data = { account, number };
      await record(ctx, reviewEvents, 'assignment.file_moved', {
        subject: { type: 'candidature', id: candidatureId },
        organisationId,
        data,
      });
    }
  }
}
