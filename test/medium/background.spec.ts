import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { auditEvents, DeliveryService, record } from '#audit';
import { system, transact } from '#platform';
import { testDatabase } from '../support/database.js';
import { findRedis, startRedis, type TestRedis } from '../support/redis.js';

const database = await testDatabase();
await database.owner.query('CREATE TABLE test_effect (event_id uuid NOT NULL)'); // no key on purpose: a second effect must show
await database.owner.query('GRANT SELECT, INSERT, TRUNCATE ON test_effect TO guichet_worker');
const redis = await findRedis();
const children: ChildProcess[] = [];
const folder = mkdtempSync(join(tmpdir(), 'guichet-background-'));

async function worker(environment: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(process.cwd(), 'test/support/worker-child.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.url('guichet_worker'),
      DATABASE_SEALER_URL: database.url('guichet_sealer'),
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      ...environment,
    },
  });
  children.push(child);
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/** Records events, fifty to a transaction as a busy portal would. */
async function happen(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 50) {
    await transact(database.portal, { actor: system('test') }, async (ctx) => {
      for (let number = 0; number < Math.min(left, 50); number++) {
        await record(ctx, auditEvents, 'delivery.retry', { subject: { type: 'event', id: 'x' }, organisationId: null });
      }
    });
  }
}

async function count(what: string): Promise<number> {
  const [row] = await database.owner.query<[{ found: string }]>(`SELECT count(*) AS found FROM ${what}`);
  return Number(row.found);
}

/** Waits for the deliveries of every event to be settled; the test's own time limit ends it. */
async function settled(events: number): Promise<void> {
  while ((await count("event_delivery WHERE state = 'done'")) < events) await new Promise((next) => setTimeout(next, 50));
}

/** Every event had its effect, and none had it twice. */
async function expectOnce(events: number): Promise<void> {
  expect(await count('test_effect')).toBe(events);
  expect(await count('(SELECT DISTINCT event_id FROM test_effect) AS one')).toBe(events);
  expect(await count('outbox')).toBe(0);
}

beforeEach(async () => {
  await database.owner.query('TRUNCATE test_effect');
  await database.owner.query('TRUNCATE outbox, event_delivery');
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, 'SIGKILL')));
  await database.owner.query('DELETE FROM bullmq.job');
});

describe.each([['PostgreSQL'], ['Redis']])('background work on %s', (place) => {
  const isRedis = place === 'Redis';
  const cases = isRedis && redis === null ? it.skip : it;
  let server: TestRedis | null = null;
  const settings = (): NodeJS.ProcessEnv => (server === null ? {} : { REDIS_URL: server.url });

  beforeEach(async () => {
    server = isRedis && redis !== null ? await startRedis(redis) : null;
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => end(child, 'SIGKILL')));
    await server?.stop();
  });

  cases('gives 500 events their effect once, with three workers relaying', async () => {
    await Promise.all([worker(settings()), worker(settings()), worker(settings())]);
    await happen(500);
    await settled(500);
    await expectOnce(500);
  });

  cases('makes every effect once when workers are killed in the middle', async () => {
    await happen(60);
    for (let round = 0; round < 3; round++) {
      const child = await worker({ ...settings(), GUICHET_TEST_DELAY: '60' });
      while ((await count('test_effect')) < 8 * (round + 1)) await new Promise((next) => setTimeout(next, 20));
      await end(child, 'SIGKILL');
    }
    await worker(settings());
    await settled(60);
    await expectOnce(60);
  });

  cases('loses nothing when the worker dies between the commit and the queue', async () => {
    await happen(20);
    await transact(database.worker, { actor: system('relay') }, (ctx) => new DeliveryService().relay(ctx, () => ['effect.add'])); // and nothing is queued
    expect(await count("event_delivery WHERE state = 'pending'")).toBe(20);
    await worker(settings());
    await settled(20);
    await expectOnce(20);
  });

  cases('loses nothing when the queue is emptied by hand', async () => {
    await happen(100);
    const child = await worker({ ...settings(), GUICHET_TEST_DELAY: '100' });
    while ((await count('test_effect')) < 4) await new Promise((next) => setTimeout(next, 20));
    if (server === null) await database.owner.query('DELETE FROM bullmq.job');
    else await server.empty();
    await settled(100);
    await expectOnce(100);
    await end(child, 'SIGTERM');
    expect(child.exitCode).toBe(0);
  });
});
