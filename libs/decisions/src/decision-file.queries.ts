import { Injectable } from '@nestjs/common';
import type { Workflow } from '#calls';
import { keptScore, packageScores, PackageVersion } from '#criteria';
import { type Ctx, refuse, sha256 } from '#platform';
import { standsAt } from './certified.queries.js';
import { resultOf, type AcquiredEntry, type Dossier, type DossierEntry, type DossierEvidence, type DossierScore } from './dossier.rules.js';

/** A candidature as a decision needs it: its ids beside the dossier. */
export interface DecisionFile {
  readonly candidatureId: string;
  readonly organisationId: string;
  readonly callId: string;
  readonly solutionVersionId: string;
  readonly status: string;
  readonly workflow: Workflow;
  readonly validityMonths: number;
  readonly zone: string;
  readonly dossier: Dossier;
  /** Accounts that have given a verdict. */
  readonly verifiers: readonly string[];
}

interface HeadRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly call_id: string;
  readonly solution_version_id: string;
  readonly status: string;
  readonly number: string;
  readonly call: string;
  readonly workflow: Workflow;
  readonly validity_months: number;
  readonly zone: string;
  readonly product: Dossier['product'];
  readonly organisation: Dossier['organisation'];
}

interface EntryRow extends Omit<DossierEntry, 'textSha256' | 'evidence' | 'verdict' | 'acquired'> {
  readonly answer_id: string;
  readonly body: string;
  readonly verdict: (Omit<NonNullable<DossierEntry['verdict']>, 'at'> & { readonly at: string }) | null;
  readonly acquired: AcquiredEntry | null;
}

/** Gathers what a decision is taken on, from the tables of the earlier rooms; the caller decides who may read it. */
@Injectable()
export class DecisionFileQueries {
  /** The file of a candidature, or 404. Needs a transaction opened on every organisation: verdicts are the agency's. */
  async file(ctx: Ctx, candidatureId: string): Promise<DecisionFile> {
    const head = await this.head(ctx, candidatureId);
    const judged = {
      profile: await this.profile(ctx, candidatureId),
      entries: await this.entries(ctx, candidatureId),
    };
    const scores = await this.scores(ctx, candidatureId, judged);
    const dossier: Dossier = {
      format: 1,
      candidature: head.number,
      call: head.call,
      product: head.product,
      organisation: head.organisation,
      packages: await this.packages(ctx, candidatureId),
      approvals: await this.approvals(ctx, head),
      ...judged,
      ...(scores.length > 0 && { scores }),
    };
    const judges = await ctx.tx.query<{ account_id: string }[]>('SELECT DISTINCT v.account_id FROM verdict v WHERE v.candidature_id = $1', [
      candidatureId,
    ]);
    return {
      candidatureId,
      organisationId: head.organisation_id,
      callId: head.call_id,
      solutionVersionId: head.solution_version_id,
      status: head.status,
      workflow: head.workflow,
      validityMonths: head.validity_months,
      zone: head.zone,
      dossier,
      verifiers: judges.map(({ account_id }) => account_id),
    };
  }

  private async head(ctx: Ctx, candidatureId: string): Promise<HeadRow> {
    const [head] = await ctx.tx.query<(HeadRow | undefined)[]>(
      `SELECT c.id, c.organisation_id, c.call_id, c.solution_version_id, c.status, c.number,
              k.code AS call, k.workflow, k.validity_months, k.zone,
              jsonb_build_object('name', s.name, 'version', v.label, 'technicalNumber', v.technical_number, 'softwareType', s.software_type) AS product,
              jsonb_build_object('name', o.name, 'country', o.country, 'siren', (
                SELECT i.value FROM organisation_identifier i WHERE i.organisation_id = o.id AND i.scheme = 'siren')) AS organisation
         FROM candidature c
         JOIN call k ON k.id = c.call_id
         JOIN solution_version v ON v.id = c.solution_version_id
         JOIN solution s ON s.id = v.solution_id
         JOIN organisation o ON o.id = c.organisation_id
        WHERE c.id = $1`,
      [candidatureId],
    );
    if (head === undefined) throw refuse.notFound('not-found');
    return head;
  }

  private packages(ctx: Ctx, candidatureId: string): Promise<Dossier['packages']> {
    return ctx.tx.query(
      `SELECT p.code, v.label AS version, v.content_hash AS "contentHash"
         FROM candidature_pin c
         JOIN package_version v ON v.id = c.package_version_id
         JOIN package p ON p.id = v.package_id
        WHERE c.candidature_id = $1 ORDER BY p.code COLLATE "C", v.label COLLATE "C"`,
      [candidatureId],
    );
  }

  private profile(ctx: Ctx, candidatureId: string): Promise<Dossier['profile']> {
    return ctx.tx.query(
      `SELECT p.profile_key AS key, p.answer FROM profile_answer p WHERE p.candidature_id = $1 ORDER BY p.profile_key COLLATE "C"`,
      [candidatureId],
    );
  }

  /** The scores the pinned packages declare, computed from the same verdicts and profile as the decision. */
  private async scores(
    ctx: Ctx,
    candidatureId: string,
    { profile, entries }: Pick<Dossier, 'profile' | 'entries'>,
  ): Promise<DossierScore[]> {
    const versions = await ctx.tx
      .createQueryBuilder(PackageVersion, 'version')
      .where(`version.id IN (SELECT pinned.package_version_id FROM candidature_pin pinned WHERE pinned.candidature_id = :candidatureId)`)
      .andWhere(`version.content->'scores' IS NOT NULL`)
      .setParameters({ candidatureId })
      .getMany();
    const answers = Object.fromEntries(profile.map(({ key, answer }) => [key, answer]));
    const contents = versions.map(({ content }) => content).sort((one, other) => (one.code < other.code ? -1 : 1));
    return contents.flatMap((content) => {
      const own = entries.filter(({ packageCode }) => packageCode === content.code);
      const results = new Map(
        own.flatMap((entry) => {
          const result = resultOf(entry);
          return result === null ? [] : [[entry.requirementKey, result] as const];
        }),
      );
      return packageScores(content, answers, { results }).map((given) => ({ packageCode: content.code, ...keptScore(given) }));
    });
  }

  private async approvals(ctx: Ctx, head: HeadRow): Promise<Dossier['approvals']> {
    const granted = await ctx.tx.query<{ kind: string }[]>(
      `SELECT DISTINCT a.kind FROM approval a
        WHERE a.solution_version_id = $1 AND a.status = 'granted' AND (a.valid_to IS NULL OR a.valid_to > $2)`,
      [head.solution_version_id, ctx.now],
    );
    const kinds = new Set(granted.map(({ kind }) => kind));
    return [...head.workflow.requiredApprovals].sort().map((kind) => ({ kind, granted: kinds.has(kind) }));
  }

  private async entries(ctx: Ctx, candidatureId: string): Promise<DossierEntry[]> {
    const rows = await ctx.tx.query<EntryRow[]>(
      `SELECT a.id AS answer_id, p.code AS "packageCode", r.key AS "requirementKey", r.number, r.obligation, a.claim, a.reason, a.body,
              CASE WHEN v.id IS NULL THEN NULL ELSE jsonb_build_object('id', v.id, 'outcome', v.outcome, 'reason', v.reason,
                'at', v.at, 'evidenceVersionIds', to_jsonb(v.evidence_version_ids)) END AS verdict,
              CASE WHEN q.id IS NULL THEN NULL ELSE jsonb_build_object('id', q.id, 'at', q.acquired_at, 'path', q.path) END AS acquired
         FROM answer a
         JOIN requirement r ON r.id = a.requirement_id
         JOIN package_version w ON w.id = r.package_version_id
         JOIN package p ON p.id = w.package_id
         LEFT JOIN verdict v ON v.answer_id = a.id AND NOT EXISTS (SELECT FROM verdict later WHERE later.supersedes = v.id)
         LEFT JOIN acquired_result q ON q.answer_id = a.id AND q.lapsed_at IS NULL AND ${standsAt('q', '$2')}
        WHERE a.candidature_id = $1 AND a.is_applicable AND r.life = 'current'
        ORDER BY p.code COLLATE "C", r.position, r.key COLLATE "C"`,
      [candidatureId, ctx.now],
    );
    const evidence = await this.evidence(ctx, candidatureId);
    return rows.map(({ answer_id, body, verdict, acquired, ...entry }) => ({
      ...entry,
      textSha256: sha256(body),
      evidence: evidence.get(answer_id) ?? [],
      // PostgreSQL writes its own form of an instant, which follows the time zone of the session.
      verdict: verdict && { ...verdict, at: new Date(verdict.at).toISOString() },
      ...(acquired !== null && { acquired: { ...acquired, at: new Date(acquired.at).toISOString() } }),
    }));
  }

  private async evidence(ctx: Ctx, candidatureId: string): Promise<Map<string, DossierEvidence[]>> {
    const rows = await ctx.tx.query<(DossierEvidence & { readonly answer_id: string })[]>(
      `SELECT DISTINCT e.answer_id, e.evidence_item_id AS "itemId", v.id AS "versionId", v.number, v.sha256, v.reference
         FROM answer_evidence e
         JOIN answer a ON a.id = e.answer_id
         JOIN evidence_version v ON v.id = e.evidence_version_id
        WHERE a.candidature_id = $1 AND e.detached_at IS NULL
        ORDER BY e.answer_id, e.evidence_item_id, v.id`,
      [candidatureId],
    );
    const found = new Map<string, DossierEvidence[]>();
    for (const { answer_id, ...piece } of rows) found.set(answer_id, [...(found.get(answer_id) ?? []), piece]);
    return found;
  }
}
