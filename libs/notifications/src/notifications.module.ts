import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { InboxQueries } from './inbox.queries.js';
import { InboxService } from './inbox.service.js';
import { Mailer } from './mail.adapter.js';
import { MailsService } from './mails.service.js';
import { NoticesService } from './notices.service.js';

const doors = [InboxQueries, InboxService, Mailer, MailsService, NoticesService];

/** What the portal tells people, in their inbox and by mail. */
@Module({ imports: [AccountsModule], providers: doors, exports: doors })
export class NotificationsModule {}
