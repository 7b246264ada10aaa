import { describe, expect, it } from '@jest/globals';
import { anonymous, type Config, loadConfig, roles, transact } from '#platform';
import { AccountsModule, passwordProblem, SessionsQueries, SignInService } from '#accounts';
import { createDemonstration, hasDemonstration, resetDemonstration } from '../../apps/cli/src/demonstration/accounts.js';
import { testDatabase } from '../support/database.js';
import { openRooms } from '../support/rooms.js';

const database = await testDatabase();
const config: Config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent' });
const find = await openRooms([AccountsModule], config);
const urls = {
  owner: database.url('guichet_owner'),
  portal: database.url('guichet_portal'),
  worker: database.url('guichet_worker'),
  sealer: database.url('guichet_sealer'),
};

async function enter(email: string, password: string) {
  const open = <T>(use: Parameters<typeof transact<T>>[2]) => transact(database.portal, { actor: anonymous }, use);
  const outcome = await find(SignInService).signIn(open, { email, password, address: '127.0.0.1', userAgent: '', previousHash: null });
  return outcome.kind === 'open' ? find(SessionsQueries).actorOf(database.portal, outcome.token) : null;
}

describe('the accounts of a demonstration', () => {
  it('are created once, one for each role at least, in verified organisations', async () => {
    expect(await hasDemonstration(config, urls)).toBe(false);
    const accounts = await createDemonstration(config, urls);
    expect(new Set(accounts.map(({ role }) => role))).toEqual(new Set(Object.keys(roles)));
    expect(await createDemonstration(config, urls)).toEqual([]);
    expect(await hasDemonstration(config, urls)).toBe(true);
    for (const { email, name, password, role, factor } of accounts) {
      expect(passwordProblem(password, { email, name })).toBeNull();
      expect(factor === null).toBe(!roles[role].secondFactor);
    }
    const admin = accounts.find(({ role }) => role === 'vendor_admin');
    const known = await enter(admin?.email ?? '', admin?.password ?? '');
    expect(known?.actor).toMatchObject({ organisationName: 'Atelier Corvane', roles: ['vendor_admin'] });
    const [{ unverified }] = await database.portal.query<[{ unverified: string }]>(
      'SELECT count(*) AS unverified FROM organisation WHERE verified_at IS NULL',
    );
    expect(Number(unverified)).toBe(0);
  });

  it('keep no password in clear', async () => {
    const [account] = await resetDemonstration(config, urls, 'vendor_finance');
    const [{ rows }] = await database.owner.query<[{ rows: string }]>('SELECT jsonb_agg(a)::text AS rows FROM account a');
    expect(rows).not.toContain(account.password);
    expect(rows).toContain('$argon2id$');
  });

  it('take a new password, and the old one opens nothing', async () => {
    const [before] = await resetDemonstration(config, urls, 'regional_viewer');
    const [after] = await resetDemonstration(config, urls, 'regional_viewer');
    expect(await enter(before.email, before.password)).toBeNull();
    expect((await enter(after.email, after.password))?.actor.roles).toEqual(['regional_viewer']);
  });
});
