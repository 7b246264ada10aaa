import { Controller, Get } from '@nestjs/common';
import { PackagesQueries } from '#criteria';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { page, type Page } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import { criteriaPages } from './criteria.messages.js';
import { productPages } from './product.messages.js';
import { versionsView } from './versions.view.js';

/** The calendar of versions: what was published, what comes into force, what is announced. */
@Access('public')
@Controller('/criteres/calendrier')
export class VersionsPages {
  constructor(private readonly packages: PackagesQueries) {}

  @Get()
  @Cached()
  async show(@Context() ctx: Ctx): Promise<Page> {
    const title = productPages['agenda.title'];
    const breadcrumb = [{ label: criteriaPages['criteria.title'], href: '/criteres' }, { label: title }];
    return page('criteria/versions', versionsView(await this.packages.calendar(ctx), ctx), { title, breadcrumb });
  }
}
