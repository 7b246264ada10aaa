import { Controller, Get } from '@nestjs/common';
import { CallQueries } from '#calls';
import { MetricsQueries } from '#catalogue';
import { RegisterQueries } from '#decisions';
import { type Ctx, type Text } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { type Page, page } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import { homePages } from './home.messages.js';
import { homeView, mapView } from './home.view.js';

/** The home page and the pages that stand at the foot of every other. */
@Controller()
@Access('public')
export class HomePages {
  constructor(
    private readonly calls: CallQueries,
    private readonly register: RegisterQueries,
    private readonly metrics: MetricsQueries,
  ) {}

  /** The promise, the last entries of the register, four figures, the next dates. */
  @Get()
  @Cached()
  async home(@Context() ctx: Ctx): Promise<Page> {
    const calls = await this.calls.calendar(ctx, { open: true });
    const acts = await this.register.lastActs(ctx, 4);
    const published = await this.metrics.latest(ctx);
    const view = homeView({ locale: ctx.locale, now: ctx.now, calls, acts, published });
    return page('home/index', view, { title: homePages['home.title'], layout: 'full' });
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
