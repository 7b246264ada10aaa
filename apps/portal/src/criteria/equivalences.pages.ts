import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { exportMapping, mappingExports, MappingsQueries, type MappingExportFormat } from '#criteria';
import { refuse, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { page, type Page } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import { criteriaPages } from './criteria.messages.js';
import { mappingsPages } from './mappings.messages.js';
import { mappingPath, mappingsView, mappingView } from './mappings.view.js';

/** What everyone may read of equivalences: those published, their links, their files. */
@Access('public')
@Controller('/criteres/equivalences')
export class EquivalencesPages {
  constructor(private readonly queries: MappingsQueries) {}

  @Get()
  @Cached()
  async list(@Context() ctx: Ctx): Promise<Page> {
    const published = (await this.queries.list(ctx)).filter(({ status }) => status !== 'draft');
    const breadcrumb = [{ label: criteriaPages['criteria.title'], href: '/criteres' }, { label: mappingsPages['mappings.title'] }];
    return page('criteria/equivalences', mappingsView(published, ctx.locale, mappingPath), {
      title: mappingsPages['mappings.title'],
      breadcrumb,
    });
  }

  @Get(':code/:version')
  @Cached()
  async one(
    @Context() ctx: Ctx,
    @Param('code') code: string,
    @Param('version') version: string,
    @Query('depuis') from?: string,
  ): Promise<Page> {
    const mapping = await this.queries.byCode(ctx, code, version);
    const title = `${code} ${version}`;
    const breadcrumb = [
      { label: criteriaPages['criteria.title'], href: '/criteres' },
      { label: mappingsPages['mappings.title'], href: '/criteres/equivalences' },
      { label: title },
    ];
    const first = from !== undefined && /^\d{1,6}$/.test(from) ? Number(from) : 0;
    return page('criteria/equivalence', mappingView(mapping, { locale: ctx.locale, from: first }), { title, breadcrumb });
  }

  @Get(':code/:version/fichiers/:format')
  @Cached()
  async file(
    @Context() ctx: Ctx,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param() { code, version, format }: Record<'code' | 'version' | 'format', string>,
  ): Promise<Buffer> {
    const mapping = await this.queries.byCode(ctx, code, version);
    if (!isFormat(format)) throw refuse.notFound('not-found');
    const at = mapping.withdrawnAt ?? mapping.publishedAt ?? mapping.createdAt;
    const { bytes, fileName, mediaType } = exportMapping(mapping.content, format, { at, locale: ctx.locale, status: mapping.status });
    void reply
      .header('content-type', mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType)
      .header('content-disposition', `attachment; filename="${fileName}"`); // letters, digits and hyphens
    return bytes;
  }
}

function isFormat(format: string): format is MappingExportFormat {
  return Object.hasOwn(mappingExports, format);
}
