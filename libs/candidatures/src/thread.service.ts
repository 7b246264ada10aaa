import { record } from '#audit';
import { authorize, mustSee, newId, refuse, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { Answer } from './answer.entity.js';
import { ThreadMessage } from './candidature.entity.js';
import type { ThreadMessageInput } from './candidature.dto.js';
import { candidatureEvents } from './candidature.events.js';
import { filePolicy } from './candidature.policy.js';
import { lockCandidature } from './transition.service.js';

/** The threads of a candidature and of its requirements. */
@Injectable()
export class ThreadService {
  /** Adds a message. The internal channel belongs to the agency: for anyone else it does not exist. @returns its id. */
  async post(ctx: Ctx, candidatureId: string, input: ThreadMessageInput): Promise<string> {
    const candidature = await lockCandidature(ctx, candidatureId);
    const isInternal = input.channel === 'internal';
    if (isInternal) mustSee(ctx.actor, filePolicy.note, candidature);
    authorize(ctx.actor, filePolicy.write, candidature);
    const requirementId = input.requirementId ?? null;
    if (requirementId !== null && !(await ctx.tx.existsBy(Answer, { candidatureId, requirementId }))) throw refuse.notFound('not-found');
    const id = newId();
    const { organisationId } = candidature;
    await ctx.tx.insert(ThreadMessage, {
      id,
      candidatureId,
      organisationId,
      requirementId,
      channel: input.channel,
      accountId: ctx.actor.accountId,
      authorSide: ctx.actor.organisationKind === 'vendor' ? 'vendor' : 'agency',
      body: input.body,
      at: ctx.now,
    });
    await record(ctx, candidatureEvents, isInternal ? 'thread_message.note' : 'thread_message.post', {
      subject: { type: 'thread_message', id },
      organisationId,
      data: { candidatureId, requirementId },
    });
    return id;
  }
}
