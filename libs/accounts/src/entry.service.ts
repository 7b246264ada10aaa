import { Injectable } from '@nestjs/common';
import { record } from '#audit';
import { type Ctx, type FieldError, refuse as refuseCommon } from '#platform';
import { Account } from './account.entity.js';
import { accountsEvents } from './accounts.events.js';
import { accountsMessages, refuse } from './accounts.messages.js';
import { AttemptsService } from './attempts.service.js';
import type { Invitation } from './membership.entity.js';
import { MembersService } from './members.service.js';
import { Organisation } from './organisation.entity.js';
import { checkedIdentifiers, OrganisationsService } from './organisations.service.js';
import { checkPassword, hashPassword } from './password.adapter.js';
import { PeopleService, refuseWeak } from './people.service.js';
import { asPerson } from './sessions.service.js';
import { normalEmail } from './sign-in.rules.js';
import type { Open } from './sign-in.service.js';

/** What someone says who comes for the first time, for a company. */
export interface SignUp {
  readonly email: string;
  readonly name: string;
  readonly organisation: string;
  readonly country: string;
  readonly siren?: string | undefined;
  readonly vat?: string | undefined;
  /** Network address of the visitor. */
  readonly address: string;
}

/** Who accepts an invitation: a new person names themself, a known one gives their password, unless they are signed in. */
export interface Acceptance {
  readonly token: string;
  readonly name?: string | undefined;
  readonly password?: string | undefined;
  /** The person signed in, if any. */
  readonly accountId: string | null;
}

/** How people come in: by signing up for their company, or by invitation. */
@Injectable()
export class EntryService {
  constructor(
    private readonly people: PeopleService,
    private readonly organisations: OrganisationsService,
    private readonly members: MembersService,
    private readonly attempts: AttemptsService,
  ) {}

  /**
   * Signs a company up. The answer never tells whether the address is known: what follows is said by mail, whose link lets
   * the person choose a password. The SIREN of a verified organisation gives a request to join it, not a second organisation.
   */
  async signUp(open: Open, request: SignUp): Promise<void> {
    const identifiers = { siren: request.siren, vat: request.vat };
    const given = checkedIdentifiers(identifiers);
    const needed = request.country === 'FR' ? 'siren' : 'vat';
    if (!given.some(([scheme]) => scheme === needed)) {
      const error: FieldError = { field: needed, code: 'identifier.needed', text: accountsMessages['identifier.needed'] };
      throw refuseCommon.invalid('input.invalid', {}, [error]);
    }
    const attempts = await open((ctx) => this.people.mayMail(ctx, request));
    if (!attempts.isAllowed) throw refuse.conflict('too-many.mail', { minutes: attempts.minutes });
    await open(async (ctx) => {
      const accountId = await this.people.add(ctx, request);
      if (accountId === null) return this.known(ctx, request.email);
      const person = asPerson(ctx, accountId);
      const [scheme, value] = given.find(([one]) => one === needed) ?? given[0];
      const holder = await this.organisations.verifiedHolder(ctx, scheme, value);
      if (holder === null) {
        const organisation = { kind: 'vendor' as const, name: request.organisation, country: request.country, identifiers };
        const organisationId = await this.organisations.create(person, organisation);
        await this.members.grant(person, { accountId, organisationId, role: 'vendor_admin' });
      } else {
        await this.members.request(person, accountId, holder);
      }
      const data = { link: await this.people.issuePasswordLink(ctx, accountId) };
      await record(person, accountsEvents, 'account.sign-up', { subject: { type: 'account', id: accountId }, organisationId: null, data });
    });
  }

  /** What a link offers: the invitation, who invites, and the person it is for when they already have an account with a password. */
  async invitation(
    ctx: Ctx,
    token: string,
  ): Promise<{ readonly invitation: Invitation; readonly organisation: string; readonly person: string | null }> {
    const invitation = await this.members.invitationOf(ctx, token);
    const { name } = await ctx.tx.findOneByOrFail(Organisation, { id: invitation.organisationId });
    const account = await ctx.tx.findOneBy(Account, { email: invitation.email, status: 'active' });
    return { invitation, organisation: name, person: account?.passwordHash == null ? null : account.id };
  }

  /** Accepts an invitation: creates the account of a new person, or checks that a known one is who they say. */
  async accept(open: Open, acceptance: Acceptance): Promise<{ readonly organisationId: string; readonly isNew: boolean }> {
    const { invitation, account } = await open(async (ctx) => {
      const found = await this.members.invitationOf(ctx, acceptance.token);
      return { invitation: found, account: await ctx.tx.findOneBy(Account, { email: found.email, status: 'active' }) };
    });
    if (acceptance.accountId !== null && acceptance.accountId !== account?.id) throw refuse.conflict('invitation.other-account');
    if (account?.passwordHash == null) return this.acceptAsNew(open, acceptance, { invitation, account });
    if (acceptance.accountId === null) await this.checkKnown(open, account, acceptance.password ?? '');
    const organisationId = await open((ctx) => this.members.accept(asPerson(ctx, account.id), acceptance.token, account.id));
    return { organisationId, isNew: false };
  }

  private async acceptAsNew(
    open: Open,
    acceptance: Acceptance,
    found: { readonly invitation: Invitation; readonly account: Account | null },
  ): Promise<{ readonly organisationId: string; readonly isNew: boolean }> {
    const { email } = found.invitation;
    const name = acceptance.name?.trim() || (found.account?.name ?? '');
    if (name === '')
      throw refuseCommon.invalid('input.invalid', {}, [{ field: 'name', code: 'name.needed', text: accountsMessages['name.needed'] }]);
    const password = acceptance.password ?? '';
    refuseWeak(password, { email, name });
    const passwordHash = await hashPassword(password);
    const organisationId = await open(async (ctx) => {
      const id = found.account?.id ?? (await this.people.add(ctx, { email, name }));
      if (id === null) throw refuseCommon.conflict('stale'); // the same link in two windows: the other one came first
      const person = asPerson(ctx, id);
      const target = await this.members.accept(person, acceptance.token, id);
      await ctx.tx.update(Account, { id }, { name });
      await this.people.setPassword(person, { id, email }, passwordHash);
      return target;
    });
    return { organisationId, isNew: true };
  }

  private async checkKnown(open: Open, account: Account, password: string): Promise<void> {
    const attempts = await open((ctx) => this.attempts.count(ctx, 'account', account.email));
    if (!attempts.isAllowed) throw refuse.conflict('too-many.sign-in', { minutes: attempts.minutes });
    if (!(await checkPassword(account.passwordHash, password))) {
      throw refuseCommon.invalid('input.invalid', {}, [
        { field: 'password', code: 'password.wrong', text: accountsMessages['password.wrong'] },
      ]);
    }
    await open((ctx) => this.attempts.clear(ctx, 'account', account.email));
  }

  private async known(ctx: Ctx, email: string): Promise<void> {
    const { id } = await ctx.tx.findOneByOrFail(Account, { email: normalEmail(email) });
    const data = { link: await this.people.issuePasswordLink(ctx, id) };
    await record(ctx, accountsEvents, 'account.sign-up-again', { subject: { type: 'account', id }, organisationId: null, data });
  }
}
