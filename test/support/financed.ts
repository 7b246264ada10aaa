import { DecisionQueries, DecisionsService, DelegationsService } from '#decisions';
import {
  ApprovalService,
  ClaimService,
  EnrolmentService,
  type EnrolmentInput,
  OrderService,
  type OrderInput,
  PaymentService,
  SchemeService,
} from '#financing';
import { type Actor, newId, system } from '#platform';
import type { Type } from '@nestjs/common';
import type { TestDatabase } from './database.js';
import { as, makeOrganisation, makePerson } from './people.js';
import { makeInvented, makeReviewed } from './reviewed.js';

type Find = <T>(type: Type<T>) => T;

/** A valid account number of the textbooks, and its parts as a vendor types them. */
export const enrolmentOf = (certificateNumber: string, more: Partial<EnrolmentInput> = {}): EnrolmentInput => ({
  ...{ certificateNumber, iban: 'FR14 2004 1010 0505 0001 3M02 606', holder: 'Atelier Corvane SAS', vatLiable: true },
  ...{ representative: 'Inès Karadec', capacity: 'Présidente' },
  ...more,
});

/** An order that every rule lets pass. */
export const orderOf = (enrolmentId: string, scheme: string, more: Partial<OrderInput> = {}): OrderInput => ({
  ...{ enrolmentId, scheme, beneficiary: 'Cabinet médical des Tilleuls', siret: '73282932000074', category: 'cabinet', bracket: '*' },
  ...{ prestation: 'wave' as const, htCents: 62_500, signedOn: '2026-05-12', signer: 'Dr Anne Mercadal', mention: true },
  ...{ waveOne: 'none' as const, imagingInService: false, otherProgramme: 'no' as const },
  ...more,
});

/** A town with an agency that decides and a payer that pays: what every story of money needs. */
export async function makeTreasury(database: TestDatabase, find: Find) {
  const agency = await makeOrganisation(database.portal, { kind: 'agency', name: `Agence Repère ${newId()}` });
  await makeInvented(database, agency);
  const lead = await makePerson(database.portal, { role: 'lead', organisationId: agency });
  const decider = await makePerson(database.portal, { role: 'decider', organisationId: agency, name: 'Camille Ardent' });
  const delegation = { accountId: decider.accountId, capacity: 'Directrice', actReference: 'Décision 2026-12' };
  await as(database.portal, system('test'), (ctx) => find(DelegationsService).grant(ctx, delegation));
  const payer = await makeOrganisation(database.portal, { kind: 'payer', name: `Paierie ${newId()}` });
  const officer = (name: string) => makePerson(database.portal, { role: 'payment_officer', organisationId: payer, name });
  const officers = [await officer('Tristan Le Goff'), await officer('Maud Estève'), await officer('Paul Ferrand')] as const;

  /** A vendor whose product is referenced, under a call of its own or a given one. */
  async function referenced(callId?: string) {
    const file = await makeReviewed(database, callId === undefined ? {} : { callId });
    const { id: proposalId } = await as(database.portal, lead, (ctx) =>
      find(DecisionsService).propose(ctx, file.candidature, { outcome: 'referenced' }),
    );
    const decision = await as(database.portal, decider, (ctx) =>
      find(DecisionsService).take(ctx, file.candidature, { proposalId, choice: 'confirm' }),
    );
    const { certificate } = await as(database.portal, decider, (ctx) => find(DecisionQueries).byId(ctx, decision.id));
    if (certificate === null) throw new Error('no certificate');
    const finance: Actor = { ...file.vendor, roles: ['vendor_finance'] };
    return { callId: file.call, decision, certificate, finance };
  }

  /** A scheme on a call: 625.00 for a practice, a third officer above 100,000.00. */
  async function scheme(callId: string, more: Partial<Parameters<SchemeService['create']>[1]> = {}): Promise<string> {
    const code = `S${newId().slice(-10).toUpperCase()}`;
    await as(database.portal, officers[0], async (ctx) => {
      await find(SchemeService).create(ctx, {
        ...{ code, titleFr: 'Dispositif', titleEn: 'Scheme', callId, thirdOfficerCents: 10_000_000 },
        ...{ needsImaging: false, needsIndicator: false, needsPilotReport: false },
        ...more,
      });
      const ceiling = { prestation: 'wave' as const, bracket: '*', source: 'appel à financement', validFrom: '2026-01-01' };
      await find(SchemeService).setCeiling(ctx, code, { ...ceiling, category: 'cabinet', htCents: 62_500 });
      await find(SchemeService).setCeiling(ctx, code, { ...ceiling, category: 'etablissement', htCents: 20_000_000 });
    });
    return code;
  }

  /** A referenced vendor whose enrolment is validated. */
  async function enrolled(callId?: string) {
    const vendor = await referenced(callId);
    const enrolment = await as(database.portal, vendor.finance, (ctx) =>
      find(EnrolmentService).submit(ctx, enrolmentOf(vendor.certificate.number)),
    );
    await as(database.portal, officers[0], (ctx) => find(EnrolmentService).review(ctx, enrolment.id, 'validate', null));
    return { ...vendor, enrolment };
  }

  /** Two officers approve, and the money leaves. */
  async function approveAndPay(claimId: string) {
    for (const officer of officers.slice(0, 2)) await as(database.portal, officer, (ctx) => find(ApprovalService).approve(ctx, claimId));
    return as(database.portal, officers[0], (ctx) => find(PaymentService).pay(ctx));
  }

  /** An order whose advance is paid. */
  async function advanced(more: Partial<OrderInput> = {}) {
    const vendor = await enrolled();
    const code = await scheme(vendor.callId);
    const order = await as(database.portal, vendor.finance, (ctx) =>
      find(OrderService).place(ctx, orderOf(vendor.enrolment.id, code, more)),
    );
    const claim = await as(database.portal, vendor.finance, (ctx) => find(ClaimService).claimAdvance(ctx, order.id));
    const file = await approveAndPay(claim.id);
    return { ...vendor, code, order, claim, file };
  }

  return { agency, lead, decider, payer, officers, referenced, scheme, enrolled, approveAndPay, advanced };
}
