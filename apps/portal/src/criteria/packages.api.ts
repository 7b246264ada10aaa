import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiCreatedResponse, ApiExtraModels, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { PackagesQueries, PackagesService, packageSchema } from '#criteria';
import { RehearsalQueries } from '#candidatures';
import { transact, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context, WithoutTransaction } from '../http/context.js';
import { Cached } from '../http/public-cache.js';
import type { PortalRequest } from '../http/request.js';
import { ImportReportView, PackageContentView, PackageSummaryView, showContent, showReport, showSummary } from './packages-api.view.js';
import { PackageActionForm } from './packages.dto.js';
import { readImport } from './read-import.js';

const report = { $ref: getSchemaPath(ImportReportView) };
const oneOrSeveral = { oneOf: [report, { type: 'array', items: report }] };

/** Criteria packages: what is published is open to all, in the very form its hash is made of. */
@ApiTags('packages')
@ApiExtraModels(ImportReportView)
@Controller('/api/v1/packages')
export class PackagesApi {
  constructor(
    private readonly packages: PackagesService,
    private readonly queries: PackagesQueries,
    private readonly database: DataSource,
    private readonly rehearsals: RehearsalQueries,
  ) {}

  /** The versions one may see, by domain and code, newest first. */
  @Get()
  @Access('public')
  @Cached()
  async list(@Context() ctx: Ctx): Promise<PackageSummaryView[]> {
    return (await this.queries.list(ctx)).map(showSummary);
  }

  /** The JSON Schema (draft 2020-12) of the format. */
  @Get('schema')
  @Access('public')
  @Cached()
  schema(): object {
    return packageSchema;
  }

  /** One import report. */
  @Get('imports/:id')
  @Access('criteria_editor')
  async report(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<ImportReportView> {
    return showReport(await this.queries.report(ctx, id));
  }

  /** One version with its content. */
  @Get(':code/:version')
  @Access('public')
  @Cached()
  async show(@Context() ctx: Ctx, @Param('code') code: string, @Param('version') version: string): Promise<PackageContentView> {
    return showContent(await this.queries.byCode(ctx, code, version));
  }

  /**
   * Imports a file (multipart: `package`, its code, and `version` if the file does not say them, then `file`) as a draft, with its
   * report; a file that holds several packages gives a list of reports.
   */
  @Post('imports')
  @Access('criteria_editor')
  @ApiConsumes('multipart/form-data')
  @WithoutTransaction()
  @ApiCreatedResponse({ schema: oneOrSeveral })
  async import(@Req() request: PortalRequest): Promise<ImportReportView | ImportReportView[]> {
    const { actor, locale } = request.known;
    const { imported, fileSha256 } = await readImport(request);
    return transact(this.database, { actor, locale, requestId: request.id }, async (ctx) => {
      const reports: ImportReportView[] = [];
      for (const { reportId } of await this.packages.keepImports(ctx, imported, fileSha256)) {
        reports.push(showReport(await this.queries.report(ctx, reportId)));
      }
      return reports.length === 1 ? reports[0] : reports;
    });
  }

  /** Moves a version along its life: consult, redraft, freeze, publish, close. */
  @Post(':id/actions')
  @Access('criteria_editor')
  async act(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { action, effectiveOn }: PackageActionForm,
  ): Promise<PackageContentView> {
    if (action === 'publish') await this.rehearsals.refuseUnrehearsed(ctx, id);
    await this.packages.act(ctx, id, action, { ...(effectiveOn !== undefined && { effectiveOn }) });
    return showContent(await this.queries.one(ctx, id));
  }
}
