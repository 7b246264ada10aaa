import { mustSee, oneOf, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { applicability, type ProfileAnswers } from './applicability.rules.js';
import { Consultation } from './consultation.entity.js';
import { complete, type OperatorText, type PackageContent } from './package-content.rules.js';
import {
  CriteriaPackage,
  ExpectedEvidence,
  ExpectedEvidenceRequirement,
  ImportReport,
  PackageVersion,
  Requirement,
  Scenario,
  ScenarioRequirement,
} from './package.entity.js';
import { packageLifecycle, type PackageStatus } from './package.lifecycle.js';
import { withoutPoints } from './package.exporter.js';
import { packagePolicy, visibleStatuses } from './package.policy.js';

/** A version as it stands in a list: without its content. */
export interface VersionSummary {
  readonly id: string;
  readonly code: string;
  readonly domain: string;
  readonly title: OperatorText;
  readonly label: string;
  readonly status: PackageStatus;
  readonly contentHash: string | null;
  readonly publishedAt: Date | null;
  readonly effectiveFrom: Date | null;
  readonly requirements: number;
  readonly musts: number;
}

/** What happens on a date of the calendar of versions. */
export type VersionDateKind =
  'published' | 'effective' | 'consultation_opens' | 'consultation_closes' | 'requirements_from' | 'requirements_until';

/** A date of the calendar of versions. */
export interface VersionDate {
  readonly at: Date;
  readonly kind: VersionDateKind;
  /** How many requirements it concerns. */
  readonly count: number;
  readonly code: string;
  readonly label: string;
  readonly title: OperatorText;
}

/** Every row of some package versions, for joins in memory. */
export interface Projection {
  readonly requirements: readonly Requirement[];
  readonly scenarios: readonly Scenario[];
  readonly scenarioRequirements: readonly ScenarioRequirement[];
  readonly evidence: readonly ExpectedEvidence[];
  readonly evidenceRequirements: readonly ExpectedEvidenceRequirement[];
}

/** Requirements sorted by profile answers. */
export interface SortedRequirements {
  readonly applicable: Requirement[];
  readonly notApplicable: Requirement[];
  readonly undecided: Requirement[];
}

/** Reads packages, their versions and their contents. */
@Injectable()
export class PackagesQueries {
  /** The versions the actor may see, by domain and code, newest first; optionally of one package. */
  async list(ctx: Ctx, only: { readonly code?: string } = {}): Promise<VersionSummary[]> {
    const statuses = visibleStatuses(ctx.actor, packageLifecycle.statuses);
    return ctx.tx.query<VersionSummary[]>(
      `SELECT v.id, p.code, v.content->>'domain' AS domain, v.content->'title' AS title, v.label, v.status,
              v.content_hash AS "contentHash", v.published_at AS "publishedAt", v.effective_from AS "effectiveFrom",
              jsonb_array_length(v.content->'requirements') AS requirements,
              (SELECT count(*)::int FROM jsonb_array_elements(v.content->'requirements') r
                WHERE r->>'obligation' = 'must' AND COALESCE(r->>'life', 'current') = 'current') AS musts
         FROM package_version v JOIN package p ON p.id = v.package_id
        WHERE ${oneOf('v.status', statuses)} AND ($1::text IS NULL OR p.code = $1)
        ORDER BY 3, p.code, v.created_at DESC, v.id DESC`,
      [only.code ?? null],
    );
  }

  /** One version with its content, or 404. */
  async one(ctx: Ctx, id: string): Promise<PackageVersion> {
    return this.seen(ctx, await ctx.tx.findOneBy(PackageVersion, { id }));
  }

  /** One version by the code of its package and its label, or 404. */
  async byCode(ctx: Ctx, code: string, label: string): Promise<PackageVersion> {
    const owner = await ctx.tx.findOneBy(CriteriaPackage, { code });
    const version = owner === null ? null : await ctx.tx.findOneBy(PackageVersion, { packageId: owner.id, label });
    return this.seen(ctx, version);
  }

  /**
   * The dates of the versions the actor may see, oldest first: publication, entry into force when it is another day, consultations,
   * and the days announced for requirements of versions in force (midnight in Paris).
   */
  calendar(ctx: Ctx): Promise<VersionDate[]> {
    const statuses = visibleStatuses(ctx.actor, packageLifecycle.statuses);
    return ctx.tx.query<VersionDate[]>(
      `WITH seen AS (
         SELECT v.*, p.code FROM package_version v JOIN package p ON p.id = v.package_id WHERE ${oneOf('v.status', statuses)}),
       announced AS (
         SELECT v.id, d.kind, d.day, count(*)::int AS count
           FROM seen v JOIN requirement r ON r.package_version_id = v.id
           CROSS JOIN LATERAL (VALUES ('requirements_from', r.body->>'effectiveFrom', 'future'),
                                      ('requirements_until', r.body->>'effectiveUntil', 'obsolete')) AS d (kind, day, life)
          WHERE v.status = 'published' AND d.day IS NOT NULL AND r.life = d.life
          GROUP BY v.id, d.kind, d.day)
       SELECT dates.at, dates.kind, dates.count, seen.code, seen.label, seen.content->'title' AS title
         FROM seen JOIN (
           SELECT id, published_at AS at, 'published' AS kind, 0 AS count FROM seen WHERE published_at IS NOT NULL
           UNION ALL
           SELECT id, effective_from, 'effective', 0 FROM seen
            WHERE (effective_from AT TIME ZONE 'Europe/Paris')::date <> (published_at AT TIME ZONE 'Europe/Paris')::date
           UNION ALL
           SELECT c.package_version_id, c.opens_at, 'consultation_opens', 0 FROM consultation c
           UNION ALL
           SELECT c.package_version_id, coalesce(c.closed_at, c.closes_at), 'consultation_closes', 0 FROM consultation c
           UNION ALL
           SELECT id, day::date::timestamp AT TIME ZONE 'Europe/Paris', kind, count FROM announced) AS dates ON dates.id = seen.id
        ORDER BY dates.at, seen.code, seen.label, dates.kind`,
    );
  }

  /** The content of a version, or 404; a reader who is not of the agency does not receive its verification points. */
  async content(ctx: Ctx, id: string): Promise<PackageContent> {
    return readable(ctx, await this.one(ctx, id));
  }

  /** Some versions by code and label, each with its content as the reader may see it; those one may not see are left out. */
  async contents(ctx: Ctx, ids: readonly string[]): Promise<PackageVersion[]> {
    const versions = await ctx.tx.findBy(PackageVersion, { id: In([...ids]) });
    const order = ({ content: { code, version } }: PackageVersion) => `${code} ${version}`;
    return versions
      .filter((version) => packagePolicy.see(ctx.actor, version))
      .sort((one, other) => (order(one) < order(other) ? -1 : 1))
      .map((version) => ({ ...version, content: readable(ctx, version) }));
  }

  /** The requirements of some frozen versions, in printed order; optionally of one section. */
  requirements(ctx: Ctx, versionIds: readonly string[], only: { readonly section?: string } = {}): Promise<Requirement[]> {
    return ctx.tx.find(Requirement, {
      where: { packageVersionId: In([...versionIds]), ...(only.section !== undefined && { sectionKey: only.section }) },
      order: { packageVersionId: 'ASC', position: 'ASC' },
    });
  }

  /** The current requirements of some frozen versions, sorted by profile answers. */
  async byProfileAnswers(ctx: Ctx, versionIds: readonly string[], answers: ProfileAnswers): Promise<SortedRequirements> {
    const rows = new Map((await this.requirements(ctx, versionIds)).map((row) => [row.body, row]));
    const sorted = applicability({ requirements: [...rows.keys()], profiles: [] }, answers);
    const back = (bodies: readonly Requirement['body'][]) => bodies.flatMap((body) => rows.get(body) ?? []);
    return { applicable: back(sorted.applicable), notApplicable: back(sorted.notApplicable), undecided: back(sorted.undecided) };
  }

  /** Requirements, scenarios and expected evidence of some frozen versions with the links between them: five statements. */
  async projection(ctx: Ctx, versionIds: readonly string[]): Promise<Projection> {
    const where = { packageVersionId: In([...versionIds]) };
    const order = { packageVersionId: 'ASC', position: 'ASC' } as const;
    const requirements = await ctx.tx.find(Requirement, { where, order });
    const scenarios = await ctx.tx.find(Scenario, { where, order });
    const evidence = await ctx.tx.find(ExpectedEvidence, { where, order });
    const requirementId = In(requirements.map(({ id }) => id));
    const scenarioRequirements = await ctx.tx.findBy(ScenarioRequirement, { requirementId });
    const evidenceRequirements = await ctx.tx.findBy(ExpectedEvidenceRequirement, { requirementId });
    return { requirements, scenarios, scenarioRequirements, evidence, evidenceRequirements };
  }

  /** One import report, or 404. */
  async report(ctx: Ctx, id: string): Promise<ImportReport> {
    const report = await ctx.tx.findOneBy(ImportReport, { id });
    return mustSee(ctx.actor, (actor) => packagePolicy.seeReport(actor, { status: 'draft' }), report);
  }

  /** The latest import reports, newest first. */
  reports(ctx: Ctx, limit = 20): Promise<ImportReport[]> {
    if (!packagePolicy.seeReport(ctx.actor, { status: 'draft' })) return Promise.resolve([]);
    return ctx.tx.find(ImportReport, { order: { importedAt: 'DESC', id: 'DESC' }, take: limit });
  }

  /** A version, or 404. In consultation, who is not of the agency reads the text last put to the public, not the work that goes on. */
  private async seen(ctx: Ctx, found: PackageVersion | null): Promise<PackageVersion> {
    const version = mustSee(ctx.actor, packagePolicy.see, found);
    if (version.status !== 'consultation' || packagePolicy.readDraft(ctx.actor, version)) return version;
    const [latest] = await ctx.tx.find(Consultation, { where: { packageVersionId: version.id }, order: { iteration: 'DESC' }, take: 1 });
    return latest === undefined ? version : { ...version, content: complete(latest.content) };
  }
}

/** The content of a version as its reader may see it. */
export function readable(ctx: Pick<Ctx, 'actor'>, version: PackageVersion): PackageContent {
  if (packagePolicy.seePoints(ctx.actor, version)) return version.content;
  return withoutPoints(version.content);
}
