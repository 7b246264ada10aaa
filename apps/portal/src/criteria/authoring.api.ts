import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { complete, draftFindings, DraftingQueries, DraftingService, packageFindings, refuseDraft, type PackageDocument } from '#criteria';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { DraftDocumentInput, NewPackageInput, NextVersionInput, ValidateInput } from './authoring-api.dto.js';
import { DraftView, SavedDraftView, showDraft, showValidation, ValidationView } from './authoring-api.view.js';

/** Drafts of criteria packages: read by the agency, written by its editors; for anyone else they do not exist. */
@ApiTags('packages')
@Access('criteria_editor')
@Controller('/api/v1/packages')
export class AuthoringApi {
  constructor(
    private readonly drafting: DraftingService,
    private readonly queries: DraftingQueries,
  ) {}

  /** Begins a package from nothing: its code, its first version and its first section. */
  @Post('drafts')
  async start(@Context() ctx: Ctx, @Body() input: NewPackageInput): Promise<SavedDraftView> {
    const { id, version } = await this.drafting.start(ctx, input);
    return { id, revision: version };
  }

  /** Starts a new version from a published one: same keys, every requirement saying where it comes from. */
  @Post(':id/next-version')
  async derive(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: NextVersionInput): Promise<SavedDraftView> {
    const draft = await this.drafting.derive(ctx, id, input.version);
    return { id: draft.id, revision: draft.version };
  }

  /** One draft with its content and its remarks; `ETag` holds its revision. */
  @Get('drafts/:id')
  @Access('public')
  async show(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftView> {
    const draft = await this.queries.draft(ctx, id);
    void reply.header('etag', `"${draft.version}"`).header('cache-control', 'no-store');
    return showDraft(draft, await this.queries.findings(ctx, draft.content));
  }

  /** Saves a whole document over a draft, in one piece: 409 when it was written from an older revision, 422 with every error at its path. */
  @Put('drafts/:id')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The revision the document was written from, as given by ETag.' })
  async replace(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { revision, content }: DraftDocumentInput,
    @Headers('if-match') match?: string,
  ): Promise<SavedDraftView> {
    const version = revision ?? Number(/^"(\d{1,9})"$/.exec(match ?? '')?.[1] ?? Number.NaN);
    if (Number.isNaN(version)) throw refuseDraft.invalid('draft.revision-missing');
    const saved = await this.drafting.replace(ctx, id, { version, document: content });
    return { id: saved.id, revision: saved.version };
  }

  /** Every remark on a draft, or on a document not saved yet, errors first. Nothing is written. */
  @Post('drafts/:id/validate')
  @HttpCode(200)
  async validate(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { content }: ValidateInput): Promise<ValidationView> {
    const draft = await this.queries.draft(ctx, id);
    if (content === undefined) return showValidation(await this.queries.findings(ctx, draft.content));
    const findings = packageFindings(content);
    const hasForm = findings.every(({ level }) => level !== 'error');
    // Without an error the schema has proved the shape; what an editor should look at is only asked of such a document.
    return showValidation(hasForm ? draftFindings(complete(content as PackageDocument)) : findings);
  }
}
