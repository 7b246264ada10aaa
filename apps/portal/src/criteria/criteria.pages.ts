import { Controller, Get, Param, Query } from '@nestjs/common';
import { obligations, PackagesQueries, readable, type PackageVersion } from '#criteria';
import { refuse, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { page, type Page } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import { criteriaPages } from './criteria.messages.js';
import { listView, requirementView, shown, versionPath, versionView } from './criteria.view.js';

/** What everyone may read of the criteria: packages, versions, requirements. */
@Access('public')
@Controller('/criteres')
export class CriteriaPages {
  constructor(private readonly packages: PackagesQueries) {}

  @Get()
  @Cached()
  async list(@Context() ctx: Ctx): Promise<Page> {
    return page('criteria/list', listView(await this.packages.list(ctx), ctx.locale), { title: criteriaPages['criteria.title'] });
  }

  @Get(':code/:version')
  @Cached()
  async version(
    @Context() ctx: Ctx,
    @Param('code') code: string,
    @Param('version') label: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const version = await this.readableVersion(ctx, code, label);
    const { q, nature, profil } = query;
    const filters = {
      q: typeof q === 'string' ? q.slice(0, 200) : '',
      obligation: obligations.find((one) => one === nature) ?? ('' as const),
      profile: typeof profil === 'string' ? profil.slice(0, 80) : '',
    };
    const title = shown(version.content.title, ctx.locale).text;
    const breadcrumb = [{ label: criteriaPages['criteria.title'], href: '/criteres' }, { label: `${code} ${label}` }];
    return page('criteria/version', versionView(version, filters, ctx.locale), { title, breadcrumb });
  }

  @Get(':code/:version/exigences/:key')
  @Cached()
  async requirement(
    @Context() ctx: Ctx,
    @Param('code') code: string,
    @Param('version') label: string,
    @Param('key') key: string,
  ): Promise<Page> {
    const { content } = await this.readableVersion(ctx, code, label);
    const requirement = content.requirements.find((one) => one.key === key);
    if (requirement === undefined) throw refuse.notFound('not-found');
    const breadcrumb = [
      { label: criteriaPages['criteria.title'], href: '/criteres' },
      { label: `${code} ${label}`, href: versionPath(code, label) },
      { label: requirement.number },
    ];
    return page('criteria/requirement', requirementView(content, requirement, ctx.locale), { title: requirement.number, breadcrumb });
  }

  /** A version whose content is cut to what its reader may see. */
  private async readableVersion(ctx: Ctx, code: string, label: string): Promise<PackageVersion> {
    const version = await this.packages.byCode(ctx, code, label);
    return { ...version, content: readable(ctx, version) };
  }
}
