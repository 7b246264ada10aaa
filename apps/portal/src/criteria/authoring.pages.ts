import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { DraftingQueries, DraftingService, isOpen, type PackageVersion } from '#criteria';
import { refuse, say, type Ctx, type Text } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { page, redirect, type Page, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { AuthoringDesk, shownForm, type Shown } from './authoring-desk.js';
import { FactsForm, RevisionForm, TreeQuery } from './authoring.dto.js';
import { changesView, revisionsView } from './authoring-history.view.js';
import { authoringPages } from './authoring.messages.js';
import { factsGroups } from './authoring-parts.view.js';
import { draftPath } from './authoring-places.view.js';
import { remarksView, treeView, type DraftFrame } from './authoring-tree.view.js';
import { factsValues } from './authoring-values.view.js';
import { readFacts } from './read-authoring.js';

/** A draft as a whole: its tree, its facts, its remarks, what changed, its revisions. The agency reads, editors write. */
@Access('criteria_editor')
@Controller('/agence/referentiels/:id/redaction')
export class AuthoringPages {
  private readonly desk: AuthoringDesk;

  constructor(
    private readonly drafting: DraftingService,
    private readonly queries: DraftingQueries,
  ) {
    this.desk = new AuthoringDesk(drafting, queries);
  }

  @Get()
  @Access('signed-in')
  async tree(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Query() { q, section }: TreeQuery): Promise<Page | Redirect> {
    const draft = await this.queries.draft(ctx, id);
    if (!isOpen(draft.status)) return this.closed(ctx, id);
    const view = treeView(await this.frame(ctx, draft), { q: q ?? '', section: section ?? '' });
    return this.page(draft, 'tree', view, authoringPages['authoring.title']);
  }

  @Get('reperes')
  async facts(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Req() { known }: PortalRequest): Promise<Page> {
    const draft = await this.desk.open(ctx, id);
    return this.factsPage(ctx, draft, { values: factsValues(draft.content), flash: known.flash });
  }

  @Post('reperes')
  saveFacts(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() form: FactsForm): Promise<Redirect | Page> {
    return this.desk.submit(ctx, id, {
      form,
      edit: { kind: 'package.change', facts: readFacts(form) },
      done: draftPath(id, '/reperes'),
      show: (draft, more) => this.factsPage(ctx, draft, more),
      valuesIn: factsValues,
    });
  }

  @Get('remarques')
  @Access('signed-in')
  async remarks(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Query('niveau') level?: string): Promise<Page> {
    const draft = await this.queries.draft(ctx, id);
    return this.page(draft, 'remarks', remarksView(await this.frame(ctx, draft), level ?? ''), authoringPages['authoring.menu.remarks']);
  }

  @Get('changements')
  @Access('signed-in')
  async changes(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('depuis') since?: string,
    @Query('nature') kind?: string,
  ): Promise<Page> {
    const draft = await this.queries.draft(ctx, id);
    const revision = since === undefined ? null : Number(since);
    if (revision !== null && !Number.isSafeInteger(revision)) throw refuse.notFound('not-found');
    const before = revision === null ? (await this.queries.base(ctx, draft))?.content : await this.queries.revision(ctx, id, revision);
    const compared = before === undefined ? null : { content: before, revision };
    const view = changesView(await this.frame(ctx, draft), compared, kind ?? '');
    return this.page(draft, 'changes', view, authoringPages['authoring.menu.changes']);
  }

  @Get('revisions')
  @Access('signed-in')
  async revisions(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const draft = await this.queries.draft(ctx, id);
    const view = revisionsView(await this.frame(ctx, draft), await this.queries.revisions(ctx, id));
    return this.page(draft, 'revisions', view, authoringPages['authoring.menu.revisions']);
  }

  @Post('revisions')
  async restore(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, revision }: RevisionForm,
  ): Promise<Redirect> {
    const saved = await this.drafting.restore(ctx, id, { version, revision });
    const message = say(authoringPages['authoring.restored'], ctx.locale, { from: revision, version: saved.version });
    return redirect(draftPath(id, '/revisions'), { message, tone: 'success' });
  }

  private factsPage(ctx: Ctx, draft: PackageVersion, more: Shown): Promise<Page> {
    return this.desk.formPage(ctx, draft, {
      ...more,
      heading: authoringPages['authoring.menu.facts'],
      groups: factsGroups(shownForm(more), ctx.locale),
      prefix: '',
      rest: '/reperes',
      back: draftPath(draft.id),
      mayCheck: true,
    });
  }

  private closed(ctx: Ctx, id: string): Redirect {
    return redirect(`/agence/referentiels/${id}`, { message: say(authoringPages['authoring.closed'], ctx.locale), tone: 'info' });
  }

  private async frame(ctx: Ctx, draft: PackageVersion): Promise<DraftFrame> {
    return { draft, findings: await this.queries.findings(ctx, draft.content), actor: ctx.actor, locale: ctx.locale };
  }

  private page(draft: PackageVersion, name: string, view: object, title: Text): Page {
    return page(`criteria/authoring-${name}`, view, this.desk.options(draft, title));
  }
}
