import { allOf, anyOf, hasRole, isSystem, sameOrganisation, type Actor, type Policy } from '#platform';

interface Owned {
  readonly organisationId: string;
}

const readers = hasRole('agency_officer', 'verifier', 'lead', 'decider', 'commission_member', 'operator');
const writes = anyOf<Owned>(allOf<Owned>(hasRole('vendor_admin', 'vendor_contributor'), sameOrganisation), isSystem);
const binds = anyOf<Owned>(allOf<Owned>(hasRole('vendor_admin'), sameOrganisation), isSystem);
/** The approval itself is recorded by those who checked it with the body that gives it. */
const checks = anyOf<Owned>(hasRole('agency_officer', 'verifier', 'lead'), isSystem);

/** Who may do what with a solution, its versions and approvals. */
export const solutionPolicy = {
  see: anyOf<Owned>(sameOrganisation, readers, isSystem),
  create: writes,
  change: writes,
  retire: binds,
  restore: binds,
  addVersion: writes,
  release: writes,
  declare_obsolete: binds,
  fileApproval: writes,
  obtain: checks,
  lapse: anyOf<Owned>(checks, binds),
} satisfies Policy<Owned, string>;

/** The organisation whose solutions the actor sees; `all` for the agency and the portal, null for nobody's. */
export function visibleSolutions(actor: Actor): string | 'all' | null {
  if (isSystem(actor, undefined) || readers(actor, undefined)) return 'all';
  return actor.organisationKind === 'vendor' ? actor.organisationId : null;
}
