import { Injectable } from '@nestjs/common';
import { record } from '#audit';
import { Config, type Ctx, type FieldError, type Locale, newId, refuse as refuseCommon, sha256 } from '#platform';
import { Account, PasswordLink } from './account.entity.js';
import { accountsEvents } from './accounts.events.js';
import { accountsMessages, refuse } from './accounts.messages.js';
import { AttemptsService } from './attempts.service.js';
import { checkPassword, hashPassword } from './password.adapter.js';
import { passwordProblem } from './password.rules.js';
import { asPerson, personOf, SessionsService } from './sessions.service.js';
import { after, linkToken, networkOf, normalEmail, passwordLinkHours } from './sign-in.rules.js';
import type { Open } from './sign-in.service.js';

/** What a person may change of their own account. */
export interface Profile {
  readonly name: string;
  readonly locale: Locale;
}

/** A wish to change one's password. */
export interface PasswordChange {
  readonly current: string;
  readonly password: string;
  /** Hash of the session in use, which stays; every other one ends. */
  readonly sessionHash: string | null;
}

/** People: their account, the links that let them choose a password, their profile. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly config: Config,
    private readonly attempts: AttemptsService,
    private readonly sessions: SessionsService,
  ) {}

  /** Adds an account that cannot sign in yet: its password is chosen through a link sent to the address. Null when the address is known. */
  async add(ctx: Ctx, person: { readonly email: string; readonly name: string; readonly demonstration?: boolean }): Promise<string | null> {
    const id = newId();
    const [row] = await ctx.tx.query<{ id: string }[]>(
      `INSERT INTO account (id, email, name, locale, status, demonstration, created_at) VALUES ($1, $2, $3, $4, 'active', $5, $6)
       ON CONFLICT (email) DO NOTHING RETURNING id`,
      [id, normalEmail(person.email), person.name.trim(), ctx.locale, person.demonstration ?? false, ctx.now],
    );
    return row?.id ?? null;
  }

  /** Asks for a mail with a link to choose a password. The answer is the same whether the address is known or not. */
  async askPassword(open: Open, request: { readonly email: string; readonly address: string }): Promise<void> {
    const attempts = await open((ctx) => this.mayMail(ctx, request));
    if (!attempts.isAllowed) throw refuse.conflict('too-many.mail', { minutes: attempts.minutes });
    await open(async (ctx) => {
      const account = await ctx.tx.findOneBy(Account, { email: normalEmail(request.email), status: 'active' });
      if (account === null) return;
      const data = { link: await this.issuePasswordLink(ctx, account.id) };
      await record(ctx, accountsEvents, 'account.ask-password', {
        subject: { type: 'account', id: account.id },
        organisationId: null,
        data,
      });
    });
  }

  /** Counts a mail asked for an address from a network: nobody may have others flooded. */
  async mayMail(ctx: Ctx, request: { readonly email: string; readonly address: string }): Promise<{ isAllowed: boolean; minutes: number }> {
    const network = await this.attempts.count(ctx, 'mail-network', networkOf(request.address));
    const account = await this.attempts.count(ctx, 'mail-account', normalEmail(request.email));
    return network.isAllowed ? account : network;
  }

  /** A fresh link to choose a password; gives its id, from which the mail computes the token. */
  async issuePasswordLink(ctx: Ctx, accountId: string): Promise<string> {
    const id = newId();
    const expiresAt = after(ctx.now, { hours: passwordLinkHours });
    await ctx.tx.insert(PasswordLink, {
      tokenHash: sha256(this.passwordToken(id)),
      accountId,
      createdAt: ctx.now,
      expiresAt,
      usedAt: null,
    });
    return id;
  }

  /** The token of such a link, for the mail alone. */
  passwordToken(linkId: string): string {
    return linkToken(this.config.SECRET, 'password', linkId);
  }

  /** Whom a link was sent to; refuses (404) one that is unknown, used or expired. */
  async personOfLink(ctx: Ctx, token: string): Promise<Pick<Account, 'id' | 'email' | 'name'>> {
    const link = await ctx.tx.findOneBy(PasswordLink, { tokenHash: sha256(token) });
    const account = link === null ? null : await ctx.tx.findOneBy(Account, { id: link.accountId, status: 'active' });
    if (link === null || account === null || link.usedAt !== null || link.expiresAt <= ctx.now) throw refuse.notFound('link.invalid');
    return { id: account.id, email: account.email, name: account.name };
  }

  /** Chooses a password through a link: proves the address, ends every session and every pause. */
  async choosePassword(open: Open, choice: { readonly token: string; readonly password: string }): Promise<void> {
    const person = await open((ctx) => this.personOfLink(ctx, choice.token));
    refuseWeak(choice.password, person);
    const passwordHash = await hashPassword(choice.password);
    await open(async (ctx) => {
      await ctx.tx.findOne(Account, { where: { id: person.id }, lock: { mode: 'pessimistic_write' } });
      await this.personOfLink(ctx, choice.token); // still unused, now that the account is locked
      await ctx.tx.query('UPDATE password_link SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL', [person.id, ctx.now]);
      await this.setPassword(ctx, person, passwordHash);
      const subject = { type: 'account', id: person.id };
      await record(asPerson(ctx, person.id), accountsEvents, 'account.choose-password', { subject, organisationId: null });
    });
  }

  /** Writes a password already hashed, for someone who has proved that they read the address; every session ends. */
  async setPassword(ctx: Ctx, person: { readonly id: string; readonly email: string }, passwordHash: string): Promise<void> {
    await ctx.tx.query('UPDATE account SET password_hash = $2, email_verified_at = coalesce(email_verified_at, $3) WHERE id = $1', [
      person.id,
      passwordHash,
      ctx.now,
    ]);
    await this.sessions.revokeAll(ctx, person.id);
    await this.attempts.clear(ctx, 'account', person.email);
  }

  /** Changes the password of the person, who gives the current one; their other sessions end. */
  async changePassword(open: Open, change: PasswordChange): Promise<void> {
    const { account, attempts } = await open(async (ctx) => {
      const mine = await this.mine(ctx);
      return { account: mine, attempts: await this.attempts.count(ctx, 'account', mine.email) };
    });
    if (!attempts.isAllowed) throw refuse.conflict('too-many.sign-in', { minutes: attempts.minutes });
    if (!(await checkPassword(account.passwordHash, change.current))) {
      const error: FieldError = { field: 'current', code: 'password.wrong', text: accountsMessages['password.wrong'] };
      throw refuseCommon.invalid('input.invalid', {}, [error]);
    }
    refuseWeak(change.password, account);
    const passwordHash = await hashPassword(change.password);
    await open(async (ctx) => {
      await ctx.tx.update(Account, { id: account.id }, { passwordHash });
      await this.sessions.revokeAll(ctx, account.id, change.sessionHash);
      await this.attempts.clear(ctx, 'account', account.email);
      await record(ctx, accountsEvents, 'account.change-password', { subject: { type: 'account', id: account.id }, organisationId: null });
    });
  }

  /** Changes name or language. */
  async update(ctx: Ctx, profile: Partial<Profile>): Promise<void> {
    const id = personOf(ctx);
    const { name, locale } = profile;
    if (name === undefined && locale === undefined) return;
    await ctx.tx.update(Account, { id }, { ...(name !== undefined && { name: name.trim() }), ...(locale && { locale }) });
    await record(ctx, accountsEvents, 'account.update', { subject: { type: 'account', id }, organisationId: null });
  }

  /** The account of the person. */
  async mine(ctx: Ctx): Promise<Account> {
    return ctx.tx.findOneByOrFail(Account, { id: personOf(ctx) });
  }
}

/** Refuses a password that is short or guessable, on its field. */
export function refuseWeak(password: string, person: { readonly email: string; readonly name: string }): void {
  const problem = passwordProblem(password, person);
  if (problem !== null) throw refuseCommon.invalid('input.invalid', {}, [problem]);
}
