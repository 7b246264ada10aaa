import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  ApprovalService,
  BeneficiaryService,
  CeilingInput,
  EnrolmentService,
  FinancingQueries,
  FinancingSearch,
  MergeInput,
  PaymentService,
  ReasonInput,
  RecoveryService,
  SchemeInput,
  SchemeService,
} from '#financing';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { EnrolmentAnswer } from './financing.dto.js';
import { paymentFileApi, schemeApi, transferApi } from './financing-api.view.js';

/** The frame of the money, for machines: schemes are public, the rest is the payer's. */
@Controller('api/v1')
@Access('payment_officer')
export class FrameApi {
  constructor(
    private readonly queries: FinancingQueries,
    private readonly schemeService: SchemeService,
    private readonly enrolments: EnrolmentService,
    private readonly beneficiaries: BeneficiaryService,
  ) {}

  /** Every scheme with its ceilings. */
  @Get('schemes')
  @Access('public')
  async schemes(@Context() ctx: Ctx) {
    return { schemes: (await this.queries.schemes(ctx)).map(schemeApi) };
  }

  /** Opens a scheme. */
  @Post('schemes')
  async createScheme(@Context() ctx: Ctx, @Body() input: SchemeInput) {
    return schemeApi({ scheme: await this.schemeService.create(ctx, input), ceilings: [] });
  }

  /** Sets a ceiling. */
  @Post('schemes/:code/ceilings')
  async setCeiling(@Context() ctx: Ctx, @Param('code') code: string, @Body() input: CeilingInput) {
    const { id, htCents } = await this.schemeService.setCeiling(ctx, code, input);
    return { id, htCents };
  }

  /** Validates the report of the pilot sites. */
  @Post('schemes/:code/pilots')
  @HttpCode(204)
  validatePilots(@Context() ctx: Ctx, @Param('code') code: string): Promise<void> {
    return this.schemeService.validatePilots(ctx, code);
  }

  /** What the payment agency says of an enrolment. */
  @Post('enrolments/:id/review')
  @HttpCode(204)
  review(@Context() ctx: Ctx, @Param('id') id: string, @Body() { action, reason }: EnrolmentAnswer): Promise<void> {
    return this.enrolments.review(ctx, id, action, reason ?? null);
  }

  /** Folds a beneficiary into another that proves to be the same. */
  @Post('beneficiaries/merge')
  @HttpCode(204)
  merge(@Context() ctx: Ctx, @Body() input: MergeInput): Promise<void> {
    return this.beneficiaries.merge(ctx, input);
  }
}

/** Approvals, transfers and recoveries, for machines. */
@Controller('api/v1')
@Access('payment_officer')
export class MoneyApi {
  constructor(
    private readonly queries: FinancingQueries,
    private readonly approvals: ApprovalService,
    private readonly payments: PaymentService,
    private readonly recovery: RecoveryService,
  ) {}

  /** Approves a claim; the last officer needed decides it. */
  @Post('claims/:id/approve')
  @HttpCode(200)
  async approve(@Context() ctx: Ctx, @Param('id') id: string) {
    return { status: await this.approvals.approve(ctx, id) };
  }

  /** Sends a claim back. */
  @Post('claims/:id/amend')
  @HttpCode(204)
  amend(@Context() ctx: Ctx, @Param('id') id: string, @Body() { reason }: ReasonInput): Promise<void> {
    return this.approvals.askAmend(ctx, id, reason);
  }

  /** Rejects a claim. */
  @Post('claims/:id/reject')
  @HttpCode(204)
  reject(@Context() ctx: Ctx, @Param('id') id: string, @Body() { reason }: ReasonInput): Promise<void> {
    return this.approvals.reject(ctx, id, reason);
  }

  /** The payment files. */
  @Get('payments')
  async files(@Context() ctx: Ctx) {
    return { payments: (await this.queries.paymentFiles(ctx)).map(paymentFileApi) };
  }

  /** Pays what is decided: one file, and one transfer for each claim. */
  @Post('payments')
  async pay(@Context() ctx: Ctx) {
    return paymentFileApi(await this.payments.pay(ctx));
  }

  /** One payment file, for the bank. */
  @Get('payments/:id.csv')
  async download(@Context() ctx: Ctx, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { content } = await this.payments.content(ctx, id);
    void reply.type('text/csv; charset=utf-8').header('cache-control', 'no-store');
    return content;
  }

  /** Transfers, latest first. */
  @Get('ledger')
  async ledger(@Context() ctx: Ctx, @Query() search: FinancingSearch) {
    return { transfers: (await this.queries.transfers(ctx, search)).map(transferApi) };
  }

  /** Debits and credits of every account. */
  @Get('ledger/balance')
  balance(@Context() ctx: Ctx) {
    return this.queries.balance(ctx);
  }

  /** What was paid since a withdrawal took effect. */
  @Get('recoveries')
  async candidates(@Context() ctx: Ctx) {
    return { candidates: await this.recovery.candidates(ctx) };
  }

  /** Orders a recovery. */
  @Post('recoveries/:claimId/order')
  @HttpCode(204)
  order(@Context() ctx: Ctx, @Param('claimId') claimId: string, @Body() { reason }: ReasonInput): Promise<void> {
    return this.recovery.order(ctx, claimId, reason);
  }

  /** Records that the money came back. */
  @Post('recoveries/:claimId/record')
  @HttpCode(204)
  recover(@Context() ctx: Ctx, @Param('claimId') claimId: string): Promise<void> {
    return this.recovery.recover(ctx, claimId);
  }
}
