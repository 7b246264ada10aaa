import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Event } from '#audit';
import { ReceiptDocument, receiptHtml, ReceiptQueries, ReceiptStore } from '#candidatures';
import { loadConfig, PdfPool, sha256, system } from '#platform';
import { candidatureRooms } from '../support/candidatures.js';
import { testDatabase } from '../support/database.js';
import { as, makePerson } from '../support/people.js';
import { drawReceipts, receiptRooms } from '../support/receipts.js';

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'guichet-receipts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', ...process.env, DATA_DIR: folder });
const find = await receiptRooms(config);
const [queries, store, pool] = [find(ReceiptQueries), find(ReceiptStore), find(PdfPool)];
const house = await candidatureRooms(database.portal);
const vendor = await makePerson(database.portal, { role: 'vendor_admin' });
const rival = await makePerson(database.portal, { role: 'vendor_admin' });
const officer = await makePerson(database.portal, { role: 'agency_officer' });
const callId = await house.makeCall();
const draw = (id: string): Promise<void> => drawReceipts(database.worker, find, id);

async function makeComplete(): Promise<string> {
  const id = await house.makeOpen(vendor, callId);
  await house.as(vendor, (ctx) => house.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: false }] }));
  await house.answerAll(vendor, id, (await house.makeEvidence(vendor)).itemId);
  await house.submitAll(vendor, id);
  return id;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );

describe('the document of a receipt', () => {
  it('is drawn once, however often its job runs and even twice at once', async () => {
    const id = await makeComplete();
    const [{ receipt, document }] = await as(database.portal, vendor, (ctx) => queries.list(ctx, id));
    expect(document).toBeNull();
    expect(await codeOf(as(database.portal, vendor, (ctx) => queries.drawn(ctx, id, receipt.id)))).toBe('receipt.in-preparation');
    await Promise.all([draw(id), draw(id)]);
    const first = await as(database.portal, vendor, (ctx) => queries.drawn(ctx, id, receipt.id));
    await draw(id);
    expect(await as(database.portal, vendor, (ctx) => queries.drawn(ctx, id, receipt.id))).toEqual(first);
    expect(await as(database.worker, system('test'), (ctx) => ctx.tx.countBy(ReceiptDocument, { receiptId: receipt.id }))).toBe(1);
    expect(await as(database.worker, system('test'), (ctx) => ctx.tx.countBy(Event, { name: 'receipt.render' }))).toBe(1);
    const files = join(folder, 'receipts', vendor.organisationId);
    expect(readdirSync(files)).toEqual([`${receipt.id}.pdf`]);
    const bytes = readFileSync(join(files, `${receipt.id}.pdf`));
    expect([first.number, first.document.size, first.document.sha256]).toEqual([receipt.number, bytes.length, sha256(bytes)]);
    expect((await store.read(first.document)).equals(bytes)).toBe(true);
  });

  it('depends on the receipt alone: drawn again by another browser, it is the same to the byte', async () => {
    const id = await makeComplete();
    await draw(id);
    const [{ receipt, document }] = await as(database.portal, vendor, (ctx) => queries.list(ctx, id));
    await pool.close();
    const html = receiptHtml({ receipt, isDemonstration: false, url: config.publicUrl });
    expect(sha256((await pool.render(html, receipt.at)).bytes)).toBe(document?.sha256);
  });

  it('keeps the file of a run that was killed before it noted it', async () => {
    const id = await makeComplete();
    const [{ receipt }] = await as(database.portal, vendor, (ctx) => queries.list(ctx, id));
    const earlier = Buffer.from('%PDF-1.4 an earlier run');
    await store.keep({ organisationId: receipt.organisationId, receiptId: receipt.id }, earlier);
    await draw(id);
    const { document } = await as(database.portal, vendor, (ctx) => queries.drawn(ctx, id, receipt.id));
    expect(document.sha256).toBe(sha256(earlier));
  });

  it('is not given out once its file was altered', async () => {
    const id = await makeComplete();
    await draw(id);
    const [{ receipt, document }] = await as(database.portal, vendor, (ctx) => queries.list(ctx, id));
    if (document === null) throw new Error('the document was drawn');
    writeFileSync(join(folder, 'receipts', vendor.organisationId, `${receipt.id}.pdf`), 'other');
    await expect(store.read(document)).rejects.toThrow('altered');
  });
});

describe('who sees the document of a receipt', () => {
  it('the vendor and the agency, not another vendor, by the query and by the row', async () => {
    const id = await makeComplete();
    await draw(id);
    const [{ receipt }] = await as(database.portal, vendor, (ctx) => queries.list(ctx, id));
    for (const person of [vendor, officer])
      expect(await codeOf(as(database.portal, person, (ctx) => queries.drawn(ctx, id, receipt.id)))).toBe('accepted');
    expect(await codeOf(as(database.portal, rival, (ctx) => queries.drawn(ctx, id, receipt.id)))).toBe('not-found');
    expect(await as(database.portal, rival, (ctx) => ctx.tx.count(ReceiptDocument))).toBe(0);
    expect(await as(database.portal, vendor, (ctx) => ctx.tx.count(ReceiptDocument))).toBeGreaterThan(0);
  });

  it('is written by the worker only, and changed by nobody', async () => {
    const id = await makeComplete();
    const [{ receipt }] = await as(database.portal, vendor, (ctx) => queries.list(ctx, id));
    const row = { receiptId: receipt.id, organisationId: receipt.organisationId, size: 1, sha256: sha256(''), renderedAt: receipt.at };
    const insert = as(database.portal, system('test'), (ctx) => ctx.tx.insert(ReceiptDocument, row));
    await expect(insert).rejects.toThrow('permission denied');
    await draw(id);
    const change = as(database.worker, system('test'), (ctx) => ctx.tx.update(ReceiptDocument, { receiptId: receipt.id }, { size: 2 }));
    await expect(change).rejects.toThrow('permission denied');
    await expect(database.owner.query('DELETE FROM receipt_document')).rejects.toThrow();
  });
});
