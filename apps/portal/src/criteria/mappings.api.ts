import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { mappingSchema, MappingsQueries, MappingsService } from '#criteria';
import { transact, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context, WithoutTransaction } from '../http/context.js';
import { Cached } from '../http/public-cache.js';
import type { PortalRequest } from '../http/request.js';
import { MappingImportView, MappingSummaryView, MappingView, showMapping, showMappingSummary } from './mappings-api.view.js';
import { MappingActionForm } from './mappings.dto.js';
import { readMapping } from './read-mapping.js';

/** Equivalences between packages: what is published is open to all, in the very form its hash is made of. */
@ApiTags('mappings')
@Controller('/api/v1/mappings')
export class MappingsApi {
  constructor(
    private readonly mappings: MappingsService,
    private readonly queries: MappingsQueries,
    private readonly database: DataSource,
  ) {}

  /** The mappings one may see, newest first. */
  @Get()
  @Access('public')
  @Cached()
  async list(@Context() ctx: Ctx): Promise<MappingSummaryView[]> {
    return (await this.queries.list(ctx)).map(showMappingSummary);
  }

  /** The JSON Schema (draft 2020-12) of the format. */
  @Get('schema')
  @Access('public')
  @Cached()
  schema(): object {
    return mappingSchema;
  }

  /** One mapping with its links and what each transfers. */
  @Get(':code/:version')
  @Access('public')
  @Cached()
  async show(@Context() ctx: Ctx, @Param('code') code: string, @Param('version') version: string): Promise<MappingView> {
    return showMapping(await this.queries.byCode(ctx, code, version));
  }

  /** Imports a file (multipart: `source`, `target` ids of package versions and `version` if wanted, then `file`) as drafts, with its account. */
  @Post('imports')
  @Access('criteria_editor')
  @ApiConsumes('multipart/form-data')
  @WithoutTransaction()
  async import(@Req() request: PortalRequest): Promise<MappingImportView> {
    const { actor, locale } = request.known;
    const inTransaction = <T>(use: (ctx: Ctx) => Promise<T>) => transact(this.database, { actor, locale, requestId: request.id }, use);
    const { imported, version } = await readMapping(request, this.queries, inTransaction);
    const draftIds = await inTransaction((ctx) => this.mappings.keepImport(ctx, imported, version === undefined ? {} : { version }));
    return { draftIds, format: imported.format ?? '', rows: imported.rows, findings: [...imported.findings] };
  }

  /** Publishes a draft, or withdraws a published mapping with a reason. */
  @Post(':id/actions')
  @Access('criteria_editor')
  async act(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { action, reason }: MappingActionForm,
  ): Promise<MappingView> {
    if (action === 'publish') await this.mappings.publish(ctx, id);
    else await this.mappings.withdraw(ctx, id, reason ?? '');
    return showMapping(await this.queries.one(ctx, id));
  }
}
