import { Injectable } from '@nestjs/common';
import { MembersService, Organisation, PeopleQueries, PeopleService } from '#accounts';
import { Config, type Ctx } from '#platform';
import { type Mail, writeMail } from './mail.exporter.js';
import { Message } from './message.entity.js';
import { type NoticeData, noticeOf, tell } from './notice.rules.js';
import { invitationNotice } from './notices.messages.js';

/** Writes the mails that the worker sends. Tokens of links exist only here and in the mail. */
@Injectable()
export class MailsService {
  constructor(
    private readonly config: Config,
    private readonly people: PeopleQueries,
    private readonly links: PeopleService,
    private readonly members: MembersService,
  ) {}

  /** The mail of a message; null when it was sent already, or its person is gone. */
  async ofMessage(ctx: Ctx, messageId: string): Promise<Mail | null> {
    const message = await ctx.tx.findOneBy(Message, { id: messageId, mailState: 'to_send' });
    const notice = message === null ? null : noticeOf(message.template);
    const person = message === null ? null : await this.people.person(ctx, message.accountId);
    if (message === null || notice === null || person === null) return null;
    const { link } = message.data;
    const token: NoticeData = notice.isSecret && typeof link === 'string' ? { token: this.links.passwordToken(link) } : {};
    const { locale, name, email } = person;
    return writeMail(this.config, { id: message.id, to: email, name, locale, told: tell(notice, { ...message.data, ...token }, locale) });
  }

  /** The mail of an invitation; null when it is no longer live. */
  async ofInvitation(ctx: Ctx, invitationId: string): Promise<Mail | null> {
    const found = await this.members.invitationToSend(ctx, invitationId);
    if (found === null) return null;
    const { organisationId, role, email } = found.invitation;
    const { name: organisation } = await ctx.tx.findOneByOrFail(Organisation, { id: organisationId });
    const person = await this.people.byEmail(ctx, email);
    const locale = person?.locale ?? 'fr';
    const told = tell(invitationNotice, { organisation, role, token: found.token }, locale);
    return writeMail(this.config, { id: invitationId, to: email, name: person?.name ?? null, locale, told });
  }

  /** Notes that the mail of a message has left. */
  async sent(ctx: Ctx, messageId: string): Promise<void> {
    await ctx.tx.update(Message, { id: messageId }, { mailState: 'sent' });
  }
}
