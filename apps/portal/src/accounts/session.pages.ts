import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { SessionsService, SwitchInput } from '#accounts';
import { type Ctx, refuse, say } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { accountsPages } from './accounts.messages.js';

/** One's sessions: for whom one acts, and from where. */
@Controller('mon-compte')
@Access('signed-in')
export class SessionPages {
  constructor(private readonly sessions: SessionsService) {}

  /** Acts for another of one's organisations. */
  @Post('organisation')
  async switch(@Context() ctx: Ctx, @Body() { organisationId }: SwitchInput, @Req() request: PortalRequest): Promise<Redirect> {
    if (request.known.sessionHash === null) throw refuse.forbidden('sign-in.required');
    await this.sessions.switchTo(ctx, request.known.sessionHash, organisationId);
    return redirect('/espace');
  }

  /** Ends one of one's sessions. */
  @Post('sessions/:id/fin')
  async revoke(@Context() ctx: Ctx, @Param('id') id: string): Promise<Redirect> {
    await this.sessions.revoke(ctx, id);
    return redirect('/mon-compte', { message: say(accountsPages['account.session.ended'], ctx.locale), tone: 'success' });
  }
}
