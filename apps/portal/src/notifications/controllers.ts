import { InboxApi } from './inbox.api.js';
import { InboxPages } from './inbox.pages.js';

/** The inbox, as pages and over JSON. */
export const notificationsControllers = [InboxPages, InboxApi];
