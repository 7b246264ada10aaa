import type { Account, Belonging, SessionLine } from '#accounts';
import { type Actor, roles, type Text } from '#platform';
import { type FormView, formOf } from '../http/forms.js';
import type { Flash } from '../http/request.js';
import { accountsPages } from './accounts.messages.js';

/** What the page of an account is made from. */
export interface AccountFacts {
  readonly account: Account;
  readonly actor: Actor;
  readonly factor: { readonly isEnrolled: boolean; readonly recoveryCodesLeft: number };
  readonly sessions: readonly SessionLine[];
  readonly organisations: readonly Belonging[];
  readonly flash: Flash | null;
}

/** The page of one's own account. */
export function accountView({ account, actor, factor, sessions, organisations, flash }: AccountFacts): AccountView {
  return {
    email: account.email,
    form: formOf({ name: account.name, locale: account.locale }, flash),
    locales: [
      { value: 'fr', label: 'Français' },
      { value: 'en', label: 'English' },
    ],
    factor,
    isFactorRequired: organisations.some((one) => one.roles.some((role) => roles[role].secondFactor)),
    sessions: sessions.map((session) => ({ ...session, device: session.device || accountsPages['account.session.unknown'] })),
    organisations: organisations.map(({ organisationId, name, roles: held }) => ({
      organisationId,
      name,
      roles: held.map((role) => roles[role].label),
      isCurrent: organisationId === actor.organisationId,
    })),
  };
}

interface AccountView {
  readonly email: string;
  readonly form: FormView;
  readonly locales: readonly { readonly value: string; readonly label: string }[];
  readonly factor: AccountFacts['factor'];
  readonly isFactorRequired: boolean;
  readonly sessions: readonly (Omit<SessionLine, 'device'> & { readonly device: string | Text })[];
  readonly organisations: readonly {
    readonly organisationId: string;
    readonly name: string;
    readonly roles: readonly Text[];
    readonly isCurrent: boolean;
  }[];
}
