import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ConsultationQueries,
  LineageQueries,
  MappingsQueries,
  obligations,
  PackagesQueries,
  readable,
  requirementLives,
  type PackageVersion,
} from '#criteria';
import { refuse, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { page, type Page } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import { consultationPath, noticeView, withQuery } from './consultation-words.view.js';
import { criteriaPages } from './criteria.messages.js';
import { anchor, listView, requirementView, shown, versionPath, versionView } from './criteria.view.js';
import { differencePath } from './differences.view.js';
import { requirementMappings } from './mappings.view.js';

/** What everyone may read of the criteria: packages, versions, requirements. */
@Access('public')
@Controller('/criteres')
export class CriteriaPages {
  constructor(
    private readonly packages: PackagesQueries,
    private readonly lineage: LineageQueries,
    private readonly mappings: MappingsQueries,
    private readonly consultations: ConsultationQueries,
  ) {}

  @Get()
  @Cached()
  async list(@Context() ctx: Ctx): Promise<Page> {
    return page('criteria/list', listView(await this.packages.list(ctx), ctx), { title: criteriaPages['criteria.title'] });
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
    const { q, nature, profil, domaine, etat } = query;
    const filters = {
      q: typeof q === 'string' ? q.slice(0, 200) : '',
      obligation: obligations.find((one) => one === nature) ?? ('' as const),
      profile: typeof profil === 'string' ? profil.slice(0, 80) : '',
      domain: typeof domaine === 'string' ? domaine.slice(0, 40) : '',
      life: requirementLives.find((one) => one === etat) ?? ('' as const),
    };
    const title = shown(version.content.title, ctx.locale).text;
    const breadcrumb = [{ label: criteriaPages['criteria.title'], href: '/criteres' }, { label: `${code} ${label}` }];
    const consultation = noticeView(await this.consultations.notice(ctx, version.id), { code, label }, ctx.locale);
    const view = { ...versionView(version, filters, ctx.locale), since: await this.since(ctx, version), consultation };
    return page('criteria/version', view, { title, breadcrumb });
  }

  @Get(':code/:version/exigences/:key')
  @Cached()
  async requirement(
    @Context() ctx: Ctx,
    @Param('code') code: string,
    @Param('version') label: string,
    @Param('key') key: string,
  ): Promise<Page> {
    const version = await this.readableVersion(ctx, code, label);
    const { content } = version;
    const requirement = content.requirements.find((one) => one.key === key);
    if (requirement === undefined) throw refuse.notFound('not-found');
    const breadcrumb = [
      { label: criteriaPages['criteria.title'], href: '/criteres' },
      { label: `${code} ${label}`, href: versionPath(code, label) },
      { label: requirement.number },
    ];
    const mapped = await this.mappings.ofRequirement(ctx, { package: code, version: label }, key);
    const view = {
      ...requirementView(content, requirement, ctx.locale),
      since: await this.since(ctx, version, anchor(key)),
      mappings: requirementMappings(mapped, ctx.locale),
      consultation: await this.consultationOn(ctx, version, key),
    };
    return page('criteria/requirement', view, { title: requirement.number, breadcrumb });
  }

  /** Where the comments on a requirement are; null when the version was never in consultation. */
  private async consultationOn(ctx: Ctx, { id, label, content }: PackageVersion, key: string): Promise<string | null> {
    const notice = await this.consultations.notice(ctx, id);
    return notice === null ? null : withQuery(consultationPath(content.code, label), { exigence: key });
  }

  /** What changed since the version before, at one requirement or from the start; null for the first version. */
  private async since(ctx: Ctx, version: PackageVersion, place = ''): Promise<{ version: string; href: string } | null> {
    const before = await this.lineage.previous(ctx, version);
    if (before === null) return null;
    const path = differencePath({ label: before, content: version.content }, version);
    return { version: before, href: place === '' ? path : `${path}#${place}` };
  }

  /** A version whose content is cut to what its reader may see. */
  private async readableVersion(ctx: Ctx, code: string, label: string): Promise<PackageVersion> {
    const version = await this.packages.byCode(ctx, code, label);
    return { ...version, content: readable(ctx, version) };
  }
}
