import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import request, { type Response } from 'supertest';
import { Upload } from 'tus-js-client';
import { EvidenceVersion, Examiner, InspectionService, type ItemKind } from '#evidence';
import { system, transact } from '#platform';
import type { Browser } from '../support/browser.js';
import { makePdf, pngPixel } from '../support/files.js';
import { makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { seat } from '../support/seat.js';

const portal = await testPortal();
const alice = await makePerson(portal.database.portal, { role: 'vendor_contributor' });
const bob = await makePerson(portal.database.portal, { role: 'vendor_contributor' });
const verifier = await makePerson(portal.database.portal, { role: 'verifier' });
let address = '';
const at: Record<'alice' | 'bob' | 'verifier', Browser> = {} as Record<'alice' | 'bob' | 'verifier', Browser>; // filled before the first case

beforeAll(async () => {
  portal.server.listen(0, '127.0.0.1');
  await once(portal.server, 'listening');
  address = `http://127.0.0.1:${(portal.server.address() as AddressInfo).port}`; // it listens on a port
  Object.assign(at, { alice: await seat(portal, alice), bob: await seat(portal, bob), verifier: await seat(portal, verifier) });
});

const headers = (browser: Browser) => ({ Cookie: `guichet_session=${browser.cookie('guichet_session') ?? ''}`, Origin: address });
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const worker = <T>(use: Parameters<typeof transact<T>>[2]) => transact(portal.database.worker, { actor: system('test') }, use);
const versionOf = (id: string) => worker((ctx) => ctx.tx.findOneByOrFail(EvidenceVersion, { id }));

/** What the job does, on the files of this portal. */
async function inspect(id: string): Promise<EvidenceVersion> {
  const inspection = portal.app.get(InspectionService, { strict: false });
  const found = await worker((ctx) => inspection.pending(ctx, id));
  if (found) {
    const examination = await portal.app
      .get(Examiner, { strict: false })
      .examine(found.item, found.version, new Date('2026-11-22T10:00:00Z'));
    await worker((ctx) => inspection.settle(ctx, id, examination));
  }
  return versionOf(id);
}

interface Piece {
  readonly name: string;
  readonly bytes: Buffer;
  readonly kind: ItemKind;
}

/** Sends a form with a file, as a page without JavaScript does. */
function sendForm(browser: Browser, { name, bytes, kind }: Piece, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
  const call = request(portal.server).post('/envois/formulaire').set(headers(browser)).set('Host', new URL(address).host);
  for (const [field, value] of Object.entries({ title: 'Une preuve', kind, ...fields })) void call.field(field, value);
  return call.attach('file', bytes, name).then((answer) => answer);
}

/** Sends a file by pieces; `cutAfter` breaks it off once so many bytes went. @returns the address of the upload. */
function sendByPieces(
  browser: Browser,
  { name, bytes, kind }: Piece,
  { cutAfter = Infinity, from = null as string | null } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      endpoint: `${address}/envois`,
      ...(from !== null && { uploadUrl: from }),
      headers: headers(browser),
      metadata: { filename: name, filetype: '', kind, title: 'Par morceaux' },
      chunkSize: 256 * 1024,
      retryDelays: null,
      onError: reject,
      onSuccess: () => resolve(upload.url ?? ''),
      onChunkComplete: (_size, sent) => {
        if (sent >= cutAfter) void upload.abort().then(() => resolve(upload.url ?? ''));
      },
    });
    upload.start();
  });
}

const idOf = (url: string): string => url.split('/').pop() ?? '';
const tus = (verb: 'head' | 'patch' | 'delete', browser: Browser, path: string) =>
  request(address)[verb](path).set(headers(browser)).set('Tus-Resumable', '1.0.0');

describe('a plain form', () => {
  it('deposits a file that its vendor then downloads, whole or in part', async () => {
    const pdf = makePdf('Rapport de test');
    const sent = await sendForm(at.alice, { name: 'Rapport d’essai.pdf', bytes: pdf, kind: 'document' });
    expect(sent.status).toBe(303);
    const page = await at.alice.get(sent.headers['location']);
    expect(page.text).toContain('Rapport d’essai.pdf');
    const [version] = await worker((ctx) => ctx.tx.findBy(EvidenceVersion, { itemId: idOf(sent.headers['location']) }));
    const path = `/preuves/versions/${version.id}/fichier`;
    expect((await at.alice.get(path)).status).toBe(409);
    expect(await inspect(version.id)).toMatchObject({ status: 'unscanned', sha256: sha(pdf) });
    const file = await request(address).get(path).set(headers(at.alice)).buffer(true);
    expect(file.status).toBe(200);
    expect((file.body as Buffer).equals(pdf)).toBe(true);
    expect(file.headers).toMatchObject({
      'content-disposition': `attachment; filename="Rapport dessai.pdf"; filename*=UTF-8''Rapport%20d%E2%80%99essai.pdf`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'content-type': 'application/octet-stream',
    });
    const part = await request(address).get(path).set(headers(at.alice)).set('Range', 'bytes=0-4').buffer(true);
    expect([part.status, part.headers['content-range'], (part.body as Buffer).toString()]).toEqual([
      206,
      `bytes 0-4/${pdf.length}`,
      '%PDF-',
    ]);
    expect((await request(address).get(path).set(headers(at.alice)).set('Range', 'bytes=999999-')).status).toBe(416);
  });

  it('comes back with what was typed when the file is missing', async () => {
    const sent = await request(portal.server)
      .post('/envois/formulaire')
      .set({ ...headers(at.alice), Host: new URL(address).host, Referer: `${address}/preuves` })
      .field('title', 'Mon titre')
      .field('kind', 'document');
    expect([sent.status, sent.headers['location']]).toEqual([303, '/preuves']);
    expect((await at.alice.get('/api/v1/evidence')).text).not.toContain('Mon titre');
  });

  it('is refused from another site, and to who is not signed in', async () => {
    const foreign = await request(portal.server)
      .post('/envois/formulaire')
      .set({ ...headers(at.alice), Origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    const visitor = await request(portal.server).post('/envois/formulaire').set('Origin', address).set('Host', new URL(address).host);
    expect([visitor.status, visitor.headers['location']]).toEqual([303, expect.stringContaining('/connexion')]);
  });
});

describe('a resumable upload', () => {
  const video: Piece = {
    name: 'demo.mp4',
    kind: 'video',
    bytes: Buffer.concat([Buffer.from('\0\0\0\x18ftypisom'), randomBytes(3_000_000)]),
  };

  it('goes on where it was cut, and is received with its last byte', async () => {
    const url = await sendByPieces(at.alice, video, { cutAfter: 1_000_000 });
    const half = await tus('head', at.alice, new URL(url, address).pathname);
    const offset = Number(half.headers['upload-offset']);
    expect(offset).toBeGreaterThanOrEqual(1_000_000);
    expect(offset).toBeLessThan(video.bytes.length);
    expect(await versionOf(idOf(url))).toMatchObject({ status: 'uploading', receivedAt: null });
    await sendByPieces(at.alice, video, { from: new URL(url, address).href });
    expect(await versionOf(idOf(url))).toMatchObject({ status: 'received' });
    expect(await inspect(idOf(url))).toMatchObject({ status: 'unscanned', sha256: sha(video.bytes), mediaType: 'video/mp4' });
    const after = await tus('head', at.alice, new URL(url, address).pathname);
    expect(after.headers['upload-offset']).toBe(String(video.bytes.length));
  });

  it('that lost its last answer is received when its sender asks', async () => {
    const url = await sendByPieces(at.alice, video, { cutAfter: 1_000_000 });
    const { createWriteStream } = await import('node:fs');
    const left = createWriteStream(portal.config.path('evidence', 'incoming', idOf(url)));
    left.end(video.bytes);
    await once(left, 'finish'); // every byte is on the disk, and the portal died before saying so
    const asked = await tus('head', at.alice, new URL(url, address).pathname);
    expect(asked.headers['upload-offset']).toBe(String(video.bytes.length));
    expect((await versionOf(idOf(url))).status).toBe('received');
  });

  it('does not exist for another organisation, whatever the verb', async () => {
    const url = await sendByPieces(at.alice, video, { cutAfter: 500_000 });
    const path = new URL(url, address).pathname;
    const before = (await tus('head', at.alice, path)).headers['upload-offset'];
    expect((await tus('head', at.bob, path)).status).toBe(404);
    const patch = tus('patch', at.bob, path).set({ 'Upload-Offset': before, 'Content-Type': 'application/offset+octet-stream' });
    expect((await patch.send(Buffer.alloc(10))).status).toBe(404);
    expect((await tus('delete', at.bob, path)).status).toBe(404);
    expect((await tus('head', at.verifier, path)).status).toBe(404);
    expect((await tus('head', at.alice, path)).headers['upload-offset']).toBe(before);
    expect((await tus('delete', at.alice, path)).status).toBe(204);
    expect((await tus('head', at.alice, path)).status).toBe(410);
  });

  it('asks who is there on every verb, and where the request comes from', async () => {
    for (const verb of ['head', 'patch', 'delete'] as const) {
      const answer = await request(address)
        [verb]('/envois/0199a000-0000-7000-8000-000000000000')
        .set({ Origin: address, 'Tus-Resumable': '1.0.0' });
      expect(answer.status).toBe(401);
    }
    const creation = request(address).post('/envois').set({ Origin: address, 'Tus-Resumable': '1.0.0', 'Upload-Length': '10' });
    expect((await creation).status).toBe(401);
    const foreign = request(address)
      .post('/envois')
      .set({ ...headers(at.alice), Origin: 'https://evil.example', 'Upload-Length': '10' });
    expect((await foreign).status).toBe(403);
  });

  it('is refused before its first byte when it is too large, or has no kind', async () => {
    const create = (length: string, metadata: Record<string, string>) =>
      request(address)
        .post('/envois')
        .set({ ...headers(at.alice), 'Tus-Resumable': '1.0.0', 'Upload-Length': length })
        .set(
          'Upload-Metadata',
          Object.entries(metadata)
            .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
            .join(','),
        );
    const large = await create('60000000', { kind: 'screenshot', title: 'Trop grande', filename: 'a.png' });
    expect([large.status, large.text]).toEqual([422, expect.stringContaining('50')]);
    expect((await create('10', { title: 'Sans type', filename: 'a.png' })).status).toBe(422);
    expect((await create('10', { kind: 'screenshot', title: 'Inconnu', filename: 'a.png', other: 'x' })).status).toBe(422);
  });

  it('whose sender computed another fingerprint is refused, even after its inspection', async () => {
    const url = await sendByPieces(at.alice, { name: 'ecran.png', kind: 'screenshot', bytes: pngPixel });
    expect((await inspect(idOf(url))).status).toBe('unscanned');
    const told = await request(portal.server)
      .post('/envois/formulaire')
      .set({ ...headers(at.alice), Host: new URL(address).host })
      .field('upload', idOf(url))
      .field('sha256', 'a'.repeat(64));
    expect(told.status).toBe(303);
    const inspection = portal.app.get(InspectionService, { strict: false });
    await worker((ctx) => inspection.compare(ctx, idOf(url)));
    expect(await versionOf(idOf(url))).toMatchObject({ status: 'unreadable', scan: { findings: [{ rule: 'fingerprint-differs' }] } });
    expect((await at.alice.get(`/preuves/versions/${idOf(url)}/fichier`)).status).toBe(409);
  });
});

describe('the other organisation', () => {
  it('gets 404 on every address of an item', async () => {
    const sent = await sendForm(at.alice, { name: 'a.png', bytes: pngPixel, kind: 'screenshot' });
    const item = sent.headers['location'];
    const [{ id }] = await worker((ctx) => ctx.tx.findBy(EvidenceVersion, { itemId: idOf(item) }));
    await inspect(id);
    const addresses = [item, `/preuves/versions/${id}/fichier`, `/api/v1/evidence/${idOf(item)}`, `/api/v1/evidence/versions/${id}/file`];
    for (const path of addresses) {
      expect([path, (await at.alice.get(path)).status]).toEqual([path, 200]);
      expect([path, (await at.bob.get(path)).status]).toEqual([path, 404]);
    }
    expect((await at.bob.get('/preuves')).text).not.toContain(idOf(item));
    const version = await sendForm(at.bob, { name: 'b.png', bytes: pngPixel, kind: 'screenshot' }, { itemId: idOf(item) });
    expect(version.status).toBe(404);
  });
});

describe('a reference and the pages', () => {
  it('is saved in its form, refused otherwise, and listed', async () => {
    const wrong = await at.alice.send('/preuves/references', { kind: 'test_link', title: 'Banc', value: 'banc' }, '/preuves');
    expect([wrong.status, wrong.headers['location']]).toEqual([303, '/preuves']);
    const again = await at.alice.get('/preuves');
    expect(again.text).toContain('https://banc.example');
    const good = await at.alice.send('/preuves/references', { kind: 'cnda_number', title: 'Homologation', value: 'nil 7' }, '/preuves');
    expect((await at.alice.get(good.headers['location'])).text).toContain('NIL7');
    const list = await at.alice.get('/preuves');
    expect([list.status, list.text.match(/<h1/g)?.length]).toEqual([200, 1]);
    expect((await at.bob.get('/preuves')).text).toContain('Aucune preuve pour le moment');
    expect((await at.verifier.get('/preuves')).status).toBe(403);
  });
});
