import { Injectable } from '@nestjs/common';
import { record } from '#audit';
import { authorize, Config, type Ctx, enterOrganisation, newId, refuse as refuseCommon, type Role, roles, sha256 } from '#platform';
import { Account } from './account.entity.js';
import { accountsEvents } from './accounts.events.js';
import { refuse } from './accounts.messages.js';
import { organisationPolicy } from './accounts.policy.js';
import { Invitation, JoinRequest, Membership } from './membership.entity.js';
import type { Organisation } from './organisation.entity.js';
import { OrganisationsService } from './organisations.service.js';
import { administratorOf, incompatible, rolesOf } from './roles.rules.js';
import { after, invitationDays, linkToken, normalEmail } from './sign-in.rules.js';

/** A role offered to a mail address. */
export interface Offer {
  readonly organisationId: string;
  readonly email: string;
  readonly role: Role;
}

/** Who belongs to an organisation, and how one comes in or leaves. */
@Injectable()
export class MembersService {
  constructor(
    private readonly config: Config,
    private readonly organisations: OrganisationsService,
  ) {}

  /** Offers a role by mail. */
  async invite(ctx: Ctx, offer: Offer): Promise<string> {
    const organisation = await this.administered(ctx, offer.organisationId);
    refuseForeignRole(organisation, offer.role);
    const email = normalEmail(offer.email);
    const account = await ctx.tx.findOneBy(Account, { email });
    if (account !== null) await this.refuseHeld(ctx, account.id, offer);
    const waiting = await ctx.tx.query<unknown[]>(
      `SELECT FROM invitation i WHERE i.organisation_id = $1 AND i.email = $2 AND i.role = $3 AND i.used_at IS NULL AND i.revoked_at IS NULL
       AND i.expires_at > $4`,
      [offer.organisationId, email, offer.role, ctx.now],
    );
    if (waiting.length > 0) throw refuse.conflict('invitation.pending');
    await this.endExpired(ctx, offer, email);
    const id = newId();
    const expiresAt = after(ctx.now, { days: invitationDays });
    const { organisationId, role } = offer;
    const tokenHash = sha256(this.invitationToken(id));
    const createdBy = ctx.actor.accountId;
    const unused = { usedAt: null, revokedAt: null };
    await ctx.tx.insert(Invitation, { id, organisationId, email, role, createdBy, createdAt: ctx.now, expiresAt, tokenHash, ...unused });
    await this.tell(ctx, 'invitation.create', { type: 'invitation', id }, { organisationId, data: { role } });
    return id;
  }

  /** Takes an offer back: its link stops working. */
  async revokeInvitation(ctx: Ctx, invitationId: string): Promise<void> {
    const invitation = await ctx.tx.findOne(Invitation, { where: { id: invitationId }, lock: { mode: 'pessimistic_write' } });
    if (invitation === null || invitation.usedAt !== null || invitation.revokedAt !== null) throw refuseCommon.notFound('not-found');
    await this.administered(ctx, invitation.organisationId);
    await ctx.tx.update(Invitation, { id: invitationId }, { revokedAt: ctx.now });
    await this.tell(ctx, 'invitation.revoke', { type: 'invitation', id: invitationId }, { organisationId: invitation.organisationId });
  }

  /** A live invitation with the token of its link, for the mail alone; null when it is no longer live. */
  async invitationToSend(ctx: Ctx, invitationId: string): Promise<{ readonly invitation: Invitation; readonly token: string } | null> {
    const invitation = await ctx.tx.findOneBy(Invitation, { id: invitationId });
    return invitation === null || !isLive(invitation, ctx.now) ? null : { invitation, token: this.invitationToken(invitationId) };
  }

  private invitationToken(invitationId: string): string {
    return linkToken(this.config.SECRET, 'invitation', invitationId);
  }

  /** The live invitation a link leads to, row security being opened on its organisation; refuses (404) any other. */
  async invitationOf(ctx: Ctx, token: string): Promise<Invitation> {
    const tokenHash = sha256(token);
    const [target] = await ctx.tx.query<{ organisation_id: string }[]>('SELECT guichet_invited($1) AS organisation_id', [tokenHash]);
    if (target === undefined) throw refuse.notFound('link.invalid');
    await enterOrganisation(ctx, target.organisation_id);
    const [row] = await ctx.tx.query<Invitation[]>(
      `SELECT i.id, i.organisation_id AS "organisationId", i.email, i.role, i.expires_at AS "expiresAt", i.used_at AS "usedAt",
         i.revoked_at AS "revokedAt" FROM invitation i WHERE i.token_hash = $1`,
      [tokenHash],
    );
    if (row === undefined || !isLive(row, ctx.now)) throw refuse.notFound('link.invalid');
    return row;
  }

  /** Gives the invited person their role; the caller has checked that they are the one. An invitation serves once. */
  async accept(ctx: Ctx, token: string, accountId: string): Promise<string> {
    const { id, organisationId, role } = await this.invitationOf(ctx, token);
    const locked = await ctx.tx.findOne(Invitation, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (locked === null || !isLive(locked, ctx.now)) throw refuse.notFound('link.invalid');
    await this.grant(ctx, { accountId, organisationId, role });
    await ctx.tx.update(Invitation, { id }, { usedAt: ctx.now });
    await this.tell(ctx, 'invitation.accept', { type: 'invitation', id }, { organisationId, data: { account: accountId, role } });
    return organisationId;
  }

  /** Gives a role; the caller has checked the right to. Row security must be open on the organisation. */
  async grant(ctx: Ctx, given: { readonly accountId: string; readonly organisationId: string; readonly role: Role }): Promise<void> {
    const { accountId, organisationId, role } = given;
    await ctx.tx.findOne(Account, { where: { id: accountId }, lock: { mode: 'pessimistic_write' } }); // two grants at once see each other
    await this.refuseHeld(ctx, accountId, given);
    const id = newId();
    await ctx.tx.insert(Membership, { id, accountId, organisationId, role, since: ctx.now, until: null });
    await this.tell(ctx, 'membership.grant', { type: 'membership', id }, { organisationId, data: { account: accountId, role } });
  }

  /** Ends a role. The last administrator of an organisation stays. */
  async end(ctx: Ctx, membershipId: string): Promise<void> {
    const membership = await ctx.tx.findOneBy(Membership, { id: membershipId });
    if (membership === null || membership.until !== null) throw refuseCommon.notFound('not-found');
    const { organisationId, role, accountId } = membership;
    const organisation = await this.administered(ctx, organisationId); // locks: two administrators cannot remove each other at once
    const current = await ctx.tx.findOneByOrFail(Membership, { id: membershipId });
    if (current.until !== null) throw refuseCommon.notFound('not-found');
    if (role === administratorOf(organisation.kind)) {
      const [{ others }] = await ctx.tx.query<[{ others: number }]>(
        `SELECT count(*)::integer AS others FROM membership m JOIN account a ON a.id = m.account_id AND a.status = 'active'
         WHERE m.organisation_id = $1 AND m.role = $2 AND m.until IS NULL AND m.id <> $3`,
        [organisationId, role, membershipId],
      );
      if (others === 0) throw refuse.conflict('membership.last-admin');
    }
    await ctx.tx.update(Membership, { id: membershipId }, { until: ctx.now });
    await this.tell(
      ctx,
      'membership.end',
      { type: 'membership', id: membershipId },
      { organisationId, data: { account: accountId, role } },
    );
  }

  /** Asks the administrators of a verified organisation to let one in. */
  async request(ctx: Ctx, accountId: string, organisationId: string): Promise<void> {
    await enterOrganisation(ctx, organisationId);
    const id = newId();
    await ctx.tx.insert(JoinRequest, {
      id,
      organisationId,
      accountId,
      createdAt: ctx.now,
      decidedAt: null,
      decidedBy: null,
      outcome: null,
    });
    await this.tell(ctx, 'join-request.create', { type: 'join-request', id }, { organisationId, data: { account: accountId } });
  }

  /** Answers such a request; accepting gives the role. */
  async answerRequest(ctx: Ctx, requestId: string, answer: { readonly accept: boolean; readonly role: Role }): Promise<void> {
    const request = await ctx.tx.findOne(JoinRequest, { where: { id: requestId }, lock: { mode: 'pessimistic_write' } });
    if (request === null) throw refuseCommon.notFound('not-found');
    const { organisationId, accountId } = request;
    const organisation = await this.administered(ctx, organisationId);
    if (request.decidedAt !== null) throw refuse.conflict('request.decided');
    refuseForeignRole(organisation, answer.role);
    const outcome = answer.accept ? 'accepted' : 'refused';
    await ctx.tx.update(JoinRequest, { id: requestId }, { decidedAt: ctx.now, decidedBy: ctx.actor.accountId, outcome });
    if (answer.accept) await this.grant(ctx, { accountId, organisationId, role: answer.role });
    const name = answer.accept ? 'join-request.accept' : 'join-request.refuse';
    await this.tell(ctx, name, { type: 'join-request', id: requestId }, { organisationId, data: { account: accountId } });
  }

  private async administered(ctx: Ctx, organisationId: string): Promise<Organisation> {
    const organisation = await this.organisations.lock(ctx, organisationId);
    authorize(ctx.actor, organisationPolicy['manage-members'], { organisationId });
    return organisation;
  }

  private async refuseHeld(ctx: Ctx, accountId: string, { organisationId, role }: { organisationId: string; role: Role }): Promise<void> {
    const held = await ctx.tx.query<{ organisation_id: string; role: Role }[]>('SELECT organisation_id, role FROM guichet_roles($1)', [
      accountId,
    ]);
    if (held.some((one) => one.organisation_id === organisationId && one.role === role)) throw refuse.conflict('membership.exists');
    const other = incompatible(
      held.map((one) => one.role),
      role,
    );
    if (other !== null) throw refuse.conflict('membership.incompatible', { role: roles[role].label, other: roles[other].label });
  }

  private async endExpired(ctx: Ctx, { organisationId, role }: Offer, email: string): Promise<void> {
    await ctx.tx.query(
      `UPDATE invitation SET revoked_at = $4 WHERE organisation_id = $1 AND email = $2 AND role = $3 AND used_at IS NULL AND revoked_at IS NULL`,
      [organisationId, email, role, ctx.now],
    );
  }

  private async tell(
    ctx: Ctx,
    name: keyof typeof accountsEvents & string,
    subject: { type: string; id: string },
    rest: { organisationId: string; data?: Readonly<Record<string, string>> },
  ): Promise<void> {
    await record(ctx, accountsEvents, name, { subject, ...rest });
  }
}

function isLive(invitation: Pick<Invitation, 'usedAt' | 'revokedAt' | 'expiresAt'>, now: Date): boolean {
  return invitation.usedAt === null && invitation.revokedAt === null && invitation.expiresAt > now;
}

function refuseForeignRole(organisation: Organisation, role: Role): void {
  if (!rolesOf(organisation.kind).includes(role)) throw refuse.conflict('membership.wrong-kind', { role: roles[role].label });
}
