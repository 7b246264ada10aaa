import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { changeKinds } from '#criteria';
import { say, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { page, type Page } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import type { PortalRequest } from '../http/request.js';
import { ComparedVersions } from './compared.js';
import { criteriaPages } from './criteria.messages.js';
import { versionPath } from './criteria.view.js';
import { differencePages } from './differences.messages.js';
import { differenceView, onlyVersionView, type DifferenceFilters } from './differences.view.js';
import { isSettled, KeptDifferences } from './kept-differences.js';

/** What changed between two versions of the criteria, for everyone. */
@Access('public')
@Controller('/criteres')
export class DifferencesPages {
  constructor(
    private readonly compared: ComparedVersions,
    private readonly differences: KeptDifferences,
  ) {}

  /** `de` and `a` are labels of the package of the address, or `CODE/LABEL` of another. */
  @Get(':code/differences')
  @Cached()
  async show(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param('code') code: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const found = await this.compared.find(ctx, code, { from: textOf(query.de), to: textOf(query.a) });
    const { from, to, choices } = found;
    request.known.cacheable = isSettled(to, ...(from === null ? [] : [from]));
    const crumbs = [
      { label: criteriaPages['criteria.title'], href: '/criteres' },
      { label: `${to.content.code} ${to.label}`, href: versionPath(to.content.code, to.label) },
    ];
    if (from === null) {
      const title = say(differencePages['difference.title.none'], ctx.locale, { code: to.content.code });
      return page('criteria/difference', onlyVersionView({ to, choices }, title), {
        title,
        breadcrumb: [...crumbs, { label: differencePages['difference.crumb'] }],
      });
    }
    const document = await this.differences.between(ctx, from, to);
    const view = differenceView({ document, from, to, choices, filters: filtersOf(query), locale: ctx.locale, actor: ctx.actor });
    return page('criteria/difference', view, {
      title: view.title,
      breadcrumb: [...crumbs, { label: say(differencePages['difference.crumb.pair'], ctx.locale, { from: from.label, to: to.label }) }],
    });
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 100) : undefined;
}

function filtersOf({ nature, q, vue }: Record<string, unknown>): DifferenceFilters {
  const wanted = typeof nature === 'string' ? nature.split(',') : [];
  return {
    kinds: changeKinds.filter((kind) => wanted.includes(kind)),
    q: typeof q === 'string' ? q.slice(0, 200) : '',
    isSideBySide: vue === 'cote-a-cote',
  };
}
