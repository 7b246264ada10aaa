import { Injectable } from '@nestjs/common';
import { authorize, type Ctx } from '#platform';
import { lockClaim, tellClaim } from './claim.service.js';
import { Claim, ClaimApproval } from './claim.entity.js';
import { claimLifecycle } from './claim.lifecycle.js';
import { FactsQueries, givenBy, refuseBroken } from './facts.queries.js';
import { refuseFinancing } from './financing.messages.js';
import { financingPolicy } from './financing.policy.js';
import { FundedOrder } from './order.entity.js';
import { Scheme } from './scheme.entity.js';
import { SchemeService } from './scheme.service.js';

/** How many distinct officers must approve an amount (with tax): two always, a third above the threshold of the scheme. */
export const officersNeeded = (ttcCents: number, thirdOfficerCents: number): 2 | 3 => (ttcCents > thirdOfficerCents ? 3 : 2);

/** The officers' side of the money: approvals by distinct persons, corrections, rejections. */
@Injectable()
export class ApprovalService {
  constructor(
    private readonly facts: FactsQueries,
    private readonly schemes: SchemeService,
  ) {}

  /** Approves a claim after checking its rules again; the last officer needed decides it. */
  async approve(ctx: Ctx, id: string): Promise<Claim['status']> {
    const claim = await lockClaim(ctx, id);
    authorize(ctx.actor, financingPolicy.approve, claim);
    const order = await ctx.tx.findOneByOrFail(FundedOrder, { id: claim.orderId });
    const given = await ctx.tx.findBy(ClaimApproval, { claimId: id, submission: claim.submission });
    const accountId = ctx.actor.accountId ?? '';
    if (given.some((approval) => approval.accountId === accountId)) throw refuseFinancing.forbidden('financing.same-officer');
    const { thirdOfficerCents } = await ctx.tx.findOneByOrFail(Scheme, { id: order.schemeId });
    const step = given.length + 1;
    const isLast = step >= officersNeeded(claim.ttcCents, thirdOfficerCents);
    // An officer in between changes nothing of the status, but may only act where the next one may.
    const reached = claim.status === 'submitted' ? claimLifecycle.next(claim.status, 'validate') : claim.status;
    const status = isLast ? claimLifecycle.next(reached, 'decide') : reached;
    claimLifecycle.next(reached, 'decide');
    await this.checkAgain(ctx, claim, order);
    await ctx.tx.insert(ClaimApproval, {
      claimId: id,
      submission: claim.submission,
      step,
      accountId,
      organisationId: claim.organisationId,
      at: ctx.now,
    });
    if (status !== claim.status) await ctx.tx.update(Claim, { id }, { status });
    await tellClaim(ctx, 'claim.approve', claim, { step });
    if (claim.status === 'submitted') await tellClaim(ctx, 'claim.validate', claim);
    if (isLast) await tellClaim(ctx, 'claim.decide', claim, { ttcCents: claim.ttcCents });
    return status;
  }

  /** Sends a claim back to the vendor, with the reason. */
  async askAmend(ctx: Ctx, id: string, reason: string): Promise<void> {
    await this.answer(ctx, id, { action: 'ask_amend', event: 'claim.ask-amend', reason });
  }

  /** Rejects a claim, with the reason. */
  async reject(ctx: Ctx, id: string, reason: string): Promise<void> {
    await this.answer(ctx, id, { action: 'reject', event: 'claim.reject', reason });
  }

  private async answer(
    ctx: Ctx,
    id: string,
    { action, event, reason }: { action: 'ask_amend' | 'reject'; event: 'claim.ask-amend' | 'claim.reject'; reason: string },
  ): Promise<void> {
    const claim = await lockClaim(ctx, id);
    authorize(ctx.actor, financingPolicy.review, claim);
    await ctx.tx.update(Claim, { id }, { status: claimLifecycle.next(claim.status, action), reason });
    await tellClaim(ctx, event, claim);
  }

  private async checkAgain(ctx: Ctx, claim: Claim, order: FundedOrder): Promise<void> {
    await this.schemes.refuseUnlessFundable(ctx, order.certificateId, await ctx.tx.findOneByOrFail(Scheme, { id: order.schemeId }));
    refuseBroken(await this.facts.ofClaim(ctx, order, claim.kind, givenBy(claim)));
  }
}
