import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { LineageQueries, LineageService, PackagesQueries, relationOf, type PackageVersion } from '#criteria';
import { refuse, say, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { page, redirect, type Page, type Redirect } from '../http/page.js';
import { criteriaPages } from './criteria.messages.js';
import { KeptDifferences } from './kept-differences.js';
import { LineageForm, LineageUndoForm } from './lineage.dto.js';
import { lineagePages } from './lineage.messages.js';
import { lineageFilters, lineagePath, lineageView, originSearchView, withoutOriginView } from './lineage.view.js';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the requirements of a draft come from: the editor confirms, rejects or looks for each link, or imports them. */
@Access('criteria_editor')
@Controller()
export class LineagePages {
  constructor(
    private readonly packages: PackagesQueries,
    private readonly lineage: LineageService,
    private readonly queries: LineageQueries,
    private readonly differences: KeptDifferences,
  ) {}

  @Get('/agence/referentiels/:id/filiation')
  async show(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Query() query: Record<string, unknown>): Promise<Page> {
    const to = await this.packages.one(ctx, id);
    const choices = await this.packages.list(ctx);
    const batches = await this.queries.batches(ctx, id);
    const from = await this.originOf(ctx, to, query.depuis);
    const options = { title: lineagePages['lineage.title'], breadcrumb: crumbs(to) };
    if (from === null) return page('criteria/lineage', withoutOriginView({ to, choices, batches, locale: ctx.locale }), options);
    const document = await this.differences.between(ctx, from, to);
    const decisions = await this.queries.decisions(ctx, from.id, id);
    const input = { from, to, document, decisions, batches, choices, filters: lineageFilters(query), locale: ctx.locale };
    return page('criteria/lineage', lineageView(input), options);
  }

  /** One requirement of the draft, and those of the older version it may come from. */
  @Get('/agence/referentiels/:id/filiation/recherche')
  async search(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Query() query: Record<string, unknown>): Promise<Page> {
    const to = await this.packages.one(ctx, id);
    const from = await this.originOf(ctx, to, query.depuis);
    const requirement = to.content.requirements.find(({ key }) => key === query.pour);
    if (from === null || requirement === undefined) throw refuse.notFound('not-found');
    const q = typeof query.q === 'string' ? query.q.slice(0, 200) : '';
    const title = say(lineagePages['lineage.search.title'], ctx.locale, { number: requirement.number });
    const breadcrumb = [...crumbs(to, lineagePath(id, { origin: from.id })), { label: title }];
    return page('criteria/lineage-search', originSearchView({ from, to, requirement, q, locale: ctx.locale }), { title, breadcrumb });
  }

  @Post('/agence/referentiels/:id/filiation')
  async decide(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() form: LineageForm): Promise<Redirect> {
    const message = await this.done(ctx, id, form);
    const { list, page: number } = lineageFilters(Object.fromEntries(new URLSearchParams(form.back)));
    return redirect(lineagePath(id, { origin: form.origin, list, page: number }), { message, tone: 'success' });
  }

  @Post('/agence/referentiels/:id/filiation/annulation')
  async undo(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { batch, origin }: LineageUndoForm): Promise<Redirect> {
    const count = await this.lineage.undo(ctx, id, batch);
    const message = say(lineagePages['lineage.done.undo'], ctx.locale, { count });
    return redirect(lineagePath(id, { origin: origin ?? '' }), { message, tone: 'success' });
  }

  private async done(ctx: Ctx, id: string, { origin, action, from, to, relation }: LineageForm): Promise<string> {
    const pair = { toVersionId: id, fromVersionId: origin };
    if (action === 'confirm-sure') {
      const { count } = await this.lineage.confirmSure(ctx, pair);
      return say(lineagePages['lineage.done.sure'], ctx.locale, { count });
    }
    if (to === undefined || (action !== 'without' && from === undefined)) {
      const text = lineagePages['lineage.incomplete'];
      throw refuse.invalid('input.invalid', {}, [{ field: 'to', code: 'lineage.incomplete', text }]);
    }
    if (action === 'without') await this.lineage.withoutOrigin(ctx, pair, to);
    else if (action === 'reject') await this.lineage.reject(ctx, pair, { from: from ?? '', to });
    else await this.lineage.confirm(ctx, pair, [{ from: from ?? '', to, relation: relation ?? relationOf({ kind: 'new' }) }]);
    return say(lineagePages[`lineage.done.${action}`], ctx.locale, { from: from ?? '', to });
  }

  /** The version asked for, or the one before; null when there is none. */
  private async originOf(ctx: Ctx, to: PackageVersion, asked: unknown): Promise<PackageVersion | null> {
    if (typeof asked === 'string' && uuid.test(asked) && asked !== to.id) return this.packages.one(ctx, asked);
    const before = await this.queries.previous(ctx, to);
    return before === null ? null : this.packages.byCode(ctx, to.content.code, before);
  }
}

function crumbs({ id, label, content }: PackageVersion, href?: string) {
  return [
    { label: criteriaPages['packages.title'], href: '/agence/referentiels' },
    { label: `${content.code} ${label}`, href: `/agence/referentiels/${id}` },
    { label: lineagePages['lineage.title'], ...(href !== undefined && { href }) },
  ];
}
