import { bilingual } from '#criteria';
import { Controller, Get, Param, ParseUUIDPipe, Req } from '@nestjs/common';
import { DossierQueries, OverviewQueries, RequirementQueries, chapterLifecycle } from '#candidatures';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { addressOf, menuOf } from './candidature.view.js';
import { candidaturesPages } from './candidatures.messages.js';
import { crumbs } from './frame.view.js';
import { RequirementSupport } from './requirement-support.js';
import { requirementView, threadOf } from './requirement.view.js';

/** The page of a requirement, and the messages of a candidature. */
@Access('vendor_admin', 'vendor_contributor')
@Controller('/candidatures/:id')
export class RequirementPages {
  constructor(
    private readonly overviews: OverviewQueries,
    private readonly dossiers: DossierQueries,
    private readonly requirements: RequirementQueries,
    private readonly support: RequirementSupport,
  ) {}

  @Get('exigences/:requirementId')
  async show(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
  ): Promise<Page> {
    const { summary, found, chapters, dates } = await this.overviews.overview(ctx, id);
    const last = dates.find(({ kind }) => kind === (summary.status === 'clarification' ? 'exchanges_end' : 'complete_evidence'));
    const requirement = await this.requirements.one(ctx, id, requirementId);
    const expected = await this.requirements.expected(ctx, requirement);
    const { chapterStatus } = requirement;
    const isChapterOpen = chapterLifecycle.allows(chapterStatus, 'submit') || chapterLifecycle.allows(chapterStatus, 'start');
    const chapter = chapters.find((one) => one.id === requirement.chapterId);
    const facts = {
      id,
      actor: ctx.actor,
      now: ctx.now,
      requirement,
      chapter,
      answers: await this.dossiers.answers(ctx, id),
      found,
      scenarios: await this.requirements.scenarios(ctx, requirementId),
      expected,
      ...(await this.support.pieces(ctx, expected)),
      messages: await this.requirements.thread(ctx, id, requirementId),
      origins: await this.requirements.origins(ctx, requirement.answerId),
      isOpen: (summary.status === 'open' || summary.status === 'clarification') && isChapterOpen,
      deadline: last ? { at: last.at, zone: summary.zone } : null,
    };
    const { claim, reason, text, version } = requirement;
    const acquired = await this.support.acquiredBy(ctx, id, requirement, facts.isOpen);
    const view = { ...requirementView(facts), acquired, form: formOf({ claim, reason, text, version }, request.known.flash) };
    const inChapter = chapter ? [{ label: bilingual(chapter.title), href: addressOf(id, `/chapitres/${chapter.id}`) }] : [];
    return page('candidatures/requirement', view, {
      title: requirement.number,
      breadcrumb: crumbs(summary, ...inChapter, { label: requirement.number }),
    });
  }

  @Get('messages')
  async messages(@Context() ctx: Ctx, @Req() request: PortalRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const { summary, found } = await this.overviews.overview(ctx, id);
    const messages = await this.requirements.thread(ctx, id);
    const view = {
      menu: menuOf(summary, '/messages', found),
      entries: threadOf(messages, ctx.actor, true),
      hasMessages: messages.length > 0,
      action: addressOf(id, '/messages'),
      form: formOf({}, request.known.flash),
    };
    const title = candidaturesPages['messages.title'];
    return page('candidatures/messages', view, { title, breadcrumb: crumbs(summary, { label: title }) });
  }
}
