import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ConsultationQueries } from '#criteria';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { Cached } from '../http/public-cache.js';
import { ConsultationView, showConsultation } from './consultation-api.view.js';

/** Public consultations, open to any program. */
@ApiTags('packages')
@Controller('/api/v1/packages')
export class ConsultationApi {
  constructor(private readonly queries: ConsultationQueries) {}

  /** Every opening of a version to the public, with its comments and published answers; 404 when it never had any. */
  @Get(':code/:version/consultation')
  @Access('public')
  @Cached()
  async show(@Context() ctx: Ctx, @Param('code') code: string, @Param('version') label: string): Promise<ConsultationView> {
    const version = await this.queries.of(ctx, code, label);
    return showConsultation(version, await this.queries.books(ctx, version));
  }
}
