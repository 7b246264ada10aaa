import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RehearsalQueries } from '#candidatures';
import {
  ConsultationQueries,
  dayInParis,
  packageLifecycle,
  packagePolicy,
  PackagesQueries,
  PackagesService,
  type KeptImport,
} from '#criteria';
import { DomainError, say, transact, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context, WithoutTransaction } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { page, redirect, type Page, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { lifeView } from './authoring-life.view.js';
import { draftPath } from './authoring-places.view.js';
import { criteriaPages } from './criteria.messages.js';
import { shown } from './criteria.view.js';
import { PackageActionForm } from './packages.dto.js';
import { packagesView, packageView, reportView } from './packages.view.js';
import { readImport } from './read-import.js';

/** The work of the agency on packages: imports and their reports, freezing, publication. */
@Access('criteria_editor', 'agency_officer', 'verifier', 'lead', 'decider', 'operator')
@Controller()
export class PackagesPages {
  constructor(
    private readonly packages: PackagesService,
    private readonly queries: PackagesQueries,
    private readonly consultations: ConsultationQueries,
    private readonly database: DataSource,
  ) {}

  @Get('/agence/referentiels')
  async list(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    const [versions, reports] = [await this.queries.list(ctx), await this.queries.reports(ctx)];
    const mayImport = packagePolicy.import(ctx.actor, { status: 'draft' });
    const view = { ...packagesView(versions, reports, ctx.locale), mayImport, form: formOf({}, request.known.flash) };
    return page('criteria/packages', view, { title: criteriaPages['packages.title'] });
  }

  /** Reads the file outside any transaction, then keeps a report per package, and each content as a draft. */
  @Post('/envois/referentiels')
  @Access('criteria_editor')
  @WithoutTransaction()
  async import(@Req() request: PortalRequest): Promise<Redirect> {
    const { actor, locale } = request.known;
    const { imported, fileSha256 } = await readImport(request);
    const kept = await transact<KeptImport[]>(this.database, { actor, locale, requestId: request.id }, (ctx) =>
      this.packages.keepImports(ctx, imported, fileSha256),
    );
    if (kept.length === 1) return redirect(`/agence/referentiels/imports/${kept[0].reportId}`);
    const message = say(criteriaPages['packages.import.several'], locale, { count: kept.length });
    return redirect('/agence/referentiels', { message, tone: kept.every(({ versionId }) => versionId !== null) ? 'success' : 'info' });
  }

  @Get('/agence/referentiels/imports/:id')
  @Access('criteria_editor')
  async report(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Query('niveau') level?: string): Promise<Page> {
    const report = await this.queries.report(ctx, id);
    const breadcrumb = [
      { label: criteriaPages['packages.title'], href: '/agence/referentiels' },
      { label: criteriaPages['packages.report'] },
    ];
    return page('criteria/report', reportView(report, level ?? '', ctx.locale), { title: criteriaPages['packages.report'], breadcrumb });
  }

  @Get('/agence/referentiels/:id')
  async version(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Req() request: PortalRequest): Promise<Page> {
    const version = await this.queries.one(ctx, id);
    const { code, title } = version.content;
    const breadcrumb = [{ label: criteriaPages['packages.title'], href: '/agence/referentiels' }, { label: `${code} ${version.label}` }];
    const consultation = { href: `/agence/referentiels/${id}/consultation`, unanswered: await this.consultations.unanswered(ctx, id) };
    const form = formOf({ effectiveOn: dayInParis(ctx.now) }, request.known.flash);
    const drafting = lifeView(version, ctx.actor, ctx.now);
    const view = { ...packageView(version, ctx.actor, ctx.locale), consultation, drafting, form };
    return page('criteria/package', view, { title: shown(title, ctx.locale).text, breadcrumb });
  }
}

/** The buttons of the life of a version. Publishing rests on the rehearsal of its very content. */
@Access('criteria_editor')
@Controller()
export class PackageActionPages {
  constructor(
    private readonly packages: PackagesService,
    private readonly queries: PackagesQueries,
    private readonly rehearsals: RehearsalQueries,
  ) {}

  @Post('/agence/referentiels/:id/actions')
  async act(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { action, effectiveOn }: PackageActionForm,
  ): Promise<Redirect> {
    if (action === 'publish') await this.rehearsals.refuseUnrehearsed(ctx, id);
    try {
      await this.packages.act(ctx, id, action, { ...(effectiveOn !== undefined && { effectiveOn }) });
    } catch (error) {
      // Refused before anything was written: the remarks say what to correct, each at its field.
      if (!(error instanceof DomainError) || error.code !== 'package.not-ready') throw error;
      return redirect(draftPath(id, '/remarques?niveau=error'), { message: error.sentence(ctx.locale), tone: 'error' });
    }
    const { status } = await this.queries.one(ctx, id);
    const message = say(criteriaPages['packages.done'], ctx.locale, { status: packageLifecycle.show(status).label });
    return redirect(`/agence/referentiels/${id}`, { message, tone: 'success' });
  }
}
