import type { CallStatus, Workflow } from '#calls';
import { refuse, type Ctx, type Text } from '#platform';
import { Injectable } from '@nestjs/common';
import { Admission, Candidature, Receipt } from './candidature.entity.js';
import type { CandidatureStatus } from './candidature.lifecycle.js';
import { visibleCandidatures } from './candidature.policy.js';

/** One line of a list of candidatures. */
export interface CandidatureLine {
  readonly id: string;
  readonly number: string;
  readonly status: CandidatureStatus;
  readonly statusAt: Date;
  readonly filedAt: Date | null;
  readonly completeAt: Date | null;
  readonly callId: string;
  readonly callCode: string;
  readonly callTitle: Text;
  readonly zone: string;
  readonly organisationId: string;
  readonly vendor: string;
  readonly solutionId: string;
  readonly solution: string;
  readonly versionLabel: string;
}

/** What a list is narrowed to, and where it goes on. */
export interface ListFilter {
  readonly status?: CandidatureStatus;
  readonly callId?: string;
  /** The last line of the page before. */
  readonly after?: Pick<CandidatureLine, 'id' | 'completeAt'>;
  /** At most 200; 50 unless told. */
  readonly limit?: number;
}

/** A package version a candidature is pinned to. */
export interface PinnedPackage {
  readonly packageVersionId: string;
  readonly code: string;
  readonly title: Text;
  readonly label: string;
  readonly contentHash: string;
  readonly frozenAt: Date;
}

/** A candidature with the names a page needs. */
export interface CandidatureSummary extends CandidatureLine {
  readonly candidature: Candidature;
  readonly workflow: Workflow;
  readonly callStatus: CallStatus;
  readonly charterVersion: string;
  readonly validityMonths: number;
  readonly softwareType: string;
  readonly packages: readonly PinnedPackage[];
}

const names = `candidature.id, candidature.number, candidature.status, candidature.status_at AS "statusAt", candidature.filed_at AS "filedAt",
  candidature.complete_at AS "completeAt", candidature.call_id AS "callId", call.code AS "callCode", call.title AS "callTitle", call.zone,
  candidature.organisation_id AS "organisationId", organisation.name AS vendor, solution.id AS "solutionId", solution.name AS solution,
  solution_version.label AS "versionLabel"`;
const joins = `FROM candidature JOIN call ON call.id = candidature.call_id JOIN organisation ON organisation.id = candidature.organisation_id
  JOIN solution_version ON solution_version.id = candidature.solution_version_id JOIN solution ON solution.id = solution_version.solution_id`;

/** Lists and summaries of candidatures, each limited to what the actor may see. */
@Injectable()
export class CandidatureQueries {
  /** The newest candidatures first, as a vendor reads its own. */
  list(ctx: Ctx, { status, callId, after, limit }: ListFilter = {}): Promise<CandidatureLine[]> {
    const seen = visibleCandidatures(ctx.actor, 5);
    return ctx.tx.query<CandidatureLine[]>(
      `SELECT ${names} ${joins}
       WHERE ($1::text IS NULL OR candidature.status = $1) AND ($2::uuid IS NULL OR candidature.call_id = $2)
         AND ($3::uuid IS NULL OR candidature.id < $3) AND ${seen.sql}
       ORDER BY candidature.id DESC LIMIT $4`,
      [status ?? null, callId ?? null, after?.id ?? null, bounded(limit), ...seen.values],
    );
  }

  /** The files of one status in the order they are treated: first complete, first served; those not yet complete by arrival. */
  queue(ctx: Ctx, status: CandidatureStatus, { callId, after, limit }: Omit<ListFilter, 'status'> = {}): Promise<CandidatureLine[]> {
    const seen = visibleCandidatures(ctx.actor, 6);
    return ctx.tx.query<CandidatureLine[]>(
      `SELECT ${names} ${joins}
       WHERE candidature.status = $1 AND ($2::uuid IS NULL OR candidature.call_id = $2)
         AND ($3::uuid IS NULL OR (coalesce(candidature.complete_at, 'infinity'), candidature.id) > (coalesce($4::timestamptz, 'infinity'), $3))
         AND ${seen.sql}
       ORDER BY candidature.complete_at, candidature.id LIMIT $5`,
      [status, callId ?? null, after?.id ?? null, after?.completeAt ?? null, bounded(limit), ...seen.values],
    );
  }

  /** How many files stand in each status; a status without file is absent. */
  async counts(ctx: Ctx): Promise<Map<CandidatureStatus, number>> {
    const seen = visibleCandidatures(ctx.actor);
    const rows = await ctx.tx.query<{ status: CandidatureStatus; count: number }[]>(
      `SELECT candidature.status, count(*)::int AS count FROM candidature WHERE ${seen.sql} GROUP BY candidature.status`,
      [...seen.values],
    );
    return new Map(rows.map(({ status, count }) => [status, count]));
  }

  /** A candidature with its names and pinned packages, or 404. */
  async summary(ctx: Ctx, id: string): Promise<CandidatureSummary> {
    const seen = visibleCandidatures(ctx.actor, 2);
    const [row] = await ctx.tx.query<Omit<CandidatureSummary, 'candidature' | 'packages'>[]>(
      `SELECT ${names}, call.workflow, call.status AS "callStatus", call.charter_version AS "charterVersion",
              call.validity_months AS "validityMonths", call.software_type AS "softwareType"
       ${joins} WHERE candidature.id = $1 AND ${seen.sql}`,
      [id, ...seen.values],
    );
    if (row === undefined) throw refuse.notFound('not-found');
    const candidature = await ctx.tx.findOneByOrFail(Candidature, { id });
    return { ...row, candidature, packages: await this.packages(ctx, id) };
  }

  /** The package versions a candidature is pinned to. The caller has shown that the actor sees it. */
  packages(ctx: Ctx, id: string): Promise<PinnedPackage[]> {
    return ctx.tx.query<PinnedPackage[]>(
      `SELECT pinned.package_version_id AS "packageVersionId", package.code, package.title, version.label,
              version.content_hash AS "contentHash", version.frozen_at AS "frozenAt"
       FROM candidature_pin pinned JOIN package_version version ON version.id = pinned.package_version_id
       JOIN package ON package.id = version.package_id WHERE pinned.candidature_id = $1 ORDER BY package.code, version.label`,
      [id],
    );
  }

  /** The rank of a complete file in the queue of its call, from 1; null when it is not complete. Ties follow the ids. */
  async rank(ctx: Ctx, { id, callId, completeAt }: Pick<CandidatureLine, 'id' | 'callId' | 'completeAt'>): Promise<number | null> {
    if (completeAt === null) return null;
    // The rank counts files the vendor may not see: the function that opens them gives the number only.
    const [{ rank }] = await ctx.tx.query<[{ rank: number }]>('SELECT guichet_queue_rank($1, $2, $3) AS rank', [callId, completeAt, id]);
    return rank;
  }

  /** What the admission desk said of a file, newest first. */
  async admissions(ctx: Ctx, id: string): Promise<Admission[]> {
    await this.mustSee(ctx, id);
    return ctx.tx.find(Admission, { where: { candidatureId: id }, order: { at: 'DESC' } });
  }

  /** The receipts of a candidature, newest first. */
  async receipts(ctx: Ctx, id: string): Promise<Receipt[]> {
    await this.mustSee(ctx, id);
    return ctx.tx.find(Receipt, { where: { candidatureId: id }, order: { at: 'DESC', number: 'DESC' } });
  }

  /** One receipt of a candidature, or 404. */
  async receipt(ctx: Ctx, id: string, receiptId: string): Promise<Receipt> {
    await this.mustSee(ctx, id);
    const receipt = await ctx.tx.findOneBy(Receipt, { id: receiptId, candidatureId: id });
    if (receipt === null) throw refuse.notFound('not-found');
    return receipt;
  }

  /** Refuses (404) what the actor may not see. */
  async mustSee(ctx: Ctx, id: string): Promise<void> {
    const seen = visibleCandidatures(ctx.actor, 2);
    const rows = await ctx.tx.query<unknown[]>(`SELECT FROM candidature WHERE candidature.id = $1 AND ${seen.sql}`, [id, ...seen.values]);
    if (rows.length === 0) throw refuse.notFound('not-found');
  }
}

const bounded = (limit = 50): number => Math.min(Math.max(limit, 1), 200);
