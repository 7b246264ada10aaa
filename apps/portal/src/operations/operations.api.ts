import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ClockInput, ClockService, type ClockView, DeliveryQueries, JournalQueries } from '#audit';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { type BacklogView, backlogView, type RootView, rootView } from './operations.view.js';

/** The signed roots of the journal, the background work and the clock, for machines. */
@Controller('api/v1')
export class OperationsApi {
  constructor(
    private readonly journal: JournalQueries,
    private readonly deliveries: DeliveryQueries,
    private readonly clock: ClockService,
  ) {}

  /** The published roots, latest first; each token is a JWS any of the published keys verifies. */
  @Get('audit/roots')
  @Access('public')
  async roots(@Context() ctx: Ctx): Promise<{ roots: RootView[] }> {
    return { roots: (await this.journal.roots(ctx)).map(rootView) };
  }

  /** How the background work stands. */
  @Get('operations')
  @Access('operator')
  async operations(@Context() ctx: Ctx): Promise<BacklogView> {
    return backlogView(await this.deliveries.backlog(ctx), await this.deliveries.dead(ctx));
  }

  /** Where the clock of the portal stands. */
  @Get('clock')
  @Access('operator')
  showClock(@Context() ctx: Ctx): Promise<ClockView> {
    return this.clock.show(ctx);
  }

  /** Moves the clock of the portal, for demonstrations and tests; refused in production. */
  @Post('clock')
  @HttpCode(200)
  @Access('operator')
  async moveClock(@Context() ctx: Ctx, @Body() input: ClockInput): Promise<{ to: Date | null }> {
    return { to: await this.clock.move(ctx, input) };
  }
}
