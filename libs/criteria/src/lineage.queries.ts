import { type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { LineageDecision, type LineageChoice } from './lineage.entity.js';
import type { EditorSays } from './matching.rules.js';
import type { PackageVersion } from './package.entity.js';
import { visibleStatuses } from './package.policy.js';
import { packageLifecycle } from './package.lifecycle.js';

/** Decisions taken together. */
export interface LineageBatch {
  readonly id: string;
  readonly decision: LineageChoice;
  readonly decidedAt: Date;
  readonly count: number;
  /** Some keys of the newer version, in order. */
  readonly keys: readonly string[];
}

/** Reads what editors decided of the links between versions. */
@Injectable()
export class LineageQueries {
  /** What was decided against links of two versions; what was confirmed stands in the content of the newer one. */
  async says(ctx: Ctx, fromVersionId: string, toVersionId: string): Promise<EditorSays> {
    const rows = await this.decisions(ctx, fromVersionId, toVersionId);
    return {
      rejected: rows.flatMap(({ decision, fromKey, toKey }) =>
        decision === 'rejected' && fromKey !== null ? [{ from: fromKey, to: toKey }] : [],
      ),
      without: rows.filter(({ decision }) => decision === 'without').map(({ toKey }) => toKey),
    };
  }

  /** Every decision on the links of two versions, by key of the newer one. */
  decisions(ctx: Ctx, fromVersionId: string, toVersionId: string): Promise<LineageDecision[]> {
    return ctx.tx.find(LineageDecision, { where: { fromVersionId, toVersionId }, order: { toKey: 'ASC', fromKey: 'ASC', id: 'ASC' } });
  }

  /** The latest decisions on a version, newest first, as they may be undone. */
  batches(ctx: Ctx, toVersionId: string, limit = 10): Promise<LineageBatch[]> {
    return ctx.tx.query<LineageBatch[]>(
      `SELECT d.batch_id AS id, d.decision, d.decided_at AS "decidedAt", count(*)::int AS count,
              (array_agg(d.to_key ORDER BY d.to_key))[1:3] AS keys
         FROM lineage_decision d WHERE d.to_version_id = $1
        GROUP BY d.batch_id, d.decision, d.decided_at ORDER BY d.decided_at DESC, d.batch_id DESC LIMIT $2`,
      [toVersionId, limit],
    );
  }

  /** Label of the version of the same package that came before this one, among those the actor may see; null for the first. */
  async previous(ctx: Ctx, version: Pick<PackageVersion, 'id' | 'packageId' | 'createdAt'>): Promise<string | null> {
    const statuses = visibleStatuses(ctx.actor, packageLifecycle.statuses);
    const rows = await ctx.tx.query<{ label: string }[]>(
      `SELECT v.label FROM package_version v
        WHERE v.package_id = $1 AND v.status = ANY($2) AND (v.created_at, v.id) < ($3, $4)
        ORDER BY v.created_at DESC, v.id DESC LIMIT 1`,
      [version.packageId, statuses, version.createdAt, version.id],
    );
    return rows.at(0)?.label ?? null;
  }
}
