import { beforeAll, describe, expect, it } from '@jest/globals';
import request, { type Response } from 'supertest';
import { sha256 } from '#platform';
import type { Browser } from '../support/browser.js';
import { candidatureRooms } from '../support/candidatures.js';
import { makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { drawReceipts, receiptRooms } from '../support/receipts.js';
import { seat } from '../support/seat.js';

const portal = await testPortal();
const database = portal.database.portal;
const house = await candidatureRooms(database);
const find = await receiptRooms(portal.config);
const admin = await makePerson(database, { role: 'vendor_admin' });
const finance = await makePerson(database, { role: 'vendor_finance', organisationId: admin.organisationId });
const [vendor, clerk] = [await seat(portal, admin), await seat(portal, finance)];
const stranger = await seat(portal, await makePerson(database, { role: 'vendor_admin' }));
const officer = await seat(portal, await makePerson(database, { role: 'agency_officer' }));
const callId = await house.makeCall();
let id = '';
let page = '';
let api = '';

interface Line {
  readonly id: string;
  readonly number: string;
  readonly pdf: { readonly href: string; readonly size: number; readonly sha256: string } | null;
}

const lines = async (browser: Browser): Promise<Line[]> =>
  (await browser.json('get', `/api/v1/candidatures/${id}/receipts`)).body as Line[]; // as published
const bytesOf = ({ body }: Response): Buffer => body as Buffer; // superagent reads a PDF as bytes

beforeAll(async () => {
  id = await house.makeOpen(admin, callId);
  await house.as(admin, (ctx) => house.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: false }] }));
  await house.answerAll(admin, id, (await house.makeEvidence(admin)).itemId);
  await house.submitAll(admin, id);
  const [line] = await lines(vendor);
  page = `/candidatures/${id}/recus/${line.id}`;
  api = `/api/v1/candidatures/${id}/receipts/${line.id}/pdf`;
});

describe('the receipt as PDF', () => {
  it('is announced while it is being drawn', async () => {
    const shown = await vendor.get(page);
    expect(shown.text).toContain('PDF en cours de préparation');
    expect(shown.text).not.toContain('recu.pdf');
    const early = await vendor.json('get', api);
    expect([early.status, (early.body as { code: string }).code]).toEqual([404, 'receipt.in-preparation']);
    expect((await vendor.get(`${page}/recu.pdf`)).status).toBe(404);
    expect(await lines(vendor)).toMatchObject([{ pdf: null }]);
  });

  it('is then linked with its size and hash, and downloaded by the people of the vendor and by the agency', async () => {
    await drawReceipts(portal.database.worker, find, id);
    const shown = await vendor.get(page);
    expect(shown.text).toContain(`href="${page}/recu.pdf"`);
    const [{ number, pdf }] = await lines(vendor);
    expect(pdf?.href).toBe(api);
    expect(shown.text).toContain(`SHA-256 du PDF\u00a0: ${pdf?.sha256}`);
    for (const browser of [vendor, clerk, officer]) {
      const answer = await browser.get(`${page}/recu.pdf`);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/pdf');
      expect(answer.headers['content-disposition']).toBe(`attachment; filename="${number}.pdf"`);
      expect(answer.headers['cache-control']).toBe('private, no-store');
      expect([sha256(bytesOf(answer)), bytesOf(answer).length]).toEqual([pdf?.sha256, pdf?.size]);
    }
    for (const browser of [vendor, officer]) expect(sha256(bytesOf(await browser.json('get', api)))).toBe(pdf?.sha256);
  });

  it('does not exist for another vendor, nor without a session', async () => {
    for (const path of [page, `${page}/recu.pdf`, api]) expect([path, (await stranger.get(path)).status]).toEqual([path, 404]);
    const other = await house.makeFiled(admin, await house.makeCall());
    expect((await vendor.get(page.replace(id, other))).status).toBe(404);
    expect((await vendor.get(`${page.replace(id, other)}/recu.pdf`)).status).toBe(404);
    const nobody = await request(portal.server).get(api);
    expect(nobody.status).toBe(401);
    expect((await request(portal.server).get(`${page}/recu.pdf`)).headers['content-type']).not.toBe('application/pdf');
  });
});
