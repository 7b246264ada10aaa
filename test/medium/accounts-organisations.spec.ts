import { describe, expect, it } from '@jest/globals';
import { anonymous, type Ctx, type Role, transact } from '#platform';
import {
  AccountsModule,
  ApiTokensService,
  EntryService,
  hashPassword,
  linkToken,
  MembersService,
  type Open,
  OrganisationsQueries,
  OrganisationsService,
  PeopleService,
  SessionsQueries,
} from '#accounts';
import { testDatabase } from '../support/database.js';
import { as, makeOrganisation, makePerson } from '../support/people.js';
import { openRooms, testConfig } from '../support/rooms.js';

const { portal } = await testDatabase();
const find = await openRooms([AccountsModule]);
const [members, organisations, queries, entry] = [
  find(MembersService),
  find(OrganisationsService),
  find(OrganisationsQueries),
  find(EntryService),
];

const visitor: Open = (use) => transact(portal, { actor: anonymous }, use);
const password = 'quatre mots sans lien utile';
const tokenOf = (invitationId: string): string => linkToken(testConfig.SECRET, 'invitation', invitationId);
let addresses = 0;
const network = (): string => `10.1.${++addresses}.1`;

const admin = () => makePerson(portal, { role: 'vendor_admin' });
const invite = (by: Awaited<ReturnType<typeof admin>>, email: string, role: Role = 'vendor_contributor') =>
  as(portal, by, (ctx) => members.invite(ctx, { organisationId: by.organisationId, email, role }));

const refusal = (code: string) => expect.objectContaining({ code });

describe('a member of another vendor', () => {
  it('sees no member, invitation or request of this one, by any door', async () => {
    const [ours, theirs] = [await admin(), await admin()];
    await invite(ours, 'someone@example.fr');
    const doors: ((ctx: Ctx) => Promise<unknown>)[] = [
      (ctx) => queries.sheet(ctx, ours.organisationId),
      (ctx) => queries.members(ctx, ours.organisationId),
      (ctx) => queries.invitations(ctx, ours.organisationId),
      (ctx) => queries.requests(ctx, ours.organisationId),
    ];
    for (const read of doors) {
      await expect(as(portal, theirs, read)).rejects.toMatchObject({ kind: 'not_found' });
    }
    const { rows } = await as(portal, theirs, async (ctx) => ({
      rows: await ctx.tx.query(
        'SELECT organisation_id FROM membership UNION SELECT organisation_id FROM invitation UNION SELECT organisation_id FROM join_request',
      ),
    }));
    expect(rows).toEqual([{ organisation_id: theirs.organisationId }]);
  });

  it('cannot write there, even past the services', async () => {
    const [ours, theirs] = [await admin(), await admin()];
    const id = await invite(ours, 'someone@example.fr');
    const [line] = await as(portal, ours, (ctx) => queries.members(ctx, ours.organisationId));
    await expect(as(portal, theirs, (ctx) => members.revokeInvitation(ctx, id))).rejects.toMatchObject({ kind: 'not_found' });
    await expect(as(portal, theirs, (ctx) => members.end(ctx, line.membershipId))).rejects.toMatchObject({ kind: 'not_found' });
    await expect(
      as(portal, theirs, (ctx) =>
        members.invite(ctx, { organisationId: ours.organisationId, email: 'me@example.fr', role: 'vendor_admin' }),
      ),
    ).rejects.toMatchObject({ kind: 'not_found' });
    const insert = `INSERT INTO membership (id, account_id, organisation_id, role, since) VALUES (gen_random_uuid(), $1, $2, 'vendor_admin', now())`;
    await expect(as(portal, theirs, (ctx) => ctx.tx.query(insert, [theirs.accountId, ours.organisationId]))).rejects.toThrow(
      /row-level security/,
    );
    const touched = await as(portal, theirs, (ctx) =>
      ctx.tx.query<[unknown, number]>(`UPDATE membership SET role = 'vendor_admin' WHERE organisation_id = $1`, [ours.organisationId]),
    );
    expect(touched[1]).toBe(0);
  });
});

describe('members', () => {
  it('are invited and removed by an administrator, not by a contributor', async () => {
    const chief = await admin();
    const contributor = await makePerson(portal, { role: 'vendor_contributor', organisationId: chief.organisationId });
    await expect(
      as(portal, contributor, (ctx) =>
        members.invite(ctx, { organisationId: chief.organisationId, email: 'x@example.fr', role: 'vendor_admin' }),
      ),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    const lines = await as(portal, chief, (ctx) => queries.members(ctx, chief.organisationId));
    const line = lines.find(({ accountId }) => accountId === contributor.accountId);
    await as(portal, chief, (ctx) => members.end(ctx, line?.membershipId ?? ''));
    expect(await as(portal, chief, (ctx) => queries.members(ctx, chief.organisationId))).toHaveLength(1);
  });

  it('always keep one administrator, even when two remove each other at the same time', async () => {
    const one = await admin();
    const two = await makePerson(portal, { role: 'vendor_admin', organisationId: one.organisationId });
    const lines = await as(portal, one, (ctx) => queries.members(ctx, one.organisationId));
    const of = (accountId: string): string => lines.find((line) => line.accountId === accountId)?.membershipId ?? '';
    const ends = await Promise.allSettled([
      as(portal, one, (ctx) => members.end(ctx, of(two.accountId))),
      as(portal, two, (ctx) => members.end(ctx, of(one.accountId))),
    ]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refusal('membership.last-admin') });
  });

  it('hold only roles of their kind of organisation, and none that excludes another', async () => {
    const chief = await admin();
    await expect(invite(chief, 'x@example.fr', 'decider')).rejects.toMatchObject({ code: 'membership.wrong-kind' });
    const operator = await makePerson(portal, { role: 'operator' });
    const decider = await makePerson(portal, { role: 'decider', organisationId: operator.organisationId });
    await expect(
      as(portal, operator, (ctx) =>
        members.invite(ctx, { organisationId: operator.organisationId, email: `${decider.accountId}@example.fr`, role: 'operator' }),
      ),
    ).rejects.toMatchObject({ code: 'membership.incompatible' });
  });
});

describe('an invitation', () => {
  it('lets a new person in once, with their name and password', async () => {
    const chief = await admin();
    const token = tokenOf(await invite(chief, 'new.person@example.fr', 'vendor_finance'));
    const shown = await visitor((ctx) => entry.invitation(ctx, token));
    expect(shown).toMatchObject({ person: null, invitation: { email: 'new.person@example.fr', role: 'vendor_finance' } });
    const acceptance = { token, name: 'Noémie Valmier', password, accountId: null };
    const outcomes = await Promise.allSettled([entry.accept(visitor, acceptance), entry.accept(visitor, acceptance)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lines = await as(portal, chief, (ctx) => queries.members(ctx, chief.organisationId));
    expect(lines.map(({ name, role }) => ({ name, role }))).toContainEqual({ name: 'Noémie Valmier', role: 'vendor_finance' });
    await expect(visitor((ctx) => entry.invitation(ctx, token))).rejects.toMatchObject({ code: 'link.invalid' });
  });

  it('asks a known person for their password, and refuses anyone else who is signed in', async () => {
    const chief = await admin();
    const known = await makePerson(portal, { role: 'vendor_admin', passwordHash: await hashPassword(password) });
    const stranger = await admin();
    const token = tokenOf(await invite(chief, `${known.accountId}@example.fr`));
    await expect(entry.accept(visitor, { token, password: 'not theirs at all', accountId: null })).rejects.toMatchObject({
      kind: 'invalid',
    });
    await expect(entry.accept(visitor, { token, accountId: stranger.accountId })).rejects.toMatchObject({
      code: 'invitation.other-account',
    });
    expect(await entry.accept(visitor, { token, password, accountId: null })).toEqual({
      organisationId: chief.organisationId,
      isNew: false,
    });
    const mine = await as(portal, known, (ctx) => queries.mine(ctx));
    expect(mine.map(({ organisationId }) => organisationId).sort()).toEqual([known.organisationId, chief.organisationId].sort());
  });

  it('stops working when it is taken back or has expired', async () => {
    const chief = await admin();
    const id = await invite(chief, 'late@example.fr');
    await expect(invite(chief, 'late@example.fr')).rejects.toMatchObject({ code: 'invitation.pending' });
    await as(portal, chief, (ctx) => members.revokeInvitation(ctx, id));
    await expect(entry.accept(visitor, { token: tokenOf(id), name: 'X Y', password, accountId: null })).rejects.toMatchObject({
      code: 'link.invalid',
    });
    const again = await invite(chief, 'late@example.fr');
    await as(portal, chief, (ctx) => ctx.tx.query(`UPDATE invitation SET expires_at = $2 WHERE id = $1`, [again, ctx.now]));
    await expect(entry.accept(visitor, { token: tokenOf(again), name: 'X Y', password, accountId: null })).rejects.toMatchObject({
      code: 'link.invalid',
    });
    await invite(chief, 'late@example.fr'); // an expired one does not bar the way
  });
});

describe('a sign-up', () => {
  const signUp = (email: string, siren: string) =>
    entry.signUp(visitor, { email, name: 'Inès Karadec', organisation: 'Atelier Corvane', country: 'FR', siren, address: network() });
  const belongings = (email: string) =>
    portal.query<{ organisation_id: string; role: string }[]>('SELECT r.* FROM account a, guichet_roles(a.id) r WHERE a.email = $1', [
      email,
    ]);

  it('gives the first person an organisation to verify, and the second a request to join it once verified', async () => {
    const officer = await makePerson(portal, { role: 'agency_officer' });
    await signUp('first@example.fr', '000 000 018');
    const [{ organisation_id: organisationId, role }] = await belongings('first@example.fr');
    expect(role).toBe('vendor_admin');
    await as(portal, officer, (ctx) => organisations.verify(ctx, organisationId));
    await signUp('second@example.fr', '000000018');
    expect(await belongings('second@example.fr')).toEqual([]);
    const chief = await makePerson(portal, { role: 'vendor_admin', organisationId });
    const [request] = await as(portal, chief, (ctx) => queries.requests(ctx, organisationId));
    expect(request.email).toBe('second@example.fr');
    await as(portal, chief, (ctx) => members.answerRequest(ctx, request.id, { accept: true, role: 'vendor_contributor' }));
    expect(await belongings('second@example.fr')).toEqual([{ organisation_id: organisationId, role: 'vendor_contributor' }]);
    await expect(
      as(portal, chief, (ctx) => members.answerRequest(ctx, request.id, { accept: false, role: 'vendor_contributor' })),
    ).rejects.toMatchObject({ code: 'request.decided' });
  });

  it('lets two claim one SIREN until one of them is verified; the other then cannot be', async () => {
    const officer = await makePerson(portal, { role: 'agency_officer' });
    await signUp('true@example.fr', '000000026');
    await signUp('false@example.fr', '000000026');
    const [[first], [second]] = [await belongings('true@example.fr'), await belongings('false@example.fr')];
    await as(portal, officer, (ctx) => organisations.verify(ctx, first.organisation_id));
    await expect(as(portal, officer, (ctx) => organisations.verify(ctx, second.organisation_id))).rejects.toMatchObject({
      code: 'identifier.taken',
    });
    await expect(
      portal.query('UPDATE organisation_identifier SET verified_at = now() WHERE organisation_id = $1', [second.organisation_id]),
    ).rejects.toThrow(/organisation_identifier_verified/);
    const input = { name: 'Atelier Corvane', country: 'FR', identifiers: { siren: '000000034' } };
    const chief = await makePerson(portal, { role: 'vendor_admin', organisationId: first.organisation_id });
    await expect(as(portal, chief, (ctx) => organisations.update(ctx, first.organisation_id, input))).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  it('answers the same for a known address, without a second account or organisation', async () => {
    await signUp('known@example.fr', '000000034');
    await signUp('known@example.fr', '000000042');
    expect(await belongings('known@example.fr')).toHaveLength(1);
    const names = await portal.query<{ name: string }[]>(
      `SELECT e.name FROM event e JOIN account a ON a.id::text = e.subject_id WHERE a.email = 'known@example.fr' ORDER BY e.id`,
    );
    expect(names.map(({ name }) => name)).toEqual(['account.sign-up', 'account.sign-up-again']);
  });

  it('asks a French company for its SIREN and a foreign one for its VAT number', async () => {
    await expect(signUp('x@example.fr', '')).rejects.toMatchObject({ details: { fields: [refusal('identifier.needed')] } });
    await expect(signUp('x@example.fr', '123456789')).rejects.toMatchObject({ details: { fields: [refusal('identifier.siren')] } });
    await entry.signUp(visitor, {
      email: 'de@example.de',
      name: 'Jan Lang',
      organisation: 'Werk',
      country: 'DE',
      vat: 'DE 136695976',
      address: network(),
    });
    expect(await belongings('de@example.de')).toHaveLength(1);
  });

  it('is not a way to flood a mailbox', async () => {
    const people = find(PeopleService);
    const ask = () => people.askPassword(visitor, { email: 'flooded@example.fr', address: network() });
    for (let times = 0; times < 5; times++) await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'too-many.mail' });
  });
});

describe('an API token', () => {
  it('gives the rights of its person in one organisation until it is revoked', async () => {
    const person = await admin();
    const { id, token } = await as(portal, person, (ctx) => find(ApiTokensService).create(ctx, { label: 'build', days: 1 }));
    const known = await find(SessionsQueries).bearerOf(portal, token);
    expect(known).toMatchObject({ actor: person, sessionHash: null, owesSecondFactor: false });
    expect(await portal.query('SELECT FROM api_token WHERE token_hash = $1', [token])).toHaveLength(0);
    await as(portal, person, (ctx) => find(ApiTokensService).revoke(ctx, id));
    expect(await find(SessionsQueries).bearerOf(portal, token)).toBeNull();
  });

  it('opens nothing once a role asks for a second factor the person has not set up', async () => {
    const person = await admin();
    const { token } = await as(portal, person, (ctx) => find(ApiTokensService).create(ctx, { label: 'build' }));
    const agency = await makeOrganisation(portal, { kind: 'agency', name: 'Agence Repère' });
    const operator = await makePerson(portal, { role: 'operator', organisationId: agency });
    await as(portal, operator, (ctx) => members.grant(ctx, { accountId: person.accountId, organisationId: agency, role: 'verifier' }));
    expect(await find(SessionsQueries).bearerOf(portal, token)).toBeNull();
  });
});
