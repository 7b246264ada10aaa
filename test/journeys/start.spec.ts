import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { freePort, findPostgres } from '../../apps/cli/src/postgres.js';
import { commandLine, isAlive, until } from '../../apps/cli/src/processes.js';
import { testServer } from '../support/database.js';

const folder = mkdtempSync(join(tmpdir(), 'guichet-start-'));
const runs: number[] = [];

afterEach(async () => {
  for (const pid of runs.splice(0)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  await (await findPostgres({ folder }))?.stop();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('./guichet start', () => {
  it('opens the portal, and a polite kill leaves no process', async () => {
    const run = await start();
    expect((await fetch(`${run.address}/ready`)).status).toBe(200);
    const processes = [run.pid, ...run.children(), await postmaster()];
    process.kill(run.pid, 'SIGTERM');
    expect(await until(() => processes.every((pid) => !isAlive(pid)), 15_000)).toBe(true);
    expect(run.output()).toContain('Stopped.');
    expect(await run.code()).toBe(0);
  });

  it('is killed with -9, then starts again on the same port and finds everything', async () => {
    const port = String(await freePort());
    const first = await start({}, '--port', port);
    const [portal] = first.children();
    process.kill(first.pid, 'SIGKILL');
    expect(await until(() => !isAlive(portal ?? 0), 12_000)).toBe(true);
    const left = await postmaster();
    expect(isAlive(left)).toBe(true);
    const second = await start({}, '--port', port);
    expect((await fetch(`${second.address}/ready`)).status).toBe(200);
    expect(isAlive(left)).toBe(false);
    process.kill(second.pid, 'SIGINT');
    expect(await second.code()).toBe(0);
  });

  it('keeps serving after kill -9 of the portal, of the worker and of the database', async () => {
    const run = await start();
    const victims = [...run.children(), await postmaster()];
    for (const pid of victims) process.kill(pid, 'SIGKILL');
    const serves = async () => (await fetch(`${run.address}/ready`).catch(() => undefined))?.status === 200;
    expect(await until(() => run.output().includes('trying again'), 5_000)).toBe(true);
    expect(await until(serves, 30_000)).toBe(true);
    expect(run.output()).toMatch(/portal stopped \(SIGKILL\)/);
    expect(run.output()).toMatch(/worker stopped \(SIGKILL\)/);
    process.kill(run.pid, 'SIGTERM');
    expect(await run.code()).toBe(0);
  });

  it('says in one sentence that the folder is already used', async () => {
    const run = await start();
    const second = launch({}, '--port', String(await freePort()));
    expect(await second.code()).toBe(1);
    expect(second.lines()).toEqual([expect.stringContaining(`already runs on the folder ${folder} (process ${run.pid})`)]);
    process.kill(run.pid, 'SIGTERM');
    expect(await run.code()).toBe(0);
  });
});

describe('./guichet start refuses in one sentence', () => {
  it('a port in use', async () => {
    const server = await listening();
    const port = portOf(server);
    const run = launch({}, '--port', port);
    expect(await run.code()).toBe(1);
    expect(run.lines()).toEqual([expect.stringContaining(`The port ${port} is already in use`)]);
    server.close();
  });

  it('a folder that cannot be written to, in French too', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const run = launch({ LANG: 'fr_FR.UTF-8' }, '--data', join(file, 'var'));
    expect(await run.code()).toBe(1);
    expect(run.lines()).toEqual([expect.stringContaining('ne peut pas être écrit')]);
  });

  it.each([
    ['nobody answers', () => 'postgres://x:y@127.0.0.1:1/z', 'does not answer at 127.0.0.1:1'],
    ['the password is wrong', () => testServer().adminUrl.replace(/:[^:@]+@/, ':wrong@'), 'refuses the role or the password'],
    [
      'the database does not exist',
      () => testServer().adminUrl.replace(/\/postgres$/, '/nowhere'),
      'The database “nowhere” does not exist',
    ],
    ['it is not an address', () => 'mysql://x', 'is not a PostgreSQL address'],
  ])('a DATABASE_URL where %s', async (_what, url, sentence) => {
    const run = launch({ DATABASE_URL: url() }, '--port', String(await freePort()));
    expect(await run.code()).toBe(1);
    expect(run.lines()).toEqual([expect.stringContaining(sentence)]);
  });

  it('each shortcut of a demonstration in production', async () => {
    const settings = {
      NODE_ENV: 'production',
      DATABASE_URL: testServer().adminUrl,
      HOST: '0.0.0.0',
      GUICHET_CLOCK: '2026-05-13T11:59:59+02:00',
    };
    const run = launch(settings, '--port', String(await freePort()));
    expect(await run.code()).toBe(1);
    for (const problem of ['secret', 'demonstration accounts (', 'loopback', 'movable clock', 'virus scanner', 'superuser']) {
      expect(run.output()).toContain(problem);
    }
    const embedded = launch({ NODE_ENV: 'production' }, '--port', String(await freePort()));
    expect(await embedded.code()).toBe(1);
    expect(embedded.output()).toContain('the embedded PostgreSQL');
  });
});

/** Starts `./guichet start` as people do, on the folder of this file, without waiting. */
function launch(settings: Readonly<Record<string, string>>, ...args: string[]) {
  const script = join(process.cwd(), 'dist/apps/cli/src/main.js');
  const inherited = { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, LANG: 'C.UTF-8', LOG_LEVEL: 'info' };
  const child = spawn(process.execPath, [script, 'start', ...(args.includes('--data') ? [] : ['--data', folder]), ...args], {
    env: { ...inherited, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('start could not be launched');
  runs.push(pid);
  let heard = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (heard += part.toString()));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return { pid, output: () => heard, lines: () => heard.trim().split('\n'), code: () => ended };
}

/** The same, once the portal answers. */
async function start(settings: Readonly<Record<string, string>> = {}, ...args: string[]) {
  const run = launch(settings, ...(args.includes('--port') ? args : ['--port', String(await freePort()), ...args]));
  const address = () => /Guichet is ready: (\S+)/.exec(run.output())?.[1];
  await until(() => address() !== undefined || !isAlive(run.pid), 60_000);
  const found = address();
  if (found === undefined) throw new Error(`start did not come up:\n${run.output()}`);
  return { ...run, address: found, children: () => childrenOf(run.pid) };
}

/** The portal and the worker of a run: they say their number in their first log line. */
function childrenOf(parent: number): number[] {
  const listed = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(/\s+/).map(Number);
  return listed.filter((pid) => /dist\/apps\/(portal|worker)\//.test(commandLine(pid)));
}

async function postmaster(): Promise<number> {
  const found = await findPostgres({ folder });
  if (!found) throw new Error('the embedded database does not run');
  return found.pid;
}

async function listening(): Promise<Server> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

function portOf(server: Server): string {
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return String(address.port);
}
