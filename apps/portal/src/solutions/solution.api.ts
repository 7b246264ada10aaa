import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Ctx } from '#platform';
import {
  ApprovalInput,
  ApprovalOutcomeInput,
  ChangeSolutionInput,
  SolutionInput,
  SolutionQueries,
  SolutionService,
  SolutionVersionInput,
} from '#solutions';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { VersionActionForm } from './solution-form.dto.js';
import { showSolution, SolutionView } from './solution-api.view.js';

/** The products of one’s own organisation. The public list of referenced solutions is `/api/v1/solutions`. */
@ApiTags('products')
@Access('vendor_admin', 'vendor_contributor')
@Controller('/api/v1/products')
export class ProductApi {
  constructor(
    private readonly solutions: SolutionService,
    private readonly queries: SolutionQueries,
  ) {}

  /** Every product, with its versions. */
  @Get()
  async list(@Context() ctx: Ctx): Promise<SolutionView[]> {
    return (await this.queries.list(ctx)).map(showSolution);
  }

  /** One product. */
  @Get(':id')
  async show(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<SolutionView> {
    return showSolution(await this.queries.sheet(ctx, id));
  }

  /** A new product. */
  @Post()
  async create(@Context() ctx: Ctx, @Body() input: SolutionInput): Promise<SolutionView> {
    return showSolution(await this.queries.sheet(ctx, await this.solutions.create(ctx, input)));
  }

  /** Changes the sheet, from the version that was read. */
  @Put(':id')
  async change(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: ChangeSolutionInput): Promise<SolutionView> {
    await this.solutions.change(ctx, id, input);
    return showSolution(await this.queries.sheet(ctx, id));
  }

  /** A new candidate version. */
  @Post(':id/versions')
  async addVersion(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: SolutionVersionInput,
  ): Promise<SolutionView> {
    await this.solutions.addVersion(ctx, id, input);
    return showSolution(await this.queries.sheet(ctx, id));
  }

  /** Declares a version in use, or obsolete. */
  @Post('versions/:versionId/actions')
  @HttpCode(204)
  act(@Context() ctx: Ctx, @Param('versionId', ParseUUIDPipe) id: string, @Body() { action }: VersionActionForm): Promise<void> {
    return this.solutions.actOnVersion(ctx, id, action);
  }

  /** Records that an approval was asked from the body that gives it. */
  @Post('versions/:versionId/approvals')
  @HttpCode(204)
  async fileApproval(@Context() ctx: Ctx, @Param('versionId', ParseUUIDPipe) id: string, @Body() input: ApprovalInput): Promise<void> {
    await this.solutions.fileApproval(ctx, id, input);
  }

  /** Records what the body that approves has said; for the agency. */
  @Post('approvals/:approvalId/outcome')
  @HttpCode(204)
  @Access('agency_officer', 'verifier', 'lead')
  settle(@Context() ctx: Ctx, @Param('approvalId', ParseUUIDPipe) id: string, @Body() input: ApprovalOutcomeInput): Promise<void> {
    return this.solutions.settleApproval(ctx, id, input);
  }
}
