import { accountsMessages, type CodeOutcome, type SignInOutcome } from '#accounts';
import { type DomainError, errorsOf } from '#platform';

const refuse = errorsOf(accountsMessages);

/** A refused sign-in or code as an error, once its count is committed. The message stands on the field that was judged. */
export function refusalOf(
  outcome: Exclude<SignInOutcome, { kind: 'open' }> | Exclude<CodeOutcome, { kind: 'passed' }>,
  judged: 'password' | 'code',
): DomainError {
  const { minutes } = outcome;
  if (outcome.kind === 'paused') return refuse.conflict('too-many.sign-in', { minutes });
  const code = judged === 'password' ? 'sign-in.refused' : 'second-factor.refused';
  const params = { remaining: outcome.remaining, minutes };
  return refuse.invalid(code, params, [{ field: judged, code, text: accountsMessages[code], params }]);
}

/** An address inside the portal, or null: a sign-in never sends people elsewhere. */
export function insideAddress(next: string | undefined): string | null {
  return next !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : null;
}
