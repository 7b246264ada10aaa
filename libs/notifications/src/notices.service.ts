import { Injectable } from '@nestjs/common';
import { Organisation, PeopleQueries, type Recipient } from '#accounts';
import { record, type SealedEvent } from '#audit';
import { type Ctx, newId } from '#platform';
import { MailPreference, type Message } from './message.entity.js';
import { noticeData, noticeOf } from './notice.rules.js';
import type { Notice } from './notices.messages.js';
import { notificationEvents } from './notification.events.js';

/** The event that is told. */
export type ToldEvent = Pick<SealedEvent, 'id' | 'name' | 'subjectId' | 'organisationId' | 'actorId' | 'data'>;

/** Tells people what happened: once each for an event, in their inbox, and by mail as they wish. */
@Injectable()
export class NoticesService {
  constructor(private readonly people: PeopleQueries) {}

  /** Puts the notice of an event in the inboxes; each mail to send is an event of its own. Running it again changes nothing. */
  async notify(ctx: Ctx, event: ToldEvent): Promise<void> {
    const notice = noticeOf(event.name);
    if (notice === null) return;
    const organisation = event.organisationId === null ? null : await ctx.tx.findOneBy(Organisation, { id: event.organisationId });
    const data = { ...noticeData(event.data), subject: event.subjectId, organisation: organisation?.name ?? '' };
    for (const { accountId } of await this.recipients(ctx, notice, event)) {
      const mailState = notice.isEssential || (await this.wantsAll(ctx, accountId)) ? 'to_send' : 'none';
      const id = await this.insert(ctx, { accountId, eventId: event.id, template: event.name, data, mailState });
      if (id === null || mailState === 'none') continue;
      await record(ctx, notificationEvents, 'message.create', { subject: { type: 'message', id }, organisationId: null });
    }
  }

  /** Nobody is told of what they did themselves, save what protects their account. */
  private async recipients(ctx: Ctx, notice: Notice, event: ToldEvent): Promise<readonly Recipient[]> {
    const people = await this.concerned(ctx, notice, event);
    return notice.to === 'subject' ? people : people.filter(({ accountId }) => accountId !== event.actorId);
  }

  private async concerned(ctx: Ctx, { to, isEverywhere }: Notice, event: ToldEvent): Promise<readonly Recipient[]> {
    if (typeof to !== 'string') {
      return event.organisationId === null && isEverywhere !== true ? [] : this.people.holding(ctx, to, event.organisationId);
    }
    const accountId = to === 'subject' ? event.subjectId : event.data['account'];
    if (typeof accountId !== 'string') throw new TypeError(`The event ${event.name} names nobody to tell`);
    const person = await this.people.person(ctx, accountId);
    return person === null ? [] : [person];
  }

  private async wantsAll(ctx: Ctx, accountId: string): Promise<boolean> {
    const preference = await ctx.tx.findOneBy(MailPreference, { accountId });
    return preference?.level !== 'essential';
  }

  private async insert(
    ctx: Ctx,
    message: Pick<Message, 'accountId' | 'eventId' | 'template' | 'data' | 'mailState'>,
  ): Promise<string | null> {
    const { accountId, eventId, template, data, mailState } = message;
    const [row] = await ctx.tx.query<{ id: string }[]>(
      `INSERT INTO message (id, account_id, event_id, template, data, created_at, mail_state) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT ON CONSTRAINT message_once DO NOTHING RETURNING id`,
      [newId(), accountId, eventId, template, JSON.stringify(data), ctx.now, mailState],
    );
    return row?.id ?? null;
  }
}
