import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { CallQueries } from '#calls';
import {
  ApprovalService,
  CeilingInput,
  claimLifecycle,
  EnrolmentService,
  FinancingQueries,
  FinancingSearch,
  OrderService,
  prestations,
  ReasonInput,
  SchemeInput,
  SchemeService,
} from '#financing';
import { type Ctx, say } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { EnrolmentAnswer } from './financing.dto.js';
import { financingPages } from './financing.messages.js';
import { claimsTable, enrolmentsToCheck, schemesView } from './lists.view.js';
import { OrderScreen } from './order.pages.js';

const here = '/paiement';
const root = { label: financingPages['payer.title'], href: here };
const done = (ctx: Ctx, key: keyof typeof financingPages = 'order.done') => ({
  message: say(financingPages[key], ctx.locale),
  tone: 'success' as const,
});
const filters = ['submitted', 'validated', 'decided', 'to_amend', 'paid', 'recovery_ordered'] as const;

/** The officers' desk: claims, each with its order. */
@Controller('paiement')
@Access('payment_officer')
export class PayerPages {
  constructor(
    private readonly queries: FinancingQueries,
    private readonly approvals: ApprovalService,
    private readonly orders: OrderService,
    private readonly screen: OrderScreen,
  ) {}

  /** The claims that wait, oldest first. */
  @Get()
  async claims(@Context() ctx: Ctx, @Query() search: FinancingSearch): Promise<Page> {
    const status = filters.find((known) => known === search.status);
    const claims = await this.queries.claims(ctx, { ...search, ...(status === undefined ? {} : { status }) });
    const tabs = [
      { href: here, label: financingPages['payer.all'], current: status === undefined },
      ...filters.map((known) => ({ href: `${here}?status=${known}`, label: claimLifecycle.show(known).label, current: known === status })),
    ];
    const next = claims.length === 50 && status === undefined ? `${here}?after=${claims[49].id}` : null;
    const view = { tabs, next, claims: claims.length > 0 ? claimsTable(claims, ctx.locale) : null };
    return page('financing/payer-claims', view, { title: root.label, layout: 'wide' });
  }

  /** One order with its claims, rules and ledger. */
  @Get('commandes/:id')
  order(@Context() ctx: Ctx, @Param('id') id: string, @Req() request: PortalRequest): Promise<Page> {
    return this.screen.show(ctx, id, { flash: request.known.flash, root });
  }

  /** Cancels an order, for instance after a withdrawal. */
  @Post('commandes/:id/annulation')
  async cancel(@Context() ctx: Ctx, @Param('id') id: string, @Body() { reason }: ReasonInput): Promise<Redirect> {
    await this.orders.cancel(ctx, id, reason);
    return redirect(`${here}/commandes/${id}`, done(ctx, 'order.cancelled'));
  }

  /** Approves a claim; the last officer needed decides it. */
  @Post('demandes/:id/approbation')
  async approve(@Context() ctx: Ctx, @Param('id') id: string): Promise<Redirect> {
    await this.approvals.approve(ctx, id);
    return this.back(ctx, id, 'claim.approved');
  }

  /** Sends a claim back. */
  @Post('demandes/:id/correction')
  async amend(@Context() ctx: Ctx, @Param('id') id: string, @Body() { reason }: ReasonInput): Promise<Redirect> {
    await this.approvals.askAmend(ctx, id, reason);
    return this.back(ctx, id);
  }

  /** Rejects a claim. */
  @Post('demandes/:id/rejet')
  async reject(@Context() ctx: Ctx, @Param('id') id: string, @Body() { reason }: ReasonInput): Promise<Redirect> {
    await this.approvals.reject(ctx, id, reason);
    return this.back(ctx, id);
  }

  private async back(ctx: Ctx, claimId: string, key: keyof typeof financingPages = 'order.done'): Promise<Redirect> {
    const { orderId } = await this.queries.claim(ctx, claimId);
    return redirect(`${here}/commandes/${orderId}`, done(ctx, key));
  }
}

/** The frame of the money: enrolments to check, schemes and ceilings. */
@Controller('paiement')
@Access('payment_officer')
export class PayerFramePages {
  constructor(
    private readonly queries: FinancingQueries,
    private readonly enrolmentService: EnrolmentService,
    private readonly schemeService: SchemeService,
    private readonly calls: CallQueries,
  ) {}

  /** The enrolments. */
  @Get('enrolements')
  async enrolments(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    const enrolments = enrolmentsToCheck(await this.queries.enrolments(ctx));
    const view = { enrolments, isEmpty: enrolments.length === 0, form: formOf({}, request.known.flash) };
    return page('financing/payer-enrolments', view, { title: financingPages['enrolment.check'], layout: 'wide' });
  }

  /** What the payment agency says of an enrolment. */
  @Post('enrolements/:id')
  async review(@Context() ctx: Ctx, @Param('id') id: string, @Body() { action, reason }: EnrolmentAnswer): Promise<Redirect> {
    await this.enrolmentService.review(ctx, id, action, reason ?? null);
    return redirect(`${here}/enrolements`, done(ctx, 'enrolment.done'));
  }

  /** Schemes and ceilings. */
  @Get('dispositifs')
  async schemes(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    const schemes = schemesView(await this.queries.schemes(ctx), ctx.locale);
    const calls = await this.calls.calendar(ctx);
    const view = {
      schemes,
      isEmpty: schemes.length === 0,
      calls: calls.map(({ call }) => ({ value: call.id, label: call.title })),
      prestations: Object.entries(prestations).map(([value, label]) => ({ value, label })),
      form: formOf({ bracket: '*' }, request.known.flash),
    };
    return page('financing/schemes', view, { title: financingPages['schemes.title'], layout: 'wide' });
  }

  /** Opens a scheme. */
  @Post('dispositifs')
  async createScheme(@Context() ctx: Ctx, @Body() input: SchemeInput): Promise<Redirect> {
    await this.schemeService.create(ctx, input);
    return redirect(`${here}/dispositifs`, done(ctx));
  }

  /** Sets a ceiling. */
  @Post('dispositifs/:code/plafonds')
  async setCeiling(@Context() ctx: Ctx, @Param('code') code: string, @Body() input: CeilingInput): Promise<Redirect> {
    await this.schemeService.setCeiling(ctx, code, input);
    return redirect(`${here}/dispositifs`, done(ctx));
  }

  /** Validates the report of the pilot sites. */
  @Post('dispositifs/:code/pilotes')
  async validatePilots(@Context() ctx: Ctx, @Param('code') code: string): Promise<Redirect> {
    await this.schemeService.validatePilots(ctx, code);
    return redirect(`${here}/dispositifs`, done(ctx));
  }
}
