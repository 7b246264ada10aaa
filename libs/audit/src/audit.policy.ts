import { anyOf, hasRole, isSystem, type Policy } from '#platform';

/** Who may act on the machinery of the journal. */
export const auditPolicy = {
  observe: anyOf(hasRole('operator'), isSystem),
  retry: hasRole('operator'),
  moveClock: hasRole('operator'),
} satisfies Policy<unknown, string>;
