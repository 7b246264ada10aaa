import { Injectable } from '@nestjs/common';
import { record } from '#audit';
import { type Ctx, newId, newToken, refuse as refuseCommon, sha256 } from '#platform';
import { ApiToken } from './account.entity.js';
import { accountsEvents } from './accounts.events.js';
import { refuse } from './accounts.messages.js';
import { personOf } from './sessions.service.js';
import { after, apiTokenDays } from './sign-in.rules.js';

/** One API token as its owner sees it. */
export type TokenLine = Pick<ApiToken, 'id' | 'label' | 'createdAt' | 'expiresAt' | 'lastUsedAt'>;

/** Bearer tokens of the JSON API: the rights of one person in one organisation, until a date. */
@Injectable()
export class ApiTokensService {
  /** Creates a token for the organisation the person acts for: the only time it is known. */
  async create(
    ctx: Ctx,
    wish: { readonly label: string; readonly days?: number | undefined },
  ): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: Date }> {
    const accountId = personOf(ctx);
    const { organisationId } = ctx.actor;
    if (organisationId === null) throw refuse.conflict('organisation.not-member');
    const [id, token] = [newId(), `guichet_${newToken()}`];
    const expiresAt = after(ctx.now, { days: Math.min(wish.days ?? apiTokenDays, apiTokenDays) });
    const unused = { lastUsedAt: null, revokedAt: null };
    const label = wish.label.trim();
    await ctx.tx.insert(ApiToken, {
      id,
      accountId,
      organisationId,
      label,
      tokenHash: sha256(token),
      createdAt: ctx.now,
      expiresAt,
      ...unused,
    });
    await record(ctx, accountsEvents, 'api-token.create', { subject: { type: 'api-token', id }, organisationId });
    return { id, token, expiresAt };
  }

  /** Ends a token of the person; one that is not theirs does not exist. */
  async revoke(ctx: Ctx, id: string): Promise<void> {
    const accountId = personOf(ctx);
    const token = await ctx.tx.findOneBy(ApiToken, { id, accountId });
    if (token === null || token.revokedAt !== null) throw refuseCommon.notFound('not-found');
    await ctx.tx.update(ApiToken, { id }, { revokedAt: ctx.now });
    await record(ctx, accountsEvents, 'api-token.revoke', { subject: { type: 'api-token', id }, organisationId: token.organisationId });
  }

  /** The live tokens of the person, newest first. */
  async mine(ctx: Ctx): Promise<TokenLine[]> {
    return ctx.tx.query<TokenLine[]>(
      `SELECT t.id, t.label, t.created_at AS "createdAt", t.expires_at AS "expiresAt", t.last_used_at AS "lastUsedAt"
       FROM api_token t WHERE t.account_id = $1 AND t.revoked_at IS NULL AND t.expires_at > $2 ORDER BY t.id DESC`,
      [personOf(ctx), ctx.now],
    );
  }
}
