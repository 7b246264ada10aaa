import type { Claim, Enrolment, FundedOrder, LedgerTransfer, OrderPage, PaymentFile, RuleResult, SchemePage } from '#financing';

/** An amount as machines read it: integer cents. */
export interface AmountView {
  readonly htCents: number;
  readonly vatCents: number;
  readonly ttcCents: number;
}

/** An order, without what is only for the database. */
export const orderApi = (order: FundedOrder) => ({
  ...{ id: order.id, number: order.number, status: order.status, schemeId: order.schemeId, beneficiaryId: order.beneficiaryId },
  ordered: { htCents: order.htCents, vatCents: order.vatCents, ttcCents: order.ttcCents } satisfies AmountView,
  funded: { htCents: order.fundedHtCents, vatCents: order.fundedVatCents, ttcCents: order.fundedTtcCents } satisfies AmountView,
  ...{ currency: order.currency, prestation: order.prestation, signedOn: order.signedOn, placedAt: order.placedAt },
});

/** A claim. */
export const claimApi = (claim: Claim) => ({
  ...{ id: claim.id, number: claim.number, orderId: claim.orderId, kind: claim.kind, status: claim.status, reason: claim.reason },
  ...{ htCents: claim.htCents, vatCents: claim.vatCents, ttcCents: claim.ttcCents, rulesVersion: claim.rulesVersion },
  ...{ submission: claim.submission, submittedAt: claim.submittedAt, paidAt: claim.paidAt },
});

/** An enrolment; the account shows its end only. */
export const enrolmentApi = ({ id, certificateId, status, ibanLast4, holder, submittedAt, reason }: Enrolment) => ({
  ...{ id, certificateId, status, ibanLast4, holder, submittedAt, reason },
});

/** A transfer with what it rests on. */
export const transferApi = (transfer: LedgerTransfer) => ({
  ...{
    id: transfer.id,
    number: transfer.number,
    kind: transfer.kind,
    debitAccount: transfer.debitAccount,
    creditAccount: transfer.creditAccount,
  },
  ...{ htCents: transfer.htCents, vatCents: transfer.vatCents, ttcCents: transfer.cents, currency: transfer.currency, at: transfer.at },
  ...{ orderId: transfer.orderId, claimId: transfer.claimId, reverses: transfer.reverses, restsOn: transfer.restsOn },
});

/** An order with everything that happened to it. Officers' names stay with the officers. */
export const orderPageApi = (page: OrderPage, rules: readonly RuleResult[]) => ({
  ...orderApi(page.order),
  scheme: page.scheme.code,
  ceilingHtCents: page.ceiling.htCents,
  beneficiary: page.beneficiary,
  certificate: page.certificate.number,
  decision: page.decisionNumber,
  fitness: page.fitness && { kind: page.fitness.kind, signedOn: page.fitness.signedOn, indicator: page.fitness.indicator },
  claims: page.claims.map(claimApi),
  transfers: page.transfers.map(transferApi),
  rules,
});

/** A payment file, without its content. */
export const paymentFileApi = ({ id, number, sha256, lines, cents, createdAt }: PaymentFile) => ({
  id,
  number,
  sha256,
  lines,
  cents,
  createdAt,
});

/** A scheme with its ceilings; public. */
export const schemeApi = ({ scheme, ceilings }: SchemePage) => ({
  ...{ code: scheme.code, title: scheme.title, callId: scheme.callId, currency: scheme.currency },
  ...{ advanceBasisPoints: scheme.advanceBasisPoints, vatBasisPoints: scheme.vatBasisPoints, thirdOfficerCents: scheme.thirdOfficerCents },
  ceilings: ceilings.map(({ prestation, category, bracket, htCents, source, validFrom, validTo }) => ({
    ...{ prestation, category, bracket, htCents, source, validFrom, validTo },
  })),
});
