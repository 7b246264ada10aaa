import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { EvidenceQueries, EvidenceService, NewItem, NewReference } from '#evidence';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context, WithoutTransaction } from '../http/context.js';
import { EvidenceFiles } from '../http/evidence-files.js';
import type { PortalRequest } from '../http/request.js';
import { RenameForm } from './evidence.dto.js';
import { ItemView, showItem, showVersion, VersionView } from './evidence-api.view.js';

/** The evidence of one's organisation. Large files go by resumable upload (tus 1.0.0) on `/envois`. */
@ApiTags('evidence')
@Access('vendor_admin', 'vendor_contributor')
@Controller('/api/v1/evidence')
export class EvidenceApi {
  constructor(
    private readonly evidence: EvidenceService,
    private readonly queries: EvidenceQueries,
    private readonly files: EvidenceFiles,
  ) {}

  /** Items, the newest first, fifty at a time; `after` is the id of the last one read. */
  @Get()
  async list(@Context() ctx: Ctx, @Query('after') after?: string): Promise<ItemView[]> {
    return (await this.queries.list(ctx, { ...(after && { after }) })).map(showItem);
  }

  /** One item with every version. */
  @Get(':id')
  async show(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<ItemView> {
    return showItem(await this.queries.item(ctx, id));
  }

  /** A new item, without a version yet. */
  @Post()
  async create(@Context() ctx: Ctx, @Body() input: NewItem): Promise<ItemView> {
    return showItem({ item: await this.evidence.createItem(ctx, input), versions: [] });
  }

  /** Another title. */
  @Patch(':id')
  @HttpCode(204)
  async rename(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: RenameForm): Promise<void> {
    await this.evidence.rename(ctx, id, input.title);
  }

  /** A reference to another system, as a new version. */
  @Post(':id/references')
  async refer(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: NewReference): Promise<VersionView> {
    return showVersion(await this.evidence.addReference(ctx, id, input));
  }

  /** A file in one request (multipart): fields first (`itemId`, or `kind` and `title`; `sha256` if you computed it), then the file. */
  @Post('files')
  @ApiConsumes('multipart/form-data')
  @WithoutTransaction()
  async send(@Req() request: PortalRequest): Promise<VersionView> {
    return showVersion((await this.files.receive(request)).version);
  }

  /** Gives up an upload under way. */
  @Delete('versions/:id')
  @HttpCode(204)
  async abandon(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.evidence.abandonUpload(ctx, id);
  }

  /** The bytes of a version that passed its inspection; accepts a range. */
  @Get('versions/:id/file')
  @WithoutTransaction()
  async download(@Req() request: PortalRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.files.send(request, reply, (ctx) => this.queries.ownFile(ctx, id));
  }
}
