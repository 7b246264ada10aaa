import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  BalanceInput,
  ClaimService,
  EnrolmentInput,
  EnrolmentService,
  FactsQueries,
  FinancingQueries,
  FinancingSearch,
  FitnessInput,
  OrderInput,
  OrderService,
  ReasonInput,
} from '#financing';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { claimApi, enrolmentApi, orderApi, orderPageApi } from './financing-api.view.js';

/** The vendor's money, for machines: the same use cases as the pages. */
@Controller('api/v1')
@Access('vendor_finance', 'vendor_admin')
export class FinancingApi {
  constructor(
    private readonly queries: FinancingQueries,
    private readonly enrolmentService: EnrolmentService,
    private readonly orderService: OrderService,
    private readonly claimService: ClaimService,
  ) {}

  /** The enrolments one may see. */
  @Get('enrolments')
  @Access('vendor_finance', 'vendor_admin', 'payment_officer')
  async enrolments(@Context() ctx: Ctx) {
    return { enrolments: await this.queries.enrolments(ctx) };
  }

  /** Enrols for a certificate. */
  @Post('enrolments')
  async enrol(@Context() ctx: Ctx, @Body() input: EnrolmentInput) {
    return enrolmentApi(await this.enrolmentService.submit(ctx, input));
  }

  /** Submits a corrected enrolment. */
  @Post('enrolments/:id')
  @HttpCode(204)
  enrolAgain(@Context() ctx: Ctx, @Param('id') id: string, @Body() input: EnrolmentInput): Promise<void> {
    return this.enrolmentService.submitAgain(ctx, id, input);
  }

  /** The orders one may see, latest first. */
  @Get('orders')
  @Access('vendor_finance', 'vendor_admin', 'payment_officer')
  async orders(@Context() ctx: Ctx, @Query() search: FinancingSearch) {
    return { orders: await this.queries.orders(ctx, search) };
  }

  /** Places an order; 409 `financing.already-funded` when the client is funded under that scheme, whoever the vendor. */
  @Post('orders')
  async place(@Context() ctx: Ctx, @Body() input: OrderInput) {
    return orderApi(await this.orderService.place(ctx, input));
  }

  /** Claims the advance. */
  @Post('orders/:id/advance')
  async advance(@Context() ctx: Ctx, @Param('id') id: string) {
    return claimApi(await this.claimService.claimAdvance(ctx, id));
  }

  /** Records what the client signed. */
  @Post('orders/:id/fitness')
  async fitness(@Context() ctx: Ctx, @Param('id') id: string, @Body() input: FitnessInput) {
    const { id: fitnessId, number } = await this.orderService.recordFitness(ctx, id, input);
    return { id: fitnessId, number };
  }

  /** Claims the balance. */
  @Post('orders/:id/balance')
  async balance(@Context() ctx: Ctx, @Param('id') id: string, @Body() input: BalanceInput) {
    return claimApi(await this.claimService.claimBalance(ctx, id, input));
  }

  /** Cancels an order no claim stands on. */
  @Post('orders/:id/cancel')
  @HttpCode(204)
  @Access('vendor_finance', 'vendor_admin', 'payment_officer')
  cancel(@Context() ctx: Ctx, @Param('id') id: string, @Body() { reason }: ReasonInput): Promise<void> {
    return this.orderService.cancel(ctx, id, reason);
  }

  /** The claims one may see. */
  @Get('claims')
  @Access('vendor_finance', 'vendor_admin', 'payment_officer')
  async claims(@Context() ctx: Ctx, @Query() search: FinancingSearch) {
    return { claims: await this.queries.claims(ctx, search) };
  }

  /** Takes a claim back. */
  @Post('claims/:id/withdraw')
  @HttpCode(204)
  withdraw(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    return this.claimService.withdraw(ctx, id);
  }
}

/** One order with its rules, for machines. */
@Controller('api/v1/orders')
@Access('vendor_finance', 'vendor_admin', 'payment_officer')
export class OrderApi {
  constructor(
    private readonly queries: FinancingQueries,
    private readonly facts: FactsQueries,
  ) {}

  /** An order with its claims, transfers and the rules of its next claim. */
  @Get(':id')
  async show(@Context() ctx: Ctx, @Param('id') id: string) {
    const page = await this.queries.order(ctx, id);
    const hasAdvance = page.claims.some(
      ({ kind, status }) => kind === 'advance' && !['rejected', 'cancelled', 'recovered'].includes(status),
    );
    return orderPageApi(page, await this.facts.ofClaim(ctx, page.order, hasAdvance ? 'balance' : 'advance'));
  }
}
