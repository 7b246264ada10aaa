import { mustSee, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { PackageRevision } from './drafting.entity.js';
import { draftFindings, type KnownVersion } from './drafting-findings.rules.js';
import type { DraftAction, DraftChanges } from './drafting.rules.js';
import type { Finding } from './finding.messages.js';
import type { PackageContent } from './package-content.rules.js';
import { PackageVersion } from './package.entity.js';
import { refuseDraft } from './drafting.messages.js';
import { packagePolicy } from './package.policy.js';

/** A revision as it stands in a list: without its content. */
export interface RevisionSummary {
  readonly version: number;
  readonly action: DraftAction;
  readonly subject: string | null;
  readonly changes: DraftChanges;
  /** Null for the portal itself. */
  readonly savedBy: string | null;
  readonly savedAt: Date;
}

/** Reads drafts: their content, their findings, their revisions. For the agency; for anyone else they do not exist. */
@Injectable()
export class DraftingQueries {
  /** A version as its editors see it, whatever its status, verification points included; 404 for anyone else. */
  async draft(ctx: Ctx, id: string): Promise<PackageVersion> {
    return mustSee(ctx.actor, packagePolicy.readDraft, await ctx.tx.findOneBy(PackageVersion, { id }));
  }

  /** Every remark on a draft; one statement, for the versions it says it comes from. */
  async findings(ctx: Ctx, content: PackageContent): Promise<Finding[]> {
    return draftFindings(content, await knownOrigins(ctx, content));
  }

  /** The version a draft started from; else the latest public one of its package; null for a first version. */
  async base(ctx: Ctx, draft: Pick<PackageVersion, 'id' | 'packageId' | 'basedOn'>): Promise<PackageVersion | null> {
    return baseOf(ctx, draft);
  }

  /** The revisions still kept, newest first. */
  async revisions(ctx: Ctx, id: string): Promise<RevisionSummary[]> {
    return ctx.tx.query<RevisionSummary[]>(
      `SELECT revision.version, revision.action, revision.subject, revision.changes, account.name AS "savedBy", revision.saved_at AS "savedAt"
         FROM package_revision revision LEFT JOIN account ON account.id = revision.saved_by
        WHERE revision.package_version_id = $1 ORDER BY revision.version DESC`,
      [id],
    );
  }

  /** The content of one revision, or 404 once it is no longer kept. */
  async revision(ctx: Ctx, id: string, version: number): Promise<PackageContent> {
    const found = await ctx.tx.findOneBy(PackageRevision, { packageVersionId: id, version });
    if (found === null) throw refuseDraft.notFound('draft.revision-gone', { version });
    return found.content;
  }
}

/** The version a draft started from; see `DraftingQueries.base`. */
export async function baseOf(ctx: Ctx, { id, packageId, basedOn }: Pick<PackageVersion, 'id' | 'packageId' | 'basedOn'>) {
  if (basedOn !== null) return ctx.tx.findOneBy(PackageVersion, { id: basedOn });
  return ctx.tx
    .createQueryBuilder(PackageVersion, 'version')
    .where(`version.packageId = :packageId AND version.id <> :id AND version.publishedAt IS NOT NULL`, { packageId, id })
    .orderBy('version.publishedAt', 'DESC')
    .addOrderBy('version.id', 'DESC')
    .limit(1)
    .getOne();
}

/** Keys of the versions the requirements of a document say they come from, as far as the portal holds them. */
export async function knownOrigins(ctx: Ctx, content: PackageContent): Promise<KnownVersion[]> {
  const origins = content.requirements.flatMap(({ derivedFrom }) => derivedFrom);
  const named = new Set(
    origins.flatMap(({ package: code, version }) => (code === null || version === null ? [] : [`${code}\n${version}`])),
  );
  if (named.size === 0) return [];
  const pairs = [...named].map((one) => one.split('\n'));
  return ctx.tx.query<KnownVersion[]>(
    `SELECT package.code AS package, version.label AS version,
            ARRAY(SELECT requirement->>'key' FROM jsonb_array_elements(version.content->'requirements') requirement) AS keys
       FROM package JOIN package_version version ON version.package_id = package.id
       JOIN unnest($1::text[], $2::text[]) AS named (code, label) ON named.code = package.code AND named.label = version.label`,
    [pairs.map(([code]) => code), pairs.map(([, label]) => label)],
  );
}
