import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import qrcode from 'qrcode';
import { DataSource } from 'typeorm';
import { CodeInput, NextInput, RemovalInput, SecondFactorService } from '#accounts';
import { Config, type Ctx, refuse, say } from '#platform';
import { Access } from '../http/access.js';
import { Context, opener, WithoutTransaction } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { giveSession } from '../http/session.js';
import { accountsPages } from './accounts.messages.js';
import { insideAddress, refusalOf } from './outcomes.view.js';

const here = '/connexion/second-facteur';

/** Showing the second factor, setting it up, replacing it. */
@Controller()
export class SecondFactorPages {
  constructor(
    private readonly config: Config,
    private readonly database: DataSource,
    private readonly factors: SecondFactorService,
  ) {}

  /** Asks for a code, or helps to set the factor up: first why, then the QR code. */
  @Get('connexion/second-facteur')
  @Access('proving')
  async show(@Context() ctx: Ctx, @Req() request: PortalRequest, @Query('retour') back?: string): Promise<Page | Redirect> {
    const { owesSecondFactor, flash } = request.known;
    const { isEnrolled } = await this.factors.state(ctx);
    const next = insideAddress(back) ?? '';
    if (isEnrolled && !owesSecondFactor) return redirect(next || '/mon-compte');
    const form = formOf({}, flash);
    if (isEnrolled) return this.page('accounts/second-factor', { next, form }, 'second-factor.title');
    const enrolment = await this.factors.enrolment(ctx);
    if (enrolment === null) return this.page('accounts/second-factor-why', { next, isOwed: owesSecondFactor }, 'second-factor.setup.title');
    const svg = await qrcode.toString(enrolment.uri, { type: 'svg', margin: 2 });
    const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    const secret = (enrolment.secret.match(/.{1,4}/g) ?? []).join(' ');
    return this.page('accounts/second-factor-setup', { next, form, image, secret, uri: enrolment.uri }, 'second-factor.setup.title');
  }

  /** Starts the set-up. */
  @Post('connexion/second-facteur/installation')
  @Access('proving')
  async begin(@Context() ctx: Ctx, @Body() { next }: NextInput): Promise<Redirect> {
    await this.factors.begin(ctx);
    return redirect(here + query(next));
  }

  /** Confirms the set-up with a first code. Its recovery codes are shown in this answer only, so there is no redirection. */
  @Post('connexion/second-facteur/confirmation')
  @Access('proving')
  @WithoutTransaction()
  async confirm(@Body() input: CodeInput, @Req() request: PortalRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Page> {
    const hash = sessionOf(request);
    const outcome = await opener(this.database, request)((ctx) => this.factors.confirm(ctx, input.code, hash));
    if (outcome.kind !== 'confirmed') throw refusalOf(outcome, 'code');
    giveSession(reply, this.config, outcome);
    const next = insideAddress(input.next) ?? '/espace';
    return this.page('accounts/recovery-codes', { codes: outcome.recoveryCodes, next }, 'second-factor.codes.title');
  }

  /** Checks a code and renews the session. */
  @Post('connexion/second-facteur')
  @Access('proving')
  @WithoutTransaction()
  async pass(@Body() input: CodeInput, @Req() request: PortalRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Redirect> {
    const hash = sessionOf(request);
    const outcome = await opener(this.database, request)((ctx) => this.factors.pass(ctx, input.code, hash));
    if (outcome.kind !== 'passed') throw refusalOf(outcome, 'code');
    giveSession(reply, this.config, outcome);
    return redirect(insideAddress(input.next) ?? '/espace');
  }

  /** Removes the factor, or removes it to set up another one. */
  @Post('mon-compte/second-facteur/retrait')
  @Access('signed-in')
  @WithoutTransaction()
  async remove(@Body() input: RemovalInput, @Req() request: PortalRequest): Promise<Redirect> {
    const { replace: toReplace } = input;
    const outcome = await opener(this.database, request)((ctx) => this.factors.remove(ctx, input.code, { toReplace }));
    if (outcome !== 'removed') throw refusalOf(outcome, 'code');
    if (toReplace) return redirect(`${here}?retour=/mon-compte`);
    return redirect('/mon-compte', { message: say(accountsPages['second-factor.removed'], request.known.locale), tone: 'success' });
  }

  private page(
    template: string,
    view: object,
    title: 'second-factor.title' | 'second-factor.setup.title' | 'second-factor.codes.title',
  ): Page {
    return page(template, view, { title: accountsPages[title], breadcrumb: [{ label: accountsPages[title] }] });
  }
}

const query = (next: string | undefined): string => (insideAddress(next) === null ? '' : `?retour=${encodeURIComponent(next ?? '')}`);

/** The session in use: an API token has no second factor to show. */
function sessionOf(request: PortalRequest): string {
  if (request.known.sessionHash === null) throw refuse.forbidden('sign-in.required');
  return request.known.sessionHash;
}
