import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  AdministrativeFileInput,
  AdmissionInput,
  AdmissionService,
  CandidatureQueries,
  CandidatureService,
  CharterInput,
  CompletionService,
  CreateCandidatureInput,
  OverviewQueries,
  type ReceiptContent,
  ReceiptQueries,
} from '#candidatures';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context, WithoutTransaction } from '../http/context.js';
import { ReceiptFiles } from '../http/receipt-files.js';
import type { PortalRequest } from '../http/request.js';
import {
  CandidatureLineView,
  CandidatureView,
  ReceiptLineView,
  SavedView,
  showLine,
  showOverview,
  showReceipt,
} from './candidature-api.view.js';
import { AfterDeclaration } from '../review/after-declaration.js';

/** Candidatures: a vendor sees its own, the agency those that were filed. */
@ApiTags('candidatures')
@Access('vendor_admin', 'vendor_contributor', 'vendor_finance', 'agency_officer', 'verifier', 'lead', 'decider', 'operator')
@UseInterceptors(AfterDeclaration)
@Controller('/api/v1/candidatures')
export class CandidatureApi {
  constructor(
    private readonly candidatures: CandidatureService,
    private readonly queries: CandidatureQueries,
    private readonly overviews: OverviewQueries,
    private readonly completion: CompletionService,
  ) {}

  /** The newest first, fifty at a time; `after` is the id of the last one read. */
  @Get()
  async list(@Context() ctx: Ctx, @Query('after') after?: string): Promise<CandidatureLineView[]> {
    return (await this.queries.list(ctx, after === undefined ? {} : { after: { id: after, completeAt: null } })).map(showLine);
  }

  /** One candidature: where it stands and what it misses. */
  @Get(':id')
  async show(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<CandidatureView> {
    return showOverview(await this.overviews.overview(ctx, id));
  }

  /** A new candidature of one version to one call. */
  @Post()
  @Access('vendor_admin', 'vendor_contributor')
  async create(@Context() ctx: Ctx, @Body() input: CreateCandidatureInput): Promise<CandidatureView> {
    return showOverview(await this.overviews.overview(ctx, await this.candidatures.create(ctx, input)));
  }

  /** Saves the administrative file, from the version that was read. */
  @Put(':id/file')
  @Access('vendor_admin', 'vendor_contributor')
  async save(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: AdministrativeFileInput): Promise<SavedView> {
    return { version: await this.candidatures.saveFile(ctx, id, input), savedAt: ctx.now };
  }

  /** Accepts the charter on behalf of the organisation. */
  @Post(':id/charter')
  @HttpCode(204)
  @Access('vendor_admin')
  accept(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: CharterInput): Promise<void> {
    return this.candidatures.acceptCharter(ctx, id, input);
  }

  /** Files the administrative file. */
  @Post(':id/filing')
  @HttpCode(204)
  @Access('vendor_admin')
  async file(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.candidatures.file(ctx, id);
  }

  /** Asks the portal to record completeness; refused while something is missing. */
  @Post(':id/completion')
  @HttpCode(204)
  @Access('vendor_admin', 'vendor_contributor')
  async complete(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.completion.request(ctx, id);
  }

  /** Withdraws the candidature, before the decision. */
  @Post(':id/withdrawal')
  @HttpCode(204)
  @Access('vendor_admin')
  async withdraw(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.candidatures.withdraw(ctx, id);
  }
}

/** The receipts of a candidature: their content, whose hash anyone can compute again, and the same as PDF. */
@ApiTags('candidatures')
@Access('vendor_admin', 'vendor_contributor', 'vendor_finance', 'agency_officer', 'verifier', 'lead', 'decider', 'operator')
@UseInterceptors(AfterDeclaration)
@Controller('/api/v1/candidatures/:id/receipts')
export class ReceiptApi {
  constructor(
    private readonly receipts: ReceiptQueries,
    private readonly files: ReceiptFiles,
  ) {}

  /** The newest first. */
  @Get()
  async list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<ReceiptLineView[]> {
    return (await this.receipts.list(ctx, id)).map(showReceipt);
  }

  /** The content of a receipt, whose hash anyone can compute again. */
  @Get(':receiptId')
  async show(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('receiptId', ParseUUIDPipe) receiptId: string,
  ): Promise<ReceiptContent> {
    return (await this.receipts.one(ctx, id, receiptId)).receipt.content;
  }

  /** The receipt as PDF; 404 while it is being drawn. */
  @Get(':receiptId/pdf')
  @ApiProduces('application/pdf')
  @WithoutTransaction()
  async pdf(
    @Req() request: PortalRequest,
    @Res() reply: FastifyReply,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('receiptId', ParseUUIDPipe) receiptId: string,
  ): Promise<void> {
    await this.files.send(request, reply, id, receiptId);
  }
}

/** The admission desk. */
@ApiTags('candidatures')
@UseInterceptors(AfterDeclaration)
@Controller('/api/v1/candidatures/:id/admission')
export class AdmissionApi {
  constructor(private readonly admission: AdmissionService) {}

  /** Admits a filed candidature, asks for complements or finds it inadmissible. */
  @Post()
  @HttpCode(204)
  @Access('agency_officer')
  async decide(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: AdmissionInput): Promise<void> {
    await this.admission.decide(ctx, id, input);
  }
}
