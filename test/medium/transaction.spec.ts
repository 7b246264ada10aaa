import { describe, expect, it } from '@jest/globals';
import { Organisation } from '#accounts';
import { newId, system, transact } from '#platform';
import { testDatabase } from '../support/database.js';

const database = await testDatabase();
const actor = system('test');

const organisation = () => ({
  id: newId(),
  kind: 'vendor' as const,
  name: 'Une organisation',
  country: 'FR',
  createdAt: new Date('2026-01-05T08:00:00Z'),
  verifiedAt: null,
  demonstration: true,
});

describe('the transaction of a use case', () => {
  it('takes back everything, saves of the mapper included, when the use case refuses', async () => {
    const { id, ...rest } = organisation();
    const refused = transact(database.portal, { actor }, async (ctx) => {
      await ctx.tx.save(Organisation, { id, ...rest });
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    expect(await database.owner.getRepository(Organisation).findBy({ id })).toEqual([]);
  });

  it('locks rows', async () => {
    const row = organisation();
    await database.owner.getRepository(Organisation).insert(row);
    const locked = transact(database.portal, { actor }, (ctx) =>
      ctx.tx.findOne(Organisation, { where: { id: row.id }, lock: { mode: 'pessimistic_write' } }),
    );
    expect(await locked).toMatchObject({ id: row.id });
  });

  it('of a read writes nothing', async () => {
    const writing = transact(database.portal, { actor, readOnly: true }, (ctx) => ctx.tx.insert(Organisation, organisation()));
    await expect(writing).rejects.toThrow('read-only');
  });
});
