import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { record } from '#audit';
import { authorize, type Ctx, mustSee, newId, nextNumber } from '#platform';
import { BeneficiaryService } from './beneficiary.service.js';
import { minus, sum } from './amounts.rules.js';
import { Claim } from './claim.entity.js';
import { closedClaims } from './claim.lifecycle.js';
import { unlessTaken } from './constraint.adapter.js';
import { Enrolment } from './enrolment.entity.js';
import { FactsQueries, fundedAmount, refuseBroken } from './facts.queries.js';
import type { FitnessInput, OrderInput } from './financing.dto.js';
import { financingEvents } from './financing.events.js';
import { refuseFinancing } from './financing.messages.js';
import { financingPolicy } from './financing.policy.js';
import { LedgerTransfer } from './ledger.entity.js';
import { LedgerService } from './ledger.service.js';
import { FitnessVerification, FundedOrder } from './order.entity.js';
import { orderLifecycle } from './order.lifecycle.js';
import { SchemeService } from './scheme.service.js';

/** Purchase orders: placed by the vendor, one live per beneficiary and scheme, verified by the client, cancelled by agreement. */
@Injectable()
export class OrderService {
  constructor(
    private readonly schemes: SchemeService,
    private readonly beneficiaries: BeneficiaryService,
    private readonly facts: FactsQueries,
    private readonly ledger: LedgerService,
  ) {}

  /** Places an order and commits its funded amount. The double funding is refused by the database, which sees every vendor's orders. */
  async place(ctx: Ctx, input: OrderInput): Promise<FundedOrder> {
    const enrolment = mustSee(ctx.actor, financingPolicy.read, await ctx.tx.findOneBy(Enrolment, { id: input.enrolmentId }));
    authorize(ctx.actor, financingPolicy.order, enrolment);
    const scheme = await this.schemes.byCode(ctx, input.scheme);
    if (enrolment.status !== 'validated') throw refuseFinancing.conflict('financing.enrolment-awaited');
    await this.schemes.refuseUnlessFundable(ctx, enrolment.certificateId, scheme);
    const beneficiaryId = await this.beneficiaries.resolve(ctx, input.beneficiary, input);
    const { ceiling, ordered, paid, results } = await this.facts.ofOrder(ctx, input, { scheme, beneficiaryId });
    if (ceiling === null) throw refuseFinancing.conflict('financing.ceiling-missing');
    refuseBroken(results);
    const order = ctx.tx.create(FundedOrder, {
      ...{ id: newId(), number: await orderNumber(ctx), schemeId: scheme.id, beneficiaryId, organisationId: enrolment.organisationId },
      ...{ enrolmentId: enrolment.id, certificateId: enrolment.certificateId, ceilingId: ceiling.id, currency: scheme.currency },
      ...{ htCents: ordered.ht, vatCents: ordered.vat, ttcCents: ordered.ttc },
      ...{ fundedHtCents: paid.ht, fundedVatCents: paid.vat, fundedTtcCents: paid.ttc },
      ...wordsOf(input),
      ...{ status: 'ordered' as const, cancelReason: null, cancelledAt: null, placedBy: ctx.actor.accountId ?? '', placedAt: ctx.now },
    });
    const taken = refuseFinancing.conflict('financing.already-funded');
    await unlessTaken('funded_order_one_live', taken, () => ctx.tx.insert(FundedOrder, order));
    const acceptance = { kind: 'order' as const, id: order.id, signedOn: order.signedOn };
    await this.ledger.transfer(ctx, {
      kind: 'commitment',
      from: 'envelope',
      to: 'committed',
      amount: paid,
      order,
      claimId: null,
      acceptance,
    });
    await tell(ctx, 'order.place', order, { number: order.number, scheme: scheme.code, fundedTtcCents: paid.ttc });
    return order;
  }

  /** Cancels an order no claim stands on, and releases what was committed. */
  async cancel(ctx: Ctx, id: string, reason: string): Promise<void> {
    const order = await this.locked(ctx, id);
    authorize(ctx.actor, financingPolicy.cancelOrder, order);
    const status = orderLifecycle.next(order.status, 'cancel');
    const claims = await ctx.tx.findBy(Claim, { orderId: id });
    if (claims.some((claim) => !closedClaims.some((closed) => closed === claim.status))) {
      throw refuseFinancing.conflict('financing.order-has-claims');
    }
    await ctx.tx.update(FundedOrder, { id }, { status, cancelReason: reason, cancelledAt: ctx.now });
    const amount = await stillCommitted(ctx, order);
    const acceptance = { kind: 'order' as const, id: order.id, signedOn: order.signedOn };
    await this.ledger.transfer(ctx, { kind: 'release', from: 'committed', to: 'envelope', amount, order, claimId: null, acceptance });
    await tell(ctx, 'order.cancel', order, { releasedTtcCents: amount.ttc });
  }

  /** Records what the client signed once it works; a correction is a new record, and the last one counts. */
  async recordFitness(ctx: Ctx, id: string, input: FitnessInput): Promise<FitnessVerification> {
    const order = await this.locked(ctx, id);
    authorize(ctx.actor, financingPolicy.order, order);
    if (order.status !== 'ordered') throw refuseFinancing.conflict('financing.order-cancelled');
    const number = (await ctx.tx.countBy(FitnessVerification, { orderId: id })) + 1;
    const fitness = ctx.tx.create(FitnessVerification, {
      ...{ id: newId(), orderId: id, organisationId: order.organisationId, number, kind: input.kind, signedOn: input.signedOn },
      ...{ signer: input.signer, indicator: input.indicator ?? null, recordedBy: ctx.actor.accountId ?? '', recordedAt: ctx.now },
    });
    await ctx.tx.insert(FitnessVerification, fitness);
    await tell(ctx, 'fitness.record', order, { fitnessId: fitness.id, kind: fitness.kind, number });
    return fitness;
  }

  /** An order held until the end of the transaction, or 404 for whom it does not concern. */
  async locked(ctx: Ctx, id: string): Promise<FundedOrder> {
    const order = await ctx.tx.findOne(FundedOrder, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return mustSee(ctx.actor, financingPolicy.read, order);
  }
}

function wordsOf(input: OrderInput) {
  const { prestation, signedOn, signer, mention, waveOne, imagingInService, otherProgramme } = input;
  return {
    ...{ prestation, signedOn, signer, mention, waveOne, imagingInService },
    otherProgramme: otherProgramme === undefined ? null : otherProgramme === 'yes',
  };
}

async function orderNumber(ctx: Ctx): Promise<string> {
  const { year } = DateTime.fromJSDate(ctx.now, { zone: 'Europe/Paris' });
  return `BC-${year}-${String(await nextNumber(ctx, `order/${year}`)).padStart(5, '0')}`;
}

/** What was committed for an order and has neither been paid nor released. */
async function stillCommitted(ctx: Ctx, order: FundedOrder) {
  const transfers = await ctx.tx.findBy(LedgerTransfer, { orderId: order.id });
  const amountOf = ({ htCents, vatCents, cents }: LedgerTransfer) => ({ ht: htCents, vat: vatCents, ttc: cents });
  const gone = transfers.filter(({ debitAccount }) => debitAccount.startsWith('committed/')).map(amountOf);
  const back = transfers.filter(({ creditAccount, kind }) => creditAccount.startsWith('committed/') && kind !== 'commitment').map(amountOf);
  return minus(sum([fundedAmount(order), ...back]), sum(gone));
}

async function tell(
  ctx: Ctx,
  name: keyof typeof financingEvents,
  order: FundedOrder,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { id, organisationId } = order;
  await record(ctx, financingEvents, name, { subject: { type: 'order', id }, organisationId, data });
}
