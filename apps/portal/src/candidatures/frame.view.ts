import type { MemberLine } from '#accounts';
import type { CandidatureSummary } from '#candidatures';
import { both, roles, say, type Ctx, type Params, type Text } from '#platform';
import type { Crumb } from '../http/page.js';
import { addressOf } from './candidature.view.js';
import { candidaturesPages } from './candidatures.messages.js';

/** A word for the next page, in the reader's language. */
export const done = (ctx: Ctx, key: keyof typeof candidaturesPages, params: Params = {}): { message: string; tone: 'success' } => ({
  message: say(candidaturesPages[key], ctx.locale, params),
  tone: 'success',
});

/** The path to a page of a candidature. */
export function crumbs({ id, solution, versionLabel }: CandidatureSummary, ...more: readonly Crumb[]): Crumb[] {
  const own = { label: `${solution} ${versionLabel}`, ...(more.length > 0 && { href: addressOf(id) }) };
  return [{ label: candidaturesPages['candidatures.title'], href: '/candidatures' }, own, ...more];
}

/** The people of the vendor, each once with every role. */
export function teamOf(members: readonly MemberLine[], self: string | null): { name: string; isYou: boolean; roles: Text }[] {
  return [...new Set(members.map(({ accountId }) => accountId))].map((accountId) => {
    const own = members.filter((member) => member.accountId === accountId);
    const labels = both((locale) => own.map(({ role }) => say(roles[role].label, locale)).join(', '));
    return { name: own[0].name, isYou: accountId === self, roles: labels };
  });
}
