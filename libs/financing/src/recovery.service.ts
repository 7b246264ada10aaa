import { Injectable } from '@nestjs/common';
import { authorize, type Ctx } from '#platform';
import { Claim } from './claim.entity.js';
import { claimLifecycle } from './claim.lifecycle.js';
import { lockClaim, tellClaim } from './claim.service.js';
import { claimAmount } from './facts.queries.js';
import { refuseFinancing } from './financing.messages.js';
import { financingPolicy } from './financing.policy.js';
import { LedgerTransfer } from './ledger.entity.js';
import { LedgerService } from './ledger.service.js';
import { FundedOrder } from './order.entity.js';
import { acceptanceOf } from './payment.service.js';

/** A payment made on or after the day a withdrawal took effect. */
export interface RecoveryCandidate {
  readonly claimId: string;
  readonly claimNumber: string;
  readonly status: Claim['status'];
  readonly orderNumber: string;
  readonly organisation: string;
  readonly certificate: string;
  readonly ground: string;
  readonly effectiveFrom: Date;
  readonly paidAt: Date;
  readonly cents: number;
}

/** The line that holds now, and the money that left since it took effect (domain study 3.5). */
const candidates = `SELECT claim.id AS "claimId", claim.number AS "claimNumber", claim.status, funded_order.number AS "orderNumber",
    organisation.name AS organisation, certificate.number AS certificate, line.ground, line.effective_from AS "effectiveFrom",
    claim.paid_at AS "paidAt", claim.ttc_cents::float8 AS cents
  FROM claim
  JOIN funded_order ON funded_order.id = claim.order_id
  JOIN organisation ON organisation.id = claim.organisation_id
  JOIN certificate ON certificate.id = funded_order.certificate_id
  JOIN LATERAL (SELECT status.* FROM certificate_status status WHERE status.certificate_id = certificate.id AND status.decided_at <= $1
    ORDER BY status.position DESC LIMIT 1) line ON line.status = 'withdrawn' AND line.effective_from <= claim.paid_at`;

/** What is asked back after a withdrawal, and what came back. */
@Injectable()
export class RecoveryService {
  constructor(private readonly ledger: LedgerService) {}

  /** Everything paid since a withdrawal took effect, which may be before it was decided; oldest first. */
  candidates(ctx: Ctx): Promise<RecoveryCandidate[]> {
    authorize(ctx.actor, financingPolicy.watch, null);
    return ctx.tx.query<RecoveryCandidate[]>(`${candidates} WHERE claim.paid_at IS NOT NULL ORDER BY claim.paid_at, claim.id`, [ctx.now]);
  }

  /** Orders the recovery of a payment that is a candidate. */
  async order(ctx: Ctx, claimId: string, reason: string): Promise<void> {
    const claim = await lockClaim(ctx, claimId);
    authorize(ctx.actor, financingPolicy.recover, claim);
    const status = claimLifecycle.next(claim.status, 'order_recovery');
    const found = await ctx.tx.query<RecoveryCandidate[]>(`${candidates} WHERE claim.id = $2 AND claim.paid_at IS NOT NULL`, [
      ctx.now,
      claimId,
    ]);
    if (found.length === 0) throw refuseFinancing.conflict('financing.not-a-candidate');
    await ctx.tx.update(Claim, { id: claimId }, { status, reason });
    await tellClaim(ctx, 'claim.order-recovery', claim, { ttcCents: claim.ttcCents, ground: found[0].ground });
  }

  /** Records that the money came back: the transfer is reversed, and stays. */
  async recover(ctx: Ctx, claimId: string): Promise<void> {
    const claim = await lockClaim(ctx, claimId);
    authorize(ctx.actor, financingPolicy.recover, claim);
    const status = claimLifecycle.next(claim.status, 'recover');
    const order = await ctx.tx.findOneByOrFail(FundedOrder, { id: claim.orderId });
    const paid = await ctx.tx.findOneByOrFail(LedgerTransfer, { claimId, kind: claim.kind });
    const amount = claimAmount(claim);
    const acceptance = await acceptanceOf(ctx, claim, order);
    await this.ledger.transfer(ctx, {
      kind: 'recovery',
      from: 'vendor',
      to: 'committed',
      amount,
      order,
      claimId,
      acceptance,
      reverses: paid.id,
    });
    await ctx.tx.update(Claim, { id: claimId }, { status });
    await tellClaim(ctx, 'claim.recover', claim, { ttcCents: claim.ttcCents });
  }
}
