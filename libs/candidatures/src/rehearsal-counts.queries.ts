import type { PackageVersion } from '#criteria';
import { oneOf, type Ctx } from '#platform';
import { candidatureLifecycle, type CandidatureStatus } from './candidature.lifecycle.js';
import type { ImpactCounts, ImpactTables, ImpactTotals } from './rehearsal.rules.js';

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
export const joined = `outcome AS (SELECT * FROM unnest($2::uuid[], $3::text[]) AS t (requirement_id, outcome)),
  fresh AS (SELECT * FROM unnest($4::uuid[], $5::text[], $6::text[], $7::int[]) AS t (version_id, profile_key, section_key, count))`;

/**
 * For the files of `file`: answers given by outcome, what is new to them, and chapters submitted or validated that would be open
 * again. Each table is read once, whatever the number of files.
 */
export const counted = `given AS (
    SELECT answer.chapter_id, count(*) FILTER (WHERE outcome = 'keeps') AS keeps, count(*) FILTER (WHERE outcome = 'confirm') AS confirm,
           count(*) FILTER (WHERE outcome = 'new_evidence') AS evidence, count(*) FILTER (WHERE outcome = 'dropped') AS dropped
    FROM file JOIN answer ON answer.candidature_id = file.id AND answer.is_applicable AND answer.claim IS NOT NULL
    JOIN outcome ON outcome.requirement_id = answer.requirement_id GROUP BY answer.chapter_id),
  asked AS (
    SELECT file.id, fresh.section_key, sum(fresh.count) AS count FROM file JOIN fresh ON fresh.version_id = file.version_id
    LEFT JOIN profile_answer ON profile_answer.candidature_id = file.id AND profile_answer.profile_key = fresh.profile_key
    WHERE file.is_admitted AND (fresh.profile_key IS NULL OR profile_answer.answer) GROUP BY file.id, fresh.section_key),
  held AS (
    SELECT file.id, sum(given.keeps)::int AS keeps, sum(given.confirm)::int AS confirm, sum(given.evidence)::int AS evidence,
           sum(given.dropped)::int AS dropped, count(*) FILTER (WHERE chapter.status IN ('submitted', 'validated')
             AND (given.confirm > 0 OR given.evidence > 0 OR asked.count > 0))::int AS reopened
    FROM file JOIN chapter ON chapter.candidature_id = file.id AND chapter.package_version_id = file.version_id
    LEFT JOIN given ON given.chapter_id = chapter.id LEFT JOIN asked ON asked.id = file.id AND asked.section_key = chapter.section_key
    GROUP BY file.id),
  added AS (SELECT id, sum(count)::int AS count FROM asked GROUP BY id)`;
/** Joins the counts to `file`. */
export const countJoins = 'LEFT JOIN held ON held.id = file.id LEFT JOIN added ON added.id = file.id';
/** The counts of a file. */
export const countColumns = `coalesce(held.keeps, 0) AS keeps, coalesce(held.confirm, 0) AS confirm, coalesce(held.evidence, 0) AS "newEvidence",
  coalesce(added.count, 0) AS "toAnswer", coalesce(held.dropped, 0) AS dropped, coalesce(held.reopened, 0) AS reopened`;

/** Columns and condition of a file under way on one of the versions of `$1`. */
export const file = (more: string): string => `file AS (
  SELECT candidature.id, candidature.number, candidature.status, pinned.package_version_id AS version_id, candidature.organisation_id,
         candidature.solution_version_id, candidature.admissible_at IS NOT NULL AS is_admitted
  FROM candidature_pin pinned JOIN candidature ON candidature.id = pinned.candidature_id
  WHERE pinned.package_version_id = ANY($1::uuid[]) AND ${isOpen} ${more})`;

/** Counts of all files together. */
export type FileCounts = ImpactCounts & Pick<ImpactTotals, 'answered' | 'touched' | 'reopened'>;

/** Counts every file under way on the older versions. */
export async function fileCounts(ctx: Ctx, tables: readonly unknown[]): Promise<FileCounts> {
  const [row] = await ctx.tx.query<[FileCounts]>(
    `WITH ${joined}, ${file('')}, ${counted},
     counts AS (SELECT ${countColumns} FROM file ${countJoins})
     SELECT ${['keeps', 'confirm', '"newEvidence"', '"toAnswer"', 'dropped', 'reopened'].map((name) => `coalesce(sum(${name}), 0)::int AS ${name}`).join(', ')},
            count(*) FILTER (WHERE keeps + confirm + "newEvidence" + dropped > 0)::int AS answered,
            count(*) FILTER (WHERE confirm + "newEvidence" + "toAnswer" > 0)::int AS touched FROM counts`,
    [...tables],
  );
  return row;
}

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
