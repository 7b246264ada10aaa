import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { DeliveryService } from '#audit';
import { ConsultationCommentsService, ConsultationService, CriteriaModule, PackagesService, type PackageDocument } from '#criteria';
import { NotificationsModule } from '#notifications';
import { createLogger, loadConfig, moveClock, system, transact } from '#platform';
import { createPortal } from '../../apps/portal/src/app.js';
import { Browser, signedInBrowser } from '../support/browser.js';
import { readable } from '../support/mail-server.js';
import { as, makeOrganisation, makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { openRooms } from '../support/rooms.js';
import { countStatements } from '../support/statements.js';
import { tellEverything } from '../support/told.js';

const portal = await testPortal();
const database = portal.database.portal;
const find = await openRooms([NotificationsModule, CriteriaModule], portal.config);
const editor = await makePerson(database, { role: 'criteria_editor' });
const organisationId = await makeOrganisation(database, { name: 'Atelier Corvane' });
const vendor = await makePerson(database, { role: 'vendor_admin', organisationId });
const setClock = (iso: string) =>
  transact(portal.database.owner, { actor: system('test') }, (ctx) => moveClock(ctx, new Date(iso), { frozen: true }));

function documentOf(code: string, statement: string): PackageDocument {
  return {
    ...{ format: 1, code, version: '2.0', domain: 'security', title: { fr: `Essai ${code}` } },
    sections: [{ key: 'ACC', title: { fr: 'Accès', en: 'Access' } }],
    requirements: [
      {
        ...{ key: 'ACC.01', section: 'ACC', domain: 'security', obligation: 'must', statement: { fr: statement } },
        verificationPoints: [{ fr: 'Point réservé' }],
      },
      {
        key: 'ACC.02',
        section: 'ACC',
        domain: 'security',
        obligation: 'may',
        statement: { fr: 'Le système devrait fermer les sessions inactives.' },
      },
    ],
  };
}
const importDraft = (document: PackageDocument) =>
  as(database, editor, async (ctx) => {
    const { versionId } = await find(PackagesService).importFile(ctx, Buffer.from(JSON.stringify(document)));
    if (versionId === null) throw new Error('the draft was refused');
    return versionId;
  });

/** The links of the mails that the worker has just sent. */
async function linksSent(): Promise<string[]> {
  const folder = portal.config.path('mail');
  rmSync(folder, { recursive: true, force: true });
  await tellEverything(portal.database.worker, find);
  const mails = readdirSync(folder).map((file) => readable(readFileSync(join(folder, file), 'utf8')));
  return mails.flatMap((mail) => [...mail.matchAll(/^http:\/\/[^/]+(\/\S+)$/gm)].map(([, path]) => path.trim()));
}

describe('a public consultation', () => {
  it('is opened, commented upon by a vendor and by a visitor, answered, closed, and the published version says what came of each comment', async () => {
    await setClock('2026-11-02T09:00:00Z');
    const code = 'CONSULT';
    const id = await importDraft(documentOf(code, 'Le système doit tracer chaque accès au dossier.'));
    const [path, work] = [`/criteres/${code}/2.0/consultation`, `/agence/referentiels/${id}/consultation`];
    let desk = await signedInBrowser(portal, editor);
    const visitor = new Browser(portal);
    expect((await visitor.get(path)).status).toBe(404);

    // Wrong dates are told at their fields, and what was typed is kept.
    const wrong = { opensDay: '2026-11-01', opensTime: '10:00', closesDay: '2026-11-01', closesTime: '18:00' };
    expect((await desk.send(`${work}/ouverture`, wrong, work)).headers['location']).toBe(work);
    const again = await desk.get(work);
    expect(again.text).toContain('L’ouverture est déjà passée');
    expect(again.text).toContain('au moins un jour après');
    expect(again.text).toContain('value="2026-11-01"');
    await desk.send(`${work}/ouverture`, { closesDay: '2026-12-02', closesTime: '18:00' }, work);
    expect((await desk.get(work)).text).toContain('Il reste 30\u00a0jours');

    // Anyone reads the draft and its consultation, in both languages, verification points apart.
    const read = await visitor.get(path);
    // No cookie: the same page may be kept for every visitor.
    expect(read.headers['set-cookie']).toBeUndefined();
    expect(read.text).toContain('Du 2 novembre 2026 à\u00a010\u00a0h au 2 décembre 2026 à\u00a018\u00a0h (heure de Paris)');
    expect(read.text).not.toContain('Point réservé');
    expect((await visitor.get(`/en${path}`)).text).toContain('30 days are left');
    expect((await visitor.get(`/criteres/${code}/2.0`)).text).toContain(`href="${path}"`);
    expect((await visitor.get(`/criteres/${code}/2.0/exigences/ACC.01`)).text).toContain(`href="${path}?exigence&#x3D;ACC.01"`);
    expect((await visitor.get(`${path}/contribuer?exigence=NOPE`)).status).toBe(404);

    // A vendor comments: shown at once under the name of the organisation, once however often it is sent.
    let colleague = await signedInBrowser(portal, vendor);
    const form = `${path}/contribuer?exigence=ACC.01`;
    const typed = { kind: 'proposal', body: '=HYPERLINK("x") <b>Faut-il</b> tracer la lecture ?', language: 'fr', requirement: 'ACC.01' };
    await colleague.send(`${path}/contribuer`, typed, form);
    const refused = await colleague.get(form);
    expect(refused.text).toContain('contient la rédaction proposée');
    expect(refused.text).toContain('&lt;b&gt;Faut-il&lt;/b&gt;');
    const proposal = 'Le système doit tracer chaque lecture et chaque écriture du dossier.';
    for (let n = 0; n < 2; n += 1) await colleague.send(`${path}/contribuer`, { ...typed, proposal }, form);
    const shown = await visitor.get(path);
    expect(shown.text.match(/<article/g)).toHaveLength(1);
    expect(shown.text).toContain('Atelier Corvane');
    expect(shown.text).not.toContain(vendor.name);
    expect(shown.text).not.toContain('<b>Faut-il');

    // A visitor confirms by mail; opening the link does not publish.
    const theirs = { kind: 'question', body: 'Quel délai de fermeture ?', language: 'fr', requirement: 'ACC.02' };
    const incomplete = await visitor.send(`${path}/contribuer`, theirs, `${path}/contribuer?exigence=ACC.02`);
    expect(incomplete.status).toBe(303);
    expect((await visitor.get(`${path}/contribuer?exigence=ACC.02`)).text).toContain('Indiquez votre adresse électronique');
    const who = { name: 'Association Iroise', email: 'nolwenn@iroise.example' };
    const sent = await visitor.send(`${path}/contribuer`, { ...theirs, ...who }, `${path}/contribuer?exigence=ACC.02`);
    expect(sent.headers['location']).toBe(`${path}/courriel`);
    const [link] = (await linksSent()).filter((one) => one.includes('/lien/'));
    expect((await visitor.get(link)).text).toContain('Confirmer et publier');
    expect((await visitor.get(path)).text).not.toContain('Association Iroise');
    expect((await visitor.send(link, {}, link)).status).toBe(303);
    const both = await visitor.get(path);
    expect(both.text).toContain('Association Iroise');
    expect(both.text).not.toContain('iroise.example');
    expect((await visitor.get(`${path}?q=delai`)).text.match(/<article/g)).toHaveLength(1);
    expect((await visitor.get(`${path}?etat=avec`)).text).not.toContain('<article');
    expect((await colleague.get(`${path}?etat=miennes`)).text.match(/<article/g)).toHaveLength(1);

    // The exports hold the same figures, and no address; a cell is never a formula.
    const api = await request(portal.server).get(`/api/v1/packages/${code}/2.0/consultation`);
    expect(api.body).toMatchObject({
      contributions: 2,
      answered: 0,
      comments: [{ number: 1, requirement: 'ACC.01' }, { author: 'Association Iroise' }],
    });
    const csv = await request(portal.server).get(`${path}.csv`);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.text).toContain(`"'=HYPERLINK(""x"")`);
    for (const text of [api.text, csv.text]) expect(text).not.toMatch(/iroise\.example|accountId/);

    // After the closing nothing is taken; what was typed is shown again.
    await setClock('2026-12-02T16:59:00Z');
    [desk, colleague] = [await signedInBrowser(portal, editor), await signedInBrowser(portal, vendor)];
    const late = await colleague.get(form);
    const token = /name="_csrf" value="([^"]+)"/.exec(late.text)?.[1] ?? '';
    await setClock('2026-12-02T17:00:00Z');
    const tooLate = await colleague.post(`${path}/contribuer`, { ...typed, proposal, body: 'Une dernière remarque', _csrf: token });
    expect(tooLate.status).toBe(409);
    expect(tooLate.text).toContain('La consultation est close');
    expect(tooLate.text).toContain('Une dernière remarque');

    // Publication waits for every answer.
    expect((await desk.get(`/agence/referentiels/${id}`)).text).toContain('2 contributions attendent une réponse');
    await desk.send(`/agence/referentiels/${id}/actions`, { action: 'redraft' }, `/agence/referentiels/${id}`);
    await importDraft(documentOf(code, 'Le système doit tracer chaque lecture et chaque écriture du dossier.'));
    const blocked = await desk.send(`/agence/referentiels/${id}/actions`, { action: 'publish' }, `/agence/referentiels/${id}`);
    expect(blocked.headers['location']).toBe(work);
    expect((await desk.get(work)).text).toContain('Contributions sans réponse publiée\u00a0: 2');
    const ids = [...(await desk.get(work)).text.matchAll(/contributions\/([0-9a-f-]{36})"/g)].map(([, one]) => one ?? '');
    expect(ids).toHaveLength(2);
    const first = `${work}/contributions/${ids[0]}`;
    await desk.send(`${first}/reponse`, { disposition: 'accepted', fr: 'Texte repris.', version: '0' }, first);
    expect((await desk.get(first)).text).toContain('Texte repris.');
    expect((await visitor.get(path)).text).not.toContain('Texte repris.');
    const stale = await desk.send(`${first}/reponse`, { disposition: 'accepted', fr: 'Autre texte.', version: '0' }, first);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('Autre texte.');
    await desk.send(`${first}/reponse`, { disposition: 'accepted', fr: 'Texte repris.', version: '1', publish: 'true' }, first);
    const grouped = await desk.post(`${work}/${await consultationOf(id)}/groupes`, {
      ...{ comments: ids[1] ?? '', label: 'Sessions', _csrf: await tokenOf(desk, work) },
    });
    const group = grouped.headers['location'];
    expect((await desk.get(group)).text).toContain('Sessions');
    await desk.send(`${group}/reponse`, { disposition: 'already_covered', fr: 'Voir la PGSSI-S.', version: '0', publish: 'true' }, group);
    expect((await linksSent()).filter((one) => one.startsWith(path)).length).toBeGreaterThan(0);
    expect((await colleague.get('/messages')).text).toContain(`Votre contribution à ${code} 2.0 a reçu une réponse`);
    const publishing = await desk.send(`/agence/referentiels/${id}/actions`, { action: 'publish' }, `/agence/referentiels/${id}`);
    expect(publishing.status).toBe(303);

    // The published version says what came of each comment.
    const outcome = await visitor.get(path);
    expect(outcome.text).toContain('Retenue');
    expect(outcome.text).toContain('Texte repris.');
    expect(outcome.text).toContain('Réponse commune au groupe «\u00a0Sessions\u00a0»');
    expect(outcome.text).toContain('Reformulée');
    expect(outcome.text).toMatch(/<ins>.* lecture et chaque/);
    expect(outcome.text).toContain('Inchangée');
    expect(outcome.text).toContain('Le système doit tracer chaque accès au dossier.');
    expect(outcome.text).toContain('100\u00a0%');
  });

  it('is worked upon by editors alone, and its pages ask the database little', async () => {
    await setClock('2026-11-02T09:00:00Z');
    const id = await importDraft(documentOf('RIGHTS', 'Le système doit chiffrer.'));
    const consultationId = await as(database, editor, (ctx) =>
      find(ConsultationService).open(ctx, id, { closesDay: '2026-12-02', closesTime: '18:00' }),
    );
    const work = `/agence/referentiels/${id}/consultation`;
    const [colleague, verifier] = [
      await signedInBrowser(portal, vendor),
      await signedInBrowser(portal, await makePerson(database, { role: 'verifier' })),
    ];
    expect((await colleague.get(work)).status).toBe(403);
    expect((await verifier.get(work)).status).toBe(200);
    expect((await verifier.get(work)).text).not.toContain('Fermer maintenant');
    for (const [action, fields] of [
      [`${work}/ouverture`, { closesDay: '2027-01-02', closesTime: '18:00' }],
      [`${work}/${consultationId}/prolongation`, { closesDay: '2027-01-02', closesTime: '18:00' }],
      [`${work}/${consultationId}/cloture`, { reason: 'Non' }],
    ] as const) {
      for (const browser of [colleague, verifier]) {
        const answer = await browser.post(action, { ...fields, _csrf: await tokenOf(browser, '/parametres-affichage') });
        expect([action, answer.status]).toEqual([action, 403]);
      }
    }
    const desk = await signedInBrowser(portal, editor);
    for (const [browser, page] of [
      [new Browser(portal), '/criteres/RIGHTS/2.0/consultation'],
      [colleague, '/criteres/RIGHTS/2.0/consultation'],
      [desk, work],
    ] as const) {
      const { statements } = await countStatements(database, () => browser.get(page));
      expect([page, statements <= 15]).toEqual([page, true]);
    }
    const form = '/criteres/RIGHTS/2.0/consultation/contribuer';
    const typed = { kind: 'support', body: 'Bien.', language: 'fr', _csrf: await tokenOf(colleague, form) };
    const { result, statements } = await countStatements(database, () => colleague.post(form, typed));
    expect(result.status).toBe(303);
    // The session, the flash and two short transactions included.
    expect(statements).toBeLessThanOrEqual(25);
  });
});

describe('a page kept for every visitor', () => {
  it('shows a new comment as soon as it appears, and is not kept across the closing', async () => {
    await setClock('2026-11-02T09:00:00Z');
    const id = await importDraft(documentOf('KEPT', 'Le système doit chiffrer.'));
    const consultationId = await as(database, editor, (ctx) =>
      find(ConsultationService).open(ctx, id, { closesDay: '2026-12-02', closesTime: '18:00' }),
    );
    const settings = { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: portal.config.DATA_DIR };
    const config = loadConfig({ ...settings, DATABASE_URL: portal.database.url('guichet_portal') });
    const app = await createPortal({ config, database, log: createLogger('kept', 'silent') });
    try {
      await app.init();
      await app.getHttpAdapter().getInstance().ready();
      const get = () => request(app.getHttpServer()).get('/criteres/KEPT/2.0/consultation');
      const relay = () =>
        transact(portal.database.worker, { actor: system('test') }, (ctx) => new DeliveryService().relay(ctx, () => [], 5_000));
      await relay();
      const first = await get();
      const input = { kind: 'support', body: 'Très bien.', language: 'fr', address: '192.0.2.9' } as const;
      await find(ConsultationCommentsService).send((use) => as(database, vendor, use), consultationId, input);
      expect((await get()).text).toBe(first.text);
      await relay();
      while (!(await get()).text.includes('Très bien.')) await new Promise((next) => setTimeout(next, 20));
      await setClock('2026-12-02T16:58:00Z');
      expect((await request(app.getHttpServer()).get('/criteres/KEPT/2.0/consultation?etat=sans')).text).toContain('2\u00a0min');
      await setClock('2026-12-02T17:00:00Z');
      expect((await request(app.getHttpServer()).get('/criteres/KEPT/2.0/consultation?etat=sans')).text).toContain(
        'La consultation est close',
      );
    } finally {
      await app.close();
    }
  });
});

async function tokenOf(browser: Browser, page: string): Promise<string> {
  return /name="_csrf" value="([^"]+)"/.exec((await browser.get(page)).text)?.[1] ?? '';
}

async function consultationOf(versionId: string): Promise<string> {
  const [row] = await database.query<[{ id: string }]>('SELECT id FROM consultation WHERE package_version_id = $1', [versionId]);
  return row.id;
}
