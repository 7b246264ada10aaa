import { Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { packagePolicy, PackagesQueries, PackagesService, type KeptImport } from '#criteria';
import { say, transact, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context, WithoutTransaction } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { page, redirect, type Page, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { criteriaPages } from './criteria.messages.js';
import { packagesView, reportView } from './packages.view.js';
import { readImport } from './read-import.js';

/** The work of the agency on packages: imports and their reports. */
@Access('criteria_editor', 'agency_officer', 'verifier', 'lead', 'decider', 'operator')
@Controller()
export class PackagesPages {
  constructor(
    private readonly packages: PackagesService,
    private readonly queries: PackagesQueries,
    private readonly database: DataSource,
  ) {}

  @Get('/agence/referentiels')
  async list(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    const [versions, reports] = [await this.queries.list(ctx), await this.queries.reports(ctx)];
    const mayImport = packagePolicy.import(ctx.actor, { status: 'draft' });
    const view = { ...packagesView(versions, reports, ctx), mayImport, form: formOf({}, request.known.flash) };
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
}
