import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { PeopleQueries } from '#accounts';
import {
  ConsultationAnswersService,
  ConsultationQueries,
  ConsultationService,
  ExtendConsultationInput,
  GroupInput,
  OpenConsultationInput,
  ReasonInput,
  type AnswerTarget,
} from '#criteria';
import { DomainError, refuse, say, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { conflictView } from '../http/conflict.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { page, redirect, type Crumb, type Page, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { AnswerForm } from './consultation.dto.js';
import { consultationPages } from './consultation.messages.js';
import { answerPageView, answersOf, datesForm, workPath, workView, type AnswerSubject } from './consultation-work.view.js';
import { filtersIn, numberIn } from './consultation-words.view.js';
import { criteriaPages } from './criteria.messages.js';

/** The work of the editor on a consultation: dates, groups, answers, what is hidden. The agency reads it. */
@Access('criteria_editor', 'agency_officer', 'verifier', 'lead', 'decider', 'operator')
@Controller('/agence/referentiels/:id/consultation')
export class ConsultationWorkPages {
  constructor(
    private readonly consultations: ConsultationService,
    private readonly answers: ConsultationAnswersService,
    private readonly queries: ConsultationQueries,
    private readonly people: PeopleQueries,
  ) {}

  /** Dates, comments and groups; those that await an answer first. */
  @Get()
  async show(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const version = await this.queries.ofVersion(ctx, id);
    const book = version.rounds.length === 0 ? null : await this.queries.book(ctx, version, numberIn(query['iteration']) ?? undefined);
    const filters = filtersIn(query['etat'] === undefined ? { ...query, etat: 'sans' } : query);
    const view = workView({ version, book, filters, after: numberIn(query['apres']) }, ctx);
    const form = formOf(datesForm(version, ctx), request.known.flash);
    const title = say(consultationPages['consult.work.title'], ctx.locale, { code: version.code, version: version.label });
    return page('criteria/consultation-work', { ...view, form }, { title, breadcrumb: crumbs(version) });
  }

  @Post('ouverture')
  @Access('criteria_editor')
  async open(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: OpenConsultationInput): Promise<Redirect> {
    await this.consultations.open(ctx, id, input);
    return done(ctx, workPath(id), 'consult.work.opened');
  }

  @Post(':consultation/prolongation')
  @Access('criteria_editor')
  async extend(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('consultation', ParseUUIDPipe) consultation: string,
    @Body() input: ExtendConsultationInput,
  ): Promise<Redirect> {
    await this.consultations.extend(ctx, consultation, input);
    return done(ctx, workPath(id), 'consult.work.extended');
  }

  @Post(':consultation/cloture')
  @Access('criteria_editor')
  async close(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('consultation', ParseUUIDPipe) consultation: string,
    @Body() input: ReasonInput,
  ): Promise<Redirect> {
    await this.consultations.close(ctx, consultation, input);
    return done(ctx, workPath(id), 'consult.work.closed');
  }

  @Post(':consultation/groupes')
  @Access('criteria_editor')
  async group(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('consultation', ParseUUIDPipe) consultation: string,
    @Body() input: GroupInput,
  ): Promise<Redirect> {
    const subject = await this.answers.group(ctx, consultation, input);
    return done(ctx, `${workPath(id)}/groupes/${subject}`, 'consult.work.grouped');
  }

  @Get('contributions/:comment')
  async comment(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('comment', ParseUUIDPipe) comment: string,
  ): Promise<Page> {
    return this.answerPage(ctx, request, await this.find(ctx, id, { commentId: comment }));
  }

  @Get('groupes/:subject')
  async subject(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('subject', ParseUUIDPipe) subject: string,
  ): Promise<Page> {
    return this.answerPage(ctx, request, await this.find(ctx, id, { subjectId: subject }));
  }

  @Post('contributions/:comment/reponse')
  @Access('criteria_editor')
  answerComment(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('comment', ParseUUIDPipe) comment: string,
    @Body() form: AnswerForm,
  ): Promise<Redirect | Page> {
    return this.answer(ctx, id, { target: { commentId: comment }, form, path: `${workPath(id)}/contributions/${comment}` });
  }

  @Post('groupes/:subject/reponse')
  @Access('criteria_editor')
  answerSubject(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('subject', ParseUUIDPipe) subject: string,
    @Body() form: AnswerForm,
  ): Promise<Redirect | Page> {
    return this.answer(ctx, id, { target: { subjectId: subject }, form, path: `${workPath(id)}/groupes/${subject}` });
  }

  @Post('contributions/:comment/degroupement')
  @Access('criteria_editor')
  async ungroup(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('comment', ParseUUIDPipe) comment: string,
  ): Promise<Redirect> {
    await this.answers.ungroup(ctx, comment);
    return done(ctx, workPath(id), 'consult.work.ungrouped');
  }

  @Post('contributions/:comment/masquage')
  @Access('criteria_editor')
  async hide(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('comment', ParseUUIDPipe) comment: string,
    @Body() input: ReasonInput,
  ): Promise<Redirect> {
    await this.answers.hide(ctx, comment, input);
    return done(ctx, workPath(id), 'consult.hide.done');
  }

  private async answer(
    ctx: Ctx,
    id: string,
    { target, form, path }: { target: AnswerTarget; form: AnswerForm; path: string },
  ): Promise<Redirect | Page> {
    const { keep, mine, theirs, ...typed } = form;
    const fr = (keep === 'mine' ? mine : keep === 'theirs' ? theirs : undefined) ?? typed.fr;
    try {
      const isPublished = await this.answers.answer(ctx, target, { ...typed, fr });
      return done(ctx, isPublished ? workPath(id) : path, isPublished ? 'consult.answer.published' : 'consult.answer.saved');
    } catch (error) {
      // Refused before anything was written: both texts are shown, nothing typed is lost.
      if (!(error instanceof DomainError) || error.code !== 'consultation.answer-stale') throw error;
      return this.compare(ctx, await this.find(ctx, id, target), { form: { ...typed, fr }, path });
    }
  }

  private async compare(ctx: Ctx, source: AnswerSubject, { form, path }: { form: AnswerForm; path: string }): Promise<Page> {
    const { draft, published } = answersOf(source);
    // A draft that is gone was published meanwhile: it is the text to compare with.
    const theirs = draft ?? published[0];
    if (theirs === undefined) throw refuse.conflict('stale');
    const names = theirs.authorId === null ? null : await this.people.names(ctx, [theirs.authorId]);
    const view = conflictView({
      ...{ action: `${path}/reponse`, field: 'fr', subject: `${source.version.code} ${source.version.label}`, base: '' },
      mine: { text: form.fr, revision: form.version },
      theirs: { text: theirs.body.fr, revision: draft?.version ?? 0, name: names?.get(theirs.authorId ?? '') ?? '', at: theirs.savedAt },
      ...{ reference: ctx.requestId, at: ctx.now },
      hidden: [{ name: 'disposition', value: form.disposition }, ...(form.en === undefined ? [] : [{ name: 'en', value: form.en }])],
    });
    const title = consultationPages['consult.answer.form'];
    return page('errors/conflict', view, { title, status: 409 });
  }

  private answerPage(ctx: Ctx, request: PortalRequest, source: AnswerSubject): Page {
    const { draft } = answersOf(source);
    const values = draft === null ? {} : { disposition: draft.disposition, fr: draft.body.fr, en: draft.body.en ?? '' };
    const view = answerPageView(source, ctx);
    const title = consultationPages['consult.answer.form'];
    const breadcrumb = [...crumbs(source.version, true), { label: title }];
    return page('criteria/consultation-answer', { ...view, form: formOf(values, request.known.flash) }, { title, breadcrumb });
  }

  /** What is answered, in whichever opening of the version it stands; 404 elsewhere. */
  private async find(ctx: Ctx, id: string, target: AnswerTarget): Promise<AnswerSubject> {
    const version = await this.queries.ofVersion(ctx, id);
    const iteration = await this.queries.iterationOf(ctx, id, target);
    const book = await this.queries.book(ctx, version, iteration);
    const subject = 'subjectId' in target ? (book.subjects.find((one) => one.id === target.subjectId) ?? null) : null;
    const comments = book.comments.filter((one) =>
      'commentId' in target ? one.id === target.commentId : one.subjectId === target.subjectId,
    );
    if (comments.length === 0) throw refuse.notFound('not-found');
    return { version, book, comments, subject };
  }
}

function done(ctx: Ctx, path: string, key: keyof typeof consultationPages): Redirect {
  return redirect(path, { message: say(consultationPages[key], ctx.locale), tone: 'success' });
}

function crumbs({ id, code, label }: { id: string; code: string; label: string }, isInside = false): Crumb[] {
  const here = { label: consultationPages['consult.title'] };
  return [
    { label: criteriaPages['packages.title'], href: '/agence/referentiels' },
    { label: `${code} ${label}`, href: `/agence/referentiels/${id}` },
    isInside ? { ...here, href: workPath(id) } : here,
  ];
}
