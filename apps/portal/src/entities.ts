import { auditEntities } from '#audit';
import { evidenceEntities } from '#evidence';

/** Every entity the portal reads or writes: one line a lib. */
export const entities = [...auditEntities, ...evidenceEntities];
