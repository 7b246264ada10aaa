import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PeopleService } from '#accounts';
import { Config, type Ctx, say } from '#platform';
import { Access } from '../http/access.js';
import { publicHref } from '../http/chrome.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { DisplayInput } from './home.dto.js';
import { homePages } from './home.messages.js';
import { displayView } from './home.view.js';

const year = 31_536_000;

/** Display settings, for visitors and for people. */
@Controller()
@Access('public')
export class DisplayPages {
  constructor(
    private readonly config: Config,
    private readonly people: PeopleService,
  ) {}

  /** Colours and language. */
  @Get('parametres-affichage')
  display(@Context() ctx: Ctx, @Req() { known }: PortalRequest, @Query('retour') back?: string): Page {
    const form = formOf({ scheme: known.scheme, locale: ctx.locale }, known.flash);
    const title = homePages['display.title'];
    return page('home/display', displayView(form, /^\/(?![/\\])/.test(back ?? '') ? (back ?? '') : '/parametres-affichage'), {
      title,
      breadcrumb: [{ label: title }],
    });
  }

  /** Keeps the colours in this browser; the language in the account, or in the address for a visitor. */
  @Post('parametres-affichage')
  async choose(@Context() ctx: Ctx, @Body() input: DisplayInput, @Res({ passthrough: true }) reply: FastifyReply): Promise<Redirect> {
    const locale = input.locale ?? ctx.locale;
    if (input.scheme) {
      const secure = this.config.publicUrl.startsWith('https:');
      void reply.setCookie('guichet_scheme', input.scheme, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: year });
    }
    const back = input.back ?? '/';
    const flash = input.scheme ? ({ tone: 'success', message: say(homePages['display.saved'], locale) } as const) : null;
    if (ctx.actor.kind !== 'account') return redirect(publicHref(back, locale), flash);
    if (locale !== ctx.locale) await this.people.update(ctx, { name: ctx.actor.name, locale });
    return redirect(back, flash);
  }
}
