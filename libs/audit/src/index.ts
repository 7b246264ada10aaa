export * from './audit.events.js';
export { auditMessages } from './audit.messages.js';
export * from './audit.module.js';
export * from './audit.policy.js';
export * from './chain.rules.js';
export * from './clock.dto.js';
export * from './clock.service.js';
export * from './delivery.queries.js';
export * from './delivery.service.js';
export * from './event.entity.js';
export * from './events.js';
export * from './journal.dto.js';
export * from './journal.queries.js';
export * from './journal.rules.js';
export * from './record.js';
export * from './root.service.js';
export * from './seal.service.js';

import { AuditRoot, Event, EventDelivery, EventSeal, Outbox } from './event.entity.js';

/** Every entity of the room, for the connection. */
export const auditEntities = [Event, Outbox, EventDelivery, EventSeal, AuditRoot];
