import {
  type IdentifierScheme,
  identifierSchemes,
  type InvitationLine,
  type MemberLine,
  organisationPolicy,
  type OrganisationSheet,
  type RequestLine,
  rolesOf,
} from '#accounts';
import { type Actor, type Locale, roles, type Text } from '#platform';
import { formOf } from '../http/forms.js';
import type { Flash } from '../http/request.js';
import { accountsPages } from './accounts.messages.js';
import { countryChoices, countryName } from './countries.view.js';

/** What the page of an organisation is made from. */
export interface OrganisationFacts {
  readonly sheet: OrganisationSheet;
  readonly actor: Actor;
  readonly locale: Locale;
  readonly members: readonly MemberLine[];
  readonly invitations: readonly InvitationLine[];
  readonly requests: readonly RequestLine[];
  readonly flash: Flash | null;
}

const schemeLabel: Readonly<Record<IdentifierScheme, Text>> = {
  siren: accountsPages['identifier.siren'],
  vat: accountsPages['identifier.vat'],
  cnda_editor: accountsPages['identifier.cnda_editor'],
  finess: accountsPages['identifier.finess'],
};

/** The state of an organisation, as a badge. */
function statusOf(sheet: Pick<OrganisationSheet, 'verifiedAt'>) {
  return sheet.verifiedAt === null
    ? { badge: 'todo' as const, label: accountsPages['organisation.unverified'] }
    : { badge: 'done' as const, label: accountsPages['organisation.is-verified'] };
}

/** The page of an organisation: identity, numbers, people, offers, requests. */
export function organisationView({ sheet, actor, locale, members, invitations, requests, flash }: OrganisationFacts) {
  const subject = { organisationId: sheet.id };
  const may = {
    update: organisationPolicy.update(actor, subject),
    verify: organisationPolicy.verify(actor, subject) && sheet.kind === 'vendor' && sheet.verifiedAt === null,
    manage: organisationPolicy['manage-members'](actor, subject),
    read: organisationPolicy['read-members'](actor, subject),
  };
  const values = Object.fromEntries(sheet.identifiers.map(({ scheme, value }) => [scheme, value]));
  return {
    id: sheet.id,
    name: sheet.name,
    kind: accountsPages[`organisation.kind.${sheet.kind}`],
    country: countryName(sheet.country, locale),
    status: statusOf(sheet),
    verifiedAt: sheet.verifiedAt,
    identifiers: sheet.identifiers.map(({ scheme, value, isVerified }) => ({
      term: schemeLabel[scheme],
      text: value,
      mono: true,
      note: accountsPages[isVerified ? 'identifier.verified' : 'identifier.declared'],
    })),
    fields: identifierSchemes
      .filter((scheme) => scheme !== 'finess' || sheet.kind !== 'vendor')
      .map((name) => ({
        name,
        label: schemeLabel[name],
        isFixed: sheet.identifiers.some(({ scheme, isVerified }) => scheme === name && isVerified),
      })),
    countries: countryChoices(locale),
    roles: rolesOf(sheet.kind).map((role) => ({ value: role, label: roles[role].label })),
    members: members.map((member) => ({ ...member, role: roles[member.role].label, isYou: member.accountId === actor.accountId })),
    invitations: invitations.map((invitation) => ({ ...invitation, role: roles[invitation.role].label })),
    requests,
    may,
    form: formOf({ name: sheet.name, country: sheet.country, ...values }, flash),
  };
}

const columns = (['name', 'kind', 'identifiers', 'country', 'state'] as const).map((key) => ({
  label: accountsPages[`organisations.column.${key}`],
}));

/** Organisations as a table, each leading to its page. */
export function organisationsView(sheets: readonly OrganisationSheet[], caption: Text, locale: Locale) {
  const lines = sheets.map((sheet) => {
    const { badge, label } = statusOf(sheet);
    return {
      cells: [
        { text: sheet.name, href: `/organisations/${sheet.id}` },
        { text: accountsPages[`organisation.kind.${sheet.kind}`] },
        { text: sheet.identifiers.map(({ scheme, value }) => `${schemeLabel[scheme][locale]} ${value}`).join(', ') || null, mono: true },
        { text: countryName(sheet.country, locale) },
        { badge, text: label },
      ],
    };
  });
  return { caption, columns, lines };
}
