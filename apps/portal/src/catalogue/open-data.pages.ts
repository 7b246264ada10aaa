import { Controller, Get, Header } from '@nestjs/common';
import {
  CatalogueQueries,
  licence,
  metricColumns,
  metricRow,
  MetricsQueries,
  openCsv,
  openDataTexts,
  solutionColumns,
  solutionRows,
  tableSchema,
} from '#catalogue';
import { Config, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { type Page, page } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import { cataloguePages } from './catalogue.messages.js';
import { openDataView } from './open-data.view.js';

const csv = 'text/csv; charset=utf-8';

/** Open data: files anyone may take, with their dictionary and licence. */
@Controller('/donnees-ouvertes')
@Access('public')
@Cached()
export class OpenDataPages {
  constructor(
    private readonly config: Config,
    private readonly catalogue: CatalogueQueries,
    private readonly metrics: MetricsQueries,
  ) {}

  /** The files, what they hold, and under which licence. */
  @Get()
  show(@Context() ctx: Ctx): Page {
    const title = cataloguePages['data.title'];
    return page('catalogue/open-data', openDataView(ctx.locale), { title, breadcrumb: [{ label: title }] });
  }

  /** Referenced solutions as CSV, one line a certificate. */
  @Get('solutions.csv')
  @Header('content-type', csv)
  @Header('content-disposition', 'attachment; filename="solutions.csv"')
  async solutionsCsv(@Context() ctx: Ctx): Promise<string> {
    return openCsv(Object.keys(solutionColumns), await this.solutions(ctx));
  }

  /** The same as JSON. */
  @Get('solutions.json')
  async solutionsJson(@Context() ctx: Ctx): Promise<object> {
    return { licence, asOf: ctx.now, solutions: await this.solutions(ctx) };
  }

  /** The dictionary of the file of solutions. */
  @Get('solutions.schema.json')
  solutionsSchema(): object {
    return tableSchema('solutions', openDataTexts.solutions, solutionColumns);
  }

  /** Every published figure as CSV. */
  @Get('metriques.csv')
  @Header('content-type', csv)
  @Header('content-disposition', 'attachment; filename="metriques.csv"')
  async metricsCsv(@Context() ctx: Ctx): Promise<string> {
    return openCsv(Object.keys(metricColumns), (await this.metrics.list(ctx, { history: 'all' })).map(metricRow));
  }

  /** The same as JSON. */
  @Get('metriques.json')
  async metricsJson(@Context() ctx: Ctx): Promise<object> {
    return { licence, asOf: ctx.now, metrics: (await this.metrics.list(ctx, { history: 'all' })).map(metricRow) };
  }

  /** The dictionary of the file of figures. */
  @Get('metriques.schema.json')
  metricsSchema(): object {
    return tableSchema('metriques', openDataTexts.metrics, metricColumns);
  }

  private async solutions(ctx: Ctx) {
    return (await this.catalogue.everything(ctx)).flatMap((solution) => solutionRows(solution, this.config.publicUrl));
  }
}
