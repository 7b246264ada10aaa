import { describe, expect, it } from '@jest/globals';
import { FinancingModule, FinancingQueries } from '#financing';
import { Membership } from '#accounts';
import { newId, system } from '#platform';
import { makeTreasury } from '../support/financed.js';
import { as } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { signedIn } from '../support/signed-in.js';

const portal = await testPortal();
const find = <T>(type: new (...parts: never[]) => T): T => portal.app.select(FinancingModule).get(type, { strict: false });
const treasury = await makeTreasury(portal.database, find);
const [first, second] = treasury.officers;

/** A referenced vendor whose person may touch the money. */
async function makeFinancier(callId?: string) {
  const vendor = await treasury.referenced(callId);
  const { accountId, organisationId } = vendor.finance;
  if (accountId === null || organisationId === null) throw new Error('a vendor has an account and an organisation');
  await as(portal.database.portal, system('test'), (ctx) =>
    ctx.tx.insert(Membership, { id: newId(), accountId, organisationId, role: 'vendor_finance', since: ctx.now, until: null }),
  );
  return { ...vendor, browser: await signedIn(portal, { accountId, organisationId }) };
}

const enrolment = (certificateNumber: string) => ({
  ...{ certificateNumber, iban: 'FR14 2004 1010 0505 0001 3M02 606', holder: 'Atelier Corvane SAS', vatLiable: 'true' },
  ...{ representative: 'Inès Karadec', capacity: 'Présidente' },
});
const order = (enrolmentId: string, scheme: string) => ({
  ...{ enrolmentId, scheme, beneficiary: 'Cabinet médical des Tilleuls', finess: '', siret: '732 829 320 00074', rpps: '' },
  ...{ prestation: 'wave', category: 'cabinet', bracket: '*', htCents: '625,00', signedOn: '2026-05-12', signer: 'Dr Anne Mercadal' },
  ...{ mention: 'true', waveOne: 'none', otherProgramme: 'no' },
});

describe('the money, page by page', () => {
  it('goes from the enrolment to the balance, and another vendor is told that the client is funded, not by whom', async () => {
    const vendor = await makeFinancier();
    const { browser } = vendor;
    expect((await browser.get('/financement')).text).toContain('Aucun financement pour le moment');
    const wrong = { ...enrolment(vendor.certificate.number), iban: 'FR14 2004' };
    expect((await browser.send('/financement/enrolement', wrong, '/financement/enrolement')).status).toBe(303);
    expect((await browser.get('/financement/enrolement')).text).toContain('Atelier Corvane SAS');
    await browser.send('/financement/enrolement', enrolment(vendor.certificate.number), '/financement/enrolement');
    expect((await browser.get('/financement')).text).toContain('•••• 2606');

    const [officer, other] = [await signedIn(portal, first), await signedIn(portal, second)];
    const [{ id: enrolmentId }] = await as(portal.database.portal, vendor.finance, (ctx) => find(FinancingQueries).enrolments(ctx));
    expect((await officer.get('/paiement/enrolements')).text).toContain(vendor.certificate.number);
    await officer.send(`/paiement/enrolements/${enrolmentId}`, { action: 'validate' }, '/paiement/enrolements');
    const code = await treasury.scheme(vendor.callId);

    const placed = await browser.send('/financement/commandes/nouvelle', order(enrolmentId, code), '/financement/commandes/nouvelle');
    const address = placed.headers['location'];
    expect(address).toMatch(/^\/financement\/commandes\/[0-9a-f-]{36}$/);
    expect((await browser.get(address)).text).toMatch(/Cabinet médical des Tilleuls[^]*625,00/);
    const id = address.split('/').at(-1) ?? '';

    const rival = await makeFinancier(vendor.callId);
    await rival.browser.send('/financement/enrolement', enrolment(rival.certificate.number), '/financement/enrolement');
    const [{ id: rivalEnrolment }] = await as(portal.database.portal, rival.finance, (ctx) => find(FinancingQueries).enrolments(ctx));
    await officer.send(`/paiement/enrolements/${rivalEnrolment}`, { action: 'validate' }, '/paiement/enrolements');
    const again = await rival.browser.send(
      '/financement/commandes/nouvelle',
      order(rivalEnrolment, code),
      '/financement/commandes/nouvelle',
    );
    expect(again.status).toBe(409);
    expect(again.text).toContain('déjà financé');
    expect(again.text).not.toContain(placed.headers['location']);
    for (const path of [address, `/api/v1/orders/${id}`]) expect((await rival.browser.get(path)).status).toBe(404);

    expect((await browser.send(`${address}/avance`, {}, address)).status).toBe(303);
    const desk = await officer.get('/paiement?status=submitted');
    expect(desk.text).toContain(`/paiement/commandes/${id}`);
    const [advance] = await as(portal.database.portal, first, (ctx) => find(FinancingQueries).claims(ctx));
    const claim = `/paiement/demandes/${advance.id}`;
    await officer.send(`${claim}/approbation`, {}, `/paiement/commandes/${id}`);
    expect((await officer.get(`/paiement/commandes/${id}`)).text).toContain('un autre agent doit le faire');
    await other.send(`${claim}/approbation`, {}, `/paiement/commandes/${id}`);
    expect((await officer.get('/paiement/virements')).text).toContain('1 demande décidée attend');
    await officer.send('/paiement/virements', {}, '/paiement/virements');
    const csv = /\/paiement\/virements\/[0-9a-f-]{36}\.csv/.exec((await officer.get('/paiement/virements')).text)?.[0] ?? '';
    const file = await officer.get(csv);
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.text).toContain('FR1420041010050500013M02606,225.00,EUR');
    expect((await browser.get(csv)).status).toBe(403);

    const fitness = { kind: 'va', signedOn: '2026-11-03', signer: 'Dr Anne Mercadal' };
    await browser.send(`${address}/verification`, fitness, address);
    const invoice = { invoiceNumber: 'F-1', invoiceOn: '2026-11-04', invoiceHtCents: '625,00', invoiceSigner: 'Dr Anne Mercadal' };
    await browser.send(`${address}/solde`, invoice, address);
    const [balance] = await as(portal.database.portal, first, (ctx) => find(FinancingQueries).claims(ctx, { status: 'submitted' }));
    for (const person of [officer, other])
      await person.send(`/paiement/demandes/${balance.id}/approbation`, {}, `/paiement/commandes/${id}`);
    await officer.send('/paiement/virements', {}, '/paiement/virements');
    const paid = await browser.get(address);
    expect(paid.text).toMatch(/Avance – payée[^]*Solde – payée/);
    expect(paid.text).not.toContain('Tristan Le Goff');
    const ledger = await officer.get('/paiement/ecritures');
    expect(ledger.text).toContain('Balance des comptes');
    const api = await browser.get(`/api/v1/orders/${id}`);
    expect(api.body).toMatchObject({
      funded: { ttcCents: 75_000 },
      transfers: [{ ttcCents: 75_000 }, { ttcCents: 22_500 }, { ttcCents: 52_500 }],
    });
    for (const page of ['/paiement', '/paiement/recouvrements', '/paiement/dispositifs', '/financement', `/paiement/commandes/${id}`]) {
      const shown = await (page.startsWith('/paiement') ? officer : browser).get(page);
      expect([page, shown.status]).toEqual([page, 200]);
    }
  });

  it('is closed to everyone else', async () => {
    const lead = await signedIn(portal, treasury.lead);
    for (const page of [
      '/paiement',
      '/paiement/virements',
      '/financement',
      '/api/v1/orders',
      '/api/v1/ledger/balance',
      '/api/v1/payments',
    ]) {
      expect([page, (await lead.get(page)).status]).toEqual([page, 403]);
    }
    expect((await lead.get('/api/v1/schemes')).status).toBe(200);
  });
});
