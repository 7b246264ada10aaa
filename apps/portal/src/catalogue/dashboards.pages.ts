import { Controller, Get, Header, HttpCode, Param, ParseEnumPipe, Post } from '@nestjs/common';
import { cataloguePolicy, MetricsQueries, MetricsService, openCsv } from '#catalogue';
import { type Ctx, say } from '#platform';
import { Access } from '../http/access.js';
import { publicHref } from '../http/chrome.js';
import { Context } from '../http/context.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import { cataloguePages } from './catalogue.messages.js';
import { type ChartName, chartNames, chartOf, dashboardView } from './dashboard.view.js';

const names = Object.fromEntries(chartNames.map((name) => [name, name]));

/** The dashboards: figures as they were published, drawn by the server. */
@Controller('/tableaux-de-bord')
@Access('public')
export class DashboardsPages {
  constructor(
    private readonly queries: MetricsQueries,
    private readonly metrics: MetricsService,
  ) {}

  /** The latest reading. */
  @Get()
  @Cached()
  async show(@Context() ctx: Ctx): Promise<Page> {
    const published = await this.queries.latest(ctx);
    const mayPublish = cataloguePolicy.publishFigures(ctx.actor, undefined);
    const title = cataloguePages['dashboard.title'];
    return page('catalogue/dashboard', dashboardView({ published, locale: ctx.locale, mayPublish }), {
      title,
      breadcrumb: [{ label: title }],
    });
  }

  /** The figures of one chart as a file. */
  @Get(':chart.csv')
  @Cached()
  @Header('content-type', 'text/csv; charset=utf-8')
  async csv(@Context() ctx: Ctx, @Param('chart', new ParseEnumPipe(names)) chart: ChartName): Promise<string> {
    const { figures } = await this.queries.latest(ctx);
    const { data } = chartOf(chart, figures, ctx.locale);
    const category = say(cataloguePages[`chart.${chart}.category`], ctx.locale);
    const columns = [category, ...data.series.map(({ label }) => label)];
    const rows = data.categories.map((name, index) => ({
      [category]: name,
      ...Object.fromEntries(data.series.map(({ label, values }) => [label, values[index] ?? null])),
    }));
    return openCsv(columns, rows);
  }

  /** Publishes the figures as of now. */
  @Post('releves')
  @Access('lead', 'operator')
  @HttpCode(303)
  async publish(@Context() ctx: Ctx): Promise<Redirect> {
    await this.metrics.publish(ctx);
    const message = say(cataloguePages['dashboard.published'], ctx.locale);
    return redirect(publicHref('/tableaux-de-bord', ctx.locale), { message, tone: 'success' });
  }
}
