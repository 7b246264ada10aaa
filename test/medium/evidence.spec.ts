import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Event } from '#audit';
import {
  EvidenceQueries,
  EvidenceService,
  EvidenceStore,
  EvidenceVersion,
  Examiner,
  InspectionService,
  VirusScanner,
  type ItemKind,
} from '#evidence';
import { loadConfig, moveClock, resetClock, system, transact, type Actor, type Ctx } from '#platform';
import { testDatabase } from '../support/database.js';
import { makeLockedPdf, makePdf, pngPixel, realFile } from '../support/files.js';
import { makePerson } from '../support/people.js';

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'guichet-evidence-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const service = new EvidenceService(loadConfig({}));
const queries = new EvidenceQueries();
const inspection = new InspectionService();
const store = new EvidenceStore(folder);
const noScanner = new Examiner(store, null);
const worker = system('test');

const as = <T>(actor: Actor, use: (ctx: Ctx) => Promise<T>) => transact(database.portal, { actor }, use);
const byWorker = <T>(use: (ctx: Ctx) => Promise<T>) => transact(database.worker, { actor: worker }, use);
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Sent {
  readonly kind?: ItemKind;
  readonly fileName?: string;
  readonly effectiveOn?: string;
  readonly senderSha256?: string;
  readonly announced?: number;
}

/** Sends a whole file, as the edge does. */
async function send(
  actor: Actor,
  bytes: Buffer,
  { kind = 'document', fileName = 'piece.bin', ...more }: Sent = {},
): Promise<EvidenceVersion> {
  const version = await as(actor, async (ctx) => {
    const item = await service.createItem(ctx, { kind, title: 'Une preuve', declaredFictitious: true });
    return service.startUpload(ctx, item.id, { fileName, size: more.announced ?? bytes.length, effectiveOn: more.effectiveOn });
  });
  const stored = await store.receive(version.id, Readable.from([bytes]));
  return as(actor, (ctx) => service.finishUpload(ctx, version.id, { stored, senderSha256: more.senderSha256 }));
}

/** Examines a file, as the job does. */
async function inspect(id: string, examiner = noScanner): Promise<EvidenceVersion> {
  await byWorker((ctx) => inspection.begin(ctx, id));
  const found = await byWorker((ctx) => inspection.pending(ctx, id));
  if (found) {
    const examination = await examiner.examine(found.item, found.version, new Date('2026-11-22T10:00:00Z'));
    await byWorker((ctx) => inspection.settle(ctx, id, examination));
  }
  return byWorker((ctx) => ctx.tx.findOneByOrFail(EvidenceVersion, { id }));
}

const alice = await makePerson(database.portal, { role: 'vendor_contributor' });
const bob = await makePerson(database.portal, { role: 'vendor_contributor' });

describe('a deposited file', () => {
  it('is received when its last byte is stored, hashed, and fit to be read back', async () => {
    const pdf = makePdf('Rapport');
    const received = await send(alice, pdf, { fileName: 'rapport.pdf', senderSha256: sha(pdf) });
    expect(received).toMatchObject({ status: 'received', number: 1, size: pdf.length });
    const inspected = await inspect(received.id);
    expect(inspected).toMatchObject({ status: 'unscanned', sha256: sha(pdf), mediaType: 'application/pdf' });
    expect(inspected.scan).toMatchObject({ scanner: 'none', findings: [] });
    const file = await as(alice, (ctx) => queries.ownFile(ctx, received.id));
    expect((await buffer(store.read('clean', file.storageKey))).equals(pdf)).toBe(true);
  });

  it('that starts before a milestone and ends after it bears the later instant', async () => {
    await transact(database.owner, { actor: worker }, (ctx) => moveClock(ctx, new Date('2026-05-13T09:59:59Z'), { frozen: true }));
    const version = await as(alice, async (ctx) => {
      const item = await service.createItem(ctx, { kind: 'document', title: 'Tardive', declaredFictitious: true });
      return service.startUpload(ctx, item.id, { fileName: 'a.pdf', size: 4 });
    });
    await transact(database.owner, { actor: worker }, (ctx) => moveClock(ctx, new Date('2026-05-13T10:00:00Z'), { frozen: true }));
    const stored = await store.receive(version.id, Readable.from([Buffer.from('%PDF')]));
    const received = await as(alice, (ctx) => service.finishUpload(ctx, version.id, { stored }));
    await transact(database.owner, { actor: worker }, (ctx) => moveClock(ctx, new Date(), { frozen: false }));
    expect(received.startedAt.toISOString()).toBe('2026-05-13T09:59:59.000Z');
    expect(received.receivedAt?.toISOString()).toBe('2026-05-13T10:00:00.000Z');
  });

  it('is not received while bytes are missing, and keeps what it has', async () => {
    const version = await as(alice, async (ctx) => {
      const item = await service.createItem(ctx, { kind: 'document', title: 'Coupée', declaredFictitious: true });
      return service.startUpload(ctx, item.id, { fileName: 'a.pdf', size: 10 });
    });
    await expect(as(alice, (ctx) => service.finishUpload(ctx, version.id, { stored: 9 }))).rejects.toThrow('9 bytes');
    await as(alice, (ctx) => service.abandonUpload(ctx, version.id));
    await expect(as(alice, (ctx) => service.finishUpload(ctx, version.id, { stored: 10 }))).rejects.toThrow('lifecycle.refused');
  });

  it('begun thirty days ago and never finished is given up, not before', async () => {
    const version = await as(alice, async (ctx) => {
      const item = await service.createItem(ctx, { kind: 'document', title: 'Oubliée', declaredFictitious: true });
      return service.startUpload(ctx, item.id, { fileName: 'a.pdf', size: 10 });
    });
    expect(await byWorker((ctx) => inspection.abandonStale(ctx))).not.toContain(version.id);
    const later = new Date(version.startedAt.getTime() + 31 * 86_400_000);
    await transact(database.owner, { actor: worker }, (ctx) => moveClock(ctx, later, { frozen: true }));
    expect(await byWorker((ctx) => inspection.abandonStale(ctx))).toContain(version.id);
    await transact(database.owner, { actor: worker }, (ctx) => resetClock(ctx));
  });

  it('finished or inspected twice is recorded once', async () => {
    const { id } = await send(alice, pngPixel, { kind: 'screenshot', fileName: 'ecran.png' });
    await as(alice, (ctx) => service.finishUpload(ctx, id, { stored: pngPixel.length }));
    await inspect(id);
    await inspect(id);
    const events = await byWorker((ctx) => ctx.tx.find(Event, { where: { subjectId: id }, order: { at: 'ASC' } }));
    expect(events.map(({ name }) => name)).toEqual(['evidence.receive', 'evidence.admit']);
    expect(JSON.stringify(events)).not.toContain('ecran.png');
  });

  it('is examined again after a crash between its move and its record', async () => {
    const { id } = await send(alice, pngPixel, { kind: 'screenshot' });
    const found = await byWorker((ctx) => inspection.pending(ctx, id));
    expect(found).not.toBeNull();
    if (found) await noScanner.examine(found.item, found.version, new Date('2026-11-22T10:00:00Z'));
    expect((await inspect(id)).status).toBe('unscanned');
  });

  it.each<[string, Buffer, Sent, string, string[]]>([
    [
      'another fingerprint than the browser’s',
      pngPixel,
      { kind: 'screenshot', senderSha256: 'a'.repeat(64) },
      'unreadable',
      ['fingerprint-differs'],
    ],
    ['a locked PDF', makeLockedPdf(), {}, 'unreadable', ['encrypted-pdf']],
    ['a PDF that is none', Buffer.from('%PDF-1.7 nothing'), {}, 'unreadable', ['broken-pdf']],
    ['a program under the name of a PDF', Buffer.from('MZ\u0000\u0001'), { fileName: 'a.pdf' }, 'unreadable', ['wrong-type']],
    ['an outdated penetration test', makePdf('x'), { kind: 'pentest_form', effectiveOn: '2025-10-09' }, 'unscanned', ['expired']],
    ['a page with an identity', makePdf('x', 'INS 277010115400329'), {}, 'unscanned', ['nir']],
  ])('is inspected: %s', async (...[, bytes, sent, status, rules]) => {
    const { id } = await send(alice, bytes, sent);
    const inspected = await inspect(id);
    expect(inspected.status).toBe(status);
    expect(inspected.scan?.findings.map(({ rule }) => rule)).toEqual(rules);
    expect(JSON.stringify(inspected)).not.toContain('277010115400329');
    if (status === 'unreadable') await expect(as(alice, (ctx) => queries.ownFile(ctx, id))).rejects.toThrow('not-servable');
  });

  it('tells the page of what it found', async () => {
    const { id } = await send(alice, makePdf('x', 'INS 277010115400329'));
    expect((await inspect(id)).scan?.findings).toEqual([{ rule: 'nir', page: 2 }]);
  });

  it('that is a real CDA document is read', async () => {
    const cda = realFile('criteria', 'interop', 'cda', 'CSE-MDE_2023.01.xml');
    if (cda === null) {
      process.stdout.write('GUICHET_REAL_DATA is not set: no real document was read.\n');
      return;
    }
    const { id } = await send(alice, cda, { kind: 'sample_file', fileName: 'cda.xml' });
    const inspected = await inspect(id);
    expect(inspected).toMatchObject({ status: 'unscanned', mediaType: 'application/xml', size: cda.length });
    expect(inspected.scan?.findings.map(({ rule }) => rule)).toContain('ins');
  });
});

describe('the virus scanner', () => {
  it('that is away leaves the file in scanning, never clean', async () => {
    const { id } = await send(alice, pngPixel, { kind: 'screenshot' });
    await expect(inspect(id, new Examiner(store, new VirusScanner('127.0.0.1:1')))).rejects.toThrow('ECONNREFUSED');
    const version = await byWorker((ctx) => ctx.tx.findOneByOrFail(EvidenceVersion, { id }));
    expect(version.status).toBe('scanning');
    await expect(as(alice, (ctx) => queries.ownFile(ctx, id))).rejects.toThrow('not-servable');
    expect((await inspect(id)).status).toBe('unscanned');
  });
});

describe('a reference', () => {
  it('is received at once, in its one written form', async () => {
    const version = await as(alice, async (ctx) => {
      const item = await service.createItem(ctx, { kind: 'cnda_number', title: 'CNDA', declaredFictitious: true });
      return service.addReference(ctx, item.id, { value: ' nil-2026-004217 ' });
    });
    expect(version).toMatchObject({ status: 'received', reference: { kind: 'cnda_number', value: 'NIL-2026-004217' } });
    expect(await byWorker((ctx) => inspection.pending(ctx, version.id))).toBeNull();
  });

  it('of another form is refused with an example', async () => {
    const adding = as(alice, async (ctx) => {
      const item = await service.createItem(ctx, { kind: 'test_link', title: 'Banc', declaredFictitious: true });
      return service.addReference(ctx, item.id, { value: 'javascript:alert(1)' });
    });
    await expect(adding).rejects.toThrow('https://banc.example');
  });
});

describe('between two organisations', () => {
  it('neither item, nor version, nor file exists for the other', async () => {
    const { id, itemId } = await send(alice, pngPixel, { kind: 'screenshot' });
    for (const attempt of [
      (ctx: Ctx) => queries.item(ctx, itemId),
      (ctx: Ctx) => queries.ownFile(ctx, id),
      (ctx: Ctx) => service.upload(ctx, id),
      (ctx: Ctx) => service.startUpload(ctx, itemId, { fileName: 'a', size: 1 }),
      (ctx: Ctx) => service.finishUpload(ctx, id, { stored: pngPixel.length }),
      (ctx: Ctx) => service.abandonUpload(ctx, id),
      (ctx: Ctx) => service.rename(ctx, itemId, 'x'),
    ]) {
      await expect(as(bob, attempt as (ctx: Ctx) => Promise<unknown>)).rejects.toMatchObject({ kind: 'not_found' });
    }
    expect((await as(bob, (ctx) => queries.versions(ctx, [id]))).size).toBe(0);
    expect(await as(bob, (ctx) => queries.list(ctx))).toEqual([]);
  });

  it('a version never joins another organisation’s item', async () => {
    const { itemId } = await send(alice, pngPixel, { kind: 'screenshot' });
    const intrusion = transact(database.portal, { actor: worker }, (ctx) =>
      ctx.tx.query(
        `INSERT INTO evidence_version (id, item_id, organisation_id, number, status, storage_key, created_by, started_at)
         VALUES (gen_random_uuid(), $1, $2, 9, 'uploading', 'k', $3, now())`,
        [itemId, bob.organisationId, bob.accountId],
      ),
    );
    await expect(intrusion).rejects.toThrow('evidence_version_item_fk');
  });
});

describe('a deposited version', () => {
  it.each([
    `DELETE FROM evidence_version`,
    `UPDATE evidence_version SET sha256 = 'x'`,
    `UPDATE evidence_version SET file_name = 'x'`,
    `UPDATE evidence_version SET received_at = now()`,
    `UPDATE evidence_version SET status = 'clean'`,
    `DELETE FROM evidence_item`,
  ])('is out of reach of the portal: %s', async (statement) => {
    const { id } = await send(alice, pngPixel, { kind: 'screenshot' });
    await inspect(id);
    await expect(as(worker, (ctx) => ctx.tx.query(statement))).rejects.toThrow(/permission denied|never changed/);
  });
});
