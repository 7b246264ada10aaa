import { Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RehearsalQueries, RehearsalService } from '#candidatures';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { ImpactReportView, RehearsalView, showImpactReport, showRehearsal } from './rehearsal-api.view.js';

/** What a version of a package would change for the applications under way. */
@ApiTags('packages')
@Access('criteria_editor', 'agency_officer', 'lead')
@Controller('/api/v1/packages/versions/:id')
export class RehearsalApi {
  constructor(
    private readonly queries: RehearsalQueries,
    private readonly service: RehearsalService,
  ) {}

  /** The rehearsal; `after` is the number of the last application read. */
  @Get('rehearsal')
  async show(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Query('after') after?: string): Promise<RehearsalView> {
    const found = await this.queries.rehearse(ctx, id);
    return showRehearsal(found, await this.queries.candidatures(ctx, found, { ...(after && { after }), limit: 200 }));
  }

  /** Keeps the report of the present content: publishing rests on it. */
  @Post('rehearsals')
  async record(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<ImpactReportView> {
    return showImpactReport(await this.service.record(ctx, id));
  }

  /** The reports kept, the last first. */
  @Get('rehearsals')
  async reports(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<ImpactReportView[]> {
    return (await this.queries.reports(ctx, id)).map(showImpactReport);
  }
}
