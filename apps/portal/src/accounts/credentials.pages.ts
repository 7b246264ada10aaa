import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiTokenInput, ApiTokensService, PasswordChangeInput, passwordMin, PeopleService } from '#accounts';
import { type Ctx, say } from '#platform';
import { Access } from '../http/access.js';
import { Context, opener, WithoutTransaction } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { accountsPages } from './accounts.messages.js';
import { ownHome } from './home.view.js';

const crumbs = (label: 'password.title' | 'tokens.title') => [
  { label: accountsPages['account.title'], href: '/mon-compte' },
  { label: accountsPages[label] },
];

/** One's password and API tokens. */
@Controller()
@Access('signed-in')
export class CredentialsPages {
  constructor(
    private readonly database: DataSource,
    private readonly people: PeopleService,
    private readonly tokens: ApiTokensService,
  ) {}

  /** The first page of one's own space, whatever it is. */
  @Get('espace')
  @WithoutTransaction()
  home(@Req() request: PortalRequest): Redirect {
    return redirect(ownHome(request.known.actor));
  }

  /** The form of a change of password. */
  @Get('mon-compte/mot-de-passe')
  async password(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    const { email } = await this.people.mine(ctx);
    const view = { email, passwordMin, form: formOf({}, request.known.flash) };
    return page('accounts/password', view, { title: accountsPages['password.title'], breadcrumb: crumbs('password.title') });
  }

  /** Changes the password; the other sessions end. */
  @Post('mon-compte/mot-de-passe')
  @WithoutTransaction()
  async change(@Body() input: PasswordChangeInput, @Req() request: PortalRequest): Promise<Redirect> {
    const { sessionHash, locale } = request.known;
    const { current, password } = input;
    await this.people.changePassword(opener(this.database, request), { current, password, sessionHash });
    return redirect('/mon-compte', { message: say(accountsPages['password.changed'], locale), tone: 'success' });
  }

  /** The API tokens of the person. */
  @Get('mon-compte/jetons')
  async list(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    const view = {
      tokens: await this.tokens.mine(ctx),
      organisation: ctx.actor.organisationName,
      token: null,
      form: formOf({}, request.known.flash),
    };
    return page('accounts/tokens', view, { title: accountsPages['tokens.title'], breadcrumb: crumbs('tokens.title') });
  }

  /** Creates a token, shown in this answer only: there is no redirection. */
  @Post('mon-compte/jetons')
  async create(@Context() ctx: Ctx, @Body() { label }: ApiTokenInput): Promise<Page> {
    const { token } = await this.tokens.create(ctx, { label });
    const view = { tokens: await this.tokens.mine(ctx), organisation: ctx.actor.organisationName, token, form: formOf() };
    return page('accounts/tokens', view, { title: accountsPages['tokens.title'], breadcrumb: crumbs('tokens.title') });
  }

  /** Ends a token. */
  @Post('mon-compte/jetons/:id/fin')
  async revoke(@Context() ctx: Ctx, @Param('id') id: string): Promise<Redirect> {
    await this.tokens.revoke(ctx, id);
    return redirect('/mon-compte/jetons', { message: say(accountsPages['tokens.revoked'], ctx.locale), tone: 'success' });
  }
}
