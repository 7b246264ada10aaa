import { events } from '#audit';

/** What may be recorded about messages. */
export const notificationEvents = events({
  /** A message to send by mail. */
  'message.create': { audience: 'none' },
});
