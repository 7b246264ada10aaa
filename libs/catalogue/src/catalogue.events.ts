import { events } from '#audit';

/** What may be recorded of the catalogue and of the published figures. */
export const catalogueEvents = events({
  'catalogue.rebuild': { audience: 'none' },
  'metric.publish': { audience: 'public' },
});
