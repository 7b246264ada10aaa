import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { CallQueries } from '#calls';
import type { Ctx } from '#platform';
import { type Amount, funded, withVat } from './amounts.rules.js';
import { Claim } from './claim.entity.js';
import { closedClaims } from './claim.lifecycle.js';
import type { OrderInput } from './financing.dto.js';
import { brokenRules, checkRules, type Facts, type RuleResult, type Stage } from './financing.rules.js';
import { refuseFinancing } from './financing.messages.js';
import { FitnessVerification, type FundedOrder } from './order.entity.js';
import { PriceCeiling, Scheme } from './scheme.entity.js';

/** What a claim brings to the rules beside its order. */
export interface ClaimGiven {
  readonly invoice: { readonly ht: number; readonly signer: string } | null;
  readonly indicator: string | null;
  /** When it was submitted; now when it is not yet. */
  readonly at?: Date;
}

const nothing: Amount = { ht: 0, vat: 0, ttc: 0 };
const nothingGiven: ClaimGiven = { invoice: null, indicator: null };

/** Reads from the database what the rules look at, and asks them. */
@Injectable()
export class FactsQueries {
  constructor(private readonly calls: CallQueries) {}

  /** The rules on an order before it is placed. */
  async ofOrder(ctx: Ctx, input: OrderInput, { scheme, beneficiaryId }: { scheme: Scheme; beneficiaryId: string }) {
    const ceiling = await this.ceiling(ctx, scheme.id, input);
    const ordered = withVat(input.htCents, scheme.vatBasisPoints);
    const paid = ceiling === null ? nothing : funded(input.htCents, ceiling.htCents, scheme.vatBasisPoints);
    const { prestation, mention, waveOne, imagingInService } = input;
    const otherProgramme = input.otherProgramme === undefined ? null : input.otherProgramme === 'yes';
    const facts: Facts = {
      ...(await this.common(ctx, scheme, { beneficiaryId, orderId: null })),
      ceiling: ceiling && { ht: ceiling.htCents, source: ceiling.source },
      order: { ...ordered, prestation, mention, waveOne, imagingInService, otherProgramme },
      funded: paid,
    };
    return { ceiling, ordered, paid, results: checkRules('order', dayOf(ctx), facts) };
  }

  /** The rules on a claim, made or to come. */
  async ofClaim(ctx: Ctx, order: FundedOrder, stage: Stage, given: ClaimGiven = nothingGiven): Promise<RuleResult[]> {
    const scheme = await ctx.tx.findOneByOrFail(Scheme, { id: order.schemeId });
    const ceiling = await ctx.tx.findOneByOrFail(PriceCeiling, { id: order.ceilingId });
    const fitness = await this.lastFitness(ctx, order.id);
    const dates = stage === 'order' ? [] : await this.calls.dates(ctx, scheme.callId);
    const milestone = dates.find(({ kind }) => kind === stage);
    const { prestation, mention, waveOne, imagingInService, otherProgramme } = order;
    const facts: Facts = {
      ...(await this.common(ctx, scheme, { beneficiaryId: order.beneficiaryId, orderId: order.id })),
      ceiling: { ht: ceiling.htCents, source: ceiling.source },
      order: { ...orderedAmount(order), prestation, mention, waveOne, imagingInService, otherProgramme },
      funded: fundedAmount(order),
      advance: await this.advanceOf(ctx, order.id),
      milestone: milestone === undefined ? null : { at: milestone.at, isPast: (given.at ?? ctx.now) >= milestone.at },
      invoice: given.invoice,
      fitness: fitness && { signer: fitness.signer, signedOn: fitness.signedOn, indicator: fitness.indicator },
      indicator: given.indicator,
    };
    return checkRules(stage, dayOf(ctx), facts);
  }

  /** The verification that counts: the last one recorded. */
  lastFitness(ctx: Ctx, orderId: string): Promise<FitnessVerification | null> {
    return ctx.tx.findOne(FitnessVerification, { where: { orderId }, order: { number: 'DESC' } });
  }

  private async common(ctx: Ctx, scheme: Scheme, { beneficiaryId, orderId }: { beneficiaryId: string; orderId: string | null }) {
    const { advanceBasisPoints, vatBasisPoints, needsImaging, needsIndicator, needsPilotReport, pilotReportAt } = scheme;
    const [row] = await ctx.tx.query<[{ other: boolean; before: boolean }]>(
      'SELECT guichet_is_funded($1, $3, $4) AS other, $2::uuid IS NOT NULL AND guichet_is_funded($2, $3, $4) AS before',
      [scheme.id, scheme.previousSchemeId, beneficiaryId, orderId],
    );
    return {
      scheme: { advanceBasisPoints, vatBasisPoints, needsImaging, needsIndicator, ...(needsPilotReport && { pilotReportAt }) },
      hasOtherOrder: row.other,
      hadPreviousScheme: row.before,
      ...{ advance: 'none' as const, milestone: null, invoice: null, fitness: null, indicator: null },
    };
  }

  private async ceiling(ctx: Ctx, schemeId: string, input: OrderInput): Promise<PriceCeiling | null> {
    const { prestation, category, bracket, signedOn } = input;
    return ctx.tx
      .createQueryBuilder(PriceCeiling, 'ceiling')
      .where({ schemeId, prestation, category, bracket })
      .andWhere('ceiling.valid_from <= :signedOn AND (ceiling.valid_to IS NULL OR ceiling.valid_to > :signedOn)', { signedOn })
      .getOne();
  }

  private async advanceOf(ctx: Ctx, orderId: string): Promise<Facts['advance']> {
    const advances = await ctx.tx.findBy(Claim, { orderId, kind: 'advance' });
    if (advances.some(({ status }) => status === 'paid')) return 'paid';
    return advances.some(({ status }) => !closedClaims.some((closed) => closed === status)) ? 'in_progress' : 'none';
  }
}

/** Refuses (409) on the first rule that is not met; the double funding has its own sentence. */
export function refuseBroken(results: readonly RuleResult[]): void {
  const broken = brokenRules(results);
  if (broken.length === 0) return;
  if (broken.some(({ id }) => id === 'R2')) throw refuseFinancing.conflict('financing.already-funded');
  const [{ id, title, text }] = broken;
  throw refuseFinancing.conflict('financing.rule-broken', { rule: id, title, finding: text });
}

/** What a claim that was made brings to the rules. */
export function givenBy({ invoiceHtCents, invoiceSigner, indicator, submittedAt }: Claim): ClaimGiven {
  return { invoice: invoiceHtCents === null ? null : { ht: invoiceHtCents, signer: invoiceSigner ?? '' }, indicator, at: submittedAt };
}

/** What was ordered. */
export const orderedAmount = ({ htCents, vatCents, ttcCents }: FundedOrder): Amount => ({ ht: htCents, vat: vatCents, ttc: ttcCents });

/** What the State pays of it. */
export const fundedAmount = ({ fundedHtCents, fundedVatCents, fundedTtcCents }: FundedOrder): Amount => ({
  ht: fundedHtCents,
  vat: fundedVatCents,
  ttc: fundedTtcCents,
});

/** The amount of a claim. */
export const claimAmount = ({ htCents, vatCents, ttcCents }: Claim): Amount => ({ ht: htCents, vat: vatCents, ttc: ttcCents });

function dayOf(ctx: Ctx): string {
  return DateTime.fromJSDate(ctx.now, { zone: 'Europe/Paris' }).toFormat('yyyy-MM-dd');
}
