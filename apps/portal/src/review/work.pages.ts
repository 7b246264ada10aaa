import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { CandidatureQueries } from '#candidatures';
import type { Ctx } from '#platform';
import { AssignInput, AssignmentService, interestLabels, interestReasons, InterestService, ReviewQueries, StandingQueries } from '#review';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { DeclareInterestInput } from './review-forms.dto.js';
import { reviewPages } from './review.messages.js';
import { deskAddress, words } from './words.view.js';
import { workTable } from './work.view.js';

/** The work queue of the agency. */
@Access('agency_officer', 'verifier', 'lead', 'decider', 'commission_member', 'operator')
@Controller('/agence')
export class WorkPages {
  constructor(private readonly queries: ReviewQueries) {}

  @Get()
  async queue(@Context() ctx: Ctx, @Query('vue') view?: string): Promise<Page> {
    const mine = view === 'mes-dossiers';
    const lines = await this.queries.queue(ctx, { mine });
    const views = [
      { href: '/agence', label: words('review.queue.all'), current: !mine },
      { href: '/agence?vue=mes-dossiers', label: words('review.queue.mine'), current: mine },
    ];
    const shown = { views, table: lines.length > 0 ? workTable(lines) : null };
    return page('review/queue', shown, { title: reviewPages['review.queue.title'], layout: 'wide' });
  }
}

/** The declarations that come before a file, and who takes it in charge. */
@Access('agency_officer', 'verifier', 'lead', 'decider', 'commission_member')
@Controller('/agence/candidatures/:id')
export class InterestPages {
  constructor(
    private readonly candidatures: CandidatureQueries,
    private readonly standings: StandingQueries,
    private readonly interests: InterestService,
    private readonly assignments: AssignmentService,
  ) {}

  @Get('interets')
  async show(@Context() ctx: Ctx, @Req() request: PortalRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const summary = await this.candidatures.summary(ctx, id);
    const { forCall, forFile } = await this.standings.declarations(ctx, summary.callId, id);
    const { number, callCode: call, solution, vendor } = summary;
    const view = {
      lead: words('review.interest.lead', { number }),
      reasons: interestReasons.map((value) => ({ value, label: interestLabels[value] })),
      call: { title: words('review.interest.call', { call }), done: forCall, action: deskAddress(id, '/interets/appel') },
      file: { title: words('review.interest.file', { solution, vendor }), done: forFile, action: deskAddress(id, '/interets/dossier') },
      open: forCall && forFile ? deskAddress(id, '/evaluation') : null,
      form: formOf({}, request.known.flash),
    };
    const breadcrumb = [{ label: reviewPages['review.queue.title'], href: '/agence' }, { label: number }];
    return page('review/interest', view, { title: reviewPages['review.interest.title'], breadcrumb });
  }

  @Post('interets/appel')
  async forCall(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { reason }: DeclareInterestInput): Promise<Redirect> {
    await this.interests.declareForCall(ctx, id, reason);
    return after(ctx, id, reason !== 'none');
  }

  @Post('interets/dossier')
  async forFile(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { reason }: DeclareInterestInput): Promise<Redirect> {
    await this.interests.declareForFile(ctx, id, reason);
    return after(ctx, id, reason !== 'none');
  }

  @Post('prise-en-charge')
  @Access('verifier', 'lead')
  async take(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Redirect> {
    await this.assignments.take(ctx, id);
    return redirect(deskAddress(id, '/evaluation'), { message: words('review.taken')[ctx.locale], tone: 'success' });
  }
}

/** Who is in charge of a file. */
@Access('agency_officer', 'lead', 'verifier')
@Controller('/agence/candidatures/:id/equipe')
export class TeamPages {
  constructor(private readonly assignments: AssignmentService) {}

  @Post()
  async assign(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: AssignInput): Promise<Redirect> {
    await this.assignments.assign(ctx, id, input);
    return redirect(deskAddress(id, '/synthese'), { message: words('review.team.assigned')[ctx.locale], tone: 'success' });
  }

  @Post(':assignmentId/fin')
  async end(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('assignmentId', ParseUUIDPipe) assignmentId: string,
  ): Promise<Redirect> {
    await this.assignments.end(ctx, id, assignmentId);
    return redirect(deskAddress(id, '/synthese'), { message: words('review.team.ended')[ctx.locale], tone: 'success' });
  }
}

function after(ctx: Ctx, id: string, isHidden: boolean): Redirect {
  const message = words(isHidden ? 'review.interest.hidden' : 'review.interest.saved')[ctx.locale];
  return redirect(isHidden ? '/agence' : deskAddress(id, '/interets'), { message, tone: isHidden ? 'info' : 'success' });
}
