import type { PackageVersion } from '#criteria';
import { oneOf, type Ctx } from '#platform';
import { candidatureLifecycle, type CandidatureStatus } from './candidature.lifecycle.js';
import type { ImpactTables, ImpactTotals } from './rehearsal.rules.js';

/** Statuses in which a file is under way: neither decided nor given up. */
const statusesUnderWay = candidatureLifecycle.statuses.filter(
  (status) => status !== 'decided' && candidatureLifecycle.actionsFrom(status).length > 0,
);
const isOpen = oneOf('candidature.status', statusesUnderWay);

/** An older version with the tables of its difference. */
interface Tabled {
  readonly version: PackageVersion;
  readonly tables: ImpactTables;
}

/** Files under way on one older version, in one status. */
export interface Standing {
  readonly versionId: string;
  readonly label: string;
  readonly status: CandidatureStatus;
  readonly candidatures: number;
}

/** Files under way on an older version of the same package, by version and status. */
export function standingFiles(ctx: Ctx, version: PackageVersion): Promise<Standing[]> {
  return ctx.tx.query<Standing[]>(
    `SELECT older.id AS "versionId", older.label, candidature.status, count(*)::int AS candidatures
     FROM package_version older JOIN candidature_pin pinned ON pinned.package_version_id = older.id
     JOIN candidature ON candidature.id = pinned.candidature_id
     WHERE older.package_id = $1 AND older.id <> $2 AND ${isOpen}
       AND ($3::timestamptz IS NULL OR (older.published_at, older.id) < ($3, $2))
     GROUP BY older.id, older.label, older.created_at, candidature.status ORDER BY older.created_at, older.id, candidature.status`,
    [version.packageId, version.id, version.publishedAt],
  );
}

/** The tables of every older version as parameters: versions; sources and outcomes; version, profile, section and number of what is new. */
export async function joinTables(ctx: Ctx, from: readonly Tabled[]): Promise<readonly unknown[]> {
  const ids = from.map(({ version }) => version.id);
  const rows = await ctx.tx.query<{ id: string; key: string; version: string }[]>(
    'SELECT id, key, package_version_id AS version FROM requirement WHERE package_version_id = ANY($1::uuid[])',
    [ids],
  );
  const idOf = new Map(rows.map(({ id, key, version }) => [`${version} ${key}`, id]));
  const outcomes = from.flatMap(({ version, tables }) =>
    tables.outcomes.map(({ key, outcome }) => [idOf.get(`${version.id} ${key}`) ?? null, outcome] as const),
  );
  const fresh = new Map<string, [string, string | null, string, number]>();
  for (const { version, tables } of from) {
    for (const { profile, section } of tables.fresh) {
      const place = `${version.id}\n${profile ?? ''}\n${section}`;
      fresh.set(place, [version.id, profile, section, (fresh.get(place)?.[3] ?? 0) + 1]);
    }
  }
  const lines = [...fresh.values()];
  return [
    ids,
    outcomes.map(([id]) => id),
    outcomes.map(([, outcome]) => outcome),
    ...([0, 1, 2, 3] as const).map((place) => lines.map((line) => line[place])),
  ];
}

/** Both tables of a rehearsal, from the parameters of `joinTables`. */
const joined = `outcome AS (SELECT * FROM unnest($2::uuid[], $3::text[]) AS t (requirement_id, outcome)),
  fresh AS (SELECT * FROM unnest($4::uuid[], $5::text[], $6::text[], $7::int[]) AS t (version_id, profile_key, section_key, count))`;

/** Files under way on one of the versions of `$1`, each with the sections and the number of what is new to it. */
const files = (more: string): string => `chosen AS (
    SELECT candidature.id, candidature.number, candidature.status, pinned.package_version_id AS version_id, candidature.organisation_id,
           candidature.solution_version_id, candidature.admissible_at
    FROM candidature_pin pinned JOIN candidature ON candidature.id = pinned.candidature_id
    WHERE pinned.package_version_id = ANY($1::uuid[]) AND ${isOpen} ${more}),
  file AS MATERIALIZED (
    SELECT chosen.*, added.sections, added.count FROM chosen
    CROSS JOIN LATERAL (SELECT array_agg(fresh.section_key) AS sections, coalesce(sum(fresh.count), 0)::int AS count FROM fresh
      LEFT JOIN profile_answer ON profile_answer.candidature_id = chosen.id AND profile_answer.profile_key = fresh.profile_key
      WHERE fresh.version_id = chosen.version_id AND chosen.admissible_at IS NOT NULL AND (fresh.profile_key IS NULL OR profile_answer.answer)) added)`;

const isHanded = `chapter.status IN ('submitted', 'validated')`;

/** Counts of all files together that answers alone do not give. */
export type FileCounts = Pick<ImpactTotals, 'answered' | 'touched' | 'reopened'>;

/** Counts every file under way on the older versions: answers are grouped once, whatever the number of files. */
export async function fileCounts(ctx: Ctx, tables: readonly unknown[]): Promise<FileCounts> {
  const [row] = await ctx.tx.query<[FileCounts]>(
    `WITH ${joined}, ${files('')},
     given AS MATERIALIZED (
       SELECT answer.chapter_id, bool_or(outcome.outcome IN ('confirm', 'new_evidence')) AS asks
       FROM answer JOIN outcome ON outcome.requirement_id = answer.requirement_id
       WHERE answer.is_applicable AND answer.claim IS NOT NULL GROUP BY answer.chapter_id)
     SELECT count(DISTINCT file.id) FILTER (WHERE given.chapter_id IS NOT NULL)::int AS answered,
            count(DISTINCT file.id) FILTER (WHERE given.asks OR file.count > 0)::int AS touched,
            count(*) FILTER (WHERE ${isHanded} AND (given.asks OR chapter.section_key = ANY(file.sections)))::int AS reopened
     FROM file LEFT JOIN chapter ON chapter.candidature_id = file.id AND chapter.package_version_id = file.version_id
     LEFT JOIN given ON given.chapter_id = chapter.id`,
    [...tables],
  );
  return row;
}

/** The counts of some files, each read by its own answers; `more` chooses and orders them. Names come with them. */
export const countedFiles = (more: string): string => `WITH ${joined}, ${files(more)}
  SELECT file.id, file.number, file.status, solution.name AS solution, solution_version.label AS "versionLabel", organisation.name AS vendor,
         older.label AS from, held.keeps, held.confirm, held.evidence AS "newEvidence", file.count AS "toAnswer", held.dropped, held.reopened
  FROM file JOIN package_version older ON older.id = file.version_id
  JOIN organisation ON organisation.id = file.organisation_id
  JOIN solution_version ON solution_version.id = file.solution_version_id JOIN solution ON solution.id = solution_version.solution_id
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(line.keeps), 0)::int AS keeps, coalesce(sum(line.confirm), 0)::int AS confirm,
           coalesce(sum(line.evidence), 0)::int AS evidence, coalesce(sum(line.dropped), 0)::int AS dropped,
           count(*) FILTER (WHERE line.is_handed AND (line.confirm + line.evidence > 0 OR line.section_key = ANY(file.sections)))::int AS reopened
    FROM (SELECT chapter.section_key, ${isHanded} AS is_handed,
                 count(*) FILTER (WHERE outcome.outcome = 'keeps') AS keeps, count(*) FILTER (WHERE outcome.outcome = 'confirm') AS confirm,
                 count(*) FILTER (WHERE outcome.outcome = 'new_evidence') AS evidence,
                 count(*) FILTER (WHERE outcome.outcome = 'dropped') AS dropped
          FROM chapter
          LEFT JOIN answer ON answer.chapter_id = chapter.id AND answer.is_applicable AND answer.claim IS NOT NULL
          LEFT JOIN outcome ON outcome.requirement_id = answer.requirement_id
          WHERE chapter.candidature_id = file.id AND chapter.package_version_id = file.version_id GROUP BY chapter.id) line) held
  ORDER BY file.number`;

/** How many files answered each requirement of the older versions, by requirement id. */
export async function answersByRequirement(ctx: Ctx, [ids, sources]: readonly unknown[]): Promise<Map<string, number>> {
  const rows = await ctx.tx.query<{ key: string; count: number }[]>(
    `SELECT requirement.package_version_id || ' ' || requirement.key AS key, given.count
     FROM (SELECT answer.requirement_id, count(*)::int AS count
           FROM candidature_pin pinned JOIN candidature ON candidature.id = pinned.candidature_id
           JOIN answer ON answer.candidature_id = candidature.id AND answer.is_applicable AND answer.claim IS NOT NULL
             AND answer.requirement_id = ANY($2::uuid[])
           WHERE pinned.package_version_id = ANY($1::uuid[]) AND ${isOpen} GROUP BY answer.requirement_id) given
     JOIN requirement ON requirement.id = given.requirement_id`,
    [ids, sources],
  );
  return new Map(rows.map(({ key, count }) => [key, count]));
}

/** How many admitted files of each older version have each profile; all of them under the profile ``. */
export async function filesByProfile(ctx: Ctx, from: readonly Tabled[]): Promise<Map<string, number>> {
  const rows = await ctx.tx.query<{ version: string; profile: string; count: number }[]>(
    `SELECT pinned.package_version_id AS version, profile.key AS profile, count(*)::int AS count
     FROM candidature_pin pinned JOIN candidature ON candidature.id = pinned.candidature_id
     CROSS JOIN LATERAL (SELECT '' AS key UNION ALL SELECT profile_key FROM profile_answer
       WHERE profile_answer.candidature_id = candidature.id AND profile_answer.answer) profile
     WHERE pinned.package_version_id = ANY($1::uuid[]) AND ${isOpen} AND candidature.admissible_at IS NOT NULL
     GROUP BY pinned.package_version_id, profile.key`,
    [from.map(({ version }) => version.id)],
  );
  return new Map(rows.map(({ version, profile, count }) => [`${version} ${profile}`, count]));
}
