import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { CertificatesService, DecisionsModule, DelegationsService, dossierHash, type Dossier, SigningKeysService } from '#decisions';
import { newSigningKey, sha256, system, transact } from '#platform';
import { as, makeOrganisation, makePerson } from '../support/people.js';
import { declareNone } from '../support/browser.js';
import { testPortal } from '../support/portal.js';
import { makeInvented, makeReviewed } from '../support/reviewed.js';
import { signedIn } from '../support/signed-in.js';

const portal = await testPortal();
const database = portal.database.portal;
const find = <T>(type: new (...parts: never[]) => T): T => portal.app.select(DecisionsModule).get(type);
const key = newSigningKey('Ed25519');
const pdf = Buffer.from('%PDF-1.4 the certificate');
const agency = await makeOrganisation(database, { kind: 'agency', name: 'Agence Repère' });
await makeInvented(portal.database, agency);
const lead = await makePerson(database, { role: 'lead', organisationId: agency });
const decider = await makePerson(database, { role: 'decider', organisationId: agency, name: 'Camille Ardent' });
await as(database, system('test'), (ctx) =>
  find(DelegationsService).grant(ctx, {
    accountId: decider.accountId,
    capacity: 'Directrice de l’évaluation',
    actReference: 'Décision 2026-12',
  }),
);

/** What the worker does after a decision, with a document of ours. */
async function issue(number: string): Promise<void> {
  await transact(portal.database.worker, { actor: system('test') }, async (ctx) => {
    const [{ id }] = await ctx.tx.query<{ id: string }[]>('SELECT id FROM certificate WHERE number = $1', [number]);
    await find(CertificatesService).issue(ctx, id, { pdf, chromium: 'Chrome/1', fonts: ['font@1'] }, key);
    await find(SigningKeysService).publishLists(ctx, key);
  });
}

describe('from a closed review to a certificate anyone can check', () => {
  let file: Awaited<ReturnType<typeof makeReviewed>>;
  let number = '';
  let letter = '';
  beforeAll(async () => {
    file = await makeReviewed(portal.database);
  });

  it('a lead verifier proposes on a page that says what is possible', async () => {
    const browser = await signedIn(portal, lead);
    const address = `/agence/candidatures/${file.candidature}/decision`;
    expect((await browser.get(address)).headers['location']).toBe(`/agence/candidatures/${file.candidature}/interets`);
    for (const part of ['proposal', 'profile', 'messages']) {
      expect([part, (await browser.get(`/api/v1/candidatures/${file.candidature}/${part}`)).status]).toEqual([part, 409]);
    }
    await declareNone(browser, file.candidature);
    const shown = await browser.get(address);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Corvane Cabinet');
    const refused = await browser.send(`/agence/candidatures/${file.candidature}/proposition`, { outcome: 'refused' }, address);
    expect(refused.headers['location']).toBe(address);
    expect((await browser.get(address)).text).toContain('Motivez la proposition');
    const sent = await browser.send(`/agence/candidatures/${file.candidature}/proposition`, { outcome: 'referenced' }, address);
    expect(sent.status).toBe(303);
    expect((await browser.get('/agence/decisions')).text).toContain(`/agence/candidatures/${file.candidature}/decision`);
  });

  it('another person decides, and the letter says the ways of appeal', async () => {
    const browser = await signedIn(portal, decider);
    await declareNone(browser, file.candidature);
    const address = `/agence/candidatures/${file.candidature}/decision`;
    const shown = await browser.get(address);
    const proposalId = /name="proposalId" value="([^"]+)"/.exec(shown.text)?.[1] ?? '';
    const taken = await browser.send(address, { proposalId, choice: 'confirm' }, address);
    letter = taken.headers['location'];
    expect(letter).toMatch(/^\/decisions\//);
    const page = await browser.get(letter);
    expect(page.text).toContain('tribunal administratif');
    expect(page.text).toContain('Camille Ardent, Directrice de l’évaluation');
    number = /REP-\d{4}-\d{5}/.exec(page.text)?.[0] ?? '';
    expect(number).not.toBe('');
  });

  it('the vendor reads it, another vendor does not know of it', async () => {
    const mine = await signedIn(portal, file.vendor);
    expect((await mine.get(letter)).status).toBe(200);
    const dossier = (await mine.get(`/api/v1${letter}/dossier`)).body as Dossier;
    const shown = (await mine.get(`/api/v1${letter}`)).body as { dossierHash: string; certificate: string };
    expect(dossierHash(dossier)).toBe(shown.dossierHash);
    expect(shown.certificate).toBe(number);
    const other = await signedIn(portal, await makePerson(database, { role: 'vendor_admin' }));
    for (const address of [letter, `/api/v1${letter}`, `/api/v1${letter}/dossier`]) expect((await other.get(address)).status).toBe(404);
    expect((await other.get('/api/v1/decisions')).body).toEqual([]);
    for (const address of ['/agence/decisions', '/agence/certificats', `/agence/candidatures/${file.candidature}/decision`]) {
      expect((await other.get(address)).status).toBe(403);
    }
  });

  it('is shown as being issued, then with its files, whose bytes are those that were kept', async () => {
    const visitor = () => request(portal.server);
    const before = await visitor().get(`/verifier/${number}?avant`).query({});
    expect(before.status).toBe(422);
    expect((await visitor().get(`/verifier/${number}`)).text).toContain('en cours d’émission');
    expect((await visitor().get(`/verifier/${number}/certificat.pdf`)).status).toBe(404);
    await issue(number);
    const page = await visitor().get(`/en/verifier/${number}`);
    expect(page.text).toContain('Active');
    expect(page.text).toContain(sha256(pdf));
    const document = await visitor().get(`/verifier/${number}/certificat.pdf`).buffer(true);
    expect(document.headers['content-type']).toContain('application/pdf');
    expect(sha256(document.body as Buffer)).toBe(sha256(pdf));
    expect((await visitor().get('/verifier/REP-1999-00001')).status).toBe(404);
    expect(
      (
        await visitor()
          .get('/verifier')
          .query({ numero: ` ${number.toLowerCase()} ` })
      ).headers['location'],
    ).toBe(`/verifier/${number}`);
  });

  it('can be checked by its files: authentic, altered, and a PDF alone proves nothing', async () => {
    const credential = (await request(portal.server).get(`/verifier/${number}/attestation.json`)).text;
    const check = (files: Record<string, Buffer>) => {
      const sent = request(portal.server).post('/envois/verification');
      return Object.entries(files).reduce((form, [name, bytes]) => form.attach(name, bytes, `${name}.bin`), sent);
    };
    const good = await check({ credential: Buffer.from(credential), pdf });
    expect(good.status).toBe(200);
    expect(good.text).toContain('Authentique');
    expect(good.text).toContain('octet pour octet');
    expect(good.text).toContain('Ni suspendu ni retiré');
    expect((await check({ credential: Buffer.from(credential), pdf: Buffer.from('%PDF-1.4 another') })).text).toContain('Altéré');
    expect((await check({ credential: Buffer.from(credential.replace('a', 'b')) })).text).toContain('Altéré');
    expect((await check({ pdf })).text).toContain('Un PDF seul ne prouve rien');
    expect((await check({})).status).toBe(422);
  });

  it('publishes keys and lists for machines', async () => {
    const keys = (await request(portal.server).get('/.well-known/jwks.json')).body as { keys: { kid: string; d?: string }[] };
    expect(keys.keys).toEqual([key.publicJwk]);
    const list = await request(portal.server).get('/status/revocation-1').buffer(true);
    expect(list.headers['content-type']).toContain('application/vc+jwt');
    expect((await request(portal.server).get('/status/revocation-9')).status).toBe(404);
    expect((await request(portal.server).get('/status')).body).toMatchObject({ type: ['VerifiablePresentation'] });
  });

  it('stands in the register, as a page, a file and for machines', async () => {
    expect((await request(portal.server).get('/registre')).text).toContain(number);
    expect((await request(portal.server).get('/registre').query({ le: '2001-01-01' })).text).toContain('Aucun certificat à cette date');
    expect((await request(portal.server).get('/registre').query({ le: 'hier' })).status).toBe(422);
    const rows = parse((await request(portal.server).get('/registre.csv')).text, { columns: true }) as Record<string, string>[];
    expect(rows).toMatchObject([{ number, status: 'active', version: '8.2.0', siren: file.siren }]);
    const register = (await request(portal.server).get('/api/v1/register')).body as { number: string }[];
    expect(register.map((entry) => entry.number)).toEqual([number]);
    const one = await request(portal.server).get(`/api/v1/certificates/${number}`);
    expect(one.body).toMatchObject({ number, status: 'active', issued: true, demonstration: true, pdfSha256: sha256(pdf) });
  });

  it('is withdrawn by an act whose motive stays private', async () => {
    const browser = await signedIn(portal, decider);
    const address = `/agence/certificats/${number}`;
    const motive = 'Les captures étaient falsifiées.';
    const act = await browser.send(`${address}/actes`, { action: 'withdraw', ground: 'fraud', motive, effectiveFrom: '' }, address);
    expect(act.headers['location']).toBe(address);
    expect((await browser.get(address)).text).toContain('Retiré');
    const shown = await request(portal.server).get(`/verifier/${number}?le=&selon=`);
    expect(shown.text).toContain('Retiré');
    expect(shown.text).toContain('Fraude');
    expect(shown.text).not.toContain('falsifiées');
    expect((await browser.get('/agence/certificats')).text).toContain(number);
    const reader = await signedIn(portal, lead);
    expect((await reader.get(address)).text).not.toContain('/actes"');
  });
});
