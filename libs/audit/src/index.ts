export * from './event.entity.js';
export * from './events.js';
export * from './record.js';

import { Event, EventDelivery, EventSeal, Outbox } from './event.entity.js';

/** Every entity of the room, for the connection. */
export const auditEntities = [Event, Outbox, EventDelivery, EventSeal];
