import { describe, expect, it } from '@jest/globals';
import { passesLuhn } from '#accounts';
import { AuditModule } from '#audit';
import { Milestone } from '#calls';
import { CertificatesService, DecisionsModule } from '#decisions';
import {
  ApprovalService,
  BeneficiaryService,
  ClaimService,
  EnrolmentService,
  FinancingModule,
  FinancingQueries,
  OrderService,
  PaymentService,
  RecoveryService,
  SchemeService,
} from '#financing';
import { type Actor, newId, system } from '#platform';
import { testDatabase } from '../support/database.js';
import { enrolmentOf, makeTreasury, orderOf } from '../support/financed.js';
import { as } from '../support/people.js';
import { openRooms } from '../support/rooms.js';

const database = await testDatabase();
const find = await openRooms([AuditModule, DecisionsModule, FinancingModule]);
const treasury = await makeTreasury(database, find);
const [first, second, third] = treasury.officers;
const [orders, claims, approvals, payments] = [find(OrderService), find(ClaimService), find(ApprovalService), find(PaymentService)];
const [queries, recovery, enrolments] = [find(FinancingQueries), find(RecoveryService), find(EnrolmentService)];
const by = <T>(actor: Actor, use: Parameters<typeof as<T>>[2]) => as(database.portal, actor, use);
const finess = '540002698';

/** A SIRET of its own: 13 digits, then the Luhn key. */
function siret(): string {
  const head = `732829320${String(++places).padStart(4, '0')}`;
  const key = [...Array(10).keys()].find((last) => passesLuhn(`${head}${last}`));
  return `${head}${key}`;
}
let places = 1_000;
const balance = { invoiceNumber: 'F-1', invoiceOn: '2026-11-04', invoiceHtCents: 62_500, invoiceSigner: 'dr anne mercadal' };
const fitness = { kind: 'va' as const, signedOn: '2026-11-03', signer: 'Dr Anne Mercadal' };

describe('enrolment', () => {
  it('seals the account number: only its end is readable, in the database too', async () => {
    const { enrolment } = await treasury.enrolled();
    expect(enrolment).toMatchObject({ ibanLast4: '2606', status: 'submitted' });
    const rows = await by(system('test'), (ctx) => ctx.tx.query<object[]>('SELECT * FROM enrolment WHERE id = $1', [enrolment.id]));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('20041010');
  });

  it.each(['FR14 2004 1010 0505 0001 3M02 607', 'BR1500000000000010932840814P2', 'GARBAGE00000000000'])(
    'refuses the account %s',
    async (iban) => {
      const { certificate, finance } = await treasury.referenced();
      await expect(by(finance, (ctx) => enrolments.submit(ctx, enrolmentOf(certificate.number, { iban })))).rejects.toMatchObject({
        code: 'financing.iban-invalid',
      });
    },
  );

  it('is made once for a certificate, by its vendor only, and comes back corrected', async () => {
    const [mine, other] = [await treasury.referenced(), await treasury.referenced()];
    const input = enrolmentOf(mine.certificate.number);
    await expect(by(other.finance, (ctx) => enrolments.submit(ctx, input))).rejects.toMatchObject({ kind: 'forbidden' });
    const { id } = await by(mine.finance, (ctx) => enrolments.submit(ctx, input));
    await expect(by(mine.finance, (ctx) => enrolments.submit(ctx, input))).rejects.toMatchObject({
      code: 'financing.certificate-enrolled',
    });
    await expect(by(first, (ctx) => enrolments.review(ctx, id, 'ask_amend', null))).rejects.toMatchObject({
      code: 'financing.reason-missing',
    });
    await by(first, (ctx) => enrolments.review(ctx, id, 'ask_amend', 'Le RIB est au nom d’une autre société.'));
    await by(mine.finance, (ctx) => enrolments.submitAgain(ctx, id, enrolmentOf(mine.certificate.number, { holder: 'Corvane' })));
    expect(await by(mine.finance, (ctx) => queries.enrolments(ctx))).toMatchObject([{ id, status: 'submitted', holder: 'Corvane' }]);
    await expect(by(other.finance, (ctx) => queries.enrolment(ctx, id))).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('an order', () => {
  it('commits what the State pays, never more than the ceiling', async () => {
    const vendor = await treasury.enrolled();
    const code = await treasury.scheme(vendor.callId);
    const order = await by(vendor.finance, (ctx) => orders.place(ctx, orderOf(vendor.enrolment.id, code, { htCents: 70_000 })));
    expect(order).toMatchObject({ htCents: 70_000, fundedHtCents: 62_500, fundedVatCents: 12_500, fundedTtcCents: 75_000 });
    const { transfers } = await by(vendor.finance, (ctx) => queries.order(ctx, order.id));
    expect(transfers).toMatchObject([
      { kind: 'commitment', cents: 75_000, debitAccount: `envelope/${code}`, creditAccount: `committed/${code}` },
    ]);
    expect(transfers[0].restsOn).toMatchObject({ decision: vendor.decision.number, certificate: vendor.certificate.number });
    expect(transfers[0].restsOn.scope[0].contentHash).toMatch(/^sha256:/);
  });

  it('is refused a second time for the same client, also from another vendor and under the other number, without saying by whom', async () => {
    const mine = await treasury.enrolled();
    const code = await treasury.scheme(mine.callId);
    const rival = await treasury.enrolled(mine.callId);
    const number = siret();
    await by(mine.finance, (ctx) => orders.place(ctx, orderOf(mine.enrolment.id, code, { siret: number, finess })));
    for (const identifiers of [{ siret: number }, { siret: undefined, finess }, { siret: number, finess }]) {
      const again = by(rival.finance, (ctx) => orders.place(ctx, orderOf(rival.enrolment.id, code, identifiers)));
      const refusal: unknown = await again.catch((error: unknown) => error);
      expect(refusal).toMatchObject({ kind: 'conflict', code: 'financing.already-funded' });
      expect(JSON.stringify(refusal)).not.toContain('Corvane');
    }
    expect(await by(rival.finance, (ctx) => queries.orders(ctx))).toEqual([]);
  });

  it('is refused by the database when two vendors order at the same instant', async () => {
    const mine = await treasury.enrolled();
    const code = await treasury.scheme(mine.callId);
    const rival = await treasury.enrolled(mine.callId);
    const number = siret();
    const both = await Promise.allSettled(
      [mine, rival].map(({ finance, enrolment }) =>
        by(finance, (ctx) => orders.place(ctx, orderOf(enrolment.id, code, { siret: number }))),
      ),
    );
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'financing.already-funded' } });
    const copied = by(system('test'), (ctx) =>
      ctx.tx.query(
        `INSERT INTO funded_order SELECT (jsonb_populate_record(funded_order, jsonb_build_object('id', $2::uuid, 'number', 'BC-0'))).*
         FROM funded_order JOIN beneficiary_identifier known ON known.beneficiary_id = funded_order.beneficiary_id AND known.value = $1`,
        [number, newId()],
      ),
    );
    await expect(copied).rejects.toThrow(/funded_order_one_live/);
  });

  it('may be placed again once the first is cancelled, and two numbers of one client can be brought together', async () => {
    const mine = await treasury.enrolled();
    const code = await treasury.scheme(mine.callId);
    const [one, other] = [siret(), siret()];
    const order = await by(mine.finance, (ctx) => orders.place(ctx, orderOf(mine.enrolment.id, code, { siret: one })));
    await by(mine.finance, (ctx) => orders.cancel(ctx, order.id, 'Le client renonce.'));
    const again = await by(mine.finance, (ctx) => orders.place(ctx, orderOf(mine.enrolment.id, code, { siret: one })));
    const elsewhere = await by(mine.finance, (ctx) => orders.place(ctx, orderOf(mine.enrolment.id, code, { siret: other })));
    const merge = { keepId: again.beneficiaryId, foldId: elsewhere.beneficiaryId };
    await expect(by(first, (ctx) => find(BeneficiaryService).merge(ctx, merge))).rejects.toMatchObject({
      code: 'financing.already-funded',
    });
    await by(mine.finance, (ctx) => orders.cancel(ctx, elsewhere.id, 'Le client est le même.'));
    await by(first, (ctx) => find(BeneficiaryService).merge(ctx, merge));
    const { beneficiary } = await by(mine.finance, (ctx) => queries.order(ctx, again.id));
    expect(beneficiary.identifiers.map(({ value }) => value).sort()).toEqual([one, other].sort());
    const { lines, debit, credit } = await by(first, (ctx) => queries.balance(ctx));
    expect(lines.find(({ account }) => account === `committed/${code}`)).toEqual({
      account: `committed/${code}`,
      debit: 150_000,
      credit: 225_000,
    });
    expect(debit).toBe(credit);
  });

  it.each<[string, Parameters<typeof orderOf>[2], string]>([
    ['no number', { siret: undefined }, 'financing.identifier-missing'],
    ['a wrong SIRET', { siret: '73282932000075' }, 'financing.identifier-invalid'],
    ['another kind of client', { category: 'pharmacie' }, 'financing.ceiling-missing'],
    ['a day before the ceilings', { signedOn: '2025-12-31' }, 'financing.ceiling-missing'],
    ['an amount of zero (R6)', { htCents: 0 }, 'financing.rule-broken'],
    ['no mention (V1)', { mention: false }, 'financing.rule-broken'],
    ['an unknown scheme', { scheme: 'NONE' }, 'financing.scheme-unknown'],
  ])('is refused for %s', async (_what, more, code) => {
    const vendor = await shared();
    await expect(by(vendor.finance, (ctx) => orders.place(ctx, orderOf(vendor.enrolment.id, vendor.code, more)))).rejects.toMatchObject({
      code,
    });
  });
});

let kept: (Awaited<ReturnType<typeof treasury.enrolled>> & { code: string }) | undefined;
async function shared() {
  if (kept === undefined) {
    const vendor = await treasury.enrolled();
    kept = { ...vendor, code: await treasury.scheme(vendor.callId) };
  }
  return kept;
}

describe('the money', () => {
  it('goes in two parts that add up, each approved by two officers, and rests on the decision', async () => {
    const { finance, order, claim, file, code } = await treasury.advanced({ siret: siret() });
    expect(claim).toMatchObject({ htCents: 18_750, vatCents: 3_750, ttcCents: 22_500 });
    await expect(by(finance, (ctx) => claims.claimBalance(ctx, order.id, balance))).rejects.toMatchObject({
      code: 'financing.rule-broken',
    });
    await by(finance, (ctx) => orders.recordFitness(ctx, order.id, fitness));
    const rest = await by(finance, (ctx) => claims.claimBalance(ctx, order.id, balance));
    expect(rest).toMatchObject({ htCents: 43_750, vatCents: 8_750, ttcCents: 52_500 });
    await treasury.approveAndPay(rest.id);
    const page = await by(finance, (ctx) => queries.order(ctx, order.id));
    expect(page.transfers.map(({ kind, cents }) => [kind, cents])).toEqual([
      ['commitment', 75_000],
      ['advance', 22_500],
      ['balance', 52_500],
    ]);
    expect(page.transfers.map(({ restsOn }) => restsOn.acceptance.kind)).toEqual(['order', 'order', 'fitness']);
    const { lines } = await by(first, (ctx) => queries.balance(ctx));
    expect(lines.find(({ account }) => account === `committed/${code}`)).toMatchObject({ debit: 75_000, credit: 75_000 });
    const { content } = await by(first, (ctx) => payments.content(ctx, file.id));
    expect(content.split('\r\n')[1]).toContain(`FR1420041010050500013M02606,225.00,EUR,${claim.number},${code},advance,${order.number}`);
  });

  it('needs two distinct officers, a third above the threshold, and the database counts them too', async () => {
    const vendor = await treasury.enrolled();
    const code = await treasury.scheme(vendor.callId, { thirdOfficerCents: 5_000_000 });
    const big = { category: 'etablissement', htCents: 20_000_000, siret: siret() };
    const order = await by(vendor.finance, (ctx) => orders.place(ctx, orderOf(vendor.enrolment.id, code, big)));
    const { id } = await by(vendor.finance, (ctx) => claims.claimAdvance(ctx, order.id));
    expect(await by(first, (ctx) => approvals.approve(ctx, id))).toBe('validated');
    await expect(by(first, (ctx) => approvals.approve(ctx, id))).rejects.toMatchObject({ code: 'financing.same-officer' });
    await expect(by(vendor.finance, (ctx) => approvals.approve(ctx, id))).rejects.toMatchObject({ kind: 'forbidden' });
    expect(await by(second, (ctx) => approvals.approve(ctx, id))).toBe('validated');
    await expect(by(first, (ctx) => payments.pay(ctx))).rejects.toMatchObject({ code: 'financing.nothing-to-pay' });
    await expect(by(system('test'), (ctx) => ctx.tx.query("UPDATE claim SET status = 'decided' WHERE id = $1", [id]))).rejects.toThrow(
      /approvals of 3/,
    );
    expect(await by(third, (ctx) => approvals.approve(ctx, id))).toBe('decided');
    expect(await by(first, (ctx) => payments.pay(ctx))).toMatchObject({ lines: 1, cents: 7_200_000 });
  });

  it('is claimed before its milestone, never after, and once', async () => {
    const vendor = await treasury.enrolled();
    const code = await treasury.scheme(vendor.callId);
    const order = await by(vendor.finance, (ctx) => orders.place(ctx, orderOf(vendor.enrolment.id, code, { siret: siret() })));
    const claimAt = async (at: Date) => {
      await by(system('test'), (ctx) =>
        ctx.tx.insert(Milestone, {
          ...{ id: newId(), callId: vendor.callId, kind: 'advance', revision: Math.floor(at.getTime() / 1000) % 1_000_000_000 },
          ...{ at, reason: 'Arrêté', decidedBy: null, decidedAt: new Date('2026-01-01T00:00:00Z') },
        }),
      );
      return by(vendor.finance, (ctx) => claims.claimAdvance(ctx, order.id));
    };
    const now = await by(system('test'), async (ctx) => ctx.now);
    await expect(claimAt(new Date(now.getTime() - 1_000))).rejects.toMatchObject({ code: 'financing.rule-broken' });
    await expect(claimAt(new Date(now.getTime() + 3_600_000))).resolves.toMatchObject({ kind: 'advance', status: 'submitted' });
    await expect(by(vendor.finance, (ctx) => claims.claimAdvance(ctx, order.id))).rejects.toMatchObject({ code: 'financing.claim-exists' });
  });

  it('goes back to the vendor with a reason, and earlier approvals no longer count', async () => {
    const vendor = await treasury.enrolled();
    const code = await treasury.scheme(vendor.callId);
    const order = await by(vendor.finance, (ctx) => orders.place(ctx, orderOf(vendor.enrolment.id, code, { siret: siret() })));
    const { id } = await by(vendor.finance, (ctx) => claims.claimAdvance(ctx, order.id));
    await by(first, (ctx) => approvals.approve(ctx, id));
    await by(second, (ctx) => approvals.askAmend(ctx, id, 'Le bon est illisible.'));
    await by(vendor.finance, (ctx) => claims.submitAgain(ctx, id, null));
    expect(await by(first, (ctx) => approvals.approve(ctx, id))).toBe('validated');
    await by(second, (ctx) => approvals.reject(ctx, id, 'Le client dément.'));
    await expect(by(vendor.finance, (ctx) => claims.withdraw(ctx, id))).rejects.toMatchObject({ code: 'lifecycle.refused' });
    await by(vendor.finance, (ctx) => orders.cancel(ctx, order.id, 'Le client renonce.'));
  });

  it('is asked back when the certificate is withdrawn from a day before the payment, and the transfer is reversed, never removed', async () => {
    const { certificate, claim, order, finance, code } = await treasury.advanced({ siret: siret() });
    await expect(by(first, (ctx) => recovery.order(ctx, claim.id, 'Retrait'))).rejects.toMatchObject({ code: 'financing.not-a-candidate' });
    const effectiveFrom = certificate.validFrom;
    const act = { ground: 'fraud' as const, motive: 'Preuves fabriquées.', effectiveFrom: effectiveFrom.toISOString() };
    await by(treasury.decider, (ctx) => find(CertificatesService).act(ctx, certificate.id, 'withdraw', act));
    const listed = await by(first, (ctx) => recovery.candidates(ctx));
    expect(listed.find(({ claimId }) => claimId === claim.id)).toMatchObject({ cents: 22_500, ground: 'fraud', effectiveFrom });
    await expect(by(finance, (ctx) => recovery.candidates(ctx))).rejects.toMatchObject({ kind: 'forbidden' });
    await by(first, (ctx) => recovery.order(ctx, claim.id, 'Retrait pour fraude.'));
    await by(first, (ctx) => recovery.recover(ctx, claim.id));
    await by(first, (ctx) => orders.cancel(ctx, order.id, 'Certificat retiré.'));
    const { transfers } = await by(first, (ctx) => queries.order(ctx, order.id));
    expect(transfers.map(({ kind }) => kind)).toEqual(['commitment', 'advance', 'recovery', 'release']);
    expect(transfers[2].reverses).toBe(transfers[1].id);
    const { lines } = await by(first, (ctx) => queries.balance(ctx));
    expect(lines.find(({ account }) => account === `envelope/${code}`)).toMatchObject({ debit: 75_000, credit: 75_000 });
  });

  it('rests on a certificate in force: nothing is approved once it is suspended', async () => {
    const vendor = await treasury.enrolled();
    const code = await treasury.scheme(vendor.callId);
    const order = await by(vendor.finance, (ctx) => orders.place(ctx, orderOf(vendor.enrolment.id, code, { siret: siret() })));
    const { id } = await by(vendor.finance, (ctx) => claims.claimAdvance(ctx, order.id));
    const act = { ground: 'precaution' as const, motive: 'Contrôle en cours.' };
    await by(treasury.decider, (ctx) => find(CertificatesService).act(ctx, vendor.certificate.id, 'suspend', act));
    await expect(by(first, (ctx) => approvals.approve(ctx, id))).rejects.toMatchObject({ code: 'financing.certificate-standing' });
  });
});

describe('what nobody may do', () => {
  it.each([
    ['UPDATE ledger_transfer SET cents = 1'],
    ['DELETE FROM ledger_transfer'],
    ['UPDATE claim_approval SET account_id = account_id'],
    ['DELETE FROM payment_file'],
    ['DELETE FROM funded_order'],
  ])('the portal never runs %s', async (statement) => {
    await expect(database.portal.query(statement)).rejects.toThrow(/permission denied|never changed/);
  });

  it('a vendor sees nothing of another vendor, and an operator nothing of the money', async () => {
    const { order, claim } = await treasury.advanced({ siret: siret() });
    const { finance } = await treasury.referenced();
    await expect(by(finance, (ctx) => queries.order(ctx, order.id))).rejects.toMatchObject({ kind: 'not_found' });
    await expect(by(finance, (ctx) => queries.claim(ctx, claim.id))).rejects.toMatchObject({ kind: 'not_found' });
    await expect(by(finance, (ctx) => claims.claimBalance(ctx, order.id, balance))).rejects.toMatchObject({ kind: 'not_found' });
    expect(await by(finance, (ctx) => queries.claims(ctx))).toEqual([]);
    const operator: Actor = { ...treasury.lead, roles: ['operator'] };
    await expect(by(operator, (ctx) => queries.balance(ctx))).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(by(operator, (ctx) => queries.order(ctx, order.id))).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('two ceilings of the same kind of client do not overlap', async () => {
    const { code } = await shared();
    const ceiling = {
      prestation: 'wave' as const,
      category: 'cabinet',
      bracket: '*',
      htCents: 70_000,
      source: 'avenant',
      validFrom: '2026-06-01',
    };
    await expect(by(first, (ctx) => find(SchemeService).setCeiling(ctx, code, ceiling))).rejects.toMatchObject({
      code: 'financing.ceiling-overlap',
    });
  });
});
