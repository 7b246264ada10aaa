import { events } from '#audit';

/** What may be recorded of mappings. Data: `code`, `version`, `hash`, counts; never a text. */
export const mappingEvents = events({
  'mapping.import': { audience: 'agency' },
  'mapping.edit': { audience: 'agency' },
  'mapping.publish': { audience: 'public' },
  'mapping.withdraw': { audience: 'public' },
});
