import { describe, expect, it } from '@jest/globals';
import { auditEntities, auditEvents, JournalQueries, type JournalReport, provesInclusion, record, RootService, SealService } from '#audit';
import { type Ctx, dataSource, newSigningKey, system, transact } from '#platform';
import { testDatabase, testServer } from '../support/database.js';

const database = await testDatabase();
const journal = new JournalQueries();
const key = newSigningKey('Ed25519');
const keys = { keys: [key.publicJwk] };
const asSystem = <T>(use: (ctx: Ctx) => Promise<T>) => transact(database.worker, { actor: system('test') }, use);
const recordSome = (count: number) =>
  asSystem(async (ctx) => {
    const ids: string[] = [];
    for (let number = 0; number < count; number++) {
      const what = { subject: { type: 'event', id: String(number) }, organisationId: null, data: { job: 'test', number } };
      ids.push(await record(ctx, auditEvents, 'delivery.retry', what));
    }
    return ids;
  });
const seal = async () => {
  while ((await transact(database.sealer, { actor: system('sealer') }, (ctx) => new SealService().seal(ctx, 7))) > 0);
};
const verify = () => asSystem((ctx) => journal.verify(ctx, keys));

/** Runs statements as someone who holds the server would, triggers off, and checks the journal before everything is rolled back. */
async function reportAfter(statement: string, parameters: unknown[]): Promise<JournalReport> {
  const address = new URL(testServer().adminUrl);
  address.pathname = database.name;
  const superuser = await dataSource({ url: address.toString(), entities: auditEntities, pool: 1 }).initialize();
  const runner = superuser.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('SET LOCAL session_replication_role = replica');
    await runner.query(statement, parameters);
    const ctx = { actor: system('test'), now: new Date(), requestId: 'test', locale: 'en' as const, tx: runner.manager };
    return await journal.verify(ctx, keys);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
    await superuser.destroy();
  }
}

describe('the journal', () => {
  it('reports the tail that waits for its seal, then nothing', async () => {
    await recordSome(20);
    expect(await verify()).toMatchObject({ intact: true, sealed: 0, tail: { events: 20 } });
    await seal();
    expect(await verify()).toMatchObject({ intact: true, sealed: 20, tail: { events: 0, oldestSeconds: null } });
  });

  it('seals an event whose transaction commits after a later one', async () => {
    let late: Promise<unknown> = Promise.resolve();
    let proceed: () => void = () => undefined;
    const gate = new Promise<void>((open) => (proceed = open));
    await new Promise<void>((recorded) => {
      late = asSystem(async (ctx) => {
        await record(ctx, auditEvents, 'delivery.retry', { subject: { type: 'event', id: 'late' }, organisationId: null });
        recorded();
        await gate;
      });
    });
    await recordSome(1);
    await seal();
    proceed();
    await late;
    await seal();
    expect(await verify()).toMatchObject({ intact: true, sealed: 22, tail: { events: 0 } });
  });

  it('publishes one signed root a day, and proves an event by it', async () => {
    const day = await asSystem((ctx) => new RootService().publish(ctx, key));
    expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(await asSystem((ctx) => new RootService().publish(ctx, key))).toBeNull();
    const [first, ...others] = await recordSome(5);
    await seal();
    expect(await verify()).toMatchObject({ intact: true, roots: 1 });
    const [root] = await asSystem((ctx) => journal.roots(ctx));
    const [sealed] = await database.worker.query<[{ event_id: string }]>('SELECT event_id FROM event_seal WHERE position = 3');
    const covered = await asSystem((ctx) => journal.proof(ctx, sealed.event_id));
    expect(covered.root).toEqual(root);
    expect(covered.proof).toMatchObject({ root: root.merkleRoot, treeSize: root.size });
    expect(provesInclusion(covered.proof)).toBe(true);
    const young = await asSystem((ctx) => journal.proof(ctx, first));
    expect(young.root).toBeNull();
    expect(provesInclusion(young.proof)).toBe(true);
    expect(others).toHaveLength(4);
  });

  it.each([
    [
      'an event changed',
      'UPDATE event SET data = data || $1 WHERE id = (SELECT event_id FROM event_seal WHERE position = 5)',
      ['{"number": 9}'],
      { code: 'audit.event-changed', position: 5 },
    ],
    [
      'an event removed',
      'DELETE FROM event WHERE id = (SELECT event_id FROM event_seal WHERE position = 6)',
      [],
      { code: 'audit.event-missing', position: 6 },
    ],
    ['a seal removed', 'DELETE FROM event_seal WHERE position = 4', [], { code: 'audit.position-missing', position: 4 }],
    [
      'a link rewritten',
      "UPDATE event_seal SET chain_hash = repeat('a', 64) WHERE position = 8",
      [],
      { code: 'audit.link-changed', position: 8 },
    ],
    ['the end removed', 'DELETE FROM event_seal WHERE position > 10', [], { code: 'audit.truncated', position: 22 }],
    ['a root rewritten', "UPDATE audit_root SET merkle_root = repeat('b', 64)", [], { code: 'audit.root-differs', position: 22 }],
    ['a root signed by another', "UPDATE audit_root SET kid = 'other'", [], { code: 'audit.root-signature', position: 22 }],
    [
      'an event hidden from the sealer',
      'INSERT INTO event SELECT gen_random_uuid(), name, subject_type, subject_id, organisation_id, actor_kind, actor_id, at, request_id, audience, data FROM event LIMIT 1',
      [],
      { code: 'audit.unsealed-hidden', position: 1 },
    ],
  ])('names the first break: %s', async (_what, statement, parameters, broken) => {
    await asSystem((ctx) => new RootService().publish(ctx, key));
    expect(await reportAfter(statement, parameters)).toMatchObject({ intact: false, broken });
    expect((await verify()).intact).toBe(true);
  });
});
