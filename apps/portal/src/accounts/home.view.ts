import type { Actor } from '#platform';
import { navigation } from '../http/navigation.js';
import { spaceOf } from '../http/page-renderer.js';

/** The first page of a person's own space; their account when they act for no organisation yet. */
export function ownHome(actor: Actor): string {
  const space = spaceOf(actor);
  return space === 'public' ? '/mon-compte' : (navigation[space][0]?.href ?? '/mon-compte');
}
