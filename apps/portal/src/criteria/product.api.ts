import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ProductCriteriaQueries } from '#calls';
import { productDocument } from '#criteria';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { Cached } from '../http/public-cache.js';
import { answerIn, callIn, type ProductQuery } from './product.pages.js';

/** What a call asks of a product, as data. */
@ApiTags('packages')
@Access('public')
@Controller('/api/v1/criteria-for-product')
export class ProductApi {
  constructor(private readonly criteria: ProductCriteriaQueries) {}

  /**
   * Call and profile (`appel`: code of the call; `p.<profile>`: `oui` or `non`), then each package with its hash and exactly the requirements
   * that apply, with their scenarios and evidence. 404 when no such call is published.
   */
  @Get()
  @Cached()
  async show(@Context() ctx: Ctx, @Query() query: ProductQuery): Promise<object> {
    return productDocument(await this.criteria.asked(ctx, callIn(query), answerIn(query)));
  }
}
