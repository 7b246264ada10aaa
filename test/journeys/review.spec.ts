import { beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Actor } from '#platform';
import type { Browser } from '../support/browser.js';
import { candidatureRooms } from '../support/candidatures.js';
import { makeOrganisation, makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { seat } from '../support/seat.js';
import { countStatements } from '../support/statements.js';

const portal = await testPortal();
const database = portal.database.portal;
const rooms = await candidatureRooms(database);
const agency = await makeOrganisation(database, { kind: 'agency', name: 'Agence Repère' });
const vendor = await makePerson(database, { role: 'vendor_admin' });
const stranger = await makePerson(database, { role: 'vendor_admin' });
const verifier = await makePerson(database, { role: 'verifier', organisationId: agency });
const second = await makePerson(database, { role: 'verifier', organisationId: agency });
const callId = await rooms.makeCall({ dates: { exchanges_end: '2099-03-01T11:00:00Z' } });
const people: Record<'vendor' | 'stranger' | 'verifier' | 'second', Browser> = {} as Record<
  'vendor' | 'stranger' | 'verifier' | 'second',
  Browser
>; // filled before the first case
let id = '';
let number = '';
let answers: Map<string, { requirementId: string; evidence: readonly { versionId: string }[] }>;

beforeAll(async () => {
  const all = { vendor, stranger, verifier, second };
  for (const [name, person] of Object.entries(all)) people[name as keyof typeof all] = await seat(portal, person);
  id = await rooms.makeOpen(vendor, callId);
  await rooms.as(vendor, (ctx) => rooms.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: false }] }));
  await rooms.answerAll(vendor, id, (await rooms.makeEvidence(vendor)).itemId);
  ({ number } = await rooms.submitAll(vendor, id));
  answers = new Map((await rooms.as(vendor as Actor, (ctx) => rooms.dossiers.answers(ctx, id))).map((answer) => [answer.number, answer]));
});

const desk = (rest = '') => `/agence/candidatures/${id}${rest}`;
const on = (requirement: string, rest = '') => desk(`/evaluation/${answers.get(requirement)?.requirementId ?? ''}${rest}`);

/** The hidden fields of the verdict form of a page. */
async function stateOf(browser: Browser, path: string): Promise<Record<string, string>> {
  const { text } = await browser.get(path);
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1];
  const supersedes = value('supersedes');
  return { answerVersion: value('answerVersion') ?? '', ...(supersedes && { supersedes }) };
}

async function judge(browser: Browser, requirement: string, fields: Record<string, string>) {
  const path = on(requirement);
  return browser.send(`${path}/verdict`, { ...(await stateOf(browser, path)), ...fields }, path);
}

describe('a review, from the declaration to its end', () => {
  it('shows nothing before the declarations', async () => {
    const { verifier: me } = people;
    expect((await me.get('/agence')).text).toContain(number);
    for (const path of [desk('/evaluation'), on('ACC.01'), desk('/complements'), desk('/synthese')]) {
      const answer = await me.get(path);
      expect([path, answer.status, answer.headers['location']]).toEqual([path, 303, desk('/interets')]);
    }
    const file = await me.get(desk(`/preuves/${answers.get('ACC.01')?.evidence[0].versionId ?? ''}/fichier`));
    expect(file.status).toBe(409);
    const page = await me.get(desk('/interets'));
    expect([page.status, page.text.match(/<h1/g)?.length]).toEqual([200, 1]);
    expect(page.text).not.toContain('Authentifier');
  });

  it('opens the desk after both, and starts when someone takes the file', async () => {
    const { verifier: me } = people;
    await me.send(desk('/interets/appel'), { reason: 'none' }, desk('/interets'));
    await me.send(desk('/interets/dossier'), { reason: 'none' }, desk('/interets'));
    const before = await me.follow(desk('/evaluation'));
    expect(before.text).toContain('Prendre en charge');
    await me.send(desk('/prise-en-charge'), {}, on('ACC.01'));
    const page = await me.get(on('ACC.01'));
    expect(page.text).toContain('Authentifier');
    expect(page.text).toContain('Point réservé');
    expect(page.text.match(/<h1/g)).toHaveLength(1);
    expect(page.text).toContain('Note interne');
    expect(page.text).toMatch(/Message lu par/);
  });

  it('gives verdicts with reasons, pinned to pieces', async () => {
    const { verifier: me } = people;
    const without = await judge(me, 'ACC.01', { outcome: 'minor' });
    expect([without.status, without.headers['location']]).toEqual([303, on('ACC.01')]);
    expect((await me.get(on('ACC.01'))).text).toContain('Écrivez le motif');
    const wrongPin = await judge(me, 'ACC.01', { outcome: 'conform', pins: 'P9 p. 2' });
    expect(wrongPin.status).toBe(303);
    await judge(me, 'ACC.01', { outcome: 'needs_clarification', reason: 'Joindre le contre-test', pins: 'P1 p. 12' });
    await judge(me, 'ACC.02', { outcome: 'conform' });
    await judge(me, 'JOU.01', { outcome: 'conform' });
    expect((await me.get(on('ACC.01'))).text).toContain('Joindre le contre-test');
    const stale = await me.send(on('ACC.02', '/verdict'), { outcome: 'minor', reason: 'Autre', answerVersion: '2' }, on('ACC.02'));
    expect(stale.status).toBe(409);
  });

  it('keeps notes from the vendor, and asks a box before a message', async () => {
    const { verifier: me, vendor: them } = people;
    await me.send(on('ACC.01', '/note'), { note: 'Entre nous : à surveiller' }, on('ACC.01'));
    expect((await me.get(on('ACC.01'))).text).toContain('Entre nous');
    const unboxed = await me.send(on('ACC.01', '/message'), { message: 'Bonjour' }, on('ACC.01'));
    expect(unboxed.status).toBe(303);
    await me.send(on('ACC.01', '/message'), { message: 'Il manque une pièce', confirmed: 'true' }, on('ACC.01'));
    const seen = await rooms.as(vendor, (ctx) => rooms.requirements.thread(ctx, id));
    expect(seen.map(({ body }) => body)).toEqual(['Il manque une pièce']);
    expect((await them.get(on('ACC.01'))).status).toBe(403);
  });

  it('sends its questions at once, after a preview of what the vendor will read', async () => {
    const { verifier: me, vendor: them, stranger: other } = people;
    expect((await them.get(`/candidatures/${id}/complements`)).text).toContain('Aucune demande de compléments');
    expect((await me.get(desk('/complements'))).text).toContain('Joindre le contre-test');
    expect((await me.send(desk('/complements/envoi'), {}, desk('/complements'))).status).toBe(303);
    expect((await them.get(`/candidatures/${id}/complements`)).text).not.toContain('contre-test');
    await me.send(desk('/complements/envoi'), { confirmed: 'true' }, desk('/complements'));
    const page = await them.get(`/candidatures/${id}/complements`);
    expect(page.text).toContain('Joindre le contre-test');
    expect(page.text.match(/<h1/g)).toHaveLength(1);
    expect((await other.get(`/candidatures/${id}/complements`)).status).toBe(404);
    const action = /action="(\/candidatures\/[^"]+\/complements\/[0-9a-f-]{36})"/.exec(page.text)?.[1] ?? '';
    const early = await them.send(`/candidatures/${id}/complements/envoi`, {}, `/candidatures/${id}/complements`);
    expect(early.status).toBe(409);
    expect((await other.post(action, { version: '1', answer: 'x' })).status).toBe(403);
    await them.send(action, { version: '1', answer: 'Voir la page 31 du rapport.' }, `/candidatures/${id}/complements`);
    await them.send(`/candidatures/${id}/complements/envoi`, {}, `/candidatures/${id}/complements`);
    expect((await them.get(`/candidatures/${id}/complements`)).text).toContain('Voir la page 31');
    expect((await me.get(desk('/complements'))).text).toContain('Voir la page 31');
    await me.send(desk('/complements/cloture'), {}, desk('/complements'));
  });

  it('ends when every must is judged', async () => {
    const { verifier: me } = people;
    const before = await me.get(desk('/synthese'));
    expect(before.text).not.toContain('synthese/cloture');
    await judge(me, 'ACC.01', { outcome: 'major', reason: 'Toujours pas de contre-test' });
    const page = await me.get(desk('/synthese'));
    expect(page.text).toContain('Toujours pas de contre-test');
    expect(page.text.match(/<h1/g)).toHaveLength(1);
    await me.send(desk('/synthese/cloture'), {}, desk('/synthese'));
    expect((await rooms.asPortal((ctx) => rooms.lists.summary(ctx, id))).status).toBe('reviewed');
  });

  it('gives the same to the API', async () => {
    const { verifier: me, vendor: them } = people;
    const synthesis = await me.get(`/api/v1/candidatures/${id}/review`);
    expect(synthesis.body).toMatchObject({ status: 'reviewed', verdict: 'not_conform', blocking: ['ACC.01'], pending: [] });
    const rounds = await them.get(`/api/v1/candidatures/${id}/rounds`);
    expect(rounds.body).toMatchObject([{ number: 1, status: 'closed', questions: [{ answer: 'Voir la page 31 du rapport.' }] }]);
    expect((await people.stranger.get(`/api/v1/candidatures/${id}/rounds`)).status).toBe(404);
    expect((await them.get(`/api/v1/candidatures/${id}/review`)).status).toBe(403);
    const undeclared = await people.second.get(`/api/v1/candidatures/${id}/review`);
    expect([undeclared.status, undeclared.body.code]).toEqual([409, 'review.declare-first']);
  });
});

describe('whatever the size of the file', () => {
  it.each([
    ['/agence', () => '/agence', 15],
    ['the desk', () => on('ACC.01'), 25],
    ['the round', () => desk('/complements'), 25],
    ['the summary', () => desk('/synthese'), 25],
  ] satisfies [string, () => string, number][])('%s asks little of the database', async (_name, path, most) => {
    const address: string = path();
    const { statements } = await countStatements(database, () => people.verifier.get(address));
    process.stdout.write(`${address.split('/').pop() ?? ''}: ${statements} statements\n`);
    expect(statements).toBeLessThanOrEqual(most);
  });
});

describe('the team of a file', () => {
  it('grows by assignment, and each one declares before opening', async () => {
    const lead = await makePerson(database, { role: 'lead', organisationId: agency });
    const browser = await seat(portal, lead);
    await browser.send(desk('/interets/appel'), { reason: 'none' }, desk('/interets'));
    await browser.send(desk('/interets/dossier'), { reason: 'none' }, desk('/interets'));
    const third = await makePerson(database, { role: 'verifier', organisationId: agency, name: 'Camille Duvernois' });
    await browser.send(desk('/equipe'), { accountId: third.accountId, role: 'verifier' }, desk('/synthese'));
    const page = await browser.get(desk('/synthese'));
    expect(page.text).toContain('Camille Duvernois');
    expect((await (await seat(portal, third)).get(on('ACC.01'))).headers['location']).toBe(desk('/interets'));
    const end = /action="([^"]+\/fin)"/.exec(page.text)?.[1] ?? '';
    await browser.send(end, {}, desk('/synthese'));
    const vendorTry = await browser.post(desk('/equipe'), { accountId: vendor.accountId, role: 'verifier' });
    expect(vendorTry.status).toBe(403);
  });
});

describe('a person with a conflict', () => {
  it('sees neither the file, nor its name, nor its counts, from the moment of the declaration', async () => {
    const { second: me } = people;
    expect((await me.get('/agence')).text).toContain(number);
    const declared = await me.send(desk('/interets/dossier'), { reason: 'former_employment' }, desk('/interets'));
    expect([declared.status, declared.headers['location']]).toEqual([303, '/agence']);
    expect((await me.get('/agence')).text).not.toContain(number);
    for (const path of [desk('/interets'), desk('/evaluation'), on('ACC.01'), desk('/synthese'), `/api/v1/candidatures/${id}/review`]) {
      expect([path, (await me.get(path)).status]).toEqual([path, 404]);
    }
  });

  it('nor do visitors and vendors enter the desk', async () => {
    for (const path of ['/agence', on('ACC.01'), desk('/synthese')]) {
      expect((await request(portal.server).get(path)).headers['location']).toContain('/connexion');
      expect((await people.stranger.get(path)).status).toBe(403);
    }
  });
});
