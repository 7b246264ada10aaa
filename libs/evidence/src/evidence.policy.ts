import { allOf, hasRole, sameOrganisation, type Policy } from '#platform';

interface Owned {
  readonly organisationId: string;
}

const depositor = allOf<Owned>(sameOrganisation, hasRole('vendor_admin', 'vendor_contributor'));

/**
 * Who may do what with an organisation's evidence. The agency's people are not listed: they open a file through
 * a candidature they review, after their declaration of interests (the review decides).
 */
export const evidencePolicy = {
  read: sameOrganisation,
  deposit: depositor,
  rename: depositor,
  abandon: depositor,
} as const satisfies Policy<Owned, string>;
