export * from './inbox.dto.js';
export * from './inbox.queries.js';
export * from './inbox.service.js';
export * from './mail.adapter.js';
export * from './mail.exporter.js';
export * from './mails.service.js';
export * from './message.entity.js';
export * from './notice.rules.js';
export * from './notices.messages.js';
export * from './notices.service.js';
export * from './notification.events.js';
export * from './notifications.module.js';

import { MailPreference, Message } from './message.entity.js';

/** Every entity of the room, for the connection. */
export const notificationsEntities = [Message, MailPreference];
