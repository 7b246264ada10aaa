import type { Actor, Role } from './actor.js';
import { refuse } from './platform.messages.js';

/** May this actor do it to this subject? */
export type Rule<S> = (actor: Actor, subject: S) => boolean;

/** One rule per action: forgetting one does not compile. */
export type Policy<S, A extends string> = Readonly<Record<A, Rule<S>>>;

/** True when one of the rules allows. */
export const anyOf =
  <S>(...rules: readonly Rule<S>[]): Rule<S> =>
  (actor, subject) =>
    rules.some((rule) => rule(actor, subject));

/** True when every rule allows. */
export const allOf =
  <S>(...rules: readonly Rule<S>[]): Rule<S> =>
  (actor, subject) =>
    rules.every((rule) => rule(actor, subject));

/** True when the person holds one of the roles. */
export const hasRole =
  (...allowed: readonly Role[]): Rule<unknown> =>
  (actor) =>
    actor.roles.some((role) => allowed.includes(role));

/** True for the portal itself (a job, a timed task). */
export const isSystem: Rule<unknown> = (actor) => actor.kind === 'system';

/** Always true: what the public may see. */
export const everyone: Rule<unknown> = () => true;

/** True when the subject belongs to the organisation the person acts for. */
export const sameOrganisation: Rule<{ readonly organisationId: string }> = (actor, subject) =>
  actor.organisationId !== null && actor.organisationId === subject.organisationId;

/** Refuses (403) when the rule does not allow; what one may not even read must be hidden by the caller (404) first. */
export function authorize<S>(actor: Actor, rule: Rule<S>, subject: S): void {
  if (!rule(actor, subject)) throw refuse.forbidden('forbidden.role');
}

/** Refuses (404) when the actor may not read the subject: what one may not read does not exist. */
export function mustSee<S>(actor: Actor, rule: Rule<S>, subject: S | null | undefined): S {
  if (subject === null || subject === undefined || !rule(actor, subject)) throw refuse.notFound('not-found');
  return subject;
}
