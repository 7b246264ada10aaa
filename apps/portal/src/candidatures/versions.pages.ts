import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { AnswerService, CandidatureQueries, CarryOverQueries, CarryOverService } from '#candidatures';
import { say, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { addressOf, menuOf } from './candidature.view.js';
import { crumbs } from './frame.view.js';
import { MoveVersionForm } from './versions.dto.js';
import { versionsPages } from './versions.messages.js';
import { plannedView } from './version-plan.view.js';
import { madeView, versionsView } from './versions.view.js';

/** The versions of the criteria a file answers, and the move to a newer one. */
@Access('vendor_admin', 'vendor_contributor', 'vendor_finance')
@Controller('/candidatures/:id')
export class VersionsPages {
  constructor(
    private readonly candidatures: CandidatureQueries,
    private readonly queries: CarryOverQueries,
    private readonly carryOver: CarryOverService,
    private readonly answers: AnswerService,
  ) {}

  @Get('versions')
  async list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const summary = await this.candidatures.summary(ctx, id);
    const offers = await this.queries.offered(ctx, summary.candidature);
    const view = { ...versionsView({ summary, offers, moves: await this.queries.moves(ctx, id) }), menu: menuOf(summary, '/versions') };
    const title = versionsPages['newer.title'];
    return page('candidatures/versions', view, { title, breadcrumb: crumbs(summary, { label: title }) });
  }

  /** Before the move, what it would change; after it, what it made. */
  @Get('versions/:versionId')
  async show(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
  ): Promise<Page> {
    const summary = await this.candidatures.summary(ctx, id);
    const made = (await this.queries.moves(ctx, id)).find(({ toVersionId }) => toVersionId === versionId);
    const menu = menuOf(summary, '/versions');
    const title = versionsPages['newer.title'];
    const breadcrumb = crumbs(summary, { label: title, href: addressOf(id, '/versions') }, { label: made?.toLabel ?? '…' });
    if (made !== undefined) {
      const left = await this.queries.left(ctx, id, made.fromVersionId);
      return page('candidatures/version-made', { ...madeView(summary, made, left), menu }, { title, breadcrumb });
    }
    const planned = await this.queries.plan(ctx, summary.candidature, versionId);
    const mayMove = ctx.actor.roles.some((role) => role === 'vendor_admin' || role === 'vendor_contributor');
    const view = { ...plannedView(summary, planned, ctx.locale), menu, mayMove, form: formOf({}, request.known.flash) };
    const path = crumbs(summary, { label: title, href: addressOf(id, '/versions') }, { label: planned.to.label });
    return page('candidatures/version', view, { title, breadcrumb: path });
  }

  @Post('versions/:versionId')
  @Access('vendor_admin', 'vendor_contributor')
  async move(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
    @Body() { from }: MoveVersionForm,
  ): Promise<Redirect> {
    await this.carryOver.move(ctx, id, { from, to: versionId });
    const made = (await this.queries.moves(ctx, id)).find(({ toVersionId }) => toVersionId === versionId);
    const message = say(versionsPages['move.done'], ctx.locale, { code: made?.code ?? '', to: made?.toLabel ?? '' });
    return redirect(addressOf(id, `/versions/${versionId}`), { message, tone: 'success' });
  }

  @Post('exigences/:requirementId/confirmation')
  @Access('vendor_admin', 'vendor_contributor')
  async confirm(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
  ): Promise<Redirect> {
    await this.answers.confirm(ctx, id, requirementId);
    const message = say(versionsPages['origin.confirmed'], ctx.locale);
    return redirect(addressOf(id, `/exigences/${requirementId}`), { message, tone: 'success' });
  }
}
