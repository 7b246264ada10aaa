import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { differenceCsv } from '#criteria';
import { refuse, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { Cached } from '../http/public-cache.js';
import type { PortalRequest } from '../http/request.js';
import { ComparedVersions, type Compared } from './compared.js';
import { DifferenceView } from './differences-api.view.js';
import { DifferenceQuery } from './differences.dto.js';
import { isSettled, KeptDifferences } from './kept-differences.js';

/** The difference of two versions of a package, or of two packages, among those one may see. */
@ApiTags('packages')
@Access('public')
@Controller('/api/v1/packages')
export class DifferencesApi {
  constructor(
    private readonly compared: ComparedVersions,
    private readonly differences: KeptDifferences,
  ) {}

  /** What became of each requirement, with the words that changed. */
  @Get(':code/differences')
  @Cached()
  async show(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param('code') code: string,
    @Query() query: DifferenceQuery,
  ): Promise<DifferenceView> {
    const { from, to } = await this.both(ctx, code, query);
    request.known.cacheable = isSettled(from, to);
    return this.differences.between(ctx, from, to);
  }

  /** The same as CSV (`;`, UTF-8 with byte order mark), one line a requirement. */
  @Get(':code/differences.csv')
  @Cached()
  @ApiProduces('text/csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="differences.csv"')
  async csv(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param('code') code: string,
    @Query() query: DifferenceQuery,
  ): Promise<string> {
    const { from, to } = await this.both(ctx, code, query);
    request.known.cacheable = isSettled(from, to);
    const found = await this.differences.between(ctx, from, to);
    return differenceCsv(found, from.content, to.content, ctx.locale);
  }

  private async both(
    ctx: Ctx,
    code: string,
    { from, to }: DifferenceQuery,
  ): Promise<{ [end in 'from' | 'to']: NonNullable<Compared[end]> }> {
    const found = await this.compared.find(ctx, code, { from, to });
    if (found.from === null) throw refuse.notFound('not-found');
    return { from: found.from, to: found.to };
  }
}
