import { auditEntities } from '#audit';

/** Every entity the portal reads or writes: one line a lib. */
export const entities = [...auditEntities];
