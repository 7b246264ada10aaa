import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { FinancingQueries, FinancingSearch, paymentColumns, PaymentService, ReasonInput, RecoveryService } from '#financing';
import { type Ctx, say } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import { financingPages } from './financing.messages.js';
import { balanceTable, filesTable, recoveryView, transfersTable } from './lists.view.js';

const here = '/paiement';

/** Where the money went: ledger, payment files, recoveries. */
@Controller('paiement')
@Access('payment_officer')
export class MoneyPages {
  constructor(
    private readonly queries: FinancingQueries,
    private readonly payments: PaymentService,
    private readonly recovery: RecoveryService,
  ) {}

  /** Trial balance and latest transfers. */
  @Get('ecritures')
  async ledger(@Context() ctx: Ctx, @Query() search: FinancingSearch): Promise<Page> {
    const transfers = await this.queries.transfers(ctx, search);
    const names = await this.queries.vendorNames(ctx);
    const view = {
      isEmpty: transfers.length === 0,
      balance: balanceTable(await this.queries.balance(ctx), names, ctx.locale),
      transfers: transfersTable(transfers, names, ctx.locale),
      next: transfers.length === 50 ? `${here}/ecritures?after=${transfers[49].id}` : null,
    };
    return page('financing/ledger', view, { title: financingPages['ledger.title'], layout: 'wide' });
  }

  /** Payment files, and what waits. */
  @Get('virements')
  async files(@Context() ctx: Ctx): Promise<Page> {
    const files = await this.queries.paymentFiles(ctx);
    const waiting = (await this.queries.claims(ctx, { status: 'decided' })).length;
    const columns = paymentColumns.map((column) => ({ term: column.name, text: { fr: column.fr, en: column.en } }));
    const view = { waiting, columns, files: files.length > 0 ? filesTable(files, ctx.locale) : null };
    return page('financing/files', view, { title: financingPages['files.title'], layout: 'wide' });
  }

  /** Pays what is decided. */
  @Post('virements')
  async pay(@Context() ctx: Ctx): Promise<Redirect> {
    const { number, lines } = await this.payments.pay(ctx);
    const message = say(financingPages['files.paid'], ctx.locale, { number, count: lines });
    return redirect(`${here}/virements`, { message, tone: 'success' });
  }

  /** One payment file, for the bank. */
  @Get('virements/:id.csv')
  async download(@Context() ctx: Ctx, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { file, content } = await this.payments.content(ctx, id);
    void reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${file.number}.csv"`);
    return content;
  }

  /** What may be asked back. */
  @Get('recouvrements')
  async recoveries(@Context() ctx: Ctx): Promise<Page> {
    const candidates = recoveryView(await this.recovery.candidates(ctx), ctx.locale);
    return page(
      'financing/recovery',
      { candidates, isEmpty: candidates.length === 0 },
      { title: financingPages['recovery.title'], layout: 'wide' },
    );
  }

  /** Orders a recovery. */
  @Post('recouvrements/:id/ordre')
  async order(@Context() ctx: Ctx, @Param('id') id: string, @Body() { reason }: ReasonInput): Promise<Redirect> {
    await this.recovery.order(ctx, id, reason);
    return redirect(`${here}/recouvrements`, { message: say(financingPages['order.done'], ctx.locale), tone: 'success' });
  }

  /** Records that the money came back. */
  @Post('recouvrements/:id/constat')
  async recover(@Context() ctx: Ctx, @Param('id') id: string): Promise<Redirect> {
    await this.recovery.recover(ctx, id);
    return redirect(`${here}/recouvrements`, { message: say(financingPages['order.done'], ctx.locale), tone: 'success' });
  }
}
