import { afterAll, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { publicChannel } from '#audit';
import { createLogger } from '#platform';
import { PublicCache } from '../../apps/portal/src/http/public-cache.js';
import type { Known, PortalRequest } from '../../apps/portal/src/http/request.js';
import { testDatabase } from '../support/database.js';

const database = await testDatabase();
const server = fastify();
const cache = new PublicCache(database.url('guichet_portal'), createLogger('cache', 'silent'));
cache.install(server);
server.addHook('preHandler', (request, _, done) => {
  (request as PortalRequest).known = { cacheable: true } as Known; // all that the cache reads of it
  done();
});
await cache.listen();
afterAll(() => server.close());

it('an answer read before a change and written after it was told is given, and not kept', async () => {
  let state = 'before';
  let finish: () => void = () => undefined;
  let reading: () => void = () => undefined;
  const wait = new Promise<void>((resolve) => (finish = resolve));
  const begun = new Promise<void>((resolve) => (reading = resolve));
  server.get('/quick', async () => Promise.resolve(state));
  server.get('/slow', async () => {
    const read = state;
    reading();
    await wait;
    return read;
  });
  const ask = async (url: string) => (await server.inject(url)).body;
  expect(await ask('/quick')).toBe('before');
  const late = ask('/slow');
  await begun;
  state = 'after';
  expect(await ask('/quick')).toBe('before'); // kept, as nothing was told yet
  await database.worker.query(`NOTIFY ${publicChannel}`);
  while ((await ask('/quick')) === 'before') await new Promise((next) => setTimeout(next, 10));
  finish();
  expect(await late).toBe('before');
  expect(await ask('/slow')).toBe('after');
});
