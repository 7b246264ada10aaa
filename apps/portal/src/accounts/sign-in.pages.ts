import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { SessionsService, SignInInput, SignInService } from '#accounts';
import { Config, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context, opener, WithoutTransaction } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { dropSession, giveSession } from '../http/session.js';
import { ownHome } from './home.view.js';
import { accountsPages } from './accounts.messages.js';
import { insideAddress, refusalOf } from './outcomes.view.js';

/** Signing in with a local account, and out. */
@Controller()
export class SignInPages {
  constructor(
    private readonly config: Config,
    private readonly database: DataSource,
    private readonly signIn: SignInService,
    private readonly sessions: SessionsService,
  ) {}

  /** The sign-in form; someone already signed in goes to their own space. */
  @Get('connexion')
  @Access('public')
  @WithoutTransaction()
  show(@Req() request: PortalRequest, @Query('retour') back?: string): Page | Redirect {
    const { known } = request;
    if (known.owesSecondFactor) return redirect('/connexion/second-facteur');
    if (known.actor.kind === 'account') return redirect(insideAddress(back) ?? ownHome(known.actor));
    const view = {
      action: '/connexion',
      next: insideAddress(back),
      provider: null,
      forgotten: '/mot-de-passe/oublie',
      register: '/inscription',
      form: formOf({}, known.flash),
    };
    return page('home/sign-in', view, {
      title: accountsPages['sign-in.page.title'],
      breadcrumb: [{ label: accountsPages['sign-in.page.title'] }],
    });
  }

  /** Signs in: a fresh session each time, then the second factor when one is owed. */
  @Post('connexion')
  @Access('public')
  @WithoutTransaction()
  async enter(
    @Body() input: SignInInput,
    @Req() request: PortalRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Redirect> {
    const outcome = await this.signIn.signIn(opener(this.database, request), {
      email: input.email,
      password: input.password,
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? '',
      previousHash: request.known.sessionHash,
    });
    if (outcome.kind !== 'open') throw refusalOf(outcome, 'password');
    giveSession(reply, this.config, outcome);
    // The guard of that page sends on to the second factor whoever owes it.
    return redirect(insideAddress(input.next) ?? '/espace');
  }

  /** Signs out: the session ends here and in the database. */
  @Post('deconnexion')
  @Access('public')
  async leave(@Context() ctx: Ctx, @Req() request: PortalRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Redirect> {
    if (request.known.sessionHash !== null) await this.sessions.close(ctx, request.known.sessionHash);
    dropSession(reply, this.config);
    return redirect('/');
  }
}
