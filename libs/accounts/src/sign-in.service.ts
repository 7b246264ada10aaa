import { Injectable } from '@nestjs/common';
import { record } from '#audit';
import type { Ctx } from '#platform';
import { Account } from './account.entity.js';
import { accountsEvents } from './accounts.events.js';
import { AttemptsService } from './attempts.service.js';
import { checkPassword } from './password.adapter.js';
import { type OpenedSession, SessionsService } from './sessions.service.js';
import { deviceOf, limits, networkOf, normalEmail } from './sign-in.rules.js';

/** Opens one transaction of the edge: hashing happens between two of them, never inside. */
export type Open = <T>(use: (ctx: Ctx) => Promise<T>) => Promise<T>;

/** Who knocks, and with what. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Network address of the visitor. */
  readonly address: string;
  readonly userAgent: string;
  /** Hash of the session this browser had, which ends. */
  readonly previousHash: string | null;
}

/** How a try ended. A refusal is returned, not thrown: its count must be committed. */
export type SignInOutcome =
  | ({ readonly kind: 'open' } & OpenedSession)
  | { readonly kind: 'refused'; readonly remaining: number; readonly minutes: number }
  | { readonly kind: 'paused'; readonly minutes: number };

interface Knock {
  readonly isAllowed: boolean;
  readonly remaining: number;
  readonly minutes: number;
  readonly account: Account | null;
}

/** Signs people in by mail address and password. Answer, time and counts are the same whether the account exists or not. */
@Injectable()
export class SignInService {
  constructor(
    private readonly attempts: AttemptsService,
    private readonly sessions: SessionsService,
  ) {}

  /** Counts the try, checks the password outside any transaction, then opens a session under a fresh token. */
  async signIn(open: Open, credentials: Credentials): Promise<SignInOutcome> {
    const knock = await open((ctx) => this.knock(ctx, credentials));
    if (!knock.isAllowed) return { kind: 'paused', minutes: knock.minutes };
    const { account } = knock;
    const matches = await checkPassword(account?.passwordHash ?? null, credentials.password);
    if (account === null || !matches || account.status !== 'active') {
      if (knock.remaining > 0) return { kind: 'refused', remaining: knock.remaining, minutes: limits.account.minutes };
      if (account !== null) await open((ctx) => this.pause(ctx, account));
      return { kind: 'paused', minutes: limits.account.minutes };
    }
    const session = await open((ctx) => this.enter(ctx, account, credentials));
    return session === null
      ? { kind: 'refused', remaining: knock.remaining, minutes: limits.account.minutes }
      : { kind: 'open', ...session };
  }

  private async knock(ctx: Ctx, { email, address }: Credentials): Promise<Knock> {
    const network = await this.attempts.count(ctx, 'network', networkOf(address));
    const person = await this.attempts.count(ctx, 'account', normalEmail(email));
    const account = await ctx.tx.findOneBy(Account, { email: normalEmail(email) });
    const isAllowed = network.isAllowed && person.isAllowed;
    const minutes = network.isAllowed ? person.minutes : network.minutes;
    return { isAllowed, remaining: person.remaining, minutes, account };
  }

  private async pause(ctx: Ctx, account: Account): Promise<void> {
    await record(ctx, accountsEvents, 'account.pause', { subject: { type: 'account', id: account.id }, organisationId: null });
  }

  /** Null when the password was changed, or the account closed, while it was being checked. */
  private async enter(ctx: Ctx, checked: Account, credentials: Credentials): Promise<OpenedSession | null> {
    const account = await ctx.tx.findOne(Account, { where: { id: checked.id }, lock: { mode: 'pessimistic_write' } });
    if (account?.passwordHash !== checked.passwordHash || account.status !== 'active') return null;
    await this.attempts.clear(ctx, 'account', account.email);
    await this.attempts.release(ctx, 'network', networkOf(credentials.address));
    if (credentials.previousHash !== null) await this.sessions.close(ctx, credentials.previousHash);
    return this.sessions.open(ctx, { accountId: account.id, device: deviceOf(credentials.userAgent), secondFactorAt: null });
  }
}
