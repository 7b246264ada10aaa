import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { OrganisationsQueries, PeopleService, ProfileInput, SecondFactorService, SessionsQueries } from '#accounts';
import { type Ctx, say } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { accountsPages } from './accounts.messages.js';
import { accountView } from './account.view.js';

const here = '/mon-compte';

/** One's own account: profile, language, sessions, organisations. */
@Controller('mon-compte')
@Access('signed-in')
export class AccountPages {
  constructor(
    private readonly people: PeopleService,
    private readonly factors: SecondFactorService,
    private readonly sessions: SessionsQueries,
    private readonly organisations: OrganisationsQueries,
  ) {}

  /** What the portal knows of the person. */
  @Get()
  async show(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    const { sessionHash, flash } = request.known;
    const view = accountView({
      account: await this.people.mine(ctx),
      actor: ctx.actor,
      factor: await this.factors.state(ctx),
      sessions: await this.sessions.mine(ctx, sessionHash),
      organisations: await this.organisations.mine(ctx),
      flash,
    });
    return page('accounts/account', view, {
      title: accountsPages['account.title'],
      breadcrumb: [{ label: accountsPages['account.title'] }],
    });
  }

  /** Changes name and language. */
  @Post()
  async update(@Context() ctx: Ctx, @Body() input: ProfileInput): Promise<Redirect> {
    await this.people.update(ctx, input);
    return redirect(here, { message: say(accountsPages['account.saved'], input.locale ?? ctx.locale), tone: 'success' });
  }
}
