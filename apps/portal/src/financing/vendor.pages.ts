import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import {
  BalanceInput,
  ClaimService,
  EnrolmentInput,
  EnrolmentService,
  FinancingQueries,
  FinancingSearch,
  FitnessInput,
  OrderInput,
  OrderService,
  prestations,
  ReasonInput,
  waveOneStates,
} from '#financing';
import { type Ctx, say } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { financingPages } from './financing.messages.js';
import { enrolmentsTable, ordersTable } from './lists.view.js';
import { OrderScreen } from './order.pages.js';

const here = '/financement';
const root = { label: financingPages['financing.title'], href: here };
const done = (ctx: Ctx, key: keyof typeof financingPages = 'order.done') => ({
  message: say(financingPages[key], ctx.locale),
  tone: 'success' as const,
});
const choices = (table: Readonly<Record<string, { fr: string; en: string }>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }));

/** The vendor's money: enrolments, orders, claims. */
@Controller('financement')
@Access('vendor_finance', 'vendor_admin')
export class VendorFinancingPages {
  constructor(
    private readonly queries: FinancingQueries,
    private readonly enrolments: EnrolmentService,
    private readonly orders: OrderService,
    private readonly claims: ClaimService,
  ) {}

  /** Where everything stands. */
  @Get()
  async home(@Context() ctx: Ctx, @Query() search: FinancingSearch): Promise<Page> {
    const enrolments = await this.queries.enrolments(ctx);
    const orders = await this.queries.orders(ctx, search);
    const view = {
      isEmpty: enrolments.length === 0,
      enrolments: enrolmentsTable(enrolments),
      orders: orders.length > 0 ? ordersTable(orders, here, ctx.locale) : null,
      mayOrder: enrolments.some(({ status }) => status === 'validated'),
      next: orders.length === 50 ? `${here}?after=${orders[49].id}` : null,
      enrol: { href: `${here}/enrolement`, label: financingPages['financing.enrol'] },
    };
    return page('financing/home', view, { title: root.label, layout: 'wide' });
  }

  /** The form of an enrolment. */
  @Get('enrolement')
  async newEnrolment(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    const certificates = await this.queries.enrollable(ctx);
    const options = certificates.map(({ number, product }) => ({ value: number, label: `${number} – ${product}` }));
    const view = {
      certificates: options,
      isEmpty: options.length === 0,
      action: `${here}/enrolement`,
      form: formOf({ vatLiable: true }, request.known.flash),
    };
    return page('financing/enrolment', view, {
      title: financingPages['enrolment.title'],
      breadcrumb: [root, { label: financingPages['enrolment.title'] }],
    });
  }

  /** Submits an enrolment. */
  @Post('enrolement')
  async enrol(@Context() ctx: Ctx, @Body() input: EnrolmentInput): Promise<Redirect> {
    await this.enrolments.submit(ctx, input);
    return redirect(here, done(ctx, 'enrolment.submitted'));
  }

  /** One enrolment; sent back, it can be corrected. */
  @Get('enrolements/:id')
  async enrolment(@Context() ctx: Ctx, @Param('id') id: string, @Req() request: PortalRequest): Promise<Page> {
    await this.queries.enrolment(ctx, id);
    const line = (await this.queries.enrolments(ctx)).find((known) => known.id === id);
    const { certificate = '', product = '', holder, representative, capacity, vatLiable } = line ?? {};
    const values = { certificateNumber: certificate, holder, representative, capacity, vatLiable };
    const isOpen = line?.status === 'to_amend' || line?.status === 'suspended';
    const view = {
      line,
      isOpen,
      ...{ action: `${here}/enrolements/${id}`, certificates: [{ value: certificate, label: `${certificate} – ${product}` }] },
      form: formOf(values, request.known.flash),
    };
    return page('financing/enrolment', view, { title: financingPages['enrolment.title'], breadcrumb: [root, { label: certificate }] });
  }

  /** Submits a corrected enrolment. */
  @Post('enrolements/:id')
  async enrolAgain(@Context() ctx: Ctx, @Param('id') id: string, @Body() input: EnrolmentInput): Promise<Redirect> {
    await this.enrolments.submitAgain(ctx, id, input);
    return redirect(here, done(ctx, 'enrolment.submitted'));
  }

  /** The form of an order. */
  @Get('commandes/nouvelle')
  async newOrder(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    const enrolments = (await this.queries.enrolments(ctx)).filter(({ status }) => status === 'validated');
    const schemes = await this.queries.schemes(ctx);
    const categories = [...new Set(schemes.flatMap(({ ceilings }) => ceilings.map(({ category }) => category)))];
    const view = {
      isEmpty: enrolments.length === 0,
      enrolments: enrolments.map(({ id, certificate, product }) => ({ value: id, label: `${certificate} – ${product}` })),
      schemes: schemes.map(({ scheme }) => ({ value: scheme.code, label: scheme.title })),
      categories: categories.map((value) => ({ value, label: value })),
      ...{ prestations: choices(prestations), waves: choices(waveOneStates) },
      others: [
        { value: 'no', label: financingPages['new-order.no'] },
        { value: 'yes', label: financingPages['new-order.yes'] },
      ],
      form: formOf({ prestation: 'wave', waveOne: 'none', bracket: '*' }, request.known.flash),
    };
    return page('financing/new-order', view, {
      title: financingPages['new-order.title'],
      breadcrumb: [root, { label: financingPages['new-order.title'] }],
    });
  }

  /** Places an order. */
  @Post('commandes/nouvelle')
  async place(@Context() ctx: Ctx, @Body() input: OrderInput): Promise<Redirect> {
    const { id, number } = await this.orders.place(ctx, input);
    return redirect(`${here}/commandes/${id}`, { message: say(financingPages['order.placed'], ctx.locale, { number }), tone: 'success' });
  }

  /** Claims the advance. */
  @Post('commandes/:id/avance')
  async advance(@Context() ctx: Ctx, @Param('id') id: string): Promise<Redirect> {
    await this.claims.claimAdvance(ctx, id);
    return redirect(`${here}/commandes/${id}`, done(ctx));
  }

  /** Records what the client signed. */
  @Post('commandes/:id/verification')
  async fitness(@Context() ctx: Ctx, @Param('id') id: string, @Body() input: FitnessInput): Promise<Redirect> {
    await this.orders.recordFitness(ctx, id, input);
    return redirect(`${here}/commandes/${id}`, done(ctx));
  }

  /** Claims the balance. */
  @Post('commandes/:id/solde')
  async balance(@Context() ctx: Ctx, @Param('id') id: string, @Body() input: BalanceInput): Promise<Redirect> {
    await this.claims.claimBalance(ctx, id, input);
    return redirect(`${here}/commandes/${id}`, done(ctx));
  }

  /** Cancels an order. */
  @Post('commandes/:id/annulation')
  async cancel(@Context() ctx: Ctx, @Param('id') id: string, @Body() { reason }: ReasonInput): Promise<Redirect> {
    await this.orders.cancel(ctx, id, reason);
    return redirect(`${here}/commandes/${id}`, done(ctx, 'order.cancelled'));
  }

  /** Takes a claim back. */
  @Post('demandes/:id/retrait')
  async withdraw(@Context() ctx: Ctx, @Param('id') id: string): Promise<Redirect> {
    const { orderId } = await this.queries.claim(ctx, id);
    await this.claims.withdraw(ctx, id);
    return redirect(`${here}/commandes/${orderId}`, done(ctx));
  }

  /** Submits an advance again. */
  @Post('demandes/:id/avance')
  async advanceAgain(@Context() ctx: Ctx, @Param('id') id: string): Promise<Redirect> {
    const { orderId } = await this.queries.claim(ctx, id);
    await this.claims.submitAgain(ctx, id, null);
    return redirect(`${here}/commandes/${orderId}`, done(ctx));
  }

  /** Submits a balance again, with its corrected invoice. */
  @Post('demandes/:id/solde')
  async balanceAgain(@Context() ctx: Ctx, @Param('id') id: string, @Body() input: BalanceInput): Promise<Redirect> {
    const { orderId } = await this.queries.claim(ctx, id);
    await this.claims.submitAgain(ctx, id, input);
    return redirect(`${here}/commandes/${orderId}`, done(ctx));
  }
}

/** One order, as its vendor reads it. */
@Controller('financement/commandes')
@Access('vendor_finance', 'vendor_admin')
export class VendorOrderPages {
  constructor(private readonly screen: OrderScreen) {}

  /** Stages, rules, claims, ledger. */
  @Get(':id')
  show(@Context() ctx: Ctx, @Param('id') id: string, @Req() request: PortalRequest): Promise<Page> {
    return this.screen.show(ctx, id, { flash: request.known.flash, root });
  }
}
