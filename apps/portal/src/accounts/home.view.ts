import type { Actor, Role } from '#platform';
import { navigation } from '../http/navigation.js';
import { spaceOf } from '../http/page-renderer.js';

/** Roles whose work does not begin on the first page of their space. */
const ownDesks: Partial<Record<Role, string>> = { criteria_editor: '/agence/referentiels', regional_viewer: '/mon-compte' };

/** The first page of a person's own space; their account when they act for no organisation yet. */
export function ownHome(actor: Actor): string {
  const space = spaceOf(actor);
  if (space === 'public') return '/mon-compte';
  const first = navigation[space][0]?.href ?? '/mon-compte';
  return actor.roles.every((role) => role in ownDesks) ? (ownDesks[actor.roles[0]] ?? first) : first;
}
