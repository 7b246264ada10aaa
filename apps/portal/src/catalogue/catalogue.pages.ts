import { Controller, Get, Param, Query } from '@nestjs/common';
import { CatalogueQueries, CatalogueSearch } from '#catalogue';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { publicHref } from '../http/chrome.js';
import { Context } from '../http/context.js';
import { type Page, page } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import { cataloguePages } from './catalogue.messages.js';
import { catalogueView } from './catalogue.view.js';
import { sheetView } from './sheet.view.js';

/** The catalogue of referenced products, for everyone. */
@Controller('/catalogue')
@Access('public')
@Cached()
export class CataloguePages {
  constructor(private readonly catalogue: CatalogueQueries) {}

  /** The products that answer a search; the whole state of the page is in its address. */
  @Get()
  async list(@Context() ctx: Ctx, @Query() search: CatalogueSearch): Promise<Page> {
    const found = await this.catalogue.search(ctx, search);
    const view = catalogueView({ search, found, locale: ctx.locale, now: ctx.now });
    const title = cataloguePages['catalogue.title'];
    return page('catalogue/list', view, { title, breadcrumb: [{ label: title }] });
  }

  /** One product. */
  @Get(':slug')
  async show(@Context() ctx: Ctx, @Param('slug') slug: string): Promise<Page> {
    const sheet = await this.catalogue.bySlug(ctx, slug);
    const { name } = sheet.solution;
    const breadcrumb = [{ label: cataloguePages['catalogue.title'], href: publicHref('/catalogue', ctx.locale) }, { label: name }];
    return page('catalogue/sheet', sheetView(sheet, ctx.locale), { title: name, breadcrumb });
  }
}
