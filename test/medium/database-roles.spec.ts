import { describe, expect, it } from '@jest/globals';
import { testDatabase } from '../support/database.js';

const database = await testDatabase();

describe('database roles', () => {
  it.each(['owner', 'portal', 'worker', 'sealer'] as const)(
    'the %s connects under its own role, without superuser rights',
    async (role) => {
      const [row] = await database[role].query<[{ name: string; rolsuper: boolean; rolbypassrls: boolean }]>(
        'SELECT current_user AS name, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user',
      );
      expect(row).toEqual({ name: `guichet_${role}`, rolsuper: false, rolbypassrls: false });
    },
  );

  it.each([
    'UPDATE event SET name = name',
    'DELETE FROM event',
    'UPDATE event_seal SET position = 1',
    'TRUNCATE event',
    'CREATE TABLE mine (id int)',
  ])('the portal may not run: %s', async (statement) => {
    await expect(database.portal.query(statement)).rejects.toThrow(/permission denied|never changed/);
  });
});
