import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNotFoundResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CatalogueQueries, CatalogueSearch, ProjectionService } from '#catalogue';
import { Config, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { Cached } from '../http/public-cache.js';
import { SolutionPage, SolutionSheetAnswer } from './catalogue-answers.dto.js';
import { pageJson, sheetJson } from './catalogue-api.view.js';

/** The public catalogue, over JSON. */
@ApiTags('catalogue')
@Controller('/api/v1')
@Access('public')
export class CatalogueApi {
  constructor(
    private readonly config: Config,
    private readonly catalogue: CatalogueQueries,
    private readonly projection: ProjectionService,
  ) {}

  /** Referenced products: words, facets with counts, pages by cursor. */
  @Get('solutions')
  @Cached()
  @ApiOkResponse({ type: SolutionPage })
  async list(@Context() ctx: Ctx, @Query() search: CatalogueSearch): Promise<SolutionPage> {
    return pageJson(await this.catalogue.search(ctx, search), this.config.publicUrl);
  }

  /** One product, with its certificates and its history in the register. */
  @Get('solutions/:slug')
  @Cached()
  @ApiOkResponse({ type: SolutionSheetAnswer })
  @ApiNotFoundResponse({ description: 'No published product has this short name.' })
  async show(@Context() ctx: Ctx, @Param('slug') slug: string): Promise<SolutionSheetAnswer> {
    return sheetJson(await this.catalogue.bySlug(ctx, slug), this.config.publicUrl);
  }

  /** Asks for the whole catalogue to be made again from the present state, in the background. */
  @Post('catalogue/rebuilds')
  @Access('operator')
  @HttpCode(202)
  @ApiAcceptedResponse({ description: 'The catalogue will be made again.' })
  async rebuild(@Context() ctx: Ctx): Promise<void> {
    await this.projection.askRebuild(ctx);
  }
}
