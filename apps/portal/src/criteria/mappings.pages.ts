import { Body, Controller, Get, Param, ParseIntPipe, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  mappingLifecycle,
  mappingPolicy,
  MappingsQueries,
  MappingsService,
  PackagesQueries,
  typedEnds,
  type Mapping,
  type MappingLink,
} from '#criteria';
import { AcquiredResultQueries } from '#candidatures';
import { refuse, say, transact, type Ctx } from '#platform';
import { afterDecisionTable } from '../candidatures/acquired.view.js';
import { Access } from '../http/access.js';
import { Context, WithoutTransaction } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { page, redirect, type Crumb, type Page, type Redirect } from '../http/page.js';
import type { Flash, PortalRequest } from '../http/request.js';
import { MappingActionForm, MappingEndsForm, MappingLinkForm, MappingRemovalForm } from './mappings.dto.js';
import { criteriaPages } from './criteria.messages.js';
import { mappingsPages } from './mappings.messages.js';
import { agencyPath, linkView, mappingDeskView, mappingsView, versionChoices } from './mappings.view.js';
import { readMapping } from './read-mapping.js';

/** The work of the agency on equivalences: imports, drafts link by link, publication, withdrawal. */
@Access('criteria_editor', 'agency_officer', 'verifier', 'lead', 'decider', 'operator')
@Controller()
export class MappingsPages {
  constructor(
    private readonly mappings: MappingsService,
    private readonly queries: MappingsQueries,
    private readonly packages: PackagesQueries,
    private readonly acquired: AcquiredResultQueries,
  ) {}

  @Get('/agence/equivalences')
  async list(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    const mayImport = mappingPolicy.write(ctx.actor, { status: 'draft' });
    const versions = mayImport ? await this.packages.list(ctx) : [];
    const view = {
      ...mappingsView(await this.queries.list(ctx), ctx.locale, (mapping) => agencyPath(mapping)),
      afterDecision: afterDecisionTable(await this.acquired.afterDecision(ctx), ctx.locale),
      mayImport,
      versions: versionChoices(versions, ctx.locale),
      form: formOf({}, request.known.flash),
    };
    return page('criteria/mappings', view, {
      title: mappingsPages['mappings.title'],
      breadcrumb: [packagesCrumb, { label: mappingsPages['mappings.title'] }],
    });
  }

  @Get('/agence/equivalences/:id')
  async one(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('depuis') from?: string,
  ): Promise<Page> {
    const mapping = await this.queries.one(ctx, id);
    const versions = mapping.status === 'draft' ? await this.packages.list(ctx) : [];
    const view = mappingDeskView(mapping, ctx.actor, { locale: ctx.locale, from: placeOf(from), versions });
    const form = formOf({}, request.known.flash);
    return page('criteria/mapping', { ...view, form }, { title: name(mapping), breadcrumb: crumbs({ label: name(mapping) }) });
  }

  @Post('/agence/equivalences/:id/actions')
  @Access('criteria_editor')
  async act(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { action, reason }: MappingActionForm): Promise<Redirect> {
    if (action === 'publish') await this.mappings.publish(ctx, id);
    else await this.mappings.withdraw(ctx, id, reason ?? '');
    const { status } = await this.queries.one(ctx, id);
    return redirect(agencyPath({ id }), done(ctx, 'mappings.done', { status: mappingLifecycle.show(status).label[ctx.locale] }));
  }

  @Post('/agence/equivalences/:id/rattachement')
  @Access('criteria_editor')
  async bind(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() form: MappingEndsForm): Promise<Redirect> {
    await this.mappings.bind(ctx, id, form.revision, { sourceId: form.source, targetId: form.target });
    return redirect(agencyPath({ id }), done(ctx, 'mappings.bound'));
  }

  @Get('/agence/equivalences/:id/liens/nouveau')
  @Access('criteria_editor')
  async newLink(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    return this.linkPage(ctx, await this.queries.one(ctx, id), null);
  }

  @Post('/agence/equivalences/:id/liens/nouveau')
  @Access('criteria_editor')
  async addLink(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() form: MappingLinkForm): Promise<Page | Redirect> {
    const mapping = await this.queries.one(ctx, id);
    if (mapping.revision !== form.revision) return this.linkPage(ctx, mapping, null, form);
    await this.mappings.changeLink(ctx, id, form.revision, { kind: 'add', link: typedLink(form) });
    return redirect(agencyPath({ id }), done(ctx, 'mappings.link.saved'));
  }

  @Get('/agence/equivalences/:id/liens/:place')
  @Access('criteria_editor')
  async link(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Param('place', ParseIntPipe) place: number): Promise<Page> {
    const mapping = await this.queries.one(ctx, id);
    if (mapping.content.links[place] === undefined) throw refuse.notFound('not-found');
    return this.linkPage(ctx, mapping, place);
  }

  /** A draft that changed meanwhile is shown beside what was typed, which stays in the form. */
  @Post('/agence/equivalences/:id/liens/:place')
  @Access('criteria_editor')
  async saveLink(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('place', ParseIntPipe) place: number,
    @Body() form: MappingLinkForm,
  ): Promise<Page | Redirect> {
    const mapping = await this.queries.one(ctx, id);
    if (mapping.revision !== form.revision) return this.linkPage(ctx, mapping, place, form);
    const link = typedLink(form, mapping.content.links[place]);
    await this.mappings.changeLink(ctx, id, form.revision, { kind: 'replace', place, link });
    return redirect(agencyPath({ id }), done(ctx, 'mappings.link.saved'));
  }

  @Post('/agence/equivalences/:id/liens/:place/retrait')
  @Access('criteria_editor')
  async removeLink(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('place', ParseIntPipe) place: number,
    @Body() { revision }: MappingRemovalForm,
  ): Promise<Redirect> {
    await this.mappings.changeLink(ctx, id, revision, { kind: 'remove', place });
    return redirect(agencyPath({ id }), done(ctx, 'mappings.link.removed'));
  }

  private linkPage(ctx: Ctx, mapping: Mapping, place: number | null, typed: MappingLinkForm | null = null): Page {
    const title = mappingsPages[place === null ? 'mappings.link.new' : 'mappings.link.title'];
    const breadcrumb = crumbs({ label: name(mapping), href: agencyPath(mapping) }, { label: title });
    const view = linkView(mapping, place, ctx.locale, typed);
    return page('criteria/mapping-link', view, { title, breadcrumb, ...(typed !== null && { status: 409 }) });
  }
}

/** Files of equivalences sent by an editor. */
@Access('criteria_editor')
@Controller()
export class MappingImportPages {
  constructor(
    private readonly mappings: MappingsService,
    private readonly queries: MappingsQueries,
    private readonly database: DataSource,
  ) {}

  /** Reads the file outside any transaction, then keeps what it gave as drafts, with its account. */
  @Post('/envois/equivalences')
  @WithoutTransaction()
  async import(@Req() request: PortalRequest): Promise<Redirect> {
    const { actor, locale } = request.known;
    const inTransaction = <T>(use: (ctx: Ctx) => Promise<T>) => transact(this.database, { actor, locale, requestId: request.id }, use);
    const { imported, version } = await readMapping(request, this.queries, inTransaction);
    const [id] = await inTransaction((ctx) => this.mappings.keepImport(ctx, imported, version === undefined ? {} : { version }));
    const message = say(mappingsPages['mappings.imported'], locale, { ...imported.rows });
    return redirect(imported.mappings.length > 1 ? '/agence/equivalences' : agencyPath({ id }), { message, tone: 'success' });
  }
}

function typedLink(form: MappingLinkForm, known?: MappingLink): MappingLink {
  const { relation, kind, rationale, sureness, conditions } = form;
  const partOf = new Map([...(known?.sources ?? []), ...(known?.targets ?? [])].map(({ key, part }) => [key, part]));
  const ends = (typed: string) => typedEnds(typed).map((end) => ({ ...end, part: partOf.get(end.key) ?? null }));
  const english = known?.rationale?.fr === rationale ? known?.rationale?.en : undefined;
  return {
    sources: ends(form.sources),
    targets: ends(form.targets),
    relation,
    rationaleKind: kind ?? null,
    rationale: rationale === undefined ? null : { fr: rationale, ...(english !== undefined && { en: english }) },
    sureness: sureness === undefined ? null : sureness * 10,
    coverage: known?.coverage ?? null,
    conditions: (conditions ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim().slice(0, 1000)])),
  };
}

const packagesCrumb: Crumb = { label: criteriaPages['packages.title'], href: '/agence/referentiels' };

function crumbs(...rest: Crumb[]): Crumb[] {
  return [packagesCrumb, { label: mappingsPages['mappings.title'], href: '/agence/equivalences' }, ...rest];
}

function name({ code, version }: Mapping): string {
  return `${code} ${version}`;
}

function done(ctx: Ctx, key: keyof typeof mappingsPages, params: Record<string, string> = {}): Flash {
  return { message: say(mappingsPages[key], ctx.locale, params), tone: 'success' };
}

function placeOf(from: string | undefined): number {
  return from !== undefined && /^\d{1,6}$/.test(from) ? Number(from) : 0;
}
