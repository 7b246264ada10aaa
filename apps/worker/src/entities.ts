import { accountsEntities } from '#accounts';
import { auditEntities } from '#audit';
import { candidaturesEntities } from '#candidatures';
import { notificationsEntities } from '#notifications';

/** Every entity that jobs read or write: one line a lib. */
export const entities = [...auditEntities, ...accountsEntities, ...notificationsEntities, ...candidaturesEntities];
