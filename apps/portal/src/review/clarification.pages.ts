import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { CandidatureQueries } from '#candidatures';
import type { Ctx } from '#platform';
import { ClarificationService, ReviewQueries, RoundService } from '#review';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { ClarificationAnswerInput } from './review-forms.dto.js';
import { reviewPages } from './review.messages.js';
import { clarificationView } from './round.view.js';
import { words } from './words.view.js';

/** The vendor answers the questions of the agency: kept one by one, sent together. */
@Access('vendor_admin', 'vendor_contributor')
@Controller('/candidatures/:id/complements')
export class ClarificationPages {
  constructor(
    private readonly candidatures: CandidatureQueries,
    private readonly queries: ReviewQueries,
    private readonly clarifications: ClarificationService,
    private readonly rounds: RoundService,
  ) {}

  @Get()
  async show(@Context() ctx: Ctx, @Req() request: PortalRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const { solution, versionLabel } = await this.candidatures.summary(ctx, id);
    const view = { ...clarificationView(id, await this.queries.ownRounds(ctx, id)), form: formOf({}, request.known.flash) };
    const breadcrumb = [
      { label: `${solution} ${versionLabel}`, href: `/candidatures/${id}` },
      { label: reviewPages['clarification.title'] },
    ];
    return page('review/clarification', view, { title: reviewPages['clarification.title'], breadcrumb });
  }

  @Post('envoi')
  async send(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Redirect> {
    await this.candidatures.mustSee(ctx, id);
    await this.rounds.answer(ctx, id);
    return redirect(`/candidatures/${id}/complements`, { message: words('clarification.sent')[ctx.locale], tone: 'success' });
  }

  @Post(':itemId')
  async save(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @Body() input: ClarificationAnswerInput,
  ): Promise<Redirect> {
    await this.clarifications.save(ctx, itemId, input);
    return redirect(`/candidatures/${id}/complements#question-${itemId}`, {
      message: words('clarification.saved')[ctx.locale],
      tone: 'success',
    });
  }
}
