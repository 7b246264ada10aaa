import { events } from '#audit';

/** What may be recorded of calls. */
export const callEvents = events({
  'call.create': { audience: 'agency' },
  'call.open': { audience: 'public' },
  'call.close': { audience: 'public' },
  'call.reopen': { audience: 'public' },
  'call.revise_workflow': { audience: 'public' },
  'call.offer_version': { audience: 'public' },
  'call.move_milestone': { audience: 'public' },
});
