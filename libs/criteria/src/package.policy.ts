import { anyOf, hasRole, isSystem, type Actor, type Policy, type Rule } from '#platform';
import { isPublic, type PackageAction, type PackageStatus } from './package.lifecycle.js';

interface Dated {
  readonly status: PackageStatus;
}

const author: Rule<unknown> = anyOf(hasRole('criteria_editor'), isSystem);
const isAgency: Rule<unknown> = anyOf((actor) => actor.organisationKind === 'agency', isSystem);
const isRead: Rule<Dated> = (_actor, { status }) => isPublic(status);
const isDiscussed: Rule<Dated> = (_actor, { status }) => status === 'consultation';

/** Who may do what with a package: editors write, the agency reads drafts, everyone reads what is published or in consultation. */
export const packagePolicy = {
  see: anyOf(isRead, isDiscussed, isAgency),
  import: author,
  /** Drafts and their revisions are the work of the agency; what is discussed or public is read elsewhere. */
  readDraft: isAgency,
  write: author,
  /** Verification points are for reviewers. */
  seePoints: isAgency,
  /** Reports of imports are for those who import. */
  seeReport: author,
  consult: author,
  redraft: author,
  freeze: author,
  publish: author,
  /** A version is succeeded by itself when a newer one takes effect. */
  amend: isSystem,
  close: author,
} as const satisfies Policy<Dated, PackageAction | 'see' | 'import' | 'readDraft' | 'write' | 'seePoints' | 'seeReport'>;

/** The statuses of the versions an actor may see: one rule for lists, searches and counts. */
export function visibleStatuses(actor: Actor, statuses: readonly PackageStatus[]): PackageStatus[] {
  return statuses.filter((status) => packagePolicy.see(actor, { status }));
}
