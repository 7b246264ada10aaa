import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { localInstant } from '#calls';
import type { Ctx } from '#platform';
import { ClockService, refuseReview, ReviewQueries, ReviewService, RoundService, StandingQueries, SynthesisQueries } from '#review';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { orDeclare } from './opened.js';
import { SendRoundForm } from './review-forms.dto.js';
import { reviewPages } from './review.messages.js';
import { roundView } from './round.view.js';
import { synthesisView } from './synthesis.view.js';
import { deskAddress, words } from './words.view.js';

const crumbs = (id: string, number: string, title: keyof typeof reviewPages) => [
  { label: reviewPages['review.queue.title'], href: '/agence' },
  { label: number, href: deskAddress(id, '/evaluation') },
  { label: reviewPages[title] },
];

/** The rounds of clarification: prepared, previewed as the vendor will read them, sent, closed. */
@Access('agency_officer', 'verifier', 'lead', 'decider', 'commission_member')
@Controller('/agence/candidatures/:id/complements')
export class RoundPages {
  constructor(
    private readonly standings: StandingQueries,
    private readonly queries: ReviewQueries,
    private readonly rounds: RoundService,
  ) {}

  @Get()
  async show(@Context() ctx: Ctx, @Req() request: PortalRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Page | Redirect> {
    return orDeclare(id, async () => {
      const { summary, standing } = await this.standings.open(ctx, id);
      const view = { ...roundView(summary, await this.queries.rounds(ctx, id), standing), form: formOf({}, request.known.flash) };
      const breadcrumb = crumbs(id, summary.number, 'review.round');
      return page('review/round', view, { title: reviewPages['review.round'], breadcrumb });
    });
  }

  @Post('envoi')
  @Access('verifier', 'lead')
  async send(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { day, time }: SendRoundForm): Promise<Redirect> {
    const asked = day === undefined ? undefined : localInstant(day, time ?? '12:00', 'Europe/Paris');
    if (asked === null) throw refuseReview.invalid('round.due-passed');
    await this.rounds.send(ctx, id, asked);
    return redirect(deskAddress(id, '/complements'), { message: words('review.round.sent')[ctx.locale], tone: 'success' });
  }

  @Post('cloture')
  @Access('verifier', 'lead')
  async close(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Redirect> {
    await this.rounds.close(ctx, id);
    return redirect(deskAddress(id, '/complements'), { message: words('review.round.is-closed')[ctx.locale], tone: 'success' });
  }
}

/** What the review amounts to, and its end. */
@Access('agency_officer', 'verifier', 'lead', 'decider', 'commission_member')
@Controller('/agence/candidatures/:id/synthese')
export class SynthesisPages {
  constructor(
    private readonly standings: StandingQueries,
    private readonly syntheses: SynthesisQueries,
    private readonly queries: ReviewQueries,
    private readonly clock: ClockService,
  ) {}

  @Get()
  async show(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Page | Redirect> {
    return orDeclare(id, async () => {
      const { summary, standing } = await this.standings.open(ctx, id);
      const view = synthesisView({
        standing,
        synthesis: await this.syntheses.synthesis(ctx, id),
        assignments: await this.queries.assignments(ctx, id),
        assignable: await this.queries.assignable(ctx, summary),
        actor: ctx.actor,
        clock: await this.clock.read(ctx, id),
        now: ctx.now,
        locale: ctx.locale,
      });
      const breadcrumb = crumbs(id, summary.number, 'review.synthesis');
      return page('review/synthesis', view, { title: reviewPages['review.synthesis.title'], breadcrumb });
    });
  }
}

/** The act that ends a review. */
@Access('verifier', 'lead')
@Controller('/agence/candidatures/:id/synthese')
export class CloseReviewPages {
  constructor(private readonly reviews: ReviewService) {}

  @Post('cloture')
  async close(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Redirect> {
    await this.reviews.close(ctx, id);
    return redirect(deskAddress(id, '/synthese'), { message: words('review.synthesis.closed')[ctx.locale], tone: 'success' });
  }
}
