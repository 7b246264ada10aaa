import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import request, { type Response } from 'supertest';
import { codeAt, hashPassword } from '#accounts';
import { PackagesService, readPackageFolder } from '#criteria';
import { canonical, system } from '#platform';
import { Browser } from '../support/browser.js';
import { as, makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';

const portal = await testPortal();
const database = portal.database.portal;
const password = 'quatre mots sans lien utile';
const csv = [
  "Profil;ID Section;Section;Nature de l'exigence;N° exigence;Énoncé de l'exigence;N° scénario;Scénario de conformité;N° preuve 1;Preuve 1;bon pour publication",
  'Général;INS;INS_Identité;EXIGENCE;INS/A.01;Le système DOIT afficher les traits.;INS/A.01.01;Montrer les traits.;INS/A.01.01.01;Vidéo;OUI',
  'Général;INS;INS_Identité;EXIGENCE;INS/A.02;Le système DOIT tracer.;;;;;NON',
].join('\r\n');

beforeAll(async () => {
  const files = await readPackageFolder('criteria');
  await as(database, system('criteria'), (ctx) => new PackagesService().loadFolder(ctx, files));
});

/** A criteria editor who has set up the second factor, in front of the portal. */
async function editorAtWork(): Promise<Browser> {
  const person = await makePerson(database, { role: 'criteria_editor', passwordHash: await hashPassword(password) });
  const browser = new Browser(portal);
  await browser.send('/connexion', { email: `${person.accountId}@example.fr`, password }, '/connexion');
  await browser.send('/connexion/second-facteur/installation', {}, '/connexion/second-facteur');
  const setup = await browser.get('/connexion/second-facteur');
  const secret = (/<dd class="mono">([A-Z2-7 ]+)<\/dd>/.exec(setup.text)?.[1] ?? '').replaceAll(' ', '');
  const [{ now }] = await database.query<[{ now: Date }]>('SELECT guichet_now() AS now');
  await browser.send('/connexion/second-facteur/confirmation', { code: codeAt(secret, now) }, '/connexion/second-facteur');
  return browser;
}

function sendFile(browser: Browser, fields: Readonly<Record<string, string>>, file: { name: string; text: string }): Promise<Response> {
  const call = request(portal.server)
    .post('/envois/referentiels')
    .set({
      Host: browser.host,
      Origin: `http://${browser.host}`,
      Referer: `http://${browser.host}/agence/referentiels`,
      Cookie: `guichet_session=${browser.cookie('guichet_session') ?? ''}`,
    });
  for (const [name, value] of Object.entries(fields)) void call.field(name, value);
  return call.attach('file', Buffer.from(file.text), file.name).then((answer) => answer);
}

describe('anyone reads the criteria', () => {
  it('finds the schema of the format at its published address, for any program, kept answers included', async () => {
    const read = () => request(portal.server).get('/schemas/criteria-package.json');
    const [first, kept] = [await read(), await read()];
    for (const { status, headers, body } of [first, kept]) {
      expect(status).toBe(200);
      expect(headers['content-type']).toContain('application/schema+json');
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(body).toEqual(JSON.parse(readFileSync('criteria/criteria-package.schema.json', 'utf8')));
    }
  });

  it('finds the published packages, a version, a requirement and its neighbours', async () => {
    const visitor = new Browser(portal);
    const list = await visitor.get('/criteres');
    expect(list.status).toBe(200);
    for (const name of ['Interopérabilité des logiciels de soins', 'Éthique du numérique en santé']) expect(list.text).toContain(name);
    const version = await visitor.get('/criteres/INTEROP/2026.1');
    expect(version.text).toContain('id="INS.01"');
    expect(version.text).toContain('href="/criteres/INTEROP/2026.1/exigences/MSS.03"');
    const requirement = await visitor.get('/criteres/INTEROP/2026.1/exigences/MSS.03');
    expect(requirement.text).toContain('MSS.SCN.01');
    expect(requirement.text).toContain('href="/criteres/INTEROP/2026.1/exigences/MSS.02"');
    expect(requirement.text).not.toContain('réservés aux vérificateurs');
    const english = await visitor.get('/en/criteres/INTEROP/2026.1/exigences/MSS.03');
    expect(english.text).toContain('Recognition of document archives');
    expect(english.text).toContain('href="/en/criteres/INTEROP/2026.1/exigences/MSS.02"');
  });

  it('filters by words without accents, by nature and by profile', async () => {
    const visitor = new Browser(portal);
    const found = async (query: string) =>
      (await visitor.get(`/criteres/INTEROP/2026.1?${query}`)).text.match(/class="g-hit__title"/g)?.length ?? 0;
    expect(await found('q=identite+traits')).toBeGreaterThan(0);
    expect(await found('nature=may')).toBe(3);
    expect(await found('profil=suivi-enfant')).toBe(2);
    expect(await found('profil=suivi-enfant&nature=must')).toBe(1);
    expect(await found('q=introuvable')).toBe(0);
    expect((await visitor.get('/criteres/INTEROP/2026.1?q=introuvable')).text).toContain('Aucune exigence ne répond');
  });

  it('gets 404 for what does not exist', async () => {
    const visitor = new Browser(portal);
    for (const path of ['/criteres/NOPE/1', '/criteres/INTEROP/0', '/criteres/INTEROP/2026.1/exigences/NOPE'])
      expect((await visitor.get(path)).status).toBe(404);
  });

  it('computes the hash again from the API, without the portal', async () => {
    const list = await request(portal.server).get('/api/v1/packages');
    const packages = JSON.parse(list.text) as { code: string; version: string; status: string; hash: string }[];
    const inForce = packages.filter(({ status }) => status === 'published').map(({ code }) => code);
    expect(inForce.sort()).toEqual(['ECO', 'ETHIQUE', 'INTEROP', 'SECURITE']);
    expect(packages.length).toBeGreaterThan(inForce.length);
    for (const { code, version, hash } of packages) {
      const answer = await request(portal.server).get(`/api/v1/packages/${code}/${version}`);
      const { content } = JSON.parse(answer.text) as { content: object };
      expect(`sha256:${createHash('sha256').update(canonical(content)).digest('hex')}`).toBe(hash);
    }
  });
});

describe('a criteria editor', () => {
  it('imports a file, reads its report, freezes then publishes the draft, which nobody saw before', async () => {
    const editor = await editorAtWork();
    expect((await editor.get('/agence/referentiels')).text).toContain('Importer un référentiel');
    const sent = await sendFile(editor, { package: 'REM-ESSAI', version: 'Va9' }, { name: 'rem.csv', text: csv });
    expect(sent.status).toBe(303);
    const report = await editor.get(sent.headers['location']);
    expect(report.text).toContain('bon pour publication');
    const draft = /href="(\/agence\/referentiels\/[0-9a-f-]{36})"/.exec(report.text)?.[1] ?? '';
    expect((await new Browser(portal).get('/criteres/REM-ESSAI/Va9')).status).toBe(404);
    expect((await editor.get('/criteres/REM-ESSAI/Va9')).status).toBe(200);
    await editor.send(`${draft}/actions`, { action: 'freeze' }, draft);
    await editor.send(`${draft}/actions`, { action: 'publish' }, draft);
    expect((await editor.get(draft)).text).toContain('Publié');
    const requirement = await new Browser(portal).get('/criteres/REM-ESSAI/Va9/exigences/INS%2FA.01');
    expect(requirement.status).toBe(200);
    expect((await new Browser(portal).get('/en/criteres/REM-ESSAI/Va9')).text).toContain('lang="fr"');
  });

  it('is told what is wrong with a file that gives nothing, and keeps its report', async () => {
    const editor = await editorAtWork();
    const sent = await sendFile(editor, {}, { name: 'rem.csv', text: 'a;b\n1;2\n' });
    const report = await editor.get(sent.headers['location']);
    expect(report.text).toContain('Rien n’a été enregistré');
    expect((await editor.get('/agence/referentiels')).text).toContain(sent.headers['location']);
  });

  it('comes back to the form when the code is not well formed', async () => {
    const editor = await editorAtWork();
    const sent = await sendFile(editor, { package: 'pas un code' }, { name: 'rem.csv', text: csv });
    expect(sent.status).toBe(303);
    expect(sent.headers['location']).toBe('/agence/referentiels');
    const left = [sent.headers['set-cookie'] as string | string[]].flat().find((line) => line.startsWith('guichet_flash=')) ?? '';
    editor.plant('guichet_flash', /=([^;]*)/.exec(left)?.[1] ?? '');
    const form = await editor.get('/agence/referentiels');
    expect(form.text).toContain('Le code s’écrit en majuscules');
    expect(form.text).toContain('value="pas un code"');
  });
});

describe('a vendor', () => {
  it('sees neither the work of the agency on packages, nor its reports', async () => {
    const person = await makePerson(database, { role: 'vendor_admin', passwordHash: await hashPassword(password) });
    const vendor = new Browser(portal);
    await vendor.send('/connexion', { email: `${person.accountId}@example.fr`, password }, '/connexion');
    expect((await vendor.get('/agence/referentiels')).status).toBe(403);
    const posted = await sendFile(vendor, {}, { name: 'rem.csv', text: csv });
    expect(posted.status).toBe(403);
  });
});
