import { describe, expect, it } from '@jest/globals';
import { moveClock, resetClock } from '#platform';
import { Browser, signedInBrowser } from '../support/browser.js';
import { candidatureRooms } from '../support/candidatures.js';
import { makePdf } from '../support/files.js';
import { makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';

const portal = await testPortal();
const database = portal.database.portal;
const house = await candidatureRooms(database);
const ines = await makePerson(database, { role: 'vendor_admin', name: 'Inès Karadec' });
const bastien = await makePerson(database, { role: 'vendor_contributor', name: 'Bastien Ollier', organisationId: ines.organisationId });
const rival = await makePerson(database, { role: 'vendor_admin' });
const officer = await makePerson(database, { role: 'agency_officer', name: 'Maud Thévenard' });

const callId = await house.makeCall({ code: 'DSR-TEST' });
const vendor = await signedInBrowser(portal, ines);
const colleague = await signedInBrowser(portal, bastien);
const other = await signedInBrowser(portal, rival);
const desk = await signedInBrowser(portal, officer);

/** Every address of ours a page links to. */
const linksOf = (html: string): string[] =>
  [
    ...html
      .replaceAll('&#x3D;', '=')
      .replaceAll('&amp;', '&')
      .matchAll(/href="(\/[^"#]*)/g),
  ].map(([, href]) => href);
const idIn = (address: string): string => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(address)?.[0] ?? '';
const h1s = (html: string): number => (html.match(/<h1/g) ?? []).length;
const hidden = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].map(([, value]) => value);

let versionId = '';
let id = '';
const requirementAddresses = async (): Promise<string[]> => {
  const page = await vendor.get(`/candidatures/${id}/exigences`);
  return [...new Set(linksOf(page.text).filter((href) => /\/exigences\/[0-9a-f]{8}/.test(href)))];
};

describe('a vendor applies, without JavaScript', () => {
  it('describes its product and a version', async () => {
    expect((await vendor.get('/solutions')).text).toContain('Aucune solution');
    const created = await vendor.send('/solutions', { name: 'Corvane Cabinet', softwareType: 'LGC', nil: 'NIL-1' }, '/solutions/nouvelle');
    expect(created.status).toBe(303);
    const sheet = created.headers['location'];
    await vendor.send(`${sheet}/versions`, { label: '8.3.0', technicalNumber: '8.3.0.5120' }, sheet);
    const page = await vendor.get(sheet);
    expect(page.text).toContain('8.3.0');
    versionId = /version&#x3D;([0-9a-f-]{36})/.exec(page.text)?.[1] ?? '';
    const again = await vendor.send(`${sheet}/versions`, { label: '8.3.0' }, sheet);
    expect(again.status).toBe(409);
  });

  it('opens a candidature for an open call', async () => {
    const form = await vendor.get('/candidatures/nouvelle');
    expect(form.text).toContain('Corvane Cabinet 8.3.0 (LGC)');
    const created = await vendor.send('/candidatures', { callId, solutionVersionId: versionId }, '/candidatures/nouvelle');
    expect(created.status).toBe(303);
    id = idIn(created.headers['location']);
    const file = await vendor.get(`/candidatures/${id}/dossier`);
    expect(file.text).toContain('Non déposé');
    expect(file.text).toContain('NIL-1');
    expect((await desk.get(`/agence/candidatures/${id}`)).status).toBe(404);
  });

  it('fills in the file with a colleague, accepts the charter, files', async () => {
    const page = `/candidatures/${id}/dossier`;
    const wrong = await vendor.send(page, { version: '1', contactEmail: 'pas une adresse' }, page);
    expect(wrong.status).toBe(303);
    expect((await vendor.get(page)).text).toContain('pas une adresse');
    const file = {
      nie: 'NIE-1',
      nil: 'NIL-1',
      signatoryName: 'Inès Karadec',
      signatoryCapacity: 'Présidente',
      contactName: 'Bastien Ollier',
    };
    await colleague.send(page, { version: '1', ...file, contactEmail: 'bastien@example.fr' }, page);
    const stale = await vendor.send(page, { version: '1', ...file, contactEmail: 'ines@example.fr', presentation: 'Mon texte' }, page);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('Mon texte');
    expect(
      (await colleague.send(`/candidatures/${id}/charte`, { charterVersion: '1.0', capacity: 'Salarié', accepted: 'true' }, page)).status,
    ).toBe(403);
    await vendor.send(`/candidatures/${id}/charte`, { charterVersion: '1.0', capacity: 'Présidente', accepted: 'true' }, page);
    const filed = await vendor.send(`/candidatures/${id}/depot`, {}, page);
    expect(filed.headers['location']).toBe(`/candidatures/${id}`);
    expect((await vendor.get(`/candidatures/${id}`)).text).toContain('À l’agence\u00a0: examen de la recevabilité');
  });

  it('is admitted by the desk, which had asked for a complement', async () => {
    const queue = await desk.get('/agence/candidatures');
    expect(queue.text).toContain('Corvane Cabinet 8.3.0');
    const page = `/agence/candidatures/${id}`;
    // Nothing of the file before the declarations of interests, and no answer to it either.
    const before = await desk.get(page);
    expect([before.status, before.headers['location']]).toEqual([303, `${page}/interets`]);
    expect((await desk.get(`/api/v1/candidatures/${id}`)).status).toBe(409);
    await desk.send(`${page}/interets/appel`, { reason: 'none' }, `${page}/interets`);
    await desk.send(`${page}/interets/dossier`, { reason: 'none' }, `${page}/interets`);
    const answer = (fields: Record<string, string>) => desk.send(`${page}/recevabilite`, fields, page);
    expect((await answer({ outcome: 'ask_complement', reason: '' })).status).toBe(303);
    expect((await desk.get(page)).text).toContain('Donnez le motif');
    await answer({ outcome: 'ask_complement', reason: 'Le NIL est à corriger' });
    const asked = await vendor.get(`/candidatures/${id}`);
    expect(asked.text).toContain('Le NIL est à corriger');
    await vendor.send(`/candidatures/${id}/depot`, {}, `/candidatures/${id}/dossier`);
    await answer({ outcome: 'admit' });
    expect((await vendor.get(`/candidatures/${id}`)).text).toContain('À vous');
  });

  it('answers the profile question, and a requirement appears', async () => {
    const page = `/candidatures/${id}/profil`;
    expect((await requirementAddresses()).length).toBe(4);
    await vendor.send(page, { q0: 'yes' }, page);
    expect((await requirementAddresses()).length).toBe(5);
    await vendor.send(page, { q0: 'no' }, page);
    expect((await requirementAddresses()).length).toBe(4);
  });

  it('answers, compares with a colleague who wrote at the same time, and goes back to a revision', async () => {
    const [address] = await requirementAddresses();
    const save = (browser: Browser, version: string, text: string) => browser.send(address, { version, claim: 'conform', text }, address);
    expect((await save(vendor, '1', 'Le premier texte')).status).toBe(303);
    const conflict = await save(colleague, '1', 'Le second texte');
    expect(conflict.status).toBe(409);
    expect(conflict.text).toContain('premier');
    expect(conflict.text).toContain('second');
    await colleague.send(
      address,
      { version: '2', claim: 'conform', keep: 'mine', mine: 'Le second texte', theirs: 'Le premier texte', text: 'x' },
      address,
    );
    expect((await vendor.get(address)).text).toContain('Le second texte');
    await vendor.send(`${address}/revisions`, { version: '2' }, `${address}/revisions`);
    expect((await vendor.get(address)).text).toContain('Le premier texte');
  });

  it('attaches evidence that serves two requirements, a reference refused where it is not expected', async () => {
    const [first, second] = await requirementAddresses();
    const { itemId } = await house.makeEvidence(ines);
    const shown = await vendor.get(first);
    const [expectedEvidenceId] = hidden(shown.text, 'expectedEvidenceId');
    const attached = await vendor.send(`${first}/preuves`, { expectedEvidenceId, evidenceItemId: itemId }, first);
    expect(attached.status).toBe(303);
    expect((await vendor.get(second)).text).toContain('piece.pdf');
    const reference = { expectedEvidenceId, kind: 'cnda_number', value: 'NIL-2026-1' };
    expect((await vendor.send(`${first}/references`, reference, first)).headers['location']).toBe(first);
    expect((await vendor.get(first)).text).toContain('n’est pas d’une nature attendue');
  });

  it('sends a file from the page of the requirement: it is received, attached, and the page comes back', async () => {
    const [first] = await requirementAddresses();
    const shown = await vendor.get(first);
    const [expectedEvidenceId] = hidden(shown.text, 'expectedEvidenceId');
    const fields = {
      _back: `${first}#preuves`,
      candidatureId: id,
      expectedEvidenceId,
      kind: 'document',
      title: 'Rapport',
      declaredFictitious: 'true',
    };
    const sent = await vendor.upload('/envois/formulaire', fields, { name: 'rapport-8.3.pdf', bytes: makePdf('Rapport') });
    expect([sent.status, sent.headers['location']]).toEqual([303, `${first}#preuves`]);
    expect((await vendor.get(first)).text).toContain('rapport-8.3.pdf');
  });

  it('writes to the agency about a requirement', async () => {
    const [address] = await requirementAddresses();
    await vendor.send(`${address}/messages`, { message: 'Faut-il aussi la fiche de l’auditeur ?' }, address);
    expect((await vendor.get(`/candidatures/${id}/messages`)).text).toContain('Faut-il aussi la fiche');
  });

  it('submits its chapters before noon, is refused at noon, and receives a receipt when the file is complete', async () => {
    for (const address of await requirementAddresses()) {
      const shown = await vendor.get(address);
      const [version] = hidden(shown.text, 'version');
      await vendor.send(address, { version, claim: 'conform', text: 'Oui.' }, address);
    }
    const summary = await vendor.get(`/candidatures/${id}`);
    const chapters = [...new Set(linksOf(summary.text).filter((href) => href.includes('/chapitres/')))];
    expect(chapters).toHaveLength(2);
    await house.asPortal((ctx) =>
      house.calls.moveMilestone(ctx, callId, { kind: 'complete_evidence', day: '2098-05-13', time: '12:00', reason: 'arrêté' }),
    );
    await house.asPortal((ctx) => moveClock(ctx, new Date('2098-05-13T10:00:00Z'), { frozen: true }));
    const late = await signedInBrowser(portal, ines);
    expect((await late.send(`${chapters[0]}/transmission`, {}, chapters[0])).status).toBe(409);
    await house.asPortal((ctx) => moveClock(ctx, new Date('2098-05-13T09:59:59Z'), { frozen: true }));
    const inTime = await signedInBrowser(portal, ines);
    expect((await inTime.send(`${chapters[0]}/transmission`, {}, chapters[0])).status).toBe(303);
    const last = await inTime.send(`${chapters[1]}/transmission`, {}, chapters[1]);
    const receipt = await inTime.get(last.headers['location']);
    await house.asPortal((ctx) => resetClock(ctx));
    expect(receipt.status).toBe(200);
    expect(receipt.text).toMatch(/REC-\d{4}-00001/);
    expect(receipt.text.match(/[0-9a-f]{64}/g)?.length).toBeGreaterThan(3);
    expect((await vendor.get(`/candidatures/${id}`)).text).toContain('rang 1 dans la file');
  });
});

describe('every page of the story', () => {
  const pages = async (browser: Browser, from: readonly string[], wanted: RegExp): Promise<Map<string, string>> => {
    const seen = new Map<string, string>();
    const queue = [...from];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (seen.has(next)) continue;
      const answer = await browser.get(next);
      seen.set(next, answer.text);
      expect([next, answer.status]).toEqual([next, 200]);
      queue.push(...linksOf(answer.text).filter((href) => wanted.test(href) && !seen.has(href)));
    }
    return seen;
  };

  it('answers, has one h1, and does not exist for another vendor', async () => {
    const mine = await pages(vendor, ['/a-faire', '/candidatures', '/solutions'], /^\/(candidatures|solutions|a-faire|calendrier)(\/|$)/);
    expect(mine.size).toBeGreaterThan(15);
    for (const [address, html] of mine) expect([address, h1s(html)]).toEqual([address, 1]);
    const own = [...mine.keys()].filter((address) => idIn(address.split('?')[0]) !== '');
    for (const address of own) expect([address, (await other.get(address)).status]).toEqual([address, 404]);
  });

  it('answers to the agency', async () => {
    const theirs = await pages(
      desk,
      ['/agence/candidatures', '/agence/appels', '/agence/appels/nouveau'],
      /^\/agence\/(candidatures(\?|$|\/[0-9a-f-]{36}$)|appels)/,
    );
    for (const [address, html] of theirs) expect([address, h1s(html)]).toEqual([address, 1]);
  });

  it('shows the calendar to everyone, in both languages, with the hour of Paris', async () => {
    const visitor = new Browser(portal);
    expect((await visitor.get('/calendrier')).text).toContain('13 mai 2098 à 12\u00a0h, heure de Paris');
    expect((await visitor.get('/en/calendrier')).text).toContain('13 May 2098 at 12:00, Paris time');
  });
});

describe('the same story in JSON', () => {
  const json = (browser: Browser, method: 'get' | 'post' | 'put', path: string, body: object = {}) => browser.json(method, path, body);

  it('goes from the draft to the submission through the same use cases', async () => {
    const product = await json(vendor, 'post', '/api/v1/products', { name: 'Corvane Officine', softwareType: 'LGC' });
    expect(product.status).toBe(201);
    const { id: productId } = product.body as { id: string };
    const versioned = await json(vendor, 'post', `/api/v1/products/${productId}/versions`, { label: '1.0' });
    const [{ id: solutionVersionId }] = (versioned.body as { versions: { id: string }[] }).versions;
    const created = await json(vendor, 'post', '/api/v1/candidatures', { callId, solutionVersionId });
    const { id: candidature } = created.body as { id: string };
    const base = `/api/v1/candidatures/${candidature}`;
    const people = { signatoryName: 'A', signatoryCapacity: 'B', contactName: 'C', contactEmail: 'c@example.fr' };
    expect((await json(vendor, 'put', `${base}/file`, { version: 1, nie: '1', nil: '2', ...people })).body).toMatchObject({ version: 2 });
    await json(vendor, 'post', `${base}/charter`, { charterVersion: '1.0', capacity: 'Présidente', accepted: true });
    expect((await json(vendor, 'post', `${base}/filing`)).status).toBe(204);
    expect((await json(desk, 'post', `${base}/admission`, { outcome: 'admit' })).status).toBe(409);
    expect((await json(desk, 'post', `${base}/review/interests/file`, { reason: 'none' })).status).toBe(204);
    expect((await json(desk, 'post', `${base}/admission`, { outcome: 'admit' })).status).toBe(204);
    await json(vendor, 'put', `${base}/profile`, { answers: [{ key: 'saas', answer: false }] });
    const { body } = await json(vendor, 'get', `${base}/requirements`);
    const answers = body as { requirementId: string; version: number }[];
    expect(answers).toHaveLength(4);
    const address = `${base}/requirements/${answers[0].requirementId}/answer`;
    expect((await json(vendor, 'put', address, { version: 1, claim: 'conform', text: 'Oui' })).body).toMatchObject({ version: 2 });
    const stale = await json(colleague, 'put', address, { version: 1, text: 'Non' });
    expect([stale.status, (stale.body as { code: string }).code]).toEqual([409, 'answer.stale']);
    const unknown = await json(vendor, 'put', address, { version: 2, verdict: 'conform' });
    expect(unknown.status).toBe(422);
    const view = await json(vendor, 'get', base);
    expect(view.body).toMatchObject({ status: 'open', meter: { ready: 0, total: 3 } });
    for (const path of ['', '/requirements', '/profile', '/messages', '/receipts'])
      expect((await json(other, 'get', base + path)).status).toBe(404);
  });

  it('gives the calendar to everyone', async () => {
    const calls = await json(new Browser(portal), 'get', '/api/v1/calls');
    expect(calls.body).toMatchObject([{ code: 'DSR-TEST', status: 'open', zone: 'Europe/Paris' }]);
  });
});
