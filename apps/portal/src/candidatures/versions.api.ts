import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswerService, CandidatureQueries, CarryOverQueries, CarryOverService } from '#candidatures';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { PlannedMoveView, showPlanned, showVersions, VersionsView } from './versions-api.view.js';
import { MoveVersionInput } from './versions.dto.js';

/** Newer versions of the criteria, as a vendor moves to them. */
@ApiTags('candidatures')
@Access('vendor_admin', 'vendor_contributor')
@Controller('/api/v1/candidatures/:id')
export class VersionsApi {
  constructor(
    private readonly candidatures: CandidatureQueries,
    private readonly queries: CarryOverQueries,
    private readonly carryOver: CarryOverService,
    private readonly answers: AnswerService,
  ) {}

  /** What the call offers, and the moves made. */
  @Get('versions')
  async list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<VersionsView> {
    const { candidature } = await this.candidatures.summary(ctx, id);
    return showVersions(await this.queries.offered(ctx, candidature), await this.queries.moves(ctx, id));
  }

  /** What a move would make of the application; nothing is changed. */
  @Get('versions/:versionId')
  async plan(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
  ): Promise<PlannedMoveView> {
    const { candidature } = await this.candidatures.summary(ctx, id);
    return showPlanned(await this.queries.plan(ctx, candidature, versionId));
  }

  /** Moves the application to a newer version. Asked twice, it is done once. */
  @Post('versions/:versionId')
  async move(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
    @Body() { from }: MoveVersionInput,
  ): Promise<VersionsView> {
    const candidature = await this.carryOver.move(ctx, id, { from, to: versionId });
    return showVersions(await this.queries.offered(ctx, candidature), await this.queries.moves(ctx, id));
  }

  /** Confirms, as it stands, an answer carried over. */
  @Post('requirements/:requirementId/confirmation')
  @HttpCode(204)
  async confirm(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
  ): Promise<void> {
    await this.answers.confirm(ctx, id, requirementId);
  }
}
