import { financingEntities } from '#financing';
import { accountsEntities } from '#accounts';
import { auditEntities } from '#audit';
import { candidaturesEntities } from '#candidatures';
import { criteriaEntities } from '#criteria';
import { solutionsEntities } from '#solutions';
import { callsEntities } from '#calls';
import { evidenceEntities } from '#evidence';
import { decisionsEntities } from '#decisions';
import { reviewEntities } from '#review';
import { catalogueEntities } from '#catalogue';
import { notificationsEntities } from '#notifications';

/** Every entity that jobs read or write: one line a lib. */
export const entities = [
  ...auditEntities,
  ...accountsEntities,
  ...notificationsEntities,
  ...criteriaEntities,
  ...solutionsEntities,
  ...callsEntities,
  ...evidenceEntities,
  ...candidaturesEntities,
  ...reviewEntities,
  ...decisionsEntities,
  ...financingEntities,
  ...catalogueEntities,
];
