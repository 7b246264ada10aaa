import { bilingual } from '#criteria';
import { Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { OrganisationsQueries } from '#accounts';
import { CandidatureQueries, CandidatureService, CompletionService, DossierQueries, OverviewQueries } from '#candidatures';
import { DecisionQueries } from '#decisions';
import type { Ctx } from '#platform';
import { ClockService } from '#review';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import { addressOf, chapterTable, decidedBall, menuOf, summaryView } from './candidature.view.js';
import { candidaturesPages } from './candidatures.messages.js';
import { clockView } from './clock.view.js';
import { crumbs, done, teamOf } from './frame.view.js';
import { requirementTable } from './chapter.view.js';
import { isMoving, movedBall, offerNotice } from './versions.view.js';

/** The page of a candidature: who acts, where it stands, its chapters, what blocks, the team; and all its requirements. */
@Access('vendor_admin', 'vendor_contributor', 'vendor_finance')
@Controller('/candidatures/:id')
export class CandidaturePages {
  constructor(
    private readonly overviews: OverviewQueries,
    private readonly organisations: OrganisationsQueries,
    private readonly clock: ClockService,
    private readonly decisions: DecisionQueries,
  ) {}

  @Get()
  async show(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const overview = await this.overviews.overview(ctx, id);
    const { summary, found } = overview;
    const { offers, moves } = await this.overviews.versions(ctx, summary);
    const decision = await this.decisions.lastOn(ctx, id);
    const view = {
      ...summaryView(overview),
      ...(summary.status === 'decided' && decision && { ball: decidedBall(decision) }),
      ...(summary.status === 'clarification' && isMoving(summary.candidature, moves) && { ball: movedBall(summary) }),
      offer: offerNotice(summary, offers),
      menu: menuOf(summary, '', found),
      team: teamOf(await this.organisations.members(ctx, summary.organisationId), ctx.actor.accountId),
      teamLink: ctx.actor.roles.includes('vendor_admin') ? { href: '/organisation', label: candidaturesPages['team.invite'] } : null,
      clock: clockView(ctx, summary, await this.clock.read(ctx, id)),
      completeAction: addressOf(id, '/completude'),
    };
    return page('candidatures/summary', view, { title: `${summary.solution} ${summary.versionLabel}`, breadcrumb: crumbs(summary) });
  }
}

/** All the requirements of a candidature, chapter by chapter. */
@Access('vendor_admin', 'vendor_contributor', 'vendor_finance')
@Controller('/candidatures/:id')
export class CandidatureRequirementsPages {
  constructor(
    private readonly overviews: OverviewQueries,
    private readonly dossiers: DossierQueries,
  ) {}

  @Get('exigences')
  async requirements(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const { summary, found, chapters } = await this.overviews.overview(ctx, id);
    const answers = await this.dossiers.answers(ctx, id);
    const view = {
      menu: menuOf(summary, '/exigences', found),
      overview: chapters.length > 0 ? chapterTable(id, chapters, found) : null,
      tables: chapters.map((chapter) => {
        const own = answers.filter(({ chapterId }) => chapterId === chapter.id);
        return requirementTable(id, own, found, bilingual(chapter.title));
      }),
    };
    const title = candidaturesPages['candidature.menu.requirements'];
    return page('candidatures/requirements', view, { title, breadcrumb: crumbs(summary, { label: title }) });
  }
}

/** Completeness asked for, and withdrawal. */
@Access('vendor_admin', 'vendor_contributor', 'vendor_finance')
@Controller('/candidatures/:id')
export class CandidatureActsPages {
  constructor(
    private readonly candidatures: CandidatureService,
    private readonly completion: CompletionService,
    private readonly queries: CandidatureQueries,
  ) {}

  @Post('completude')
  @Access('vendor_admin', 'vendor_contributor')
  async complete(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Redirect> {
    await this.completion.request(ctx, id);
    return redirect(addressOf(id, '/recus'), done(ctx, 'completion.done'));
  }

  @Get('retrait')
  @Access('vendor_admin')
  async askWithdrawal(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const summary = await this.queries.summary(ctx, id);
    const title = candidaturesPages['withdraw.title'];
    const view = {
      menu: menuOf(summary, ''),
      action: addressOf(id, '/retrait'),
      back: addressOf(id),
      effects: [candidaturesPages['withdraw.effect']],
    };
    return page('candidatures/withdraw', view, { title, breadcrumb: crumbs(summary, { label: title }) });
  }

  @Post('retrait')
  @Access('vendor_admin')
  async withdraw(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Redirect> {
    await this.candidatures.withdraw(ctx, id);
    return redirect(addressOf(id), done(ctx, 'withdraw.done'));
  }
}
