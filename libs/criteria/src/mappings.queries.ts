import { mustSee, oneOf, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import type { BoundPackage, BoundPackages } from './mapping-binding.rules.js';
import type { MappedPackage, MappingContent, MappingLink } from './mapping-content.rules.js';
import { Mapping } from './mapping.entity.js';
import type { MappingStatus } from './mapping.lifecycle.js';
import { mappingPolicy, visibleMappings } from './mapping.policy.js';
import type { OperatorText } from './package-content.rules.js';
import { maxHops, type TransferMapping } from './transfer.rules.js';

/** A mapping as it stands in a list: without its links. */
export interface MappingSummary {
  readonly id: string;
  readonly code: string;
  readonly version: string;
  readonly title: OperatorText;
  readonly status: MappingStatus;
  readonly contentHash: string | null;
  readonly source: Pick<MappedPackage, 'package' | 'version'>;
  readonly target: Pick<MappedPackage, 'package' | 'version'>;
  readonly links: number;
  /** Links between whole requirements, without condition, that may carry a result in one direction at least. */
  readonly carriers: number;
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

/** A link of a published mapping that touches a requirement. */
export interface RequirementMapping {
  readonly code: string;
  readonly version: string;
  readonly source: MappedPackage;
  readonly target: MappedPackage;
  readonly link: MappingLink;
  /** Whether the requirement is a source of the link, else it is a target. */
  readonly isSource: boolean;
}

/** A package version one may attach an end of a mapping to. */
export interface KnownPackage extends BoundPackage {
  readonly id: string;
  /** Whether its content no longer changes. */
  readonly isFrozen: boolean;
}

const knownColumns = `version.id, package.code, version.label AS version, version.content_hash IS NOT NULL AS "isFrozen",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('key', asked->>'key', 'number', asked->>'number')), '[]')
     FROM jsonb_array_elements(version.content->'requirements') asked) AS requirements`;

/** Reads equivalences between packages. */
@Injectable()
export class MappingsQueries {
  /** The mappings one may see, newest first; of one package only, at either end, with `code`. */
  list(ctx: Ctx, only: { readonly code?: string } = {}): Promise<MappingSummary[]> {
    const statuses = visibleMappings(ctx.actor);
    return ctx.tx.query<MappingSummary[]>(
      `SELECT mapping.id, mapping.code, mapping.version, mapping.content->'title' AS title, mapping.status, mapping.content_hash AS "contentHash",
              jsonb_build_object('package', mapping.source_package, 'version', mapping.source_version) AS source,
              jsonb_build_object('package', mapping.target_package, 'version', mapping.target_version) AS target,
              jsonb_array_length(mapping.content->'links') AS links,
              (SELECT count(*)::int FROM jsonb_array_elements(mapping.content->'links') link
                WHERE link->>'relation' IN ('equal', 'superset', 'subset') AND link->'conditions' = '[]'
                  AND NOT jsonb_path_exists(link, '$.sources[*].part ? (@ != null)')
                  AND NOT jsonb_path_exists(link, '$.targets[*].part ? (@ != null)')) AS carriers,
              mapping.created_at AS "createdAt", mapping.published_at AS "publishedAt", mapping.withdrawn_at AS "withdrawnAt"
         FROM mapping
        WHERE ${oneOf('mapping.status', statuses)} AND ($1::text IS NULL OR $1 IN (mapping.source_package, mapping.target_package))
        ORDER BY mapping.created_at DESC, mapping.id DESC LIMIT 500`,
      [only.code ?? null],
    );
  }

  /** One mapping, or 404. */
  async one(ctx: Ctx, id: string): Promise<Mapping> {
    return mustSee(ctx.actor, mappingPolicy.see, await ctx.tx.findOneBy(Mapping, { id }));
  }

  /** One mapping by code and version, or 404. */
  async byCode(ctx: Ctx, code: string, version: string): Promise<Mapping> {
    return mustSee(ctx.actor, mappingPolicy.see, await ctx.tx.findOneBy(Mapping, { code, version }));
  }

  /** The links of published mappings that touch a requirement of a package version, none of `none` relation. One statement. */
  ofRequirement(
    ctx: Ctx,
    { package: code, version }: Pick<MappedPackage, 'package' | 'version'>,
    key: string,
  ): Promise<RequirementMapping[]> {
    return ctx.tx.query<RequirementMapping[]>(
      `SELECT mapping.code, mapping.version, mapping.content->'source' AS source, mapping.content->'target' AS target, link, side.is_source AS "isSource"
         FROM mapping
         CROSS JOIN (VALUES (true), (false)) AS side (is_source)
         CROSS JOIN LATERAL jsonb_array_elements(mapping.content->'links') WITH ORDINALITY AS linked (link, place)
        WHERE mapping.status = 'published' AND link->>'relation' <> 'none'
          AND ((side.is_source AND mapping.source_package = $1 AND mapping.source_version = $2 AND link->'sources' @> $3)
            OR (NOT side.is_source AND mapping.target_package = $1 AND mapping.target_version = $2 AND link->'targets' @> $3))
        ORDER BY mapping.code, mapping.version, linked.place, side.is_source DESC LIMIT 200`,
      [code, version, JSON.stringify([{ key }])],
    );
  }

  /** The published mappings through which a result may reach one of these package versions, directly or by others. One statement. */
  leadingTo(ctx: Ctx, packages: readonly Pick<MappedPackage, 'package' | 'version'>[]): Promise<TransferMapping[]> {
    const ends = [...new Map(packages.map((end) => [`${end.package} ${end.version ?? ''}`, end])).values()];
    return ctx.tx.query<TransferMapping[]>(
      `WITH RECURSIVE near (code, version, hop) AS (
         SELECT wanted.code, wanted.version, 0 FROM unnest($1::text[], $2::text[]) AS wanted (code, version)
         UNION
         SELECT other.code, other.version, near.hop + 1 FROM near
           JOIN mapping ON mapping.status = 'published' AND (near.code, near.version) IN
             ((mapping.source_package, mapping.source_version), (mapping.target_package, mapping.target_version))
           CROSS JOIN LATERAL (VALUES (mapping.source_package, mapping.source_version), (mapping.target_package, mapping.target_version))
             AS other (code, version)
          WHERE near.hop < $3)
       SELECT mapping.id, mapping.content FROM mapping
        WHERE mapping.status = 'published' AND EXISTS (SELECT FROM near WHERE near.hop < $3 AND (near.code, near.version) IN
          ((mapping.source_package, mapping.source_version), (mapping.target_package, mapping.target_version)))
        ORDER BY mapping.id`,
      [ends.map(({ package: code }) => code), ends.map(({ version }) => version), maxHops],
    );
  }

  /** The packages known here at both ends of a mapping: of the version it names, else of the newest published one. */
  async packagesOf(ctx: Ctx, { source, target }: Pick<MappingContent, 'source' | 'target'>): Promise<BoundPackages> {
    return { source: await this.named(ctx, source), target: await this.named(ctx, target) };
  }

  /** A package version with its keys, or null when it is not known here. */
  async named(ctx: Ctx, { package: code, version }: Pick<MappedPackage, 'package' | 'version'>): Promise<KnownPackage | null> {
    const [found] = await ctx.tx.query<KnownPackage[]>(
      `SELECT ${knownColumns} FROM package_version version JOIN package ON package.id = version.package_id
        WHERE package.code = $1 AND (version.label = $2 OR ($2::text IS NULL AND version.status = 'published'))
        ORDER BY version.published_at DESC NULLS LAST, version.id DESC LIMIT 1`,
      [code, version],
    );
    return found ?? null;
  }

  /** A package version by id with its keys, or null. */
  async known(ctx: Ctx, id: string): Promise<KnownPackage | null> {
    const [found] = await ctx.tx.query<KnownPackage[]>(
      `SELECT ${knownColumns} FROM package_version version JOIN package ON package.id = version.package_id WHERE version.id = $1`,
      [id],
    );
    return found ?? null;
  }
}
