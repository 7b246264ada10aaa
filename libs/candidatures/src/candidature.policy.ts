import { allOf, anyOf, hasRole, isSystem, sameOrganisation, type Actor, type Policy } from '#platform';
import type { CandidatureAction, ChapterAction } from './candidature.lifecycle.js';

interface Owned {
  readonly organisationId: string;
}

const agencyReaders = hasRole('agency_officer', 'verifier', 'lead', 'decider', 'commission_member', 'operator');
const vendor = (...roles: readonly ('vendor_admin' | 'vendor_contributor')[]) => allOf<Owned>(hasRole(...roles), sameOrganisation);
const edits = anyOf<Owned>(vendor('vendor_admin', 'vendor_contributor'), isSystem);
/** Only a person with power to bind the organisation. */
const binds = anyOf<Owned>(vendor('vendor_admin'), isSystem);
const desk = anyOf<Owned>(hasRole('agency_officer'), isSystem);
const reviews = anyOf<Owned>(hasRole('verifier', 'lead'), isSystem);
const leads = anyOf<Owned>(hasRole('lead'), isSystem);
const decides = anyOf<Owned>(hasRole('decider'), isSystem);

/** Who may do each action of the lifecycle of candidatures. */
export const candidaturePolicy = {
  file: binds,
  withdraw: binds,
  expire: isSystem,
  admit: desk,
  ask_complement: desk,
  reject: desk,
  // Completeness is a fact the portal finds, at the vendor's act that brings it about or when a scan ends.
  complete: edits,
  revoke: isSystem,
  // Nobody is moved: the vendor chooses.
  move_version: vendor('vendor_admin', 'vendor_contributor'),
  start_review: reviews,
  ask_clarification: reviews,
  answer: edits,
  close_review: reviews,
  resume_review: anyOf<Owned>(leads, decides),
  propose: leads,
  decide: decides,
  postpone: decides,
  appeal: anyOf<Owned>(leads, decides),
} satisfies Policy<Owned, CandidatureAction>;

/** Who may do each action of the lifecycle of chapters. */
export const chapterPolicy = {
  start: edits,
  submit: edits,
  validate: reviews,
  request_changes: reviews,
  reopen: anyOf<Owned>(reviews, edits),
} satisfies Policy<Owned, ChapterAction>;

/** Who may write what in a candidature. */
export const filePolicy = {
  create: edits,
  editFile: edits,
  acceptCharter: binds,
  answer: edits,
  write: anyOf<Owned>(edits, agencyReaders),
  note: agencyReaders,
  recuse: anyOf<Owned>(agencyReaders, isSystem),
} satisfies Policy<Owned, string>;

/** Who may see what a version would change for open files, and keep the report of it. */
export const rehearsalPolicy = {
  rehearse: anyOf<unknown>(hasRole('criteria_editor', 'agency_officer', 'lead'), isSystem),
} satisfies Policy<unknown, string>;

/** A condition of a query, with its values. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * The rows of `candidature` an actor may see: the vendor its own, the agency those filed and from which the person is not
 * recused, the portal all. Used by every list, search, count and page alike. Its values take the places from `first` on.
 */
export function visibleCandidatures(actor: Actor, first = 1): Condition {
  if (isSystem(actor, undefined)) return { sql: 'true', values: [] };
  if (agencyReaders(actor, undefined)) {
    const free = notRecused(actor, first);
    return { sql: `candidature.filed_at IS NOT NULL AND ${free.sql}`, values: free.values };
  }
  if (actor.organisationKind === 'vendor') return { sql: `candidature.organisation_id = $${first}`, values: [actor.organisationId] };
  return { sql: 'false', values: [] };
}

/**
 * The rows of `candidature` from which an actor is not recused. Only people are ever recused; for lists of what follows a file
 * (its proposal, its decision), whose readers are wider than those of the file. Its value takes the place `first`.
 */
export function notRecused(actor: Actor, first = 1): Condition {
  if (actor.accountId === null) return { sql: 'true', values: [] };
  const recused = `SELECT FROM recusal WHERE recusal.account_id = $${first} AND recusal.until IS NULL AND recusal.call_id = candidature.call_id
    AND (recusal.candidature_id IS NULL OR recusal.candidature_id = candidature.id)`;
  return { sql: `NOT EXISTS (${recused})`, values: [actor.accountId] };
}
