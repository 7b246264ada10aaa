import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { hashPassword } from '#accounts';
import { NotificationsModule } from '#notifications';
import { Browser } from '../support/browser.js';
import { readable } from '../support/mail-server.js';
import { makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { openRooms } from '../support/rooms.js';
import { tellEverything } from '../support/told.js';

const portal = await testPortal();
const find = await openRooms([NotificationsModule], portal.config);
const password = 'quatre mots sans lien utile';

/** The addresses in the mails that the worker has just sent. */
async function linksSent(): Promise<string[]> {
  const folder = portal.config.path('mail');
  rmSync(folder, { recursive: true, force: true });
  await tellEverything(portal.database.worker, find);
  const mails = readdirSync(folder).map((file) => readable(readFileSync(join(folder, file), 'utf8')));
  return mails.flatMap((mail) => [...mail.matchAll(/^http:\/\/[^/]+(\/\S+)$/gm)].map(([, path]) => path.trim()));
}

async function signIn(email: string): Promise<Browser> {
  const browser = new Browser(portal);
  await browser.send('/connexion', { email, password }, '/connexion');
  return browser;
}

describe('a company comes in', () => {
  it('signs up, chooses a password by mail, invites a colleague who accepts, and cannot remove its last administrator', async () => {
    const visitor = new Browser(portal);
    const company = { name: 'Inès Karadec', email: 'ines@atelier-corvane.example', organisation: 'Atelier Corvane', country: 'FR' };
    const refused = await visitor.send('/inscription', { ...company, siren: '123456789' }, '/inscription');
    expect(refused.status).toBe(303);
    const again = await visitor.get('/inscription');
    expect(again.text).toContain('Ce SIREN n’est pas valable');
    expect(again.text).toContain('value="Atelier Corvane"');
    const sent = await visitor.send('/inscription', { ...company, siren: '000 000 018' }, '/inscription');
    expect(sent.headers['location']).toBe('/inscription/courriel');

    const [link] = await linksSent();
    expect(link).toMatch(/^\/mot-de-passe\/lien\/[0-9a-f]{64}$/);
    const weak = await visitor.send(link, { password: 'ines' }, link);
    expect(weak.headers['location']).toBe(link);
    expect((await visitor.get(link)).text).toContain('au moins 12 caractères');
    expect((await visitor.send(link, { password }, link)).headers['location']).toBe('/connexion');
    expect((await visitor.get(link)).status).toBe(404);

    const ines = await signIn(company.email);
    const page = await ines.get('/organisation');
    expect(page.text).toContain('À vérifier');
    expect(page.text).toContain('000000018');
    const id = /action="\/organisations\/([0-9a-f-]{36})\/invitations"/.exec(page.text)?.[1] ?? '';
    await ines.send(
      `/organisations/${id}/invitations`,
      { email: 'gael@atelier-corvane.example', role: 'vendor_contributor' },
      '/organisation',
    );
    const invitation = (await linksSent()).find((path) => path.startsWith('/invitation/')) ?? '';
    const gael = new Browser(portal);
    expect((await gael.get(`/en${invitation}`)).text).toContain('Atelier Corvane invites you');
    await gael.send(invitation, { name: 'Gaël Fontanier', password }, invitation);
    const inside = await signIn('gael@atelier-corvane.example');
    expect((await inside.get('/organisation')).text).toContain('Inès Karadec');
    expect((await inside.post(`/organisations/${id}/invitations`, { email: 'x@example.fr', role: 'vendor_admin' })).status).toBe(403);

    const membership =
      /\/membres\/([0-9a-f-]{36})\/retrait"[^>]*>(?:(?!<\/form>).)*Inès Karadec/s.exec((await ines.get('/organisation')).text)?.[1] ?? '';
    const last = await ines.send(`/organisations/${id}/membres/${membership}/retrait`, {}, '/organisation');
    expect(last.status).toBe(409);
    expect(last.text).toContain('dernier administrateur');
  });

  it('is told the same whether an address is known or not', async () => {
    const known = await makePerson(portal.database.portal, { role: 'vendor_admin' });
    for (const email of [`${known.accountId}@example.fr`, 'nobody@example.fr']) {
      const answer = await new Browser(portal).send('/mot-de-passe/oublie', { email }, '/mot-de-passe/oublie');
      expect(answer.headers['location']).toBe('/mot-de-passe/courriel');
    }
  });

  it('reads in English what it wrote in French, once it prefers so', async () => {
    const person = await makePerson(portal.database.portal, { role: 'vendor_admin', passwordHash: await hashPassword(password) });
    const browser = await signIn(`${person.accountId}@example.fr`);
    await browser.send('/mon-compte', { name: 'Inès Karadec', locale: 'en' }, '/mon-compte');
    expect((await browser.get('/mon-compte')).text).toContain('<h1>My account</h1>');
    expect((await browser.get('/messages')).status).toBe(200);
    expect((await browser.get('/mon-compte/mot-de-passe')).status).toBe(200);
  });
});

describe('a program comes in', () => {
  it('with a token created by a person, shown once, useless after revocation and outside the API', async () => {
    const person = await makePerson(portal.database.portal, { role: 'vendor_admin', passwordHash: await hashPassword(password) });
    const browser = await signIn(`${person.accountId}@example.fr`);
    const shown = await browser.send('/mon-compte/jetons', { label: 'intégration' }, '/mon-compte/jetons');
    const token = /guichet_[\w-]{43}/.exec(shown.text)?.[0] ?? '';
    const ask = (path: string) => request(portal.server).get(path).set('Authorization', `Bearer ${token}`);
    expect((await ask('/api/v1/me')).body).toMatchObject({
      id: person.accountId,
      roles: ['vendor_admin'],
      organisation: { id: person.organisationId },
    });
    expect((await ask('/mon-compte')).status).toBe(303);
    const more = await request(portal.server).post('/api/v1/me/tokens').set('Authorization', `Bearer ${token}`).send({ label: 'another' });
    expect(more.status).toBe(401);
    const list = await browser.get('/mon-compte/jetons');
    expect(list.text).not.toContain(token);
    const end = /action="(\/mon-compte\/jetons\/[0-9a-f-]{36}\/fin)"/.exec(list.text)?.[1] ?? '';
    await browser.send(end, {}, '/mon-compte/jetons');
    expect((await ask('/api/v1/me')).status).toBe(401);
  });

  it('gets 404 on another organisation, whichever the address', async () => {
    const [one, other] = [
      await makePerson(portal.database.portal, { role: 'vendor_admin' }),
      await makePerson(portal.database.portal, { role: 'vendor_admin', passwordHash: await hashPassword(password) }),
    ];
    const browser = await signIn(`${other.accountId}@example.fr`);
    for (const path of [
      `/organisations/${one.organisationId}`,
      `/api/v1/organisations/${one.organisationId}`,
      `/api/v1/organisations/${one.organisationId}/members`,
      '/organisations/not-an-id',
    ]) {
      expect((await browser.get(path)).status).toBe(404);
    }
  });
});
