import { bilingual, contentHash, difference, LineageQueries, PackagesQueries, PackageVersion, type Requirement } from '#criteria';
import { authorize, type Ctx, type Text } from '#platform';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { candidatureLifecycle, type CandidatureStatus } from './candidature.lifecycle.js';
import { rehearsalPolicy, visibleCandidatures } from './candidature.policy.js';
import { ImpactReport } from './carry-over.entity.js';
import { carryPlan, type CarryOutcome } from './carry-over.rules.js';
import { refuseMove } from './carry-over.messages.js';
import {
  answersByRequirement,
  countedFiles,
  fileCounts,
  filesByProfile,
  joinTables,
  standingFiles,
  type FileCounts,
  type Standing,
} from './rehearsal-counts.queries.js';
import { impactTables, type ImpactCounts, type ImpactTables, type ImpactTotals, type RequirementImpact } from './rehearsal.rules.js';

/** An older version that files under way answer, with what the difference makes of its answers. */
export interface RehearsedVersion {
  readonly version: PackageVersion;
  readonly candidatures: number;
  readonly tables: ImpactTables;
  /** The first requirement of the newer version that each one feeds, by key. */
  readonly targets: ReadonlyMap<string, string>;
  /** Questions the newer version asks and this one did not. */
  readonly newQuestions: readonly string[];
}

/** What a version would change for the files under way. */
export interface Rehearsal {
  readonly version: PackageVersion;
  /** Hash of the content that was rehearsed. */
  readonly contentHash: string;
  readonly from: readonly RehearsedVersion[];
  readonly totals: ImpactTotals;
  /** In printed order, the newer version's own, then what it drops. */
  readonly requirements: readonly RequirementImpact[];
}

/** What a version would change for one file. */
export interface CandidatureImpact extends ImpactCounts {
  readonly id: string;
  readonly number: string;
  readonly status: CandidatureStatus;
  readonly solution: string;
  readonly versionLabel: string;
  readonly vendor: string;
  readonly from: string;
  readonly reopened: number;
}

/** A report that was recorded, with the name of who did. */
export interface RecordedImpact extends ImpactReport {
  readonly author: string | null;
}

/** Rehearses a version against every file under way: reads only, in a bounded number of statements whatever their number. */
@Injectable()
export class RehearsalQueries {
  constructor(
    private readonly packages: PackagesQueries,
    private readonly lineage: LineageQueries,
  ) {}

  /** What a version would change, all files together. Figures count every file; names are given by `candidatures` only. */
  async rehearse(ctx: Ctx, versionId: string): Promise<Rehearsal> {
    authorize(ctx.actor, rehearsalPolicy.rehearse, undefined);
    const version = await this.packages.one(ctx, versionId);
    const standing = await standingFiles(ctx, version);
    const from = await this.older(ctx, version, standing);
    const tables = await joinTables(ctx, from);
    const byRequirement = await answersByRequirement(ctx, tables);
    const byProfile = await filesByProfile(ctx, from);
    const requirements = requirementImpacts({ version, from, byRequirement, byProfile });
    const totals = totalsOf(standing, await fileCounts(ctx, tables), requirements);
    return { version, contentHash: version.contentHash ?? contentHash(version.content), from, totals, requirements };
  }

  /** What a version would change for each file the actor may see, by number, from the one after `after`. */
  async candidatures(
    ctx: Ctx,
    { from }: Pick<Rehearsal, 'from'>,
    page: { readonly after?: string; readonly limit?: number } = {},
  ): Promise<CandidatureImpact[]> {
    authorize(ctx.actor, rehearsalPolicy.rehearse, undefined);
    if (from.length === 0) return [];
    const tables = await joinTables(ctx, from);
    const seen = visibleCandidatures(ctx.actor, 10);
    return ctx.tx.query<CandidatureImpact[]>(
      countedFiles(`AND ($8::text IS NULL OR candidature.number > $8) AND ${seen.sql} ORDER BY candidature.number LIMIT $9`),
      [...tables, page.after ?? null, page.limit ?? 50, ...seen.values],
    );
  }

  /** The reports recorded for a version, the last first. */
  reports(ctx: Ctx, versionId: string): Promise<RecordedImpact[]> {
    return ctx.tx.query<RecordedImpact[]>(
      `SELECT report.id, report.package_version_id AS "packageVersionId", report.content_hash AS "contentHash", report.totals,
              report.recorded_by AS "recordedBy", report.at, account.name AS author
       FROM impact_report report LEFT JOIN account ON account.id = report.recorded_by
       WHERE report.package_version_id = $1 ORDER BY report.at DESC, report.id DESC LIMIT 20`,
      [versionId],
    );
  }

  /**
   * Refuses (409) to publish a version that files under way answer the predecessor of, until a report of this very content is
   * recorded. For whoever publishes: criteria come before candidatures and cannot ask by themselves.
   */
  async refuseUnrehearsed(ctx: Ctx, versionId: string): Promise<void> {
    // Locked until the publication: what is published is what was looked at here.
    await ctx.tx.query('SELECT FROM package_version WHERE id = $1 FOR UPDATE', [versionId]);
    const version = await this.packages.one(ctx, versionId);
    const count = (await standingFiles(ctx, version)).reduce((sum, { candidatures }) => sum + candidatures, 0);
    if (count === 0) return;
    const hash = version.contentHash ?? contentHash(version.content);
    if (await ctx.tx.existsBy(ImpactReport, { packageVersionId: versionId, contentHash: hash })) return;
    throw refuseMove.conflict('version.rehearse-first', { count });
  }

  private async older(ctx: Ctx, to: PackageVersion, standing: readonly Standing[]): Promise<RehearsedVersion[]> {
    const ids = [...new Set(standing.map(({ versionId }) => versionId))];
    const versions = await ctx.tx.find(PackageVersion, { where: { id: In(ids) }, order: { createdAt: 'ASC', id: 'ASC' } });
    const rehearsed: RehearsedVersion[] = [];
    for (const version of versions) rehearsed.push(await this.rehearsed(ctx, { version, to, standing }));
    return rehearsed;
  }

  private async rehearsed(
    ctx: Ctx,
    { version, to, standing }: { readonly version: PackageVersion; readonly to: PackageVersion; readonly standing: readonly Standing[] },
  ): Promise<RehearsedVersion> {
    const says = await this.lineage.says(ctx, version.id, to.id);
    const plan = carryPlan(version.content, to.content, difference(version.content, to.content, says).changes);
    const asked = new Set(version.content.profiles.map(({ key }) => key));
    return {
      version,
      candidatures: standing.filter(({ versionId }) => versionId === version.id).reduce((sum, { candidatures }) => sum + candidatures, 0),
      tables: impactTables(plan, to.content),
      targets: new Map([...plan.links].reverse().map((link) => [link.from, link.to])),
      newQuestions: to.content.profiles.map(({ key }) => key).filter((key) => !asked.has(key)),
    };
  }
}

interface ImpactFacts {
  readonly version: PackageVersion;
  readonly from: readonly RehearsedVersion[];
  readonly byRequirement: ReadonlyMap<string, number>;
  readonly byProfile: ReadonlyMap<string, number>;
}

function requirementImpacts({ version, from, byRequirement, byProfile }: ImpactFacts): RequirementImpact[] {
  const newer = new Map(version.content.requirements.map((one) => [one.key, one]));
  return from.flatMap(({ version: older, tables, targets }) => {
    const before = new Map(older.content.requirements.map((one) => [one.key, one]));
    const line = (own: Requirement | undefined) => ({ title: titleOf(own), section: own?.section ?? '', fromVersion: older.label });
    const sources = tables.outcomes.map(({ key, outcome }): RequirementImpact => {
      const own = before.get(key);
      const to = newer.get(targets.get(key) ?? '');
      const candidatures = byRequirement.get(`${older.id} ${key}`) ?? 0;
      return { ...line(to ?? own), from: own?.number ?? key, to: to?.number ?? null, outcome, candidatures };
    });
    const fresh = tables.fresh.map(({ key, profile }): RequirementImpact => {
      const own = newer.get(key);
      const candidatures = byProfile.get(`${older.id} ${profile ?? ''}`) ?? 0;
      return { ...line(own), from: null, to: own?.number ?? key, outcome: 'to_answer', candidatures };
    });
    return [...sources, ...fresh];
  });
}

function titleOf(one: Requirement | undefined): Text {
  return bilingual(one?.title ?? one?.statement ?? { fr: '' });
}

function totalsOf(standing: readonly Standing[], files: FileCounts, requirements: readonly RequirementImpact[]): ImpactTotals {
  const count = (lines: readonly { readonly candidatures: number }[]): number =>
    lines.reduce((sum, { candidatures }) => sum + candidatures, 0);
  const of = (wanted: CarryOutcome): number => count(requirements.filter(({ outcome }) => outcome === wanted));
  return {
    ...files,
    ...{ keeps: of('keeps'), confirm: of('confirm'), newEvidence: of('new_evidence'), toAnswer: of('to_answer'), dropped: of('dropped') },
    candidatures: count(standing),
    movable: count(standing.filter(({ status }) => candidatureLifecycle.allows(status, 'move_version'))),
    from: standing.map(({ label, status, candidatures }) => ({ label, status, candidatures })),
  };
}
