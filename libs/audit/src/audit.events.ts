import { events } from './events.js';

/** What the journal records of itself. */
export const auditEvents = events({
  'root.publish': { audience: 'public' },
  'delivery.retry': { audience: 'none' },
  'clock.move': { audience: 'none' },
});
