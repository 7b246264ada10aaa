import { Injectable } from '@nestjs/common';
import { record } from '#audit';
import { RegisterQueries, standingStatuses } from '#decisions';
import { authorize, type Ctx, newId } from '#platform';
import { type CeilingInput, type SchemeInput } from './financing.dto.js';
import { financingEvents } from './financing.events.js';
import { refuseFinancing } from './financing.messages.js';
import { financingPolicy } from './financing.policy.js';
import { unlessTaken } from './constraint.adapter.js';
import { PriceCeiling, Scheme } from './scheme.entity.js';

/** The frame of the money: schemes, ceilings, pilot reports. */
@Injectable()
export class SchemeService {
  constructor(private readonly register: RegisterQueries) {}

  /** Opens a scheme on a call. */
  async create(ctx: Ctx, input: SchemeInput): Promise<Scheme> {
    authorize(ctx.actor, financingPolicy.administer, null);
    const { code, callId, thirdOfficerCents, needsImaging, needsIndicator, needsPilotReport } = input;
    const scheme = ctx.tx.create(Scheme, {
      ...{ id: newId(), code, callId, title: { fr: input.titleFr, en: input.titleEn }, currency: 'EUR', createdAt: ctx.now },
      ...{ previousSchemeId: input.previousSchemeId ?? null, advanceBasisPoints: 3_000, vatBasisPoints: 2_000, pilotReportAt: null },
      ...{ thirdOfficerCents, needsImaging, needsIndicator, needsPilotReport },
    });
    await unlessTaken('scheme_code', refuseFinancing.conflict('financing.scheme-exists'), () => ctx.tx.insert(Scheme, scheme));
    const data = { code, callId, thirdOfficerCents };
    await record(ctx, financingEvents, 'scheme.create', { subject: { type: 'scheme', id: scheme.id }, organisationId: null, data });
    return scheme;
  }

  /** Sets a ceiling over a span of days; two spans of the same kind of client never overlap. */
  async setCeiling(ctx: Ctx, schemeCode: string, input: CeilingInput): Promise<PriceCeiling> {
    authorize(ctx.actor, financingPolicy.administer, null);
    const { id: schemeId } = await this.byCode(ctx, schemeCode);
    const ceiling = ctx.tx.create(PriceCeiling, { id: newId(), schemeId, ...input, validTo: input.validTo ?? null });
    await unlessTaken('price_ceiling_no_overlap', refuseFinancing.conflict('financing.ceiling-overlap'), () =>
      ctx.tx.insert(PriceCeiling, ceiling),
    );
    const { prestation, category, bracket, htCents, validFrom, validTo } = ceiling;
    const data = { scheme: schemeCode, prestation, category, bracket, htCents, validFrom, validTo };
    await record(ctx, financingEvents, 'ceiling.set', { subject: { type: 'ceiling', id: ceiling.id }, organisationId: null, data });
    return ceiling;
  }

  /** Says that the report of the pilot sites is validated: balances may be claimed. */
  async validatePilots(ctx: Ctx, schemeCode: string): Promise<void> {
    authorize(ctx.actor, financingPolicy.administer, null);
    const { id } = await this.byCode(ctx, schemeCode);
    await ctx.tx.update(Scheme, { id }, { pilotReportAt: ctx.now });
    await record(ctx, financingEvents, 'scheme.validate-pilots', { subject: { type: 'scheme', id }, organisationId: null });
  }

  /** A scheme by its code, or 404. Schemes are public. */
  async byCode(ctx: Ctx, code: string): Promise<Scheme> {
    const scheme = await ctx.tx.findOneBy(Scheme, { code });
    if (scheme === null) throw refuseFinancing.notFound('financing.scheme-unknown');
    return scheme;
  }

  /** Refuses (409) money that would rest on a certificate that is not in force, or that is of another call than the scheme's. */
  async refuseUnlessFundable(ctx: Ctx, certificateId: string, scheme: Scheme): Promise<void> {
    const { certificate } = await this.register.certificate(ctx, certificateId);
    if (certificate.callId !== scheme.callId) throw refuseFinancing.conflict('financing.other-call');
    const { entry } = await this.register.byNumber(ctx, certificate.number);
    if (standingStatuses.some((status) => status === entry.status)) return;
    throw refuseFinancing.conflict('financing.certificate-standing', { number: entry.number });
  }
}
