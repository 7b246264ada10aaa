import { allOf, anyOf, hasRole, isSystem, sameOrganisation, type Policy, type Rule } from '#platform';

/** What is known of a person and a file when they ask to act on it. */
export interface Standing {
  /** The organisation of the file. */
  readonly organisationId: string;
  /** The person declared, for the call and for the file, that nothing stands in the way. */
  readonly hasDeclared: boolean;
  /** Live assignments of the person on the file. */
  readonly assigned: readonly ('verifier' | 'lead')[];
}

const readers = hasRole('verifier', 'lead', 'decider');
const declared: Rule<Standing> = (_actor, { hasDeclared }) => hasDeclared;
const assigned: Rule<Standing> = (_actor, standing) => standing.assigned.length > 0;
const leads: Rule<Standing> = (_actor, standing) => standing.assigned.includes('lead');
const reviewer = allOf<Standing>(hasRole('verifier', 'lead'), declared);
const vendor = allOf<Standing>(sameOrganisation, hasRole('vendor_admin', 'vendor_contributor'));

/** Who may do what in a review. Nothing of the file is read before the declaration of interests. */
export const reviewPolicy = {
  declare: hasRole('agency_officer', 'verifier', 'lead', 'decider', 'commission_member'),
  read: allOf<Standing>(hasRole('agency_officer', 'verifier', 'lead', 'decider', 'commission_member'), declared),
  readEvidence: allOf<Standing>(readers, declared),
  /** Documents that show weaknesses: only those in charge of the file, and who decides (domain.md 2.2). */
  readReserved: allOf<Standing>(readers, declared, anyOf<Standing>(assigned, hasRole('decider'))),
  take: reviewer,
  assign: anyOf<Standing>(hasRole('lead', 'agency_officer')),
  judge: allOf<Standing>(reviewer, assigned),
  ask: allOf<Standing>(reviewer, assigned),
  closeRound: allOf<Standing>(reviewer, assigned),
  lapse: isSystem,
  close: allOf<Standing>(reviewer, assigned),
  /** A file whose reviewers disagree. */
  settle: allOf<Standing>(reviewer, leads),
  answer: vendor,
} satisfies Policy<Standing, string>;
