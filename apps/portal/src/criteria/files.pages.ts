import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PackagesQueries, PublishedFilesService } from '#criteria';
import { say, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { attachment } from '../http/download.js';
import { page, type Page } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import { criteriaPages } from './criteria.messages.js';
import { versionPath } from './criteria.view.js';
import { filesView } from './files.view.js';
import { productPages } from './product.messages.js';

/** A published version in each format, as written once by the worker. */
@Access('public')
@Controller('/criteres/:code/:version/fichiers')
export class FilesPages {
  constructor(
    private readonly packages: PackagesQueries,
    private readonly files: PublishedFilesService,
  ) {}

  @Get()
  @Cached()
  async list(@Context() ctx: Ctx, @Param('code') code: string, @Param('version') label: string): Promise<Page> {
    const version = await this.packages.byCode(ctx, code, label);
    const title = say(productPages['formats.title'], ctx.locale, { code, version: label });
    const breadcrumb = [
      { label: criteriaPages['criteria.title'], href: '/criteres' },
      { label: `${code} ${label}`, href: versionPath(code, label) },
      { label: title },
    ];
    return page('criteria/files', filesView(version, await this.files.list(ctx, version.id), ctx.locale), { title, breadcrumb });
  }

  /** One file; its bytes never change. */
  @Get(':format')
  @Cached()
  async one(
    @Context() ctx: Ctx,
    @Param() { code, version, format }: Readonly<Record<'code' | 'version' | 'format', string>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { bytes, mediaType, fileName } = await this.files.one(ctx, await this.packages.byCode(ctx, code, version), format);
    const type = mediaType.startsWith('text/') || mediaType.includes('json') ? `${mediaType}; charset=utf-8` : mediaType;
    void reply.type(type).header('content-disposition', attachment(fileName));
    return bytes;
  }
}
