import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ClockInput, ClockService, DeliveryQueries, DeliveryService, JournalPageInput, JournalQueries, RetryInput } from '#audit';
import { type Ctx, say } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { operationsPages } from './operations.messages.js';
import { journalView, operationsView } from './operations.view.js';

const here = '/exploitation';

/** What the operator watches: background work, failures, clock, journal. */
@Controller('exploitation')
@Access('operator')
export class OperationsPages {
  constructor(
    private readonly queries: DeliveryQueries,
    private readonly deliveries: DeliveryService,
    private readonly clock: ClockService,
    private readonly journal: JournalQueries,
  ) {}

  /** The state of the service. */
  @Get()
  async show(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    const [root] = await this.journal.roots(ctx, 1);
    const facts = {
      backlog: await this.queries.backlog(ctx),
      dead: await this.queries.dead(ctx),
      clock: await this.clock.show(ctx),
      root,
      form: formOf({}, request.known.flash),
    };
    return page('operations/index', operationsView(facts, ctx.locale), { title: operationsPages['operations.title'] });
  }

  /** The latest events and their seals. */
  @Get('journal')
  async events(@Context() ctx: Ctx, @Query() { before }: JournalPageInput): Promise<Page> {
    const view = journalView(await this.journal.latest(ctx, before ?? null));
    return page('operations/journal', view, { title: operationsPages['journal.title'], layout: 'wide' });
  }

  /** Sends a dead delivery again. */
  @Post('livraisons')
  async retry(@Context() ctx: Ctx, @Body() delivery: RetryInput): Promise<Redirect> {
    await this.deliveries.retry(ctx, delivery);
    return redirect(here, { message: say(operationsPages['operations.retried'], ctx.locale), tone: 'success' });
  }

  /** Moves the clock, or puts it back. */
  @Post('horloge')
  async moveClock(@Context() ctx: Ctx, @Body() input: ClockInput): Promise<Redirect> {
    await this.clock.move(ctx, input);
    return redirect(here, { message: say(operationsPages['clock.done'], ctx.locale), tone: 'success' });
  }
}
