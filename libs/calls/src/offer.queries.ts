import type { Ctx, Text } from '#platform';
import { Injectable } from '@nestjs/common';

/** A version of a package a call offers, or may offer. */
export interface OfferedVersion {
  readonly packageVersionId: string;
  readonly packageId: string;
  readonly code: string;
  readonly label: string;
  readonly title: Text;
  /** Last day on which files may stay on the older version, `YYYY-MM-DD`. */
  readonly closesOn: string | null;
  readonly offeredAt: Date | null;
}

/**
 * What orders the published versions of a package, as SQL: from when they hold, when they were published, and for two published
 * together the one that succeeded the other.
 */
export const newness = (version: string): string =>
  `(${version}.effective_from, ${version}.published_at, ${version}.status = 'published', ${version}.id)`;

const columns = `v.id AS "packageVersionId", v.package_id AS "packageId", package.code, v.label, package.title`;

/** Reads what newer versions calls offer. */
@Injectable()
export class OfferQueries {
  /** What a call offers, the newest first. */
  ofCall(ctx: Ctx, callId: string): Promise<OfferedVersion[]> {
    return ctx.tx.query<OfferedVersion[]>(
      `SELECT ${columns}, to_char(offer.closes_on, 'YYYY-MM-DD') AS "closesOn", offer.offered_at AS "offeredAt"
       FROM call_package_offer offer JOIN package_version v ON v.id = offer.package_version_id JOIN package ON package.id = v.package_id
       WHERE offer.call_id = $1 ORDER BY package.code, ${newness('v')} DESC`,
      [callId],
    );
  }

  /** What a call may still offer: published versions that hold today, newer than all it asks for and offers of the same package. */
  offerable(ctx: Ctx, callId: string): Promise<OfferedVersion[]> {
    return ctx.tx.query<OfferedVersion[]>(
      `WITH held AS (
         SELECT package_version_id FROM call_package WHERE call_id = $1
         UNION SELECT package_version_id FROM call_package_offer WHERE call_id = $1)
       SELECT ${columns}, NULL AS "closesOn", NULL AS "offeredAt"
       FROM package_version v JOIN package ON package.id = v.package_id
       WHERE v.status IN ('published', 'amended') AND v.effective_from <= $2 AND v.package_id IN (SELECT package_id FROM package_version WHERE id IN (TABLE held))
         AND NOT EXISTS (SELECT FROM package_version mine WHERE mine.id IN (TABLE held) AND mine.package_id = v.package_id
           AND ${newness('mine')} >= ${newness('v')})
       ORDER BY package.code, ${newness('v')} DESC`,
      [callId, ctx.now],
    );
  }

  /** What the call of a file offers in place of the versions it answers today, each with the version it would leave. */
  ofFile(
    ctx: Ctx,
    callId: string,
    pinnedIds: readonly string[],
  ): Promise<(OfferedVersion & { readonly replaces: string; readonly replacesLabel: string })[]> {
    return ctx.tx.query(
      `SELECT ${columns}, to_char(offer.closes_on, 'YYYY-MM-DD') AS "closesOn", offer.offered_at AS "offeredAt", mine.id AS replaces,
              mine.label AS "replacesLabel"
       FROM call_package_offer offer JOIN package_version v ON v.id = offer.package_version_id JOIN package ON package.id = v.package_id
       JOIN package_version mine ON mine.package_id = v.package_id AND mine.id = ANY($2::uuid[])
       WHERE offer.call_id = $1 AND ${newness('v')} > ${newness('mine')} ORDER BY package.code, ${newness('v')} DESC`,
      [callId, pinnedIds],
    );
  }
}
