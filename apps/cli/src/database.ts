import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { databaseRoles, dataSource, migrateQueue, prepareRoles, urlOf, type Config, type DatabaseRole } from '#platform';
import { migrations } from '#migrations';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { refuse } from './cli.messages.js';
import { findPostgres, startPostgres, type PostgresPlace, type RunningPostgres } from './postgres.js';

/** Where each process connects. Where roles could not be told apart, several are the same address. */
export type DatabaseUrls = Readonly<Record<'owner' | 'portal' | 'worker' | 'sealer', string>>;

/** A database the portal can use: it answers, is recent enough, and has the roles. */
export interface OpenDatabase {
  readonly urls: DatabaseUrls;
  /** The embedded server, absent when DATABASE_URL names another. */
  readonly embedded?: RunningPostgres;
  /** False where one role does everything: row security still holds, the fence between processes does not. */
  readonly hasRoleFence: boolean;
  readonly facts: DatabaseNotes;
}

/** What `doctor` and the production rules want to know. */
export interface DatabaseNotes {
  readonly version: string;
  readonly role: string;
  readonly isSuperuser: boolean;
}

type Passwords = Readonly<Record<DatabaseRole, string>>;
const extensions = ['unaccent', 'pg_trgm', 'btree_gist'];
const databaseName = 'guichet';

/** Opens the database of these settings: the one of DATABASE_URL, or the embedded one, found running or started. */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  if (config.DATABASE_URL) return openNamed(config, config.DATABASE_URL);
  const place = { folder: config.path() };
  return openEmbedded(place, (await findPostgres(place)) ?? (await startPostgres(place)));
}

/** What the database named in the settings says of itself, before anything is done there; nothing for the embedded one. */
export async function askNamed({ DATABASE_URL }: Config): Promise<DatabaseAnswers | undefined> {
  return DATABASE_URL ? ask(DATABASE_URL, 'DATABASE_URL') : undefined;
}

/** Prepares the embedded server: the four roles, and the database they share. */
export async function openEmbedded(place: PostgresPlace, embedded: RunningPostgres): Promise<OpenDatabase> {
  const passwords = rolePasswords(place.folder);
  const admin = await dataSource({ url: embedded.adminUrl, pool: 2, applicationName: 'guichet start' }).initialize();
  try {
    await prepareRoles(admin, passwords);
    const found = await admin.query<unknown[]>('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName]);
    if (found.length === 0) await admin.query(`CREATE DATABASE ${databaseName} OWNER guichet_owner`);
    const facts = await notes(admin);
    const address = new URL(embedded.adminUrl);
    address.pathname = databaseName;
    return { urls: roleUrls(address.toString(), passwords), embedded, hasRoleFence: true, facts: { ...facts, isSuperuser: false } };
  } finally {
    await admin.destroy();
  }
}

/** Brings the schema up to date as its owner, and the queue's own; gives the number of migrations run. */
export async function migrate(urls: DatabaseUrls): Promise<number> {
  const owner = await dataSource({ url: urls.owner, migrations, pool: 2, applicationName: 'guichet migrate' }).initialize();
  try {
    const done = await owner.runMigrations();
    await migrateQueue(urls.owner);
    return done.length;
  } finally {
    await owner.destroy();
  }
}

async function openNamed(config: Config, url: string): Promise<OpenDatabase> {
  const facts = await ask(url, 'DATABASE_URL');
  if (Number.parseInt(facts.version, 10) < 16) throw refuse.conflict('cli.database-too-old', { version: facts.version });
  if (facts.missingExtensions.length > 0) {
    throw refuse.conflict('cli.database-extensions', { extensions: facts.missingExtensions.join(', ') });
  }
  if (config.DATABASE_OWNER_URL) {
    await ask(config.DATABASE_OWNER_URL, 'DATABASE_OWNER_URL');
    const sealer = config.DATABASE_SEALER_URL ?? url;
    return { urls: { owner: config.DATABASE_OWNER_URL, portal: url, worker: url, sealer }, hasRoleFence: sealer !== url, facts };
  }
  if (facts.mayCreateRoles) return openWithRoles(config, url, facts);
  if (facts.missingRoles.length > 0) {
    throw refuse.conflict('cli.database-roles', { roles: facts.missingRoles.join(', '), role: facts.role });
  }
  const sealer = config.DATABASE_SEALER_URL ?? url;
  return { urls: { owner: url, portal: url, worker: url, sealer }, hasRoleFence: false, facts };
}

/** A role that may create roles is used for that only; the portal and the worker then connect under theirs. */
async function openWithRoles(config: Config, url: string, facts: DatabaseNotes): Promise<OpenDatabase> {
  const passwords = rolePasswords(config.path());
  const admin = await dataSource({ url, pool: 1, applicationName: 'guichet start' }).initialize();
  try {
    await prepareRoles(admin, passwords);
    const [{ name }] = await admin.query<[{ name: string }]>('SELECT quote_ident(current_database()) AS name');
    await admin.query(`GRANT CREATE, CONNECT, TEMPORARY ON DATABASE ${name} TO guichet_owner`);
    await admin.query('GRANT CREATE, USAGE ON SCHEMA public TO guichet_owner WITH GRANT OPTION');
  } finally {
    await admin.destroy();
  }
  return { urls: roleUrls(url, passwords), hasRoleFence: true, facts };
}

function roleUrls(url: string, passwords: Passwords): DatabaseUrls {
  const as = (role: DatabaseRole) => urlOf(url, role, passwords[role]);
  return { owner: as('guichet_owner'), portal: as('guichet_portal'), worker: as('guichet_worker'), sealer: as('guichet_sealer') };
}

/** Made once and kept beside the data, readable by its owner only; written whole, so that a start killed here repairs itself. */
function rolePasswords(folder: string): Passwords {
  const file = `${folder}/database.passwords.json`;
  if (!existsSync(file)) {
    const made = Object.fromEntries(databaseRoles.map((role) => [role, randomBytes(24).toString('base64url')]));
    writeFileSync(`${file}.new`, JSON.stringify(made, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Passwords; // written by the lines above
}

/** What a database answers before anything is done there. */
interface DatabaseAnswers extends DatabaseNotes {
  readonly mayCreateRoles: boolean;
  readonly missingRoles: readonly string[];
  readonly missingExtensions: readonly string[];
}

async function ask(url: string, setting: string): Promise<DatabaseAnswers> {
  const address = readAddress(url, setting);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // the query that follows says it better
  try {
    await client.connect();
    const { rows } = await client.query<DatabaseAnswers>(
      `SELECT current_setting('server_version') AS version, rolname AS role, rolsuper AS "isSuperuser",
         rolsuper OR rolcreaterole AS "mayCreateRoles",
         ARRAY(SELECT wanted FROM unnest($1::text[]) wanted EXCEPT SELECT rolname FROM pg_roles) AS "missingRoles",
         ARRAY(SELECT wanted FROM unnest($2::text[]) wanted EXCEPT SELECT name FROM pg_available_extensions) AS "missingExtensions"
       FROM pg_roles WHERE rolname = current_user`,
      [databaseRoles, extensions],
    );
    const [answers] = rows;
    if (!answers) throw new Error('no role');
    return answers;
  } catch (error) {
    throw explain(error, { setting, address });
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function notes(source: DataSource): Promise<DatabaseNotes> {
  const [row] = await source.query<[DatabaseNotes]>(
    `SELECT current_setting('server_version') AS version, rolname AS role, rolsuper AS "isSuperuser" FROM pg_roles WHERE rolname = current_user`,
  );
  return row;
}

function readAddress(url: string, setting: string): URL {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) throw refuse.invalid('cli.database-url', { setting });
  return new URL(url);
}

/** One sentence for each way a connection is refused; the address is shown without its password. */
function explain(error: unknown, { setting, address }: { setting: string; address: URL }) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const place = `${address.hostname}:${address.port || '5432'}`;
  const role = decodeURIComponent(address.username);
  if (code === '28P01' || code === '28000') return refuse.conflict('cli.database-password', { setting, role });
  if (code === '3D000') return refuse.conflict('cli.database-missing', { setting, address: place, database: address.pathname.slice(1) });
  const isSilent =
    /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EPIPE)/.test(code) ||
    (error instanceof Error && /timeout|terminated/i.test(error.message));
  if (isSilent) return refuse.conflict('cli.database-unreachable', { address: place });
  return refuse.conflict('cli.database-refuses', { address: place, cause: error instanceof Error ? error.message : String(error) });
}
