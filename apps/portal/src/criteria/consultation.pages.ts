import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  changesWithin,
  commentKindLabels,
  commentKinds,
  ConsultationCommentsService,
  consultationCsv,
  ConsultationQueries,
  fateOf,
  SendCommentInput,
  targetIn,
  type ConsultedVersion,
} from '#criteria';
import { refuse, say, type Ctx, type Locale } from '#platform';
import { Access } from '../http/access.js';
import { publicHref } from '../http/chrome.js';
import { Context, opener, WithoutTransaction } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { page, redirect, type Crumb, type Page, type Redirect } from '../http/page.js';
import { Cached, keptMinutes } from '../http/public-cache.js';
import type { PortalRequest } from '../http/request.js';
import { VersionParams } from './consultation.dto.js';
import { consultationPages } from './consultation.messages.js';
import {
  consultationPath,
  datesView,
  filtersIn,
  headingOf,
  numberIn,
  statementView,
  withQuery,
  wordsView,
} from './consultation-words.view.js';
import { consultationView } from './consultation.view.js';
import { criteriaPages } from './criteria.messages.js';

/** A public consultation: what it is, what was said, and how to contribute, with or without an account. */
@Access('public')
@Controller('/criteres/:code/:version')
export class ConsultationPages {
  constructor(
    private readonly queries: ConsultationQueries,
    private readonly comments: ConsultationCommentsService,
    private readonly database: DataSource,
  ) {}

  /** The latest opening, or the one asked for, with its comments and answers. */
  @Get('consultation')
  @Cached()
  async show(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param() place: VersionParams,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const version = await this.queries.of(ctx, place.code, place.version);
    const book = await this.queries.book(ctx, version, numberIn(query['iteration']) ?? undefined);
    // A page kept across the opening or the closing would lie for a few minutes.
    if (changesWithin(book.consultation, ctx.now, keptMinutes)) request.known.cacheable = false;
    const source = { version, book, published: await this.queries.published(ctx, version), filters: filtersIn(query) };
    const view = consultationView({ ...source, after: numberIn(query['apres']) }, ctx);
    return page('criteria/consultation', view, { title: titleOf(version, ctx.locale), breadcrumb: crumbs(version, ctx.locale) });
  }

  /** The comments of every opening as a file: what the page shows, no address. */
  @Get('consultation.csv')
  @Cached()
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="consultation.csv"')
  async csv(@Context() ctx: Ctx, @Param('code') code: string, @Param('version') label: string): Promise<string> {
    return consultationCsv(await this.queries.books(ctx, await this.queries.of(ctx, code, label)), ctx.locale);
  }

  /** The form, beside the text it comments upon. */
  @Get('consultation/contribuer')
  async form(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param() place: VersionParams,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const version = await this.queries.of(ctx, place.code, place.version);
    const { consultation } = await this.queries.book(ctx, version);
    const asked = { ...textIn('section', query['chapitre']), ...textIn('requirement', query['exigence']) };
    const target = targetIn(consultation.content, asked);
    if (target === null) throw refuse.notFound('not-found');
    const about = { sectionKey: target.section?.key ?? null, requirementKey: target.requirement?.key ?? null };
    const path = consultationPath(version.code, version.label);
    const heading = headingOf(consultation.content, about, ctx.locale);
    const organisation = ctx.actor.organisationName ?? ctx.actor.name;
    const view = {
      ...{ code: version.code, version: version.label, ...datesView(consultation, ctx), ...heading },
      statement: statementView(consultation.content, about.requirementKey, ctx.locale),
      section: target.requirement === null ? about.sectionKey : null,
      requirement: about.requirementKey,
      action: `${path}/contribuer`,
      back: path,
      signIn: `/connexion?retour=${encodeURIComponent(request.originalUrl)}`,
      kinds: commentKinds.map((value) => ({ value, label: commentKindLabels[value] })),
      languages: (['fr', 'en'] as const).map((value) => ({ value, label: consultationPages[`consult.form.language.${value}`] })),
      isVisitor: ctx.actor.kind !== 'account',
      as: say(consultationPages['consult.form.as'], ctx.locale, { organisation }),
      form: formOf({ kind: 'question', language: ctx.locale }, request.known.flash),
    };
    const title = say(consultationPages['consult.form.on'], ctx.locale, { target: heading.key ?? heading.name.text });
    const last = { label: consultationPages['consult.form.title'] };
    return page('criteria/consultation-form', view, { title, breadcrumb: [...crumbs(version, ctx.locale, true), last] });
  }

  /** Takes a comment; a visitor then confirms it by mail. */
  @Post('consultation/contribuer')
  @WithoutTransaction()
  async send(
    @Req() request: PortalRequest,
    @Param('code') code: string,
    @Param('version') label: string,
    @Body() input: SendCommentInput,
  ): Promise<Redirect> {
    const { locale } = request.known;
    const open = opener(this.database, request);
    const version = await open((ctx) => this.queries.of(ctx, code, label));
    const latest = version.rounds.at(-1);
    if (latest === undefined) throw refuse.notFound('not-found');
    const sent = await this.comments.send(open, latest.id, { ...input, address: request.ip });
    const path = publicHref(consultationPath(code, label), locale);
    if (!('number' in sent)) return redirect(`${path}/courriel`);
    const message = say(consultationPages['consult.form.done'], locale, { number: sent.number });
    return redirect(`${withQuery(path, { q: `n°${sent.number}` })}#c${sent.number}`, { message, tone: 'success' });
  }

  /** Says that a mail was sent. */
  @Get('consultation/courriel')
  async sent(@Context() ctx: Ctx, @Param('code') code: string, @Param('version') label: string): Promise<Page> {
    const version = await this.queries.of(ctx, code, label);
    const title = consultationPages['consult.sent.title'];
    const view = { back: consultationPath(version.code, version.label) };
    return page('criteria/consultation-sent', view, { title, breadcrumb: [...crumbs(version, ctx.locale, true), { label: title }] });
  }

  /** Where the link of a mail leads: the comment, to confirm or to withdraw. */
  @Get('consultation/lien/:token')
  @WithoutTransaction()
  async link(
    @Req() request: PortalRequest,
    @Param('code') code: string,
    @Param('version') label: string,
    @Param('token') token: string,
  ): Promise<Page> {
    const { locale } = request.known;
    return opener(
      this.database,
      request,
    )(async (ctx) => {
      const version = await this.queries.of(ctx, code, label);
      const { comment, text, canWithdraw } = await this.comments.ofLink(ctx, token);
      const round = version.rounds.find(({ id }) => id === comment.consultationId);
      if (round === undefined) throw refuse.notFound('not-found');
      const { consultation } = await this.queries.book(ctx, version, round.iteration);
      const line = { ...comment, ...text, number: comment.number ?? 0, appearedAt: comment.appearedAt ?? comment.createdAt };
      const fate = fateOf(comment);
      const path = consultationPath(version.code, version.label);
      const view = {
        ...{ code: version.code, version: version.label, heading: headingOf(consultation.content, line, locale) },
        ...wordsView({ ...line, fate: 'shown' }, locale),
        fate: say(consultationPages[`consult.link.${fate === 'awaiting' ? 'pending' : fate}`], locale, {
          number: comment.number ?? '',
          reason: comment.hiddenReason ?? '',
        }),
        canConfirm: fate === 'awaiting',
        canWithdraw: canWithdraw || fate === 'awaiting',
        action: `${path}/lien/${token}`,
        back: path,
      };
      const title = consultationPages['consult.link.title'];
      return page('criteria/consultation-link', view, { title, breadcrumb: [...crumbs(version, locale, true), { label: title }] });
    });
  }

  /** Confirms a comment: opening the link alone does not, for mail scanners open links. */
  @Post('consultation/lien/:token')
  async confirm(
    @Context() ctx: Ctx,
    @Param('code') code: string,
    @Param('version') label: string,
    @Param('token') token: string,
  ): Promise<Redirect> {
    const { number, consultationId } = await this.comments.confirm(ctx, token);
    const { rounds } = await this.queries.of(ctx, code, label);
    const iteration = rounds.find(({ id }) => id === consultationId)?.iteration ?? '';
    const message = say(consultationPages['consult.form.done'], ctx.locale, { number });
    const path = publicHref(consultationPath(code, label), ctx.locale);
    return redirect(`${withQuery(path, { iteration, q: `n°${number}` })}#c${number}`, { message, tone: 'success' });
  }

  /** Withdraws a visitor's comment. */
  @Post('consultation/lien/:token/retrait')
  async withdrawByLink(
    @Context() ctx: Ctx,
    @Param('code') code: string,
    @Param('version') label: string,
    @Param('token') token: string,
  ): Promise<Redirect> {
    await this.comments.withdrawByLink(ctx, token);
    return withdrawn(ctx, code, label);
  }

  /** Withdraws one's own comment. */
  @Post('consultation/contributions/:id/retrait')
  @Access('signed-in')
  async withdraw(
    @Context() ctx: Ctx,
    @Param('code') code: string,
    @Param('version') label: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<Redirect> {
    await this.comments.withdraw(ctx, id);
    return withdrawn(ctx, code, label);
  }
}

function withdrawn({ locale }: Ctx, code: string, label: string): Redirect {
  const message = say(consultationPages['consult.withdrawn'], locale);
  return redirect(publicHref(consultationPath(code, label), locale), { message, tone: 'success' });
}

function titleOf({ code, label }: ConsultedVersion, locale: Locale): string {
  return `${consultationPages['consult.title'][locale]}, ${code} ${label}`;
}

function crumbs({ code, label }: ConsultedVersion, locale: Locale, isInside = false): Crumb[] {
  const here = {
    label: {
      fr: `${consultationPages['consult.title'].fr}, ${code} ${label}`,
      en: `${consultationPages['consult.title'].en}, ${code} ${label}`,
    },
  };
  return [
    { label: criteriaPages['criteria.title'], href: publicHref('/criteres', locale) },
    isInside ? { ...here, href: publicHref(consultationPath(code, label), locale) } : here,
  ];
}

function textIn<Name extends string>(name: Name, value: unknown): Partial<Record<Name, string>> {
  return typeof value === 'string' && value !== '' ? ({ [name]: value.slice(0, 200) } as Partial<Record<Name, string>>) : {}; // one member, so named
}
