import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type InboxPage, InboxQueries, InboxService, PreferenceInput } from '#notifications';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';

/** One's inbox, over JSON. */
@ApiTags('me')
@Controller('api/v1/me/messages')
@Access('signed-in')
export class InboxApi {
  constructor(
    private readonly inbox: InboxService,
    private readonly queries: InboxQueries,
  ) {}

  /** The messages, newest first, thirty at a time; `before` is the `next` of the page before. */
  @Get()
  list(@Context() ctx: Ctx, @Query('before', new ParseUUIDPipe({ optional: true })) before?: string): Promise<InboxPage> {
    return this.queries.mine(ctx, before ?? null);
  }

  /** Marks a message as read. */
  @Post(':id/read')
  @HttpCode(204)
  async read(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.inbox.read(ctx, id);
  }

  /** What one wishes to receive by mail. */
  @Get('preference')
  async preference(@Context() ctx: Ctx): Promise<{ level: 'all' | 'essential' }> {
    return { level: await this.queries.preference(ctx) };
  }

  /** Chooses what is received by mail. */
  @Put('preference')
  @HttpCode(204)
  async prefer(@Context() ctx: Ctx, @Body() { level }: PreferenceInput): Promise<void> {
    await this.inbox.prefer(ctx, level);
  }
}
