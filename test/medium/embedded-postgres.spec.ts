import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { findPostgres, startPostgres, type RunningPostgres } from '../../apps/cli/src/postgres.js';
import { isAlive, until } from '../../apps/cli/src/processes.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guichet-embedded-'));
});

afterEach(async () => {
  await (await findPostgres({ folder }))?.stop();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('embedded PostgreSQL', () => {
  it('sorts French words as French does, listens on loopback alone and keeps its password to itself', async () => {
    const server = await startPostgres({ folder });
    expect(await ask(server, "SELECT string_agg(w, ' ' ORDER BY w) AS answer FROM unnest(ARRAY['zèbre', 'étape', 'eau']) w")).toBe(
      'eau étape zèbre',
    );
    expect(await ask(server, 'SHOW listen_addresses', 'listen_addresses')).toBe('127.0.0.1');
    expect(await ask(server, 'SHOW unix_socket_directories', 'unix_socket_directories')).toBe('');
    expect(statSync(join(folder, 'postgres.password')).mode & 0o077).toBe(0);
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('finds a server left alive by a killed parent, and starts anew without losing a row', async () => {
    const first = await startPostgres({ folder });
    await ask(first, 'CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS answer');
    expect(await findPostgres({ folder })).toMatchObject({ pid: first.pid, port: first.port, wasRunning: true });
    const second = await startPostgres({ folder });
    expect(second.pid).not.toBe(first.pid);
    expect(isAlive(first.pid)).toBe(false);
    expect(await ask(second, 'SELECT answer FROM kept')).toBe(7);
  });

  it('recovers from kill -9 on the port its clients know', async () => {
    const first = await startPostgres({ folder });
    await ask(first, 'CREATE TABLE IF NOT EXISTS survivor AS SELECT 8 AS answer');
    process.kill(first.pid, 'SIGKILL');
    expect(await until(() => !isAlive(first.pid), 5_000)).toBe(true);
    const second = await startPostgres({ folder, port: first.port });
    expect(second.port).toBe(first.port);
    expect(await ask(second, 'SELECT answer FROM survivor')).toBe(8);
  });

  it('says in one sentence that the folder cannot be made', async () => {
    await expect(startPostgres({ folder: '/proc/nowhere' })).rejects.toMatchObject({ code: 'cli.folder-not-writable' });
  });
});

async function ask(server: RunningPostgres, statement: string, column = 'answer'): Promise<unknown> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows[0]?.[column];
  } finally {
    await client.end();
  }
}
