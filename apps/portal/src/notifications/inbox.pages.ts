import { Body, Controller, Get, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { InboxQueries, InboxService, PreferenceInput } from '#notifications';
import { type Ctx, say } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { notificationsPages } from './notifications.messages.js';

/** What the portal told a person. */
@Controller('messages')
@Access('signed-in')
export class InboxPages {
  constructor(
    private readonly inbox: InboxService,
    private readonly queries: InboxQueries,
  ) {}

  /** The messages, newest first. */
  @Get()
  async show(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Query('avant', new ParseUUIDPipe({ optional: true })) before?: string,
  ): Promise<Page> {
    const { items, next } = await this.queries.mine(ctx, before ?? null);
    const level = await this.queries.preference(ctx);
    const view = {
      items,
      unread: await this.queries.unread(ctx),
      next: next === null ? null : `/messages?avant=${next}`,
      isOlder: before !== undefined,
      levels: [
        { value: 'all', label: notificationsPages['inbox.preference.all'] },
        { value: 'essential', label: notificationsPages['inbox.preference.essential'] },
      ],
      form: formOf({ level }, request.known.flash),
    };
    return page('notifications/inbox', view, {
      title: notificationsPages['inbox.title'],
      breadcrumb: [{ label: notificationsPages['inbox.title'] }],
    });
  }

  /** Marks everything as read. */
  @Post('lus')
  async read(@Context() ctx: Ctx): Promise<Redirect> {
    await this.inbox.read(ctx);
    return redirect('/messages');
  }

  /** Chooses what is received by mail. */
  @Post('preference')
  async prefer(@Context() ctx: Ctx, @Body() { level }: PreferenceInput): Promise<Redirect> {
    await this.inbox.prefer(ctx, level);
    return redirect('/messages', { message: say(notificationsPages['inbox.preference.saved'], ctx.locale), tone: 'success' });
  }
}
