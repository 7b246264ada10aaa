import { Controller, Get, Header, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { candidatureImpactCsv, RehearsalQueries, RehearsalService, requirementImpactCsv } from '#candidatures';
import { say, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { page, redirect, type Page, type Redirect } from '../http/page.js';
import { criteriaPages } from './criteria.messages.js';
import { rehearsalPages } from './rehearsal.messages.js';
import { filesPerPage, rehearsalPath, rehearsalView } from './rehearsal.view.js';

const csv = 'text/csv; charset=utf-8';
/** More files than any wave holds; a file of them is made in one piece. */
const everyFile = 50_000;

/** The rehearsal of a version against the files under way, and the reports kept of it. */
@Access('criteria_editor', 'agency_officer', 'lead')
@Controller('/agence/referentiels/:id/repetition')
export class RehearsalPages {
  constructor(
    private readonly queries: RehearsalQueries,
    private readonly service: RehearsalService,
  ) {}

  @Get()
  async show(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('apres') after?: string,
    @Query('vue') view?: string,
  ): Promise<Page> {
    const rehearsal = await this.queries.rehearse(ctx, id);
    const files = await this.queries.candidatures(ctx, rehearsal, { ...(after && { after }), limit: filesPerPage });
    const facts = {
      rehearsal,
      files,
      reports: await this.queries.reports(ctx, id),
      seesFiles: ctx.actor.roles.some((role) => role === 'agency_officer' || role === 'lead'),
      after: after ?? null,
      isWhole: view === 'tout',
    };
    const { code } = rehearsal.version.content;
    const breadcrumb = [
      { label: criteriaPages['packages.title'], href: '/agence/referentiels' },
      { label: `${code} ${rehearsal.version.label}`, href: `/agence/referentiels/${id}` },
      { label: rehearsalPages['rehearsal.name'] },
    ];
    const title = say(rehearsalPages['rehearsal.title'], ctx.locale, { code, label: rehearsal.version.label });
    return page('criteria/rehearsal', rehearsalView(facts), { title, breadcrumb });
  }

  /** Keeps the report of this very content: publishing rests on it. */
  @Post()
  async record(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Redirect> {
    const { totals } = await this.service.record(ctx, id);
    const { candidatures, touched } = totals;
    const message = say(rehearsalPages['rehearsal.recorded'], ctx.locale, { candidatures, touched });
    return redirect(rehearsalPath(id), { message, tone: 'success' });
  }

  @Get('exigences.csv')
  @Header('content-type', csv)
  @Header('content-disposition', 'attachment; filename="repetition-exigences.csv"')
  async requirements(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    const { requirements } = await this.queries.rehearse(ctx, id);
    return requirementImpactCsv(requirements, ctx.locale);
  }

  /** The files the person may see. */
  @Get('dossiers.csv')
  @Access('agency_officer', 'lead')
  @Header('content-type', csv)
  @Header('content-disposition', 'attachment; filename="repetition-dossiers.csv"')
  async files(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    const rehearsal = await this.queries.rehearse(ctx, id);
    return candidatureImpactCsv(await this.queries.candidatures(ctx, rehearsal, { limit: everyFile }), ctx.locale);
  }
}
