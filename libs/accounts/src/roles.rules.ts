import { type OrganisationKind, type Role, roleNames, roles, type Rule } from '#platform';

/** True for the people of the agency, the payer and the ministry. */
export const isStaff: Rule<unknown> = (actor) =>
  actor.organisationKind === 'agency' || actor.organisationKind === 'payer' || actor.organisationKind === 'ministry';

/** The roles a person may hold in an organisation of this kind. */
export function rolesOf(kind: OrganisationKind): readonly Role[] {
  return roleNames.filter((role) => roles[role].kind === kind);
}

/** The role that appoints the others in an organisation of this kind; null where the operator of the agency does it. */
export function administratorOf(kind: OrganisationKind): Role | null {
  if (kind === 'vendor') return 'vendor_admin';
  return kind === 'agency' ? 'operator' : null;
}

/** The operator runs the portal and decides nothing; who pays does not decide. */
const apart: readonly (readonly [Role, Role])[] = [
  ...(['agency_officer', 'verifier', 'lead', 'decider', 'commission_member', 'payment_officer'] as const).map(
    (role) => ['operator', role] as const,
  ),
  ['decider', 'payment_officer'],
  ['commission_member', 'payment_officer'],
];

/** The role already held that forbids this one to the same person, or null. */
export function incompatible(held: readonly Role[], wanted: Role): Role | null {
  const pair = apart.find(([one, other]) => (one === wanted && held.includes(other)) || (other === wanted && held.includes(one)));
  if (pair === undefined) return null;
  return pair[0] === wanted ? pair[1] : pair[0];
}

/** True when one of the roles asks for a second factor before anything else. */
export function needsSecondFactor(held: readonly Role[]): boolean {
  return held.some((role) => roles[role].secondFactor);
}
