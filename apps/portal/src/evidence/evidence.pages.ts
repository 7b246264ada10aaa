import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EvidenceUsesQueries } from '#candidatures';
import { EvidenceQueries, EvidenceService, isReferenceKind, referenceFacts } from '#evidence';
import { type Ctx, say } from '#platform';
import { Access } from '../http/access.js';
import { Context, WithoutTransaction } from '../http/context.js';
import { EvidenceFiles } from '../http/evidence-files.js';
import { formOf } from '../http/forms.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { evidencePages } from './evidence.messages.js';
import { NewReferenceForm, RenameForm } from './evidence.dto.js';
import { fileHint, itemLine, kindChoices, useLines, versionLine } from './evidence.view.js';

const perPage = 50;

/** The evidence of an organisation: list, versions, where it is used, replacement. */
@Access('vendor_admin', 'vendor_contributor', 'vendor_finance')
@Controller()
export class EvidencePages {
  constructor(
    private readonly evidence: EvidenceService,
    private readonly queries: EvidenceQueries,
    private readonly files: EvidenceFiles,
    private readonly uses: EvidenceUsesQueries,
  ) {}

  @Get('/preuves')
  async list(@Context() ctx: Ctx, @Req() request: PortalRequest, @Query('apres') after?: string): Promise<Page> {
    const found = await this.queries.list(ctx, { ...(after && { after }), limit: perPage + 1 });
    const shown = found.slice(0, perPage);
    const view = {
      items: shown.map((item) => itemLine(item, ctx.now)),
      next: found.length > perPage ? `/preuves?apres=${shown[shown.length - 1].item.id}` : null,
      form: formOf({}, request.known.flash),
      fileKinds: kindChoices('file'),
      referenceKinds: kindChoices('reference'),
      maxBytes: this.evidence.largestUpload,
    };
    return page('evidence/list', view, { title: evidencePages['evidence.title'] });
  }

  @Get('/preuves/:id')
  async show(@Context() ctx: Ctx, @Req() request: PortalRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const { item, versions } = await this.queries.item(ctx, id);
    const isReference = isReferenceKind(item.kind);
    const view = {
      item: { id: item.id, title: item.title },
      versions: versions.map((version) => versionLine(item, version, ctx.now)),
      uploading: versions.filter(({ status }) => status === 'uploading').map(({ number, id: versionId }) => ({ number, id: versionId })),
      isReference,
      hint: fileHint(item.kind, this.evidence.largestUpload),
      example: isReferenceKind(item.kind) ? referenceFacts[item.kind].example : null,
      metadata: JSON.stringify({ itemId: item.id }),
      form: formOf({ title: item.title }, request.known.flash),
      maxBytes: this.evidence.largestUpload,
      uses: useLines(await this.uses.of(ctx, id)),
    };
    const breadcrumb = [{ label: evidencePages['evidence.title'], href: '/preuves' }, { label: item.title }];
    return page('evidence/item', view, { title: item.title, breadcrumb });
  }

  /** A plain form with one file: a new item, or a new version of one. */
  @Post('/envois/formulaire')
  @Access('vendor_admin', 'vendor_contributor')
  @WithoutTransaction()
  async send(@Req() request: PortalRequest): Promise<Redirect> {
    const { version, fields } = await this.files.receive(request);
    return redirect(comeBack(fields['_back']) ?? `/preuves/${version.itemId}`, this.word(request, 'evidence.received'));
  }

  @Post('/preuves/references')
  @Access('vendor_admin', 'vendor_contributor')
  async refer(@Context() ctx: Ctx, @Req() request: PortalRequest, @Body() input: NewReferenceForm): Promise<Redirect> {
    const { kind, title, value, effectiveOn } = input;
    const itemId =
      input.itemId ??
      (await this.evidence.createItem(ctx, { kind: kind ?? 'cnda_number', title: title ?? '', declaredFictitious: false })).id;
    await this.evidence.addReference(ctx, itemId, { value, effectiveOn });
    return redirect(`/preuves/${itemId}`, this.word(request, 'evidence.referred'));
  }

  @Post('/preuves/:id/titre')
  @Access('vendor_admin', 'vendor_contributor')
  async rename(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RenameForm,
  ): Promise<Redirect> {
    await this.evidence.rename(ctx, id, input.title);
    return redirect(`/preuves/${id}`, this.word(request, 'evidence.renamed'));
  }

  @Post('/preuves/versions/:id/annulation')
  @Access('vendor_admin', 'vendor_contributor')
  async cancel(@Context() ctx: Ctx, @Req() request: PortalRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Redirect> {
    const { itemId } = await this.evidence.upload(ctx, id);
    await this.evidence.abandonUpload(ctx, id);
    return redirect(`/preuves/${itemId}`, this.word(request, 'evidence.cancelled'));
  }

  /** The file itself: an attachment, to its own organisation only. */
  @Get('/preuves/versions/:id/fichier')
  @WithoutTransaction()
  async download(@Req() request: PortalRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.files.send(request, reply, (ctx) => this.queries.ownFile(ctx, id));
  }

  private word(request: PortalRequest, key: keyof typeof evidencePages): { message: string; tone: 'success' } {
    return { message: say(evidencePages[key], request.known.locale), tone: 'success' };
  }
}

/** An address of the portal to return to, never elsewhere. */
function comeBack(address: string | undefined): string | null {
  return address !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(address) ? address : null;
}
