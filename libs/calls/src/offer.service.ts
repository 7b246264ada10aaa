import { record } from '#audit';
import { authorize, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { OfferVersionInput } from './call.dto.js';
import { CallPackageOffer } from './call.entity.js';
import { callEvents } from './call.events.js';
import { refuseCall } from './call.messages.js';
import { callPolicy } from './call.policy.js';
import { lockCall } from './call.queries.js';
import { OfferQueries, type OfferedVersion } from './offer.queries.js';

/** Offers newer versions of the criteria to the files of a call; nobody is moved to them. */
@Injectable()
export class OfferService {
  constructor(private readonly offers: OfferQueries) {}

  /** What a call offers, and what it may still offer. */
  async state(
    ctx: Ctx,
    callId: string,
  ): Promise<{ readonly offered: readonly OfferedVersion[]; readonly offerable: readonly OfferedVersion[] }> {
    return { offered: await this.offers.ofCall(ctx, callId), offerable: await this.offers.offerable(ctx, callId) };
  }

  /** Offers a newer version: new files take it, each open one may move to it. Offering it again changes nothing. */
  async offer(ctx: Ctx, callId: string, input: OfferVersionInput): Promise<void> {
    const call = await lockCall(ctx, callId);
    authorize(ctx.actor, callPolicy.offerVersion, call);
    const { packageVersionId, closesOn = null } = input;
    if (await ctx.tx.existsBy(CallPackageOffer, { callId, packageVersionId })) return;
    const found = (await this.offers.offerable(ctx, callId)).find((one) => one.packageVersionId === packageVersionId);
    if (found === undefined) throw refuseCall.invalid('call.offer-unknown');
    const today = DateTime.fromJSDate(ctx.now, { zone: call.zone }).toISODate() ?? '';
    const isReal = closesOn === null || DateTime.fromISO(closesOn).isValid;
    if (!isReal || (closesOn !== null && closesOn <= today)) throw refuseCall.invalid('call.offer-closed');
    await ctx.tx.insert(CallPackageOffer, { callId, packageVersionId, closesOn, offeredBy: ctx.actor.accountId, offeredAt: ctx.now });
    await record(ctx, callEvents, 'call.offer_version', {
      subject: { type: 'call', id: callId },
      organisationId: null,
      data: { code: call.code, package: found.code, version: found.label, packageVersionId, closesOn },
    });
  }
}
