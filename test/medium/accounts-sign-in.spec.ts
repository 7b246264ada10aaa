import { beforeAll, describe, expect, it } from '@jest/globals';
import { anonymous, moveClock, sha256, system, transact } from '#platform';
import {
  AccountsModule,
  acceptedStep,
  codeAt,
  type Credentials,
  hashPassword,
  HousekeepingService,
  limits,
  type Open,
  SecondFactorService,
  SessionsQueries,
  SessionsService,
  SignInService,
  sessionHours,
} from '#accounts';
import { testDatabase } from '../support/database.js';
import { as, makePerson } from '../support/people.js';
import { openRooms } from '../support/rooms.js';

const { portal } = await testDatabase();
const find = await openRooms([AccountsModule]);
const [signIn, sessions, queries, factors] = [find(SignInService), find(SessionsService), find(SessionsQueries), find(SecondFactorService)];

const password = 'quatre mots sans lien utile';
let passwordHash = '';
beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

const visitor: Open = (use) => transact(portal, { actor: anonymous }, use);
let networks = 0;
const knock = (email: string, rest: Partial<Credentials> = {}) =>
  signIn.signIn(visitor, {
    email,
    password,
    address: `10.0.${++networks}.1`,
    userAgent: 'Mozilla/5.0 (X11; Linux) Firefox/140.0',
    previousHash: null,
    ...rest,
  });

async function tokenOf(email: string): Promise<string> {
  const outcome = await knock(email);
  if (outcome.kind !== 'open') throw new Error(`sign-in ended ${outcome.kind}`);
  return outcome.token;
}

describe('signing in', () => {
  it('opens a session under a token of which only the hash is kept', async () => {
    const person = await makePerson(portal, { role: 'vendor_admin', passwordHash });
    const token = await tokenOf(` ${person.accountId.toUpperCase()}@Example.FR `);
    const known = await queries.actorOf(portal, token);
    expect(known?.actor).toEqual(person);
    expect(known?.owesSecondFactor).toBe(false);
    const rows = await portal.query<{ token_hash: string; device: string }[]>(
      'SELECT token_hash, device FROM session WHERE account_id = $1',
      [person.accountId],
    );
    expect(rows).toEqual([{ token_hash: sha256(token), device: 'Firefox, Linux' }]);
    expect(await queries.actorOf(portal, sha256(token))).toBeNull();
  });

  it('answers the same for a wrong password and for an unknown address, then pauses both', async () => {
    const person = await makePerson(portal, { role: 'vendor_admin', passwordHash });
    const known = `${person.accountId}@example.fr`;
    for (const email of [known, 'nobody@example.fr']) {
      const outcomes = [];
      for (let tries = 0; tries < limits.account.tries + 1; tries++)
        outcomes.push(await knock(email, { password: 'another phrase entirely' }));
      expect(outcomes.slice(0, 4)).toEqual([4, 3, 2, 1].map((remaining) => ({ kind: 'refused', remaining, minutes: 15 })));
      expect(outcomes.slice(4)).toEqual([
        { kind: 'paused', minutes: 15 },
        { kind: 'paused', minutes: 15 },
      ]);
    }
    expect(await knock(known)).toEqual({ kind: 'paused', minutes: 15 }); // even with the right password
    const events = await portal.query<{ subject_id: string }[]>(`SELECT subject_id FROM event WHERE name = 'account.pause'`);
    expect(events).toEqual([{ subject_id: person.accountId }]);
  });

  it('counts tries made at the same time', async () => {
    const person = await makePerson(portal, { role: 'vendor_admin', passwordHash });
    const tries = Array.from({ length: 12 }, () => knock(`${person.accountId}@example.fr`, { password: 'another phrase entirely' }));
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter(({ kind }) => kind === 'refused')).toHaveLength(4);
  });

  it('pauses a network whatever the accounts', async () => {
    const outcomes = [];
    for (let tries = 0; tries < limits.network.tries + 1; tries++) {
      outcomes.push(await knock(`nobody-${tries}@example.fr`, { address: '2001:db8::7', password: 'x' }));
    }
    expect(outcomes.at(-2)?.kind).toBe('refused');
    expect(outcomes.at(-1)?.kind).toBe('paused');
    expect((await knock('other@example.fr', { address: '2001:db8::9' })).kind).toBe('paused'); // the same /64
    expect((await knock('other@example.fr', { address: '2001:db8:0:1::9' })).kind).toBe('refused');
  });

  it('takes about as long for an unknown address as for a known one', async () => {
    const person = await makePerson(portal, { role: 'vendor_admin', passwordHash });
    const time = async (email: string): Promise<number> => {
      const start = performance.now();
      await knock(email, { password: 'another phrase entirely' });
      return performance.now() - start;
    };
    const [known, unknown]: number[][] = [[], []];
    for (let tries = 0; tries < 4; tries++) {
      known.push(await time(`${person.accountId}@example.fr`));
      unknown.push(await time('someone@example.fr'));
    }
    const middle = (values: number[]): number => [...values].sort((a, b) => a - b)[1];
    expect(middle(unknown)).toBeGreaterThan(middle(known) / 2);
  });

  it('ends the session the browser had before', async () => {
    const person = await makePerson(portal, { role: 'vendor_admin', passwordHash });
    const before = await tokenOf(`${person.accountId}@example.fr`);
    await knock(`${person.accountId}@example.fr`, { previousHash: sha256(before) });
    expect(await queries.actorOf(portal, before)).toBeNull();
  });
});

describe('a session', () => {
  it('ends after two idle hours, is kept by activity, and ends at the latest after twelve hours', async () => {
    const person = await makePerson(portal, { role: 'vendor_admin', passwordHash });
    const [idle, active] = [await tokenOf(`${person.accountId}@example.fr`), await tokenOf(`${person.accountId}@example.fr`)];
    const start = await as(portal, system('test'), (ctx) => Promise.resolve(ctx.now));
    const at = (minutes: number) =>
      as(portal, system('test'), (ctx) => moveClock(ctx, new Date(start.getTime() + minutes * 60_000), { frozen: true }));
    for (let minutes = 100; minutes < sessionHours * 60; minutes += 100) {
      await at(minutes);
      expect(await queries.actorOf(portal, active)).not.toBeNull();
      if (minutes > 120) expect(await queries.actorOf(portal, idle)).toBeNull();
    }
    await at(sessionHours * 60 + 1);
    expect(await queries.actorOf(portal, active)).toBeNull();
    await as(portal, system('test'), (ctx) => find(HousekeepingService).sweep(ctx));
    expect(await portal.query('SELECT FROM session WHERE account_id = $1', [person.accountId])).toHaveLength(0);
    await at(0);
  });

  it('gives no right from an organisation one has left', async () => {
    const person = await makePerson(portal, { role: 'vendor_contributor', passwordHash });
    const token = await tokenOf(`${person.accountId}@example.fr`);
    await as(portal, system('test'), (ctx) =>
      ctx.tx.query('UPDATE membership SET until = $2 WHERE account_id = $1', [person.accountId, ctx.now]),
    );
    const known = await queries.actorOf(portal, token);
    expect(known?.actor).toMatchObject({ organisationId: null, organisationKind: null, roles: [] });
  });

  it('acts for another organisation of the person only', async () => {
    const person = await makePerson(portal, { role: 'vendor_admin', passwordHash });
    const stranger = await makePerson(portal, { role: 'vendor_admin' });
    const token = await tokenOf(`${person.accountId}@example.fr`);
    await expect(as(portal, person, (ctx) => sessions.switchTo(ctx, sha256(token), stranger.organisationId))).rejects.toMatchObject({
      kind: 'not_found',
    });
  });
});

describe('the second factor', () => {
  async function officer() {
    const person = await makePerson(portal, { role: 'decider', passwordHash });
    const token = await tokenOf(`${person.accountId}@example.fr`);
    return { person, token, waiting: { ...person, roles: [], organisationId: null, organisationKind: null } };
  }
  async function enrolled() {
    const { person, token, waiting } = await officer();
    await as(portal, waiting, (ctx) => factors.begin(ctx));
    const secret = (await as(portal, waiting, (ctx) => factors.enrolment(ctx)))?.secret ?? '';
    const outcome = await as(portal, waiting, (ctx) => factors.confirm(ctx, codeAt(secret, ctx.now), sha256(token)));
    if (outcome.kind !== 'confirmed') throw new Error(outcome.kind);
    return { person, waiting, secret, token: outcome.token, before: token, codes: outcome.recoveryCodes };
  }

  it('leaves a decider without any right until it is shown, then renews the session', async () => {
    const { person, token } = await officer();
    expect(await queries.actorOf(portal, token)).toMatchObject({
      owesSecondFactor: true,
      actor: { roles: [], organisationId: null, organisationKind: null },
    });
    const after = await enrolled();
    expect(await queries.actorOf(portal, after.before)).toBeNull();
    expect((await queries.actorOf(portal, after.token))?.actor).toEqual(after.person);
    expect(person.roles).toEqual(['decider']);
  });

  it('keeps its secret sealed', async () => {
    const { person, secret } = await enrolled();
    const [{ secret_sealed: sealed }] = await portal.query<[{ secret_sealed: string }]>(
      'SELECT secret_sealed FROM second_factor WHERE account_id = $1',
      [person.accountId],
    );
    expect(sealed).not.toContain(secret);
  });

  it('refuses a code that has served, accepts the next one, and a code of a neighbouring step', async () => {
    const { person, waiting, secret } = await enrolled();
    const email = `${person.accountId}@example.fr`;
    const pass = async (shift: number) => {
      const token = await tokenOf(email);
      return as(portal, waiting, (ctx) => factors.pass(ctx, codeAt(secret, new Date(ctx.now.getTime() + shift * 30_000)), sha256(token)));
    };
    expect((await pass(0)).kind).toBe('refused'); // the code that confirmed the factor
    expect((await pass(1)).kind).toBe('passed');
    expect((await pass(1)).kind).toBe('refused');
    expect((await pass(2)).kind).toBe('refused');
  });

  it('pauses after five wrong codes, and counts them though each is refused', async () => {
    const { person, waiting, secret } = await enrolled();
    const token = await tokenOf(`${person.accountId}@example.fr`);
    const kinds = [];
    for (let tries = 0; tries < 5; tries++)
      kinds.push((await as(portal, waiting, (ctx) => factors.pass(ctx, '000000', sha256(token)))).kind);
    expect(kinds).toEqual(['refused', 'refused', 'refused', 'refused', 'paused']);
    const right = await as(portal, waiting, (ctx) =>
      factors.pass(ctx, codeAt(secret, new Date(ctx.now.getTime() + 30_000)), sha256(token)),
    );
    expect(right.kind).toBe('paused');
  });

  it('accepts each recovery code once', async () => {
    const { person, waiting, codes } = await enrolled();
    expect(codes).toHaveLength(10);
    const use = async (code: string) => {
      const token = await tokenOf(`${person.accountId}@example.fr`);
      return as(portal, waiting, (ctx) => factors.pass(ctx, code, sha256(token)));
    };
    expect(await use(codes[0].toLowerCase().replaceAll('-', ' '))).toMatchObject({ kind: 'passed', usedRecoveryCode: true });
    expect((await use(codes[0])).kind).toBe('refused');
    expect((await use(codes[1])).kind).toBe('passed');
  });

  it('cannot be removed where the role requires it, but can be replaced with a code', async () => {
    const { person, codes } = await enrolled();
    await expect(as(portal, person, (ctx) => factors.remove(ctx, codes[0], { toReplace: false }))).rejects.toMatchObject({
      code: 'second-factor.required',
    });
    expect(await as(portal, person, (ctx) => factors.remove(ctx, codes[0], { toReplace: true }))).toBe('removed');
  });

  it('knows a step at most once on either side of now', () => {
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    const now = new Date('2026-11-22T10:00:10Z');
    const step = Math.floor(now.getTime() / 30_000);
    const at = (shift: number, lastStep = 0) =>
      acceptedStep(secret, codeAt(secret, new Date(now.getTime() + shift * 30_000)), { now, lastStep });
    expect([at(-2), at(-1), at(0), at(1), at(2)]).toEqual([null, step - 1, step, step + 1, null]);
    expect(at(0, step)).toBeNull();
    expect(acceptedStep(secret, 'abcdef', { now, lastStep: 0 })).toBeNull();
  });
});
