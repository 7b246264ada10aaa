import { record } from '#audit';
import { CandidatureQueries, RecusalService } from '#candidatures';
import { authorize, newId, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { Interest } from './interest.entity.js';
import type { InterestReason } from './interest.rules.js';
import { reviewEvents } from './review.events.js';
import { refuseReview } from './review.messages.js';
import { reviewPolicy } from './review.policy.js';
import { StandingQueries } from './standing.queries.js';

/** Declarations of interests, before the first byte of a file. A conflict hides the file everywhere, at once. */
@Injectable()
export class InterestService {
  constructor(
    private readonly candidatures: CandidatureQueries,
    private readonly standings: StandingQueries,
    private readonly recusals: RecusalService,
  ) {}

  /** Declares for every file of the call of a candidature. */
  async declareForCall(ctx: Ctx, candidatureId: string, reason: InterestReason): Promise<void> {
    const { callId } = await this.candidatures.summary(ctx, candidatureId);
    await this.declare(ctx, { callId, candidatureId: null }, reason);
  }

  /** Declares for one file. */
  async declareForFile(ctx: Ctx, candidatureId: string, reason: InterestReason): Promise<void> {
    const { callId } = await this.candidatures.summary(ctx, candidatureId);
    const { isConflicted } = await this.standings.declarations(ctx, callId, candidatureId);
    if (isConflicted && reason === 'none') throw refuseReview.conflict('interest.holds');
    await this.declare(ctx, { callId, candidatureId }, reason);
  }

  private async declare(ctx: Ctx, scope: Pick<Interest, 'callId' | 'candidatureId'>, reason: InterestReason): Promise<void> {
    authorize(ctx.actor, reviewPolicy.declare, { organisationId: '', hasDeclared: false, assigned: [] });
    const accountId = ctx.actor.accountId ?? '';
    const interest = { id: newId(), accountId, ...scope, conflicted: reason !== 'none', reason, at: ctx.now };
    await ctx.tx.insert(Interest, interest);
    if (interest.conflicted) {
      await this.recusals.recuse(ctx, { accountId, ...scope });
      await this.endAssignments(ctx, interest);
    }
    await record(ctx, reviewEvents, 'interest.declare', {
      subject: { type: 'interest', id: interest.id },
      organisationId: null,
      data: { ...scope, conflicted: interest.conflicted, reason },
    });
  }

  private async endAssignments(ctx: Ctx, { accountId, callId, candidatureId }: Interest): Promise<void> {
    await ctx.tx.query(
      `UPDATE assignment SET until = $4 FROM candidature WHERE candidature.id = assignment.candidature_id AND assignment.account_id = $1
         AND candidature.call_id = $2 AND ($3::uuid IS NULL OR candidature.id = $3) AND assignment.until IS NULL`,
      [accountId, callId, candidatureId, ctx.now],
    );
  }
}
