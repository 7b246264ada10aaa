import { allOf, anyOf, everyone, hasRole, isSystem, type Policy, type Rule, sameOrganisation } from '#platform';
import type { CertificateAction } from './certificate.lifecycle.js';

/** What the rules look at: whose file, who proposed, and whether the person judged it. */
export interface DecisionSubject {
  readonly organisationId: string;
  readonly proposedBy: string | null;
  /** Accounts that have given a verdict on the candidature. */
  readonly verifiers: readonly string[];
}

/** Four eyes: neither who proposed nor who judged (design 5; the database holds it too). */
const freshEyes: Rule<DecisionSubject> = (actor, { proposedBy, verifiers }) =>
  actor.accountId !== null && actor.accountId !== proposedBy && !verifiers.includes(actor.accountId);

/** Who runs the portal never decides, whatever their other roles. */
const notOperator: Rule<unknown> = (actor) => !actor.roles.includes('operator');

/** Who may do what with decisions. The vendor reads its own; the public reads the register. */
export const decisionPolicy = {
  read: anyOf<{ readonly organisationId: string }>(
    sameOrganisation,
    hasRole('agency_officer', 'verifier', 'lead', 'decider', 'payment_officer'),
    isSystem,
  ),
  readProposal: hasRole('lead', 'decider'),
  propose: allOf<unknown>(hasRole('lead'), notOperator),
  decide: allOf<DecisionSubject>(hasRole('decider'), notOperator, freshEyes),
  notify: isSystem,
  issue: isSystem,
  delegate: anyOf<unknown>(isSystem, hasRole('operator')),
} as const satisfies Policy<never, string>;

const signs = allOf<unknown>(hasRole('decider'), notOperator);

/** Who may act on a certificate after the decision. */
export const certificatePolicy = {
  read: everyone,
  suspend: signs,
  withdraw: signs,
  reinstate: signs,
  lift: signs,
  expire: isSystem,
  replace: anyOf<unknown>(signs, isSystem),
} as const satisfies Policy<unknown, CertificateAction | 'read'>;
