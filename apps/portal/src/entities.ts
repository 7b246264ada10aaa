import { accountsEntities } from '#accounts';
import { auditEntities } from '#audit';
import { criteriaEntities } from '#criteria';
import { evidenceEntities } from '#evidence';
import { notificationsEntities } from '#notifications';

/** Every entity the portal reads or writes: one line a lib. */
export const entities = [...auditEntities, ...criteriaEntities, ...evidenceEntities, ...accountsEntities, ...notificationsEntities];
