import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { dataSource, urlOf } from '#platform';
import { migrations } from '#migrations';
import { getMetadataArgsStorage, type DataSource } from 'typeorm';
import { testDatabase, testServer } from '../support/database.js';
import { drift, tablesWithoutKey } from '../support/house.js';

const database = await testDatabase();

describe('schema', () => {
  it('says the same in migrations and entities', async () => {
    expect(await drift(database.owner)).toEqual([]);
  });

  it('gives every table a primary key', async () => {
    expect(await tablesWithoutKey(database.owner)).toEqual([]);
  });

  it('lists migrations in order, named by their instant', () => {
    const instants = migrations.map(({ name }) => Number(/\d{13}$/.exec(name)?.[0]));
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(new Set(instants).size).toBe(instants.length);
  });

  it('goes up, down to nothing, and up again to the same place', async () => {
    await onEmptyDatabase(async (empty) => {
      await empty.runMigrations();
      const first = await drift(empty);
      for (const _ of migrations) await empty.undoLastMigration();
      const left = await empty.query<{ name: string }[]>(
        `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'S') AND relname NOT LIKE 'migration%'
         UNION ALL SELECT proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
           AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
      );
      expect(left).toEqual([]);
      await empty.runMigrations();
      expect(await drift(empty)).toEqual(first);
    });
  });

  it('a table that drifted, and one without a key, would be seen', async () => {
    await database.owner.query('ALTER TABLE outbox ADD COLUMN planted text');
    await database.owner.query('CREATE TABLE planted (id uuid)');
    expect(await drift(database.owner)).toEqual([expect.stringContaining('"planted"')]);
    expect(await tablesWithoutKey(database.owner)).toEqual(['planted']);
  });
});

/** Runs a piece of work on a database without any table, on the server of the tests, and drops it. */
async function onEmptyDatabase(work: (source: DataSource) => Promise<void>): Promise<void> {
  const { adminUrl, password } = testServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const address = new URL(adminUrl);
  address.pathname = name;
  const entities = getMetadataArgsStorage().tables.map(({ target }) => target);
  const admin = await dataSource({ url: adminUrl, pool: 1 }).initialize();
  await admin.query(`CREATE DATABASE ${name} OWNER guichet_owner`);
  try {
    const source = await dataSource({
      url: urlOf(address.toString(), 'guichet_owner', password),
      entities,
      migrations,
      pool: 2,
    }).initialize();
    await work(source).finally(() => source.destroy());
  } finally {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.destroy();
  }
}
