import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PeopleService } from '#accounts';
import { CallQueries } from '#calls';
import { RegisterQueries } from '#decisions';
import { Config, type Ctx, say, type Text } from '#platform';
import { Access } from '../http/access.js';
import { publicHref } from '../http/chrome.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import type { PortalRequest } from '../http/request.js';
import { DisplayInput } from './home.dto.js';
import { homePages } from './home.messages.js';
import { displayView, homeView, mapView } from './home.view.js';

const year = 31_536_000;

/** The home page and the pages that stand at the foot of every other. */
@Controller()
@Access('public')
export class HomePages {
  constructor(
    private readonly config: Config,
    private readonly calls: CallQueries,
    private readonly register: RegisterQueries,
    private readonly people: PeopleService,
  ) {}

  /** The promise, the last entries of the register, the next dates. */
  @Get()
  @Cached()
  async home(@Context() ctx: Ctx): Promise<Page> {
    const calls = await this.calls.calendar(ctx, { open: true });
    const acts = await this.register.lastActs(ctx, 4);
    const view = homeView({ locale: ctx.locale, now: ctx.now, calls, acts });
    return page('home/index', view, { title: homePages['home.title'], layout: 'full' });
  }

  /** Colours and language. */
  @Get('parametres-affichage')
  display(@Context() ctx: Ctx, @Req() { known }: PortalRequest, @Query('retour') back?: string): Page {
    const form = formOf({ scheme: known.scheme, locale: ctx.locale }, known.flash);
    return standing(
      'display',
      homePages['display.title'],
      displayView(form, /^\/(?![/\\])/.test(back ?? '') ? (back ?? '') : '/parametres-affichage'),
    );
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

  @Get('aide')
  @Cached()
  help(): Page {
    return standing('help', homePages['help.title']);
  }

  @Get('accessibilite')
  @Cached()
  accessibility(): Page {
    return standing('accessibility', homePages['accessibility.title']);
  }

  @Get('mentions-legales')
  @Cached()
  legal(): Page {
    return standing('legal', homePages['legal.title']);
  }

  @Get('donnees-personnelles')
  @Cached()
  privacy(): Page {
    return standing('privacy', homePages['privacy.title']);
  }

  @Get('plan-du-site')
  @Cached()
  map(@Context() ctx: Ctx): Page {
    return standing('map', homePages['map.title'], mapView(ctx.locale));
  }
}

function standing(template: string, title: Text, view: object = {}): Page {
  return page(`home/${template}`, view, { title, breadcrumb: [{ label: title }] });
}
