import { beforeAll, describe, expect, it } from '@jest/globals';
import type { PackageDocument } from '#criteria';
import { candidatureRooms, makePackage } from '../support/candidatures.js';
import { declareNone, type Browser } from '../support/browser.js';
import { makeOrganisation, makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { seat } from '../support/seat.js';
import { countStatements } from '../support/statements.js';

const portal = await testPortal();
const database = portal.database.portal;
const rooms = await candidatureRooms(database);
const agency = await makeOrganisation(database, { kind: 'agency', name: 'Agence Repère' });
const vendor = await makePerson(database, { role: 'vendor_admin' });
const finance = await makePerson(database, { role: 'vendor_finance', organisationId: vendor.organisationId });
const stranger = await makePerson(database, { role: 'vendor_admin' });
const of = (role: 'criteria_editor' | 'agency_officer' | 'verifier' | 'lead') => makePerson(database, { role, organisationId: agency });
const people = {
  vendor,
  finance,
  stranger,
  editor: await of('criteria_editor'),
  officer: await of('agency_officer'),
  verifier: await of('verifier'),
  lead: await of('lead'),
};
const seats = {} as Record<keyof typeof people, Browser>; // filled before the first case

const text = (fr: string) => ({ fr, en: fr });
const must = { domain: 'security', obligation: 'must' as const };
const statements = {
  login: 'Chaque personne ouvre sa session avec un compte nominatif.',
  revoke: 'Un compte est retiré le jour du départ de la personne.',
  log: 'Les accès aux dossiers sont inscrits dans un journal conservé un an.',
};
const document = (version: string, more = ''): PackageDocument =>
  makePackage('ACCES', {
    version,
    profiles: [],
    requirements: [
      { ...must, key: 'ACC.01', section: 'ACC', statement: text(`${statements.login}${more}`), ...(more && { block: 'Comptes' }) },
      { ...must, key: 'ACC.02', section: 'ACC', statement: text(statements.revoke) },
      { ...must, key: 'JOU.01', section: 'JOU', statement: text(statements.log) },
    ],
    scenarios: [],
    evidence: [{ key: 'P1', requirements: ['ACC.01', 'ACC.02'], kinds: ['document'], label: text('Rapport') }],
  });

let id = '';
let callId = '';
let draft = '';
const page = (rest = '') => `/candidatures/${id}${rest}`;
const versionPage = () => page(`/versions/${draft}`);
const rehearsal = () => `/agence/referentiels/${draft}/repetition`;
const answers = async () => new Map((await rooms.asPortal((ctx) => rooms.dossiers.answers(ctx, id))).map((one) => [one.number, one]));
const requirement = async (number: string, rest = '') => page(`/exigences/${(await answers()).get(number)?.requirementId ?? ''}${rest}`);

beforeAll(async () => {
  for (const [name, person] of Object.entries(people)) seats[name as keyof typeof people] = await seat(portal, person);
  callId = await rooms.makeCall({ document: document('1.0'), dates: { exchanges_end: '2099-03-01T11:00:00Z' } });
  id = await rooms.makeOpen(vendor, callId);
  await rooms.answerAll(vendor, id, (await rooms.makeEvidence(vendor)).itemId);
  await rooms.submitAll(vendor, id);
  const me = seats.verifier;
  await declareNone(me, id);
  await me.send(`/agence/candidatures/${id}/prise-en-charge`, {}, `/agence/candidatures/${id}/synthese`);
  for (const [, { requirementId, version }] of await answers()) {
    const given = await me.json('post', `/api/v1/candidatures/${id}/review/requirements/${requirementId}/verdicts`, {
      outcome: 'conform',
      answerVersion: version,
    });
    if (given.status >= 300) throw new Error(`a verdict was answered ${given.status} ${given.text}`);
  }
  const bytes = Buffer.from(JSON.stringify(document('1.1', ' Le compte porte son nom et sa fonction.')));
  draft = await rooms.asPortal(async (ctx) => (await rooms.packages.importFile(ctx, bytes)).versionId ?? '');
});

describe('criteria change while a file is reviewed', () => {
  it('the editor sees what a draft would change, and cannot publish it unseen', async () => {
    const { editor, verifier, vendor: them } = seats;
    for (const [who, status] of [
      [verifier, 403],
      [them, 403],
    ] as const)
      expect((await who.get(rehearsal())).status).toBe(status);
    const version = await editor.get(`/agence/referentiels/${draft}`);
    expect(version.text).toContain(rehearsal());
    const { result: shown, statements: count } = await countStatements(database, () => editor.get(rehearsal()));
    expect([shown.status, shown.text.match(/<h1/g)?.length]).toEqual([200, 1]);
    expect(count).toBeLessThanOrEqual(25);
    expect(shown.text).toContain('ACC.01');
    expect(shown.text).toContain('Avant de publier, enregistrez');
    expect(shown.text).not.toContain('CAN-');
    const early = await editor.send(`/agence/referentiels/${draft}/actions`, { action: 'publish' }, `/agence/referentiels/${draft}`);
    expect(early.headers['location']).toBe(rehearsal());
    expect((await editor.get(rehearsal())).text).toContain('Enregistrez d’abord la répétition');
    expect((await editor.json('post', `/api/v1/packages/${draft}/actions`, { action: 'publish' })).status).toBe(409);
    await editor.send(rehearsal(), {}, rehearsal());
    expect((await editor.get(rehearsal())).text).toContain('la publication est possible');
    const report = await editor.json('get', `/api/v1/packages/versions/${draft}/rehearsal`);
    expect(report.body).toMatchObject({
      package: 'ACCES',
      totals: { candidatures: 1, touched: 1, keeps: 2, confirm: 1, reopened: 1 },
      candidatures: [],
    });
    const csv = await editor.get(`${rehearsal()}/exigences.csv`);
    expect(csv.text).toContain('ACC.01');
    expect((await editor.get(`${rehearsal()}/dossiers.csv`)).status).toBe(403);
    const published = await editor.send(`/agence/referentiels/${draft}/actions`, { action: 'publish' }, `/agence/referentiels/${draft}`);
    expect(published.status).toBe(303);
  });

  it('the agency names the files it may see', async () => {
    const { officer, lead } = seats;
    expect((await officer.get(rehearsal())).text).toContain('CAN-');
    expect((await officer.get(`${rehearsal()}/dossiers.csv`)).text).toContain('CAN-');
    await rooms.asPortal((ctx) => rooms.recusals.recuse(ctx, { accountId: people.lead.accountId, callId, candidatureId: null }));
    expect((await lead.get(rehearsal())).text).not.toContain('CAN-');
  });

  it('nothing is offered before the call says so', async () => {
    const { vendor: me, officer } = seats;
    expect((await me.get(page('/versions'))).text).toContain('ne propose aucune version plus récente');
    expect((await me.get(versionPage())).status).toBe(409);
    await officer.send(
      `/agence/appels/${callId}/versions`,
      { packageVersionId: draft, closesOn: '2098-12-31' },
      `/agence/appels/${callId}`,
    );
    expect((await officer.get(`/agence/appels/${callId}`)).text).toContain('31 décembre 2098');
    expect((await me.get(page())).text).toContain('Une version plus récente est proposée');
    expect((await me.get(page('/versions'))).text).toContain('31 décembre 2098');
  });

  it('the vendor reads what would change, word by word, and may leave it at that', async () => {
    const { vendor: me, finance: payer, stranger: other } = seats;
    const { result: shown, statements: count } = await countStatements(database, () => me.get(versionPage()));
    expect([shown.status, shown.text.match(/<h1/g)?.length]).toEqual([200, 1]);
    expect(count).toBeLessThanOrEqual(25);
    expect(shown.text).toMatch(/<ins>.*fonction/);
    expect(shown.text).toMatch(/<li>Bloc.*Comptes/);
    expect(shown.text).toContain('Chapitres à transmettre à nouveau');
    expect((await payer.get(versionPage())).text).not.toContain('name="confirmed"');
    for (const path of [page('/versions'), versionPage()]) expect((await other.get(path)).status).toBe(404);
    expect((await me.send(versionPage(), { from: draft }, versionPage())).status).toBe(303);
    expect((await me.get(page('/versions'))).text).toContain('Voir ce qui changerait');
  });

  it('moves once the vendor says so, however often the button is pressed', async () => {
    const { vendor: me, finance: payer, stranger: other } = seats;
    const from = /name="from" value="([^"]+)"/.exec((await me.get(versionPage())).text)?.[1] ?? '';
    expect((await payer.json('post', `/api/v1/candidatures/${id}/versions/${draft}`, { from })).status).toBe(403);
    expect((await other.json('post', `/api/v1/candidatures/${id}/versions/${draft}`, { from })).status).toBe(404);
    for (let times = 0; times < 2; times++) {
      const moved = await me.send(versionPage(), { from, confirmed: 'true' }, page('/versions'));
      expect([moved.status, moved.headers['location']]).toEqual([303, versionPage()]);
    }
    const made = await me.get(versionPage());
    expect(made.text).toContain('Passage fait le');
    expect(made.text.match(/<h1/g)).toHaveLength(1);
    const { body } = await me.json('get', `/api/v1/candidatures/${id}/versions`);
    expect(body).toMatchObject({ offered: [], moves: [{ from: '1.0', to: '1.1', kept: 2, toConfirm: 1, dropped: 0 }] });
    expect((await me.get(page())).text).toContain('Passage à une version plus récente');
  });

  it('the vendor confirms what changed, submits that chapter alone, and the review resumes', async () => {
    const { vendor: me } = seats;
    const login = await requirement('ACC.01');
    const shown = await me.get(login);
    expect(shown.text).toContain('Réponse reprise de 1.0, exigence ACC.01');
    const chapters = await rooms.asPortal((ctx) => rooms.dossiers.chapters(ctx, id));
    expect(chapters.map(({ sectionKey, status }) => [sectionKey, status])).toEqual([
      ['ACC', 'reopened'],
      ['JOU', 'submitted'],
    ]);
    const submit = page(`/chapitres/${chapters[0].id}/transmission`);
    expect((await me.post(submit, { _csrf: /name="_csrf" value="([^"]+)"/.exec(shown.text)?.[1] ?? '' })).status).toBe(409);
    await me.send(`${login}/confirmation`, {}, login);
    expect((await me.get(login)).text).not.toContain('Confirmer la réponse');
    await me.send(submit, {}, page(`/chapitres/${chapters[0].id}`));
    expect((await me.get(page())).text).not.toContain('Passage à une version plus récente : chapitres');
    expect((await rooms.asPortal((ctx) => rooms.lists.summary(ctx, id))).status).toBe('in_review');
  });

  it('the reviewer sees what was said on the older version, and gives it again where nothing changed', async () => {
    const { verifier: me } = seats;
    const all = await answers();
    const desk = (number: string) => `/agence/candidatures/${id}/evaluation/${all.get(number)?.requirementId ?? ''}`;
    const { result: log, statements: count } = await countStatements(database, () => me.get(desk('JOU.01')));
    expect(count).toBeLessThanOrEqual(25);
    expect(log.text).toContain('Aucun verdict n’est donné sur cette version');
    expect((await me.get(desk('ACC.01'))).text).toContain('a changé depuis');
    const verdict = /name="verdicts" value="([^"]+)"/.exec(log.text)?.[1] ?? '';
    const again = `/agence/candidatures/${id}/chapitres/${all.get('JOU.01')?.chapterId ?? ''}/verdicts`;
    await me.send(again, { from: all.get('JOU.01')?.requirementId ?? '', verdicts: verdict }, desk('JOU.01'));
    expect((await me.get(desk('JOU.01'))).text).not.toContain('Donner à nouveau');
    const { body: earlier } = await me.json('get', `/api/v1/candidatures/${id}/review/earlier-verdicts`);
    expect(earlier).toMatchObject([
      { number: 'ACC.01', version: '1.0', isUnchanged: false },
      { number: 'ACC.02', version: '1.0', isUnchanged: true },
    ]);
    const ids = (earlier as { id: string }[]).map((one) => one.id); // as shown by the API
    const chapter = all.get('ACC.01')?.chapterId ?? '';
    expect((await me.json('post', `/api/v1/candidatures/${id}/review/chapters/${chapter}/verdicts`, { verdicts: ids })).body).toEqual({
      verdicts: 1,
    });
    const synthesis = await me.get(`/agence/candidatures/${id}/synthese`);
    expect(synthesis.status).toBe(200);
    expect(synthesis.text).toContain('ACC.01');
  });

  it('reads in English', async () => {
    const { editor, vendor: me } = seats;
    await rooms.asPortal((ctx) => ctx.tx.query(`UPDATE account SET locale = 'en'`));
    for (const [who, path, words] of [
      [editor, rehearsal(), 'Rehearsal: ACCES 1.1'],
      [me, versionPage(), 'From ACCES 1.0 to 1.1'],
      [me, page('/versions'), 'Versions of the criteria'],
    ] as const) {
      const shown = await who.get(path);
      expect([path, shown.status]).toEqual([path, 200]);
      expect(shown.text).toContain(words);
    }
  });
});
