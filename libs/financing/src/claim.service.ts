import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { record } from '#audit';
import { authorize, type Ctx, mustSee, newId, nextNumber } from '#platform';
import { type Amount, balanceDue, split } from './amounts.rules.js';
import { Claim } from './claim.entity.js';
import { claimLifecycle, type ClaimKind } from './claim.lifecycle.js';
import { unlessTaken } from './constraint.adapter.js';
import { FactsQueries, fundedAmount, refuseBroken } from './facts.queries.js';
import type { BalanceInput } from './financing.dto.js';
import { financingEvents } from './financing.events.js';
import { refuseFinancing } from './financing.messages.js';
import { financingPolicy } from './financing.policy.js';
import { rulesVersion } from './financing.rules.js';
import { FundedOrder } from './order.entity.js';
import { OrderService } from './order.service.js';
import { Scheme } from './scheme.entity.js';

/** What a claim says beside its amount. */
type Said = Pick<Claim, 'invoiceNumber' | 'invoiceOn' | 'invoiceHtCents' | 'invoiceSigner' | 'indicator' | 'fitnessId'>;

const silent: Said = { invoiceNumber: null, invoiceOn: null, invoiceHtCents: null, invoiceSigner: null, indicator: null, fitnessId: null };

/** The vendor's side of the money: the advance, then the balance. */
@Injectable()
export class ClaimService {
  constructor(
    private readonly orders: OrderService,
    private readonly facts: FactsQueries,
  ) {}

  /** Claims the advance (R1), before its milestone (R9). */
  async claimAdvance(ctx: Ctx, orderId: string): Promise<Claim> {
    const order = await this.openOrder(ctx, orderId);
    refuseBroken(await this.facts.ofClaim(ctx, order, 'advance'));
    return this.create(ctx, order, { kind: 'advance', amount: (await this.parts(ctx, order)).advance, said: silent });
  }

  /** Claims the balance: what the invoice leaves under the funded amount, less the advance. */
  async claimBalance(ctx: Ctx, orderId: string, input: BalanceInput): Promise<Claim> {
    const order = await this.openOrder(ctx, orderId);
    const { amount, said } = await this.balance(ctx, order, input);
    return this.create(ctx, order, { kind: 'balance', amount, said });
  }

  /** Submits again what was sent back; a balance with its corrected invoice. Earlier approvals no longer count. */
  async submitAgain(ctx: Ctx, id: string, input: BalanceInput | null): Promise<void> {
    const claim = await lockClaim(ctx, id);
    const order = await this.openOrder(ctx, claim.orderId);
    const status = claimLifecycle.next(claim.status, 'submit');
    const kept = { amount: { ht: claim.htCents, vat: claim.vatCents, ttc: claim.ttcCents }, said: saidBy(claim) };
    if (claim.kind === 'advance') refuseBroken(await this.facts.ofClaim(ctx, order, 'advance'));
    const { amount, said } = claim.kind === 'balance' && input !== null ? await this.balance(ctx, order, input) : kept;
    const change = {
      ...columns(amount),
      ...said,
      status,
      reason: null,
      rulesVersion,
      submission: claim.submission + 1,
      submittedAt: ctx.now,
    };
    await ctx.tx.update(Claim, { id }, change);
    await tellClaim(ctx, 'claim.submit', claim, { kind: claim.kind, ttcCents: amount.ttc, submission: claim.submission + 1 });
  }

  /** Takes a claim back before it is decided. */
  async withdraw(ctx: Ctx, id: string): Promise<void> {
    const claim = await lockClaim(ctx, id);
    authorize(ctx.actor, financingPolicy.claim, claim);
    await ctx.tx.update(Claim, { id }, { status: claimLifecycle.next(claim.status, 'withdraw') });
    await tellClaim(ctx, 'claim.withdraw', claim);
  }

  private async openOrder(ctx: Ctx, orderId: string): Promise<FundedOrder> {
    const order = await this.orders.locked(ctx, orderId);
    authorize(ctx.actor, financingPolicy.claim, order);
    if (order.status !== 'ordered') throw refuseFinancing.conflict('financing.order-cancelled');
    return order;
  }

  private async parts(ctx: Ctx, order: FundedOrder): Promise<{ advance: Amount; balance: Amount; vatBasisPoints: number }> {
    const { advanceBasisPoints, vatBasisPoints } = await ctx.tx.findOneByOrFail(Scheme, { id: order.schemeId });
    return { ...split(fundedAmount(order), advanceBasisPoints), vatBasisPoints };
  }

  private async balance(ctx: Ctx, order: FundedOrder, input: BalanceInput): Promise<{ amount: Amount; said: Said }> {
    const { invoiceNumber, invoiceOn, invoiceHtCents, invoiceSigner } = input;
    const indicator = input.indicator ?? null;
    const given = { invoice: { ht: invoiceHtCents, signer: invoiceSigner }, indicator };
    refuseBroken(await this.facts.ofClaim(ctx, order, 'balance', given));
    const { advance, vatBasisPoints } = await this.parts(ctx, order);
    const amount = balanceDue(fundedAmount(order), advance, { ht: invoiceHtCents, vatBasisPoints });
    if (amount === null) throw refuseFinancing.conflict('financing.nothing-left');
    const fitness = await this.facts.lastFitness(ctx, order.id);
    return { amount, said: { invoiceNumber, invoiceOn, invoiceHtCents, invoiceSigner, indicator, fitnessId: fitness?.id ?? null } };
  }

  private async create(ctx: Ctx, order: FundedOrder, what: { kind: ClaimKind; amount: Amount; said: Said }): Promise<Claim> {
    const { kind, amount, said } = what;
    const claim = ctx.tx.create(Claim, {
      ...{
        id: newId(),
        number: await claimNumber(ctx),
        orderId: order.id,
        organisationId: order.organisationId,
        kind,
        status: 'submitted' as const,
      },
      ...columns(amount),
      ...said,
      ...{
        rulesVersion,
        submission: 1,
        reason: null,
        submittedBy: ctx.actor.accountId ?? '',
        submittedAt: ctx.now,
        paidAt: null,
        paymentFileId: null,
      },
    });
    const taken = refuseFinancing.conflict('financing.claim-exists');
    await unlessTaken('claim_one_live', taken, () => ctx.tx.insert(Claim, claim));
    await tellClaim(ctx, 'claim.submit', claim, { kind, number: claim.number, ttcCents: amount.ttc, rulesVersion });
    return claim;
  }
}

const columns = ({ ht, vat, ttc }: Amount) => ({ htCents: ht, vatCents: vat, ttcCents: ttc });

function saidBy({ invoiceNumber, invoiceOn, invoiceHtCents, invoiceSigner, indicator, fitnessId }: Claim): Said {
  return { invoiceNumber, invoiceOn, invoiceHtCents, invoiceSigner, indicator, fitnessId };
}

async function claimNumber(ctx: Ctx): Promise<string> {
  const { year } = DateTime.fromJSDate(ctx.now, { zone: 'Europe/Paris' });
  return `DF-${year}-${String(await nextNumber(ctx, `claim/${year}`)).padStart(6, '0')}`;
}

/** A claim held until the end of the transaction, or 404 for whom it does not concern. */
export async function lockClaim(ctx: Ctx, id: string): Promise<Claim> {
  const claim = await ctx.tx.findOne(Claim, { where: { id }, lock: { mode: 'pessimistic_write' } });
  return mustSee(ctx.actor, financingPolicy.read, claim);
}

/** Records an event about a claim. */
export async function tellClaim(
  ctx: Ctx,
  name: keyof typeof financingEvents,
  { id, organisationId, orderId }: Claim,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await record(ctx, financingEvents, name, { subject: { type: 'claim', id }, organisationId, data: { orderId, ...data } });
}
