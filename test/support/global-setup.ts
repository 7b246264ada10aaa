import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the tests find the database server of this run. */
export interface TestServer {
  readonly folder: string;
  /** Address of the superuser, to clone and drop databases. */
  readonly adminUrl: string;
  /** Password shared by the four roles of the portal: this server lives for one run. */
  readonly password: string;
}

/** Name of the database every test file gets a private copy of. */
export const templateName = 'guichet_template';
const prefix = 'guichet-test-';
const root = process.cwd();

/**
 * Starts one PostgreSQL for all test files and builds the template database by the migrations, as `guichet_owner`.
 * Jest loads this file outside its module system: what it needs is read from dist/, so it builds first.
 */
export default async function globalSetup(): Promise<void> {
  if (spawnSync(join(root, 'guichet'), ['help'], { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0)
    throw new Error('the build failed');
  const { startPostgres, findPostgres } = await built<typeof import('../../apps/cli/src/postgres.js')>('apps/cli/src/postgres.js');
  await sweep(async (folder) => (await findPostgres({ folder }))?.stop());
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const server = await startPostgres({ folder, forTests: true });
  const test: TestServer = { folder, adminUrl: server.adminUrl, password: 'test' };
  await buildTemplate(test);
  process.env.GUICHET_TEST_SERVER = JSON.stringify(test);
}

async function buildTemplate(server: TestServer): Promise<void> {
  const platform = await built<typeof import('#platform')>('libs/platform/src/index.js');
  const { migrations } = await built<typeof import('#migrations')>('migrations/index.js');
  const { password } = server;
  const admin = await platform.dataSource({ url: server.adminUrl, pool: 2 }).initialize();
  await platform.prepareRoles(admin, {
    guichet_owner: password,
    guichet_portal: password,
    guichet_worker: password,
    guichet_sealer: password,
  });
  await admin.query(`CREATE DATABASE ${templateName} OWNER guichet_owner`);
  const template = new URL(server.adminUrl);
  template.pathname = templateName;
  const owner = await platform
    .dataSource({ url: platform.urlOf(template.toString(), 'guichet_owner', password), migrations, pool: 2 })
    .initialize();
  await owner.runMigrations();
  await owner.destroy();
  await platform.migrateQueue(platform.urlOf(template.toString(), 'guichet_owner', password));
  await admin.query(`ALTER DATABASE ${templateName} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  await admin.destroy();
}

/** A run that was killed leaves its server behind: stop it and remove its folder. */
async function sweep(stop: (folder: string) => Promise<void>): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    if (isRunning(Number(name.slice(prefix.length).split('-')[0]))) continue;
    await stop(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

function isRunning(run: number): boolean {
  if (!Number.isInteger(run)) return true; // not a folder of ours
  try {
    return process.kill(run, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // a cast: kill() throws nothing but system errors
  }
}

/** A module of the build; the cast says which source it was built from. Jest turns this import into a require, hence a path and not an address. */
async function built<T>(path: string): Promise<T> {
  return (await import(join(root, 'dist', path))) as T;
}
