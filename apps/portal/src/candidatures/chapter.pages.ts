import { bilingual } from '#criteria';
import { Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { CandidatureQueries, ChapterService, DossierQueries, OverviewQueries } from '#candidatures';
import { refuse, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import { addressOf, menuOf } from './candidature.view.js';
import { crumbs, done } from './frame.view.js';
import { chapterView } from './chapter.view.js';

/** A chapter of a candidature and its submission. */
@Access('vendor_admin', 'vendor_contributor')
@Controller('/candidatures/:id/chapitres/:chapterId')
export class ChapterPages {
  constructor(
    private readonly chapters: ChapterService,
    private readonly overviews: OverviewQueries,
    private readonly dossiers: DossierQueries,
    private readonly queries: CandidatureQueries,
  ) {}

  @Get()
  @Access('vendor_admin', 'vendor_contributor', 'vendor_finance')
  async show(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('chapterId', ParseUUIDPipe) chapterId: string,
  ): Promise<Page> {
    const { summary, found, chapters } = await this.overviews.overview(ctx, id);
    const chapter = chapters.find((one) => one.id === chapterId);
    if (chapter === undefined) throw refuse.notFound('not-found');
    const answers = await this.dossiers.answers(ctx, id, chapterId);
    const isOpen = summary.status === 'open' || summary.status === 'clarification';
    const view = { ...chapterView({ id, chapter, answers, found, isOpen }), menu: menuOf(summary, '/exigences', found) };
    const title = bilingual(chapter.title);
    return page('candidatures/chapter', view, { title, breadcrumb: crumbs(summary, { label: title }) });
  }

  @Post('transmission')
  async submit(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('chapterId', ParseUUIDPipe) chapterId: string,
  ): Promise<Redirect> {
    const { submission, candidature } = await this.chapters.submit(ctx, id, chapterId);
    if (candidature.status !== 'complete') return redirect(addressOf(id), done(ctx, 'chapter.submitted', { hash: submission.answersHash }));
    const [receipt] = await this.queries.receipts(ctx, id);
    return redirect(addressOf(id, `/recus/${receipt.id}`), done(ctx, 'chapter.submitted.complete', { receipt: receipt.number }));
  }
}
