import { financingEntities } from '#financing';
import { accountsEntities } from '#accounts';
import { auditEntities } from '#audit';
import { callsEntities } from '#calls';
import { candidaturesEntities } from '#candidatures';
import { criteriaEntities } from '#criteria';
import { decisionsEntities } from '#decisions';
import { evidenceEntities } from '#evidence';
import { solutionsEntities } from '#solutions';
import { reviewEntities } from '#review';
import { catalogueEntities } from '#catalogue';
import { notificationsEntities } from '#notifications';

/** Every entity the portal reads or writes: one line a lib. */
export const entities = [
  ...auditEntities,
  ...accountsEntities,
  ...notificationsEntities,
  ...solutionsEntities,
  ...criteriaEntities,
  ...callsEntities,
  ...evidenceEntities,
  ...candidaturesEntities,
  ...reviewEntities,
  ...decisionsEntities,
  ...financingEntities,
  ...catalogueEntities,
];
