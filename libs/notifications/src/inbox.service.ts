import { Injectable } from '@nestjs/common';
import { personOf } from '#accounts';
import type { Ctx } from '#platform';
import { MailPreference } from './message.entity.js';

/** What a person does with their inbox. Reading is nobody else's affair: it is no event. */
@Injectable()
export class InboxService {
  /** Marks one message, or every message, as read. */
  async read(ctx: Ctx, messageId: string | null = null): Promise<void> {
    await ctx.tx.query('UPDATE message SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL AND ($3::uuid IS NULL OR id = $3)', [
      personOf(ctx),
      ctx.now,
      messageId,
    ]);
  }

  /** Chooses what is received by mail; security and delays are always mailed. */
  async prefer(ctx: Ctx, level: 'all' | 'essential'): Promise<void> {
    await ctx.tx.upsert(MailPreference, { accountId: personOf(ctx), level }, ['accountId']);
  }
}
