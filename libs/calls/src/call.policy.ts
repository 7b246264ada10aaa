import { anyOf, everyone, hasRole, isSystem, type Policy } from '#platform';
import type { Call } from './call.entity.js';

const runs = anyOf(hasRole('agency_officer', 'operator'), isSystem);

/** Who may do what with a call. A call in preparation is known to the agency only. */
export const callPolicy = {
  see: (actor, call) => call.status !== 'draft' || actor.organisationKind === 'agency' || isSystem(actor, call),
  list: everyone,
  create: runs,
  open: runs,
  close: runs,
  reopen: runs,
  reviseWorkflow: runs,
  moveMilestone: runs,
  offerVersion: runs,
} satisfies Policy<Pick<Call, 'status'>, string>;
