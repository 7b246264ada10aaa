import { anyOf, hasRole, isSystem, type Policy } from '#platform';

/** Who may do what no visitor may: the catalogue itself is everyone's. */
export const cataloguePolicy = {
  project: isSystem,
  askRebuild: hasRole('operator'),
  publishFigures: anyOf(hasRole('operator', 'lead'), isSystem),
} satisfies Policy<unknown, string>;
