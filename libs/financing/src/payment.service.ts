import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { record } from '#audit';
import { Decision, RegisterQueries } from '#decisions';
import { authorize, Config, type Ctx, mustSee, newId, nextNumber, seal, sha256, unseal } from '#platform';
import { Claim } from './claim.entity.js';
import { claimLifecycle } from './claim.lifecycle.js';
import { tellClaim } from './claim.service.js';
import { Enrolment } from './enrolment.entity.js';
import { ibanPurpose } from './enrolment.service.js';
import { claimAmount } from './facts.queries.js';
import { financingEvents } from './financing.events.js';
import { refuseFinancing } from './financing.messages.js';
import { financingPolicy } from './financing.policy.js';
import { PaymentFile, type RestsOn } from './ledger.entity.js';
import { LedgerService } from './ledger.service.js';
import { FitnessVerification, FundedOrder } from './order.entity.js';
import { paymentFile, type PaymentLine } from './payment.exporter.js';
import { Scheme } from './scheme.entity.js';

/** One claim ready to be paid, with what the file and the ledger need of it. */
interface Payment {
  readonly claim: Claim;
  readonly order: FundedOrder;
  readonly line: PaymentLine;
}

const filePurpose = (id: string): string => `payment-file/${id}`;

/** Transfers: decided claims become one file for the bank and one transfer each in the ledger. */
@Injectable()
export class PaymentService {
  constructor(
    private readonly config: Config,
    private readonly register: RegisterQueries,
    private readonly ledger: LedgerService,
  ) {}

  /** Pays every decided claim whose payee is enrolled, oldest first, five hundred at most. */
  async pay(ctx: Ctx): Promise<PaymentFile> {
    authorize(ctx.actor, financingPolicy.pay, null);
    const claims = await ctx.tx
      .createQueryBuilder(Claim, 'claim')
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .where({ status: 'decided' })
      .orderBy('claim.submitted_at')
      .addOrderBy('claim.id')
      .limit(500)
      .getMany();
    const payments: Payment[] = [];
    for (const claim of claims) payments.push(...(await this.payable(ctx, claim)));
    if (payments.length === 0) throw refuseFinancing.conflict('financing.nothing-to-pay');
    const file = await this.write(ctx, payments);
    for (const payment of payments) await this.settle(ctx, payment, file);
    return file;
  }

  /** The content of a payment file, for the bank. */
  async content(ctx: Ctx, id: string): Promise<{ readonly file: PaymentFile; readonly content: string }> {
    authorize(ctx.actor, financingPolicy.pay, null);
    const file = mustSee(ctx.actor, financingPolicy.watch, await ctx.tx.findOneBy(PaymentFile, { id }));
    return { file, content: unseal(this.config.SECRET, filePurpose(id), file.contentCipher) };
  }

  /** A payee that is suspended keeps its claim: it is paid once the enrolment is valid again. */
  private async payable(ctx: Ctx, claim: Claim): Promise<Payment[]> {
    const order = await ctx.tx.findOneByOrFail(FundedOrder, { id: claim.orderId });
    const enrolment = await ctx.tx.findOneByOrFail(Enrolment, { id: order.enrolmentId });
    if (enrolment.status !== 'validated') return [];
    const { code } = await ctx.tx.findOneByOrFail(Scheme, { id: order.schemeId });
    const { certificate } = await this.register.certificate(ctx, order.certificateId);
    const decision = await ctx.tx.findOneByOrFail(Decision, { id: certificate.decisionId });
    const line = {
      ...{ claimNumber: claim.number, orderNumber: order.number, scheme: code, kind: claim.kind, holder: enrolment.holder },
      ...{ iban: unseal(this.config.SECRET, ibanPurpose(enrolment.id), enrolment.ibanCipher), cents: claim.ttcCents },
      ...{ currency: order.currency, certificate: certificate.number, decision: decision.number },
    };
    return [{ claim, order, line }];
  }

  private async write(ctx: Ctx, payments: readonly Payment[]): Promise<PaymentFile> {
    const day = DateTime.fromJSDate(ctx.now, { zone: 'Europe/Paris' });
    const number = `VIR-${day.year}-${String(await nextNumber(ctx, `payment-file/${day.year}`)).padStart(4, '0')}`;
    const lines = payments.map(({ line }) => line);
    const content = paymentFile(number, day.toFormat('yyyy-MM-dd'), lines);
    const id = newId();
    const cents = lines.reduce((total, line) => total + line.cents, 0);
    const file = ctx.tx.create(PaymentFile, {
      ...{ id, number, sha256: sha256(content), contentCipher: seal(this.config.SECRET, filePurpose(id), content) },
      ...{ lines: lines.length, cents, createdBy: ctx.actor.accountId ?? '', createdAt: ctx.now },
    });
    await ctx.tx.insert(PaymentFile, file);
    const data = { number, sha256: file.sha256, lines: lines.length, cents };
    await record(ctx, financingEvents, 'payment-file.create', { subject: { type: 'payment-file', id }, organisationId: null, data });
    return file;
  }

  private async settle(ctx: Ctx, { claim, order }: Payment, file: PaymentFile): Promise<void> {
    const { id, kind } = claim;
    const status = claimLifecycle.next(claim.status, 'pay');
    await ctx.tx.update(Claim, { id }, { status, paidAt: ctx.now, paymentFileId: file.id });
    const acceptance = await acceptanceOf(ctx, claim, order);
    await this.ledger.transfer(ctx, { kind, from: 'committed', to: 'vendor', amount: claimAmount(claim), order, claimId: id, acceptance });
    await tellClaim(ctx, 'claim.pay', claim, { paymentFile: file.number, ttcCents: claim.ttcCents });
  }
}

/** What the client signed for this payment: the order for the advance, the verification for the balance. */
export async function acceptanceOf(ctx: Ctx, { fitnessId }: Claim, order: FundedOrder): Promise<RestsOn['acceptance']> {
  if (fitnessId === null) return { kind: 'order', id: order.id, signedOn: order.signedOn };
  const { signedOn } = await ctx.tx.findOneByOrFail(FitnessVerification, { id: fitnessId });
  return { kind: 'fitness', id: fitnessId, signedOn };
}
