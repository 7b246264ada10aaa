import { record } from '#audit';
import { authorize, newId, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { candidatureEvents } from './candidature.events.js';
import { filePolicy } from './candidature.policy.js';
import { Recusal } from './recusal.entity.js';

/** Who must not see which files, because of an interest they declared. */
@Injectable()
export class RecusalService {
  /** Hides a candidature, or every one of a call (`candidatureId` null), from a person, from now on and everywhere. */
  async recuse(ctx: Ctx, from: Pick<Recusal, 'accountId' | 'callId' | 'candidatureId'>): Promise<void> {
    authorize(ctx.actor, filePolicy.recuse, { organisationId: '' });
    const id = newId();
    await ctx.tx.insert(Recusal, { id, ...from, since: ctx.now });
    const data = { callId: from.callId, candidatureId: from.candidatureId, accountId: from.accountId };
    await record(ctx, candidatureEvents, 'candidature.recuse', { subject: { type: 'recusal', id }, organisationId: null, data });
  }
}
