import { allOf, anyOf, hasRole, isSystem, type Policy, sameOrganisation } from '#platform';

const owner = sameOrganisation;
const vendor = allOf<{ readonly organisationId: string }>(owner, hasRole('vendor_finance', 'vendor_admin'));
const payer = hasRole('payment_officer');

/** Who may do what with the money. A vendor sees its own; the payer sees all; nobody else sees any of it. */
export const financingPolicy = {
  read: anyOf<{ readonly organisationId: string }>(vendor, payer, isSystem),
  enrol: vendor,
  order: vendor,
  claim: vendor,
  cancelOrder: anyOf<{ readonly organisationId: string }>(vendor, payer),
  administer: anyOf<unknown>(payer, isSystem),
  review: payer,
  approve: payer,
  pay: payer,
  recover: payer,
  watch: anyOf<unknown>(payer, isSystem),
} satisfies Policy<never, string>;
