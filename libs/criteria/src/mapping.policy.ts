import { anyOf, hasRole, isSystem, type Actor, type Policy, type Rule } from '#platform';
import { mappingLifecycle, type MappingAction, type MappingStatus } from './mapping.lifecycle.js';

interface Dated {
  readonly status: MappingStatus;
}

const author: Rule<unknown> = anyOf(hasRole('criteria_editor'), isSystem);
const isAgency: Rule<unknown> = anyOf((actor) => actor.organisationKind === 'agency', isSystem);
const isPublic: Rule<Dated> = (_actor, { status }) => status !== 'draft';

/** Who may do what with a mapping: editors write, the agency reads drafts, everyone reads what was published. */
export const mappingPolicy = {
  see: anyOf(isPublic, isAgency),
  /** Importing, and changing the links of a draft. */
  write: author,
  publish: author,
  withdraw: author,
} as const satisfies Policy<Dated, MappingAction | 'see' | 'write'>;

/** The statuses of the mappings an actor may see: one rule for lists and searches. */
export function visibleMappings(actor: Actor): MappingStatus[] {
  return mappingLifecycle.statuses.filter((status) => mappingPolicy.see(actor, { status }));
}
