import { Injectable } from '@nestjs/common';
import { record } from '#audit';
import { anonymous, type Actor, type Ctx, newId, newToken, refuse as refuseCommon, type Role, sha256 } from '#platform';
import { accountsEvents } from './accounts.events.js';
import { refuse } from './accounts.messages.js';
import { Session } from './session.entity.js';
import { after, sessionHours } from './sign-in.rules.js';

/** A session just opened: the only time its token is known. */
export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: Date;
}

/** What a new session needs to know. */
export interface NewSession {
  readonly accountId: string;
  readonly device: string;
  readonly secondFactorAt: Date | null;
  /** The organisation to act for; the first of the person by name unless told. */
  readonly organisationId?: string | null;
}

/** Opens, switches and ends sessions. */
@Injectable()
export class SessionsService {
  /** Opens a session under a fresh token (a token known before sign-in never becomes a session). */
  async open(ctx: Ctx, session: NewSession): Promise<OpenedSession> {
    const token = newToken();
    const expiresAt = after(ctx.now, { hours: sessionHours });
    const organisationId = session.organisationId ?? (await this.firstOrganisation(ctx, session.accountId));
    await ctx.tx.insert(Session, {
      tokenHash: sha256(token),
      id: newId(),
      accountId: session.accountId,
      organisationId,
      createdAt: ctx.now,
      lastSeenAt: ctx.now,
      expiresAt,
      secondFactorAt: session.secondFactorAt,
      device: session.device,
    });
    const subject = { type: 'account', id: session.accountId };
    await record(asPerson(ctx, session.accountId), accountsEvents, 'session.open', { subject, organisationId });
    return { token, expiresAt };
  }

  /** Ends the session in use. */
  async close(ctx: Ctx, tokenHash: string): Promise<void> {
    const session = await ctx.tx.findOneBy(Session, { tokenHash });
    if (session === null) return;
    await ctx.tx.delete(Session, { tokenHash });
    const subject = { type: 'account', id: session.accountId };
    await record(asPerson(ctx, session.accountId), accountsEvents, 'session.close', { subject, organisationId: session.organisationId });
  }

  /** Ends another session of the same person; one that is not theirs does not exist. */
  async revoke(ctx: Ctx, sessionId: string): Promise<void> {
    const accountId = personOf(ctx);
    const session = await ctx.tx.findOneBy(Session, { id: sessionId, accountId });
    if (session === null) throw refuseCommon.notFound('not-found');
    await this.close(ctx, session.tokenHash);
  }

  /** Ends every session of a person but one. */
  async revokeAll(ctx: Ctx, accountId: string, exceptHash: string | null = null): Promise<void> {
    await ctx.tx.query('DELETE FROM session WHERE account_id = $1 AND token_hash IS DISTINCT FROM $2', [accountId, exceptHash]);
  }

  /** Acts for another organisation of the person from now on. */
  async switchTo(ctx: Ctx, tokenHash: string, organisationId: string): Promise<void> {
    const accountId = personOf(ctx);
    const [held] = await ctx.tx.query<{ role: Role }[]>('SELECT role FROM guichet_roles($1) WHERE organisation_id = $2 LIMIT 1', [
      accountId,
      organisationId,
    ]);
    if (held === undefined) throw refuse.notFound('organisation.not-member');
    await ctx.tx.update(Session, { tokenHash, accountId }, { organisationId });
    await record(ctx, accountsEvents, 'session.switch', { subject: { type: 'account', id: accountId }, organisationId });
  }

  private async firstOrganisation(ctx: Ctx, accountId: string): Promise<string | null> {
    const [row] = await ctx.tx.query<{ id: string }[]>(
      `SELECT o.id FROM guichet_roles($1) r JOIN organisation o ON o.id = r.organisation_id ORDER BY o.name COLLATE "fr-x-icu", o.id LIMIT 1`,
      [accountId],
    );
    return row?.id ?? null;
  }
}

/** The person of the request; a visitor has no such page. */
export function personOf(ctx: Ctx): string {
  if (ctx.actor.accountId === null) throw refuseCommon.forbidden('sign-in.required');
  return ctx.actor.accountId;
}

/** The same context, the act being attributed to a person who has just proved who they are. Row security stays as it was opened. */
export function asPerson(ctx: Ctx, accountId: string): Ctx {
  if (ctx.actor.accountId === accountId) return ctx;
  const actor: Actor = { ...anonymous, kind: 'account', accountId };
  return { ...ctx, actor };
}
