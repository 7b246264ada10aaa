import { allOf, anyOf, hasRole, isSystem, type Policy, sameOrganisation } from '#platform';
import { isStaff } from './roles.rules.js';

/** What an organisation is to the policy. */
export interface OrganisationSubject {
  readonly organisationId: string;
}

/** What may be asked of an organisation. */
export type OrganisationAction = 'read' | 'update' | 'verify' | 'manage-members' | 'read-members' | 'list';

const administers = allOf<OrganisationSubject>(sameOrganisation, hasRole('vendor_admin'));

/** Who may do what with an organisation and its members. The operator appoints people and decides nothing. */
export const organisationPolicy: Policy<OrganisationSubject, OrganisationAction> = {
  read: anyOf(isSystem, sameOrganisation, isStaff),
  update: anyOf(isSystem, administers, hasRole('operator')),
  verify: anyOf(isSystem, hasRole('agency_officer')),
  'read-members': anyOf(isSystem, sameOrganisation, hasRole('operator', 'agency_officer')),
  list: anyOf(isSystem, hasRole('operator')),
  'manage-members': anyOf(isSystem, administers, hasRole('operator')),
};
