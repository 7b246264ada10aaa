import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { MetricSearch, MetricsQueries, MetricsService } from '#catalogue';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { Cached } from '../http/public-cache.js';
import { FiguresAnswer, ReadingAnswer } from './catalogue-answers.dto.js';
import { figureJson } from './catalogue-api.view.js';

/** The published figures, over JSON. */
@ApiTags('metrics')
@Controller('/api/v1')
@Access('public')
export class MetricsApi {
  constructor(
    private readonly metrics: MetricsQueries,
    private readonly figures: MetricsService,
  ) {}

  /** Published figures: the latest reading, or every one. */
  @Get('metrics')
  @Cached()
  @ApiOkResponse({ type: FiguresAnswer })
  async read(@Context() ctx: Ctx, @Query() search: MetricSearch): Promise<FiguresAnswer> {
    return { items: (await this.metrics.list(ctx, search)).map(figureJson) };
  }

  /** Publishes the figures as of now. */
  @Post('metrics')
  @Access('lead', 'operator')
  @ApiCreatedResponse({ type: ReadingAnswer })
  async publish(@Context() ctx: Ctx): Promise<ReadingAnswer> {
    return { asOf: await this.figures.publish(ctx) };
  }
}
