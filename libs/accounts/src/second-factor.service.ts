import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secret } from 'otpauth';
import { record } from '#audit';
import { Config, type Ctx, type Role, seal, sha256, unseal } from '#platform';
import { Account, RecoveryCode, SecondFactor } from './account.entity.js';
import { accountsEvents } from './accounts.events.js';
import { refuse } from './accounts.messages.js';
import { AttemptsService } from './attempts.service.js';
import { needsSecondFactor } from './roles.rules.js';
import { acceptedStep, plainRecoveryCode, provisioningUri, shownRecoveryCode } from './second-factor.rules.js';
import { Session } from './session.entity.js';
import { type OpenedSession, personOf, SessionsService } from './sessions.service.js';
import { limits } from './sign-in.rules.js';

const recoveryCodes = 10;

/** What the person scans or types into their authenticator application, while it is being set up. */
export interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

/** How a code was judged. A refusal is returned, not thrown: its count must be committed. */
export type CodeOutcome =
  | ({ readonly kind: 'passed'; readonly usedRecoveryCode: boolean } & OpenedSession)
  | { readonly kind: 'refused'; readonly remaining: number; readonly minutes: number }
  | { readonly kind: 'paused'; readonly minutes: number };

/** How the first code of a new factor was judged: once confirmed, the only time its recovery codes are known. */
export type ConfirmationOutcome =
  ({ readonly kind: 'confirmed'; readonly recoveryCodes: readonly string[] } & OpenedSession) | Exclude<CodeOutcome, { kind: 'passed' }>;

/** Sets up and checks the time-based second factor (RFC 6238). */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly config: Config,
    private readonly attempts: AttemptsService,
    private readonly sessions: SessionsService,
  ) {}

  /** Starts, or restarts, the set-up: a new secret that counts for nothing until a first code confirms it. */
  async begin(ctx: Ctx): Promise<void> {
    const accountId = personOf(ctx);
    const factor = await this.lock(ctx, accountId);
    if (factor?.confirmedAt) throw refuse.conflict('second-factor.enrolled');
    const secretSealed = seal(this.config.SECRET, purpose(accountId), new Secret({ buffer: bytes(20) }).base32);
    await ctx.tx.upsert(SecondFactor, { accountId, secretSealed, confirmedAt: null, lastStep: 0 }, ['accountId']);
  }

  /** The secret being set up, to show it; null when none is, or when it is already confirmed. */
  async enrolment(ctx: Ctx): Promise<Enrolment | null> {
    const accountId = personOf(ctx);
    const factor = await ctx.tx.findOneBy(SecondFactor, { accountId });
    if (factor === null || factor.confirmedAt !== null) return null;
    const { email } = await ctx.tx.findOneByOrFail(Account, { id: accountId });
    const secret = this.open(factor);
    return { secret, uri: provisioningUri(secret, email) };
  }

  /** Whether the person has a confirmed factor, and how many recovery codes are left. */
  async state(ctx: Ctx): Promise<{ readonly isEnrolled: boolean; readonly recoveryCodesLeft: number }> {
    const accountId = personOf(ctx);
    const factor = await ctx.tx.findOneBy(SecondFactor, { accountId });
    const codes = await ctx.tx.findBy(RecoveryCode, { accountId });
    return { isEnrolled: factor?.confirmedAt != null, recoveryCodesLeft: codes.filter(({ usedAt }) => usedAt === null).length };
  }

  /** Confirms the new factor with its first code, gives the recovery codes, and renews the session. */
  async confirm(ctx: Ctx, code: string, sessionHash: string): Promise<ConfirmationOutcome> {
    const accountId = personOf(ctx);
    const attempts = await this.attempts.count(ctx, 'second-factor', accountId);
    if (!attempts.isAllowed) return { kind: 'paused', minutes: attempts.minutes };
    const factor = await this.lock(ctx, accountId);
    if (factor === null || factor.confirmedAt !== null) throw refuse.conflict('second-factor.none');
    const step = acceptedStep(this.open(factor), code, { now: ctx.now, lastStep: factor.lastStep });
    if (step === null) return refused(attempts.remaining);
    await ctx.tx.update(SecondFactor, { accountId }, { confirmedAt: ctx.now, lastStep: step });
    const codes = await this.renewRecoveryCodes(ctx, accountId);
    await record(ctx, accountsEvents, 'second-factor.enrol', { subject: { type: 'account', id: accountId }, organisationId: null });
    return { kind: 'confirmed', recoveryCodes: codes, ...(await this.renewSession(ctx, accountId, sessionHash)) };
  }

  /** Checks a code of the device, or a recovery code, and renews the session. A code serves once. */
  async pass(ctx: Ctx, code: string, sessionHash: string): Promise<CodeOutcome> {
    const accountId = personOf(ctx);
    const attempts = await this.attempts.count(ctx, 'second-factor', accountId);
    if (!attempts.isAllowed) return { kind: 'paused', minutes: attempts.minutes };
    const proof = await this.prove(ctx, accountId, code);
    if (proof === null) return refused(attempts.remaining);
    return { kind: 'passed', usedRecoveryCode: proof === 'recovery', ...(await this.renewSession(ctx, accountId, sessionHash)) };
  }

  /** Removes the factor, with a code; the person then sets up another one, at once when their role requires it. */
  async remove(
    ctx: Ctx,
    code: string,
    options: { readonly toReplace: boolean },
  ): Promise<'removed' | Exclude<CodeOutcome, { kind: 'passed' }>> {
    const accountId = personOf(ctx);
    if (!options.toReplace && needsSecondFactor(await this.rolesOf(ctx, accountId))) throw refuse.conflict('second-factor.required');
    const attempts = await this.attempts.count(ctx, 'second-factor', accountId);
    if (!attempts.isAllowed) return { kind: 'paused', minutes: attempts.minutes };
    if ((await this.prove(ctx, accountId, code)) === null) return refused(attempts.remaining);
    await this.attempts.clear(ctx, 'second-factor', accountId);
    await this.forget(ctx, accountId);
    return 'removed';
  }

  /** Removes the factor of a person who lost device and codes: an act of the operator, or of the portal itself. */
  async forget(ctx: Ctx, accountId: string): Promise<void> {
    await ctx.tx.delete(SecondFactor, { accountId });
    await ctx.tx.delete(RecoveryCode, { accountId });
    await record(ctx, accountsEvents, 'second-factor.remove', { subject: { type: 'account', id: accountId }, organisationId: null });
  }

  /** Gives a person a confirmed factor without a code: demonstration accounts only, whose secret is printed once. */
  async install(ctx: Ctx, accountId: string): Promise<Enrolment> {
    const secret = new Secret({ buffer: bytes(20) }).base32;
    const secretSealed = seal(this.config.SECRET, purpose(accountId), secret);
    await ctx.tx.delete(RecoveryCode, { accountId });
    await ctx.tx.upsert(SecondFactor, { accountId, secretSealed, confirmedAt: ctx.now, lastStep: 0 }, ['accountId']);
    const { email } = await ctx.tx.findOneByOrFail(Account, { id: accountId });
    return { secret, uri: provisioningUri(secret, email) };
  }

  /** The secret of a demonstration account, to show its present code; null for anyone else. */
  async demonstrationSecret(ctx: Ctx, accountId: string): Promise<string | null> {
    const isDemonstration = await ctx.tx.existsBy(Account, { id: accountId, demonstration: true });
    const factor = isDemonstration ? await ctx.tx.findOneBy(SecondFactor, { accountId }) : null;
    return factor === null ? null : this.open(factor);
  }

  private async prove(ctx: Ctx, accountId: string, code: string): Promise<'device' | 'recovery' | null> {
    const factor = await this.lock(ctx, accountId);
    if (factor === null || factor.confirmedAt === null) return null;
    const step = acceptedStep(this.open(factor), code, { now: ctx.now, lastStep: factor.lastStep });
    if (step !== null) {
      await ctx.tx.update(SecondFactor, { accountId }, { lastStep: step });
      return 'device';
    }
    const [used] = await ctx.tx.query<[{ code_hash: string }[], number]>(
      'UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL RETURNING code_hash',
      [accountId, sha256(plainRecoveryCode(code)), ctx.now],
    );
    if (used.length === 0) return null;
    await record(ctx, accountsEvents, 'second-factor.recover', { subject: { type: 'account', id: accountId }, organisationId: null });
    return 'recovery';
  }

  private lock(ctx: Ctx, accountId: string): Promise<SecondFactor | null> {
    return ctx.tx.findOne(SecondFactor, { where: { accountId }, lock: { mode: 'pessimistic_write' } });
  }

  private open(factor: SecondFactor): string {
    return unseal(this.config.SECRET, purpose(factor.accountId), factor.secretSealed);
  }

  private async rolesOf(ctx: Ctx, accountId: string): Promise<Role[]> {
    const rows = await ctx.tx.query<{ role: Role }[]>('SELECT role FROM guichet_roles($1)', [accountId]);
    return rows.map(({ role }) => role);
  }

  private async renewRecoveryCodes(ctx: Ctx, accountId: string): Promise<string[]> {
    const codes = Array.from({ length: recoveryCodes }, () => new Secret({ buffer: bytes(10) }).base32);
    await ctx.tx.delete(RecoveryCode, { accountId });
    await ctx.tx.insert(
      RecoveryCode,
      codes.map((code) => ({ accountId, codeHash: sha256(code), usedAt: null })),
    );
    return codes.map(shownRecoveryCode);
  }

  private async renewSession(ctx: Ctx, accountId: string, sessionHash: string): Promise<OpenedSession> {
    await this.attempts.clear(ctx, 'second-factor', accountId);
    const before = await ctx.tx.findOneByOrFail(Session, { tokenHash: sessionHash, accountId });
    await ctx.tx.delete(Session, { tokenHash: sessionHash });
    const { device, organisationId } = before;
    return this.sessions.open(ctx, { accountId, device, organisationId, secondFactorAt: ctx.now });
  }
}

const purpose = (accountId: string): string => `second_factor:${accountId}`;

function bytes(length: number): ArrayBuffer {
  const buffer = new ArrayBuffer(length);
  new Uint8Array(buffer).set(randomBytes(length));
  return buffer;
}

function refused(remaining: number): Exclude<CodeOutcome, { kind: 'passed' }> {
  const { minutes } = limits['second-factor'];
  return remaining > 0 ? { kind: 'refused', remaining, minutes } : { kind: 'paused', minutes };
}
