import { beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { codeAt, hashPassword } from '#accounts';
import { moveClock, type Role, roles, system } from '#platform';
import { Browser, signedInBrowser as enteredBrowser } from '../support/browser.js';
import { as, makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';

const portal = await testPortal();
const database = portal.database.portal;
const password = 'quatre mots sans lien utile';
let passwordHash = '';
beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

const mailOf = (person: { accountId: string }): string => `${person.accountId}@example.fr`;

async function signedIn(person: { accountId: string }): Promise<Browser> {
  const browser = new Browser(portal);
  const answer = await browser.send('/connexion', { email: mailOf(person), password }, '/connexion');
  expect(answer.status).toBe(303);
  return browser;
}

/** The key shown to someone who types rather than scans. */
const keyIn = (html: string): string => (/<dd class="mono">([A-Z2-7 ]+)<\/dd>/.exec(html)?.[1] ?? '').replaceAll(' ', '');

describe('a vendor signs in', () => {
  it('arrives in their own space, sees their name, and signs out', async () => {
    const person = await makePerson(database, { role: 'vendor_admin', passwordHash, name: 'Inès Karadec' });
    const browser = await signedIn(person);
    const account = await browser.get('/mon-compte');
    expect(account.status).toBe(200);
    expect(account.text).toContain('Inès Karadec');
    expect(account.headers['cache-control']).toBe('no-store');
    expect((await browser.send('/deconnexion', {}, '/mon-compte')).status).toBe(303);
    expect(browser.cookie('guichet_session')).toBeUndefined();
    expect((await browser.get('/mon-compte')).headers['location']).toBe('/connexion?retour=%2Fmon-compte');
  });

  it.each(Object.keys(roles) as Role[])('opens the first page of their own space as %s', async (role) => {
    const browser = await enteredBrowser(portal, await makePerson(database, { role }));
    expect((await browser.follow('/espace')).status).toBe(200);
  });

  it('comes back to the page they asked for, and never to another site', async () => {
    const person = await makePerson(database, { role: 'vendor_admin', passwordHash });
    const enter = async (next: string): Promise<string> =>
      (await new Browser(portal).send('/connexion', { email: mailOf(person), password, next }, '/connexion')).headers['location'];
    expect(await enter('/organisation')).toBe('/organisation');
    for (const trap of ['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example'])
      expect(await enter(trap)).toBe('/espace');
  });

  it('keeps what was typed when it is refused, except the password, and is paused after five tries', async () => {
    const person = await makePerson(database, { role: 'vendor_admin', passwordHash });
    const browser = new Browser(portal);
    const refused = await browser.send('/connexion', { email: mailOf(person), password: 'wrong words here' }, '/connexion');
    expect(refused.headers['location']).toBe('/connexion');
    const form = await browser.get('/connexion');
    expect(form.text).toContain(mailOf(person));
    expect(form.text).not.toContain('wrong words here');
    expect(form.text).toContain('Essais restants');
    for (let tries = 0; tries < 3; tries++) await browser.send('/connexion', { email: mailOf(person), password: 'wrong' }, '/connexion');
    expect((await browser.send('/connexion', { email: mailOf(person), password: 'wrong' }, '/connexion')).status).toBe(429);
    expect((await browser.send('/connexion', { email: mailOf(person), password }, '/connexion')).status).toBe(429);
  });

  it('gets a session that was not known before, and loses the one they had', async () => {
    const person = await makePerson(database, { role: 'vendor_admin', passwordHash });
    const browser = new Browser(portal);
    browser.plant('guichet_session', 'chosen-by-someone-else');
    await browser.send('/connexion', { email: mailOf(person), password }, '/connexion');
    const first = browser.cookie('guichet_session');
    expect(first).not.toBe('chosen-by-someone-else');
    const other = new Browser(portal);
    other.plant('guichet_session', 'chosen-by-someone-else');
    expect((await other.get('/mon-compte')).status).toBe(303);
  });

  it('cannot be signed in by another site, nor without the token of the form', async () => {
    const person = await makePerson(database, { role: 'vendor_admin', passwordHash });
    const fields = { email: mailOf(person), password };
    expect((await new Browser(portal).post('/connexion', fields)).status).toBe(403);
    const foreign = await request(portal.server).post('/api/v1/session').set('Origin', 'https://elsewhere.example').send(fields);
    expect(foreign.status).toBe(403);
  });

  it('sends a cookie that scripts cannot read', async () => {
    const person = await makePerson(database, { role: 'vendor_admin', passwordHash });
    const answer = await request(portal.server)
      .post('/api/v1/session')
      .send({ email: mailOf(person), password });
    expect(answer.status).toBe(201);
    const [cookie] = [answer.headers['set-cookie'] as string | string[]].flat().filter((line) => line.startsWith('guichet_session='));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).toMatch(/Path=\//);
  });
});

describe('a decider signs in', () => {
  it('sets up a second factor before anything else, then shows it each time', async () => {
    await as(database, system('test'), (ctx) => moveClock(ctx, new Date('2026-11-22T10:00:00Z'), { frozen: true }));
    const person = await makePerson(database, { role: 'decider', passwordHash });
    const browser = await signedIn(person);
    expect((await browser.get('/mon-compte')).headers['location']).toBe('/connexion/second-facteur?retour=%2Fmon-compte');
    expect((await browser.get('/api/v1/me')).status).toBe(403);
    await browser.send('/connexion/second-facteur/installation', {}, '/connexion/second-facteur');
    const setup = await browser.get('/connexion/second-facteur');
    const secret = keyIn(setup.text);
    expect(setup.text).toContain('data:image/svg+xml;base64,');
    const before = browser.cookie('guichet_session');
    const confirmed = await browser.send(
      '/connexion/second-facteur/confirmation',
      { code: codeAt(secret, new Date('2026-11-22T10:00:00Z')) },
      '/connexion/second-facteur',
    );
    expect(confirmed.text.match(/([A-Z2-7]{4}-){3}[A-Z2-7]{4}/g)).toHaveLength(10);
    expect(browser.cookie('guichet_session')).not.toBe(before);
    expect((await browser.get('/mon-compte')).status).toBe(200);

    const again = await signedIn(person);
    expect((await again.get('/mon-compte')).status).toBe(303);
    const pass = (code: string) => again.send('/connexion/second-facteur', { code }, '/connexion/second-facteur');
    await pass(codeAt(secret, new Date('2026-11-22T10:00:00Z')));
    expect((await again.get('/mon-compte')).status).toBe(303); // that code has served
    await pass(codeAt(secret, new Date('2026-11-22T10:00:30Z')));
    expect((await again.get('/mon-compte')).status).toBe(200);
    const html = (await again.get('/mon-compte')).text;
    expect(html).toContain('Codes de secours restants');
    expect(html).not.toContain(secret);
  });
});
