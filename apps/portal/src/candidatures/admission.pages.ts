import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import { AdmissionInput, AdmissionService, candidatureLifecycle, CandidatureQueries, DossierQueries, OverviewQueries } from '#candidatures';
import type { Ctx } from '#platform';
import { SolutionQueries } from '#solutions';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { admissionView, queueOf, queueTabs } from './admission.view.js';
import { queueTable } from './candidature.view.js';
import { AfterDeclaration } from '../review/after-declaration.js';
import { candidaturesPages } from './candidatures.messages.js';
import { done } from './frame.view.js';

const perPage = 50;

/** The agency's queues, in the order files are treated. */
@Access('agency_officer', 'verifier', 'lead', 'decider', 'operator')
@Controller('/agence/candidatures')
export class QueuePages {
  constructor(private readonly queries: CandidatureQueries) {}

  @Get()
  async queue(
    @Context() ctx: Ctx,
    @Query('etat') state?: string,
    @Query('apres') after?: string,
    @Query('complete') completeAt?: string,
  ): Promise<Page> {
    const counts = await this.queries.counts(ctx);
    const status = queueOf(state, ctx.actor, counts);
    const cursor = after === undefined ? {} : { after: { id: after, completeAt: completeAt ? new Date(completeAt) : null } };
    const lines = await this.queries.queue(ctx, status, { limit: perPage + 1, ...cursor });
    const shown = lines.slice(0, perPage);
    const last = shown[shown.length - 1];
    const more =
      lines.length > perPage ? new URLSearchParams({ etat: status, apres: last.id, complete: last.completeAt?.toISOString() ?? '' }) : null;
    const view = {
      tabs: queueTabs(status, counts),
      table: shown.length > 0 ? queueTable(shown, status) : null,
      next: more && `/agence/candidatures?${more.toString()}`,
    };
    return page('candidatures/queue', view, { title: candidaturesPages['agency.queue.title'] });
  }
}

/** The admission desk: the administrative file, and the answer given to it. */
@Access('agency_officer', 'verifier', 'lead', 'decider')
@UseInterceptors(AfterDeclaration)
@Controller('/agence/candidatures/:id')
export class AdmissionPages {
  constructor(
    private readonly admission: AdmissionService,
    private readonly overviews: OverviewQueries,
    private readonly dossiers: DossierQueries,
    private readonly solutions: SolutionQueries,
  ) {}

  @Get()
  async show(@Context() ctx: Ctx, @Req() request: PortalRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const overview = await this.overviews.overview(ctx, id);
    const { summary } = overview;
    const approvals = await this.solutions.approvals(ctx, summary.candidature.solutionVersionId);
    const questions = await this.dossiers.questions(ctx, id);
    const mayDecide = ctx.actor.roles.includes('agency_officer') && candidatureLifecycle.allows(summary.status, 'admit');
    const maySettle = ctx.actor.roles.some((role) => role === 'agency_officer' || role === 'verifier' || role === 'lead');
    const view = { ...admissionView(overview, { approvals, questions, mayDecide, maySettle }), form: formOf({}, request.known.flash) };
    const breadcrumb = [{ label: candidaturesPages['agency.queue.title'], href: '/agence/candidatures' }, { label: summary.number }];
    return page('candidatures/admission', view, { title: summary.number, breadcrumb });
  }

  @Post('recevabilite')
  @Access('agency_officer')
  async decide(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: AdmissionInput): Promise<Redirect> {
    await this.admission.decide(ctx, id, input);
    return redirect(`/agence/candidatures/${id}`, done(ctx, 'admission.done'));
  }
}
