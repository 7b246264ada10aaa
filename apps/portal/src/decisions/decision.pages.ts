import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { DecisionFileQueries, decisionPolicy, DecisionQueries, DecisionsService, ProposeDecision, TakeDecision } from '#decisions';
import { type Ctx, say } from '#platform';
import { StandingQueries } from '#review';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { orDeclare } from '../review/opened.js';
import { AfterQuery } from './paging.dto.js';
import { decisionsPages } from './decisions.messages.js';
import { decisionsView, deskView, letterView } from './decision.view.js';

/** Where decisions are proposed, taken and read. */
@Controller()
export class DecisionPages {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly queries: DecisionQueries,
    private readonly files: DecisionFileQueries,
    private readonly doors: StandingQueries,
  ) {}

  /** Proposals that wait and decisions taken. */
  @Get('/agence/decisions')
  @Access('lead', 'decider')
  async list(@Context() ctx: Ctx, @Query() { apres }: AfterQuery): Promise<Page> {
    const view = decisionsView(await this.queries.waiting(ctx), await this.queries.list(ctx, { after: apres }), ctx.locale);
    return page('decisions/decisions', view, { title: decisionsPages['decisions.title'] });
  }

  /** One candidature: propose, then decide. */
  @Get('/agence/candidatures/:id/decision')
  @Access('lead', 'decider')
  async desk(@Context() ctx: Ctx, @Req() request: PortalRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Page | Redirect> {
    return orDeclare(id, () => this.opened(ctx, request, id));
  }

  private async opened(ctx: Ctx, request: PortalRequest, id: string): Promise<Page | Redirect> {
    await this.doors.open(ctx, id);
    const file = await this.files.file(ctx, id);
    const taken = file.status === 'decided' ? await this.queries.lastOn(ctx, id) : null;
    if (taken) return redirect(`/decisions/${taken.decision.id}`);
    const proposal = await this.queries.waitingOn(ctx, id);
    const subject = { ...file, proposedBy: proposal?.proposedBy ?? null };
    const desk = {
      file,
      proposal,
      mayPropose: decisionPolicy.propose(ctx.actor, undefined),
      mayDecide: decisionPolicy.decide(ctx.actor, subject),
      form: formOf({}, request.known.flash),
    };
    const title = say(decisionsPages['decision.title'], ctx.locale, { number: file.dossier.candidature });
    const breadcrumb = [{ label: decisionsPages['decisions.title'], href: '/agence/decisions' }, { label: file.dossier.candidature }];
    return page('decisions/desk', deskView(desk, ctx.locale), { title, breadcrumb });
  }

  @Post('/agence/candidatures/:id/proposition')
  @Access('lead')
  async propose(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: ProposeDecision): Promise<Redirect> {
    await this.doors.open(ctx, id);
    await this.decisions.propose(ctx, id, input);
    return redirect(`/agence/candidatures/${id}/decision`, {
      message: say(decisionsPages['decision.proposed'], ctx.locale),
      tone: 'success',
    });
  }

  @Post('/agence/candidatures/:id/decision')
  @Access('decider')
  async take(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: TakeDecision): Promise<Redirect> {
    await this.doors.open(ctx, id);
    const decision = await this.decisions.take(ctx, id, input);
    const message = say(decisionsPages['decision.done'], ctx.locale, { number: decision.number });
    return redirect(`/decisions/${decision.id}`, { message, tone: 'success' });
  }

  /** The letter, for the vendor concerned and the agency. */
  @Get('/decisions/:id')
  @Access('signed-in')
  async letter(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const found = await this.queries.byId(ctx, id);
    const title = say(decisionsPages['decision.letter'], ctx.locale, { number: found.decision.number });
    return page('decisions/letter', letterView(found), { title });
  }
}
