import {
  AcquiredResultQueries,
  AcquiredResultService,
  visibleCandidatures,
  type AcquiredPath,
  type AcquiredResult,
  type LapseReason,
  type RestsOn,
} from '#candidatures';
import { Mapping, MappingsQueries, requirementNode } from '#criteria';
import { authorize, isSystem, refuse, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { acquirable, lapseOf, type CertifiedDossier } from './acquisition.rules.js';
import { standingStatuses, type CertificateStatus } from './certificate.lifecycle.js';
import { certifiedAt } from './certified.queries.js';
import { refuseDecision } from './decision.messages.js';

/** What an event says of something results may rest on. */
export interface OriginEvent {
  readonly name: string;
  readonly subjectId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface CertifiedRow extends CertifiedDossier {
  readonly status: CertificateStatus;
  readonly isLast: boolean;
}

interface FileOfProduct {
  readonly candidatureId: string;
  readonly organisationId: string;
  readonly solutionId: string;
}

interface Wanted extends FileOfProduct {
  /** Null members: nothing applies to the file yet. */
  readonly requirementId: string | null;
  readonly package: string;
  readonly version: string | null;
  readonly key: string | null;
}

/** Results acquired by equivalence: what a file may acquire from the vendor’s other certificates on the same product, and what still holds. */
@Injectable()
export class AcquisitionService {
  constructor(
    private readonly mappings: MappingsQueries,
    private readonly results: AcquiredResultService,
    private readonly acquired: AcquiredResultQueries,
  ) {}

  /** What a file may acquire, by requirement; nothing of another vendor or product is looked at. Three statements, two when nothing leads to it. */
  async acquirable(ctx: Ctx, candidatureId: string): Promise<Map<string, AcquiredPath>> {
    const wanted = await wantedBy(ctx, candidatureId);
    const mappings = await this.mappings.leadingTo(ctx, wanted);
    if (mappings.length === 0) return new Map();
    const paths = acquirable(await this.dossiers(ctx, wanted[0]), mappings);
    return new Map(
      wanted.flatMap(({ requirementId, key, ...end }): [string, AcquiredPath][] => {
        const path = requirementId === null || key === null ? undefined : paths.get(requirementNode(end, key));
        return path === undefined || requirementId === null ? [] : [[requirementId, path]];
      }),
    );
  }

  /** The vendor asks for a result: kept with its path, or refused (409) when nothing gives it. */
  async acquire(ctx: Ctx, candidatureId: string, requirementId: string): Promise<AcquiredResult> {
    const path = (await this.acquirable(ctx, candidatureId)).get(requirementId);
    if (path === undefined) throw refuseDecision.conflict('acquired.nothing');
    return this.results.keep(ctx, candidatureId, requirementId, path);
  }

  /** Makes the computation of a live result again, from the same inputs as they stand now; null when it still holds. */
  async recheck(ctx: Ctx, result: AcquiredResult): Promise<LapseReason | null> {
    const mappings = await ctx.tx.find(Mapping, { where: { id: In(result.mappingIds) }, order: { id: 'ASC' } });
    const rows = await ctx.tx.query<CertifiedRow[]>(`${certifiedAt('$1')} WHERE certificate.id = ANY ($2::uuid[]) ORDER BY decision.id`, [
      ctx.now,
      result.certificateIds,
    ]);
    // a vendor's transaction sees no verdict: for it the standing of the decision tells enough
    const superseded = await ctx.tx.query<{ id: string }[]>('SELECT supersedes AS id FROM verdict WHERE supersedes = ANY ($1::uuid[])', [
      result.verdictIds,
    ]);
    const found = new Map(rows.map((row) => [row.certificateId, row.status]));
    return lapseOf(result.path.steps.at(-1)?.target ?? '', result.path, {
      mappings: mappings.map(({ id, status, content }) => ({ id, content, isInForce: status === 'published' })),
      certificates: result.certificateIds.map((id) => ({ id, status: found.get(id) ?? null })),
      decisions: rows.map((row) => ({ id: row.decisionId, isLast: row.isLast, dossier: row })),
      superseded: superseded.map(({ id }) => id),
    });
  }

  /** After something results rest on changed: those that no longer hold lapse. May run twice without harm. */
  async follow(ctx: Ctx, event: OriginEvent): Promise<void> {
    authorize(ctx.actor, isSystem, undefined);
    for (const { what, id } of await this.restsOn(ctx, event)) {
      for (const result of await this.acquired.restingOn(ctx, what, id)) {
        const reason = await this.recheck(ctx, result);
        if (reason !== null) await this.results.lapse(ctx, result, reason);
      }
    }
  }

  private async restsOn(ctx: Ctx, { name, subjectId, data }: OriginEvent): Promise<{ what: RestsOn; id: string }[]> {
    if (name.startsWith('certificate.')) return [{ what: 'certificate_ids', id: subjectId }];
    if (name.startsWith('mapping.')) return [{ what: 'mapping_ids', id: subjectId }];
    if (name === 'verdict.give') return typeof data.supersedes === 'string' ? [{ what: 'verdict_ids', id: data.supersedes }] : [];
    const decisions = await ctx.tx.query<{ id: string }[]>('SELECT id FROM decision WHERE candidature_id = $1', [subjectId]);
    return decisions.map(({ id }) => ({ what: 'decision_ids', id }));
  }

  /** The certificates in force of the same organisation on the same product, this file apart. */
  private async dossiers(ctx: Ctx, { candidatureId, organisationId, solutionId }: FileOfProduct): Promise<CertifiedDossier[]> {
    const rows = await ctx.tx.query<CertifiedRow[]>(
      `${certifiedAt('$1')} JOIN solution_version product ON product.id = certificate.solution_version_id
        WHERE certificate.organisation_id = $2 AND decision.organisation_id = $2 AND product.solution_id = $3 AND certificate.candidature_id <> $4
        ORDER BY decision.id`,
      [ctx.now, organisationId, solutionId, candidatureId],
    );
    const standing: readonly CertificateStatus[] = standingStatuses;
    return rows.filter(({ status, isLast }) => isLast && standing.includes(status));
  }
}

/** The applicable requirements of a file the actor may see, with its product, or 404. */
async function wantedBy(ctx: Ctx, candidatureId: string): Promise<Wanted[]> {
  const seen = visibleCandidatures(ctx.actor, 2);
  const wanted = await ctx.tx.query<Wanted[]>(
    `SELECT candidature.id AS "candidatureId", candidature.organisation_id AS "organisationId", product.solution_id AS "solutionId",
            requirement.id AS "requirementId", coalesce(package.code, '') AS package, version.label AS version, requirement.key
       FROM candidature JOIN solution_version product ON product.id = candidature.solution_version_id
       LEFT JOIN answer ON answer.candidature_id = candidature.id AND answer.is_applicable
       LEFT JOIN requirement ON requirement.id = answer.requirement_id
       LEFT JOIN package_version version ON version.id = requirement.package_version_id LEFT JOIN package ON package.id = version.package_id
      WHERE candidature.id = $1 AND ${seen.sql}`,
    [candidatureId, ...seen.values],
  );
  if (wanted.length === 0) throw refuse.notFound('not-found');
  return wanted;
}
