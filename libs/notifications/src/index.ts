export * from './message.entity.js';

import { MailPreference, Message } from './message.entity.js';

/** Every entity of the room, for the connection. */
export const notificationsEntities = [Message, MailPreference];
