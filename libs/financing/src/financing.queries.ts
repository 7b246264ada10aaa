import { Injectable } from '@nestjs/common';
import { Decision, type CertificateFacts } from '#decisions';
import { authorize, type Ctx, mustSee } from '#platform';
import { trialBalance, type TransferKind } from './accounts.rules.js';
import type { BeneficiaryScheme } from './beneficiary.rules.js';
import { Claim } from './claim.entity.js';
import type { ClaimKind, ClaimStatus } from './claim.lifecycle.js';
import { Enrolment } from './enrolment.entity.js';
import type { EnrolmentStatus } from './enrolment.lifecycle.js';
import type { FinancingSearch } from './financing.dto.js';
import { financingPolicy } from './financing.policy.js';
import { LedgerTransfer, PaymentFile } from './ledger.entity.js';
import { FitnessVerification, FundedOrder } from './order.entity.js';
import type { OrderStatus } from './order.lifecycle.js';
import { PriceCeiling, Scheme } from './scheme.entity.js';

/** An order in a list. */
export interface OrderLine {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly beneficiary: string;
  readonly organisation: string;
  readonly scheme: string;
  readonly fundedTtcCents: number;
  readonly paidTtcCents: number;
  readonly signedOn: string;
}

/** A claim in a list. */
export interface ClaimLine {
  readonly id: string;
  readonly number: string;
  readonly orderId: string;
  readonly kind: ClaimKind;
  readonly status: ClaimStatus;
  readonly beneficiary: string;
  readonly organisation: string;
  readonly scheme: string;
  readonly ttcCents: number;
  readonly submittedAt: Date;
  readonly approvals: number;
}

/** An enrolment in a list; its account shows its last four characters only. */
export interface EnrolmentLine {
  readonly id: string;
  readonly organisationId: string;
  readonly organisation: string;
  readonly certificate: string;
  readonly product: string;
  readonly status: EnrolmentStatus;
  readonly holder: string;
  readonly ibanLast4: string;
  readonly representative: string;
  readonly capacity: string;
  readonly vatLiable: boolean;
  readonly reason: string | null;
  readonly submittedAt: Date;
}

/** An approval, by name for the officers. */
export interface ApprovalLine {
  readonly claimId: string;
  readonly submission: number;
  readonly step: number;
  readonly accountId: string;
  readonly name: string;
  readonly at: Date;
}

/** An order with everything that happened to it. */
export interface OrderPage {
  readonly order: FundedOrder;
  readonly scheme: Scheme;
  readonly ceiling: PriceCeiling;
  readonly beneficiary: {
    readonly name: string;
    readonly identifiers: readonly { readonly scheme: BeneficiaryScheme; readonly value: string }[];
  };
  readonly organisation: string;
  readonly certificate: CertificateFacts;
  readonly decisionNumber: string;
  readonly fitness: FitnessVerification | null;
  readonly claims: readonly Claim[];
  readonly approvals: readonly ApprovalLine[];
  readonly transfers: readonly LedgerTransfer[];
}

/** A scheme with its ceilings. */
export interface SchemePage {
  readonly scheme: Scheme;
  readonly ceilings: readonly PriceCeiling[];
}

const pageSize = 50;

/** Reads of the financing. Row security keeps each vendor to its own; the payer sees all. */
@Injectable()
export class FinancingQueries {
  /** Every scheme with its ceilings; public. */
  async schemes(ctx: Ctx): Promise<SchemePage[]> {
    const schemes = await ctx.tx.find(Scheme, { order: { code: 'ASC' } });
    const ceilings = await ctx.tx.find(PriceCeiling, { order: { category: 'ASC', bracket: 'ASC', validFrom: 'DESC' } });
    return schemes.map((scheme) => ({ scheme, ceilings: ceilings.filter(({ schemeId }) => schemeId === scheme.id) }));
  }

  /** The enrolments the actor may see, latest first. */
  async enrolments(ctx: Ctx, { status }: FinancingSearch = {}): Promise<EnrolmentLine[]> {
    this.enter(ctx);
    return ctx.tx.query<EnrolmentLine[]>(
      `SELECT enrolment.id, enrolment.organisation_id AS "organisationId", organisation.name AS organisation, certificate.number AS certificate,
         certificate.facts->'product'->>'name' AS product, enrolment.status, enrolment.holder, enrolment.iban_last4 AS "ibanLast4",
         enrolment.representative, enrolment.capacity, enrolment.vat_liable AS "vatLiable", enrolment.reason, enrolment.submitted_at AS "submittedAt"
       FROM enrolment JOIN organisation ON organisation.id = enrolment.organisation_id
         JOIN certificate ON certificate.id = enrolment.certificate_id
       WHERE $1::text IS NULL OR enrolment.status = $1 ORDER BY enrolment.id DESC LIMIT 200`,
      [status ?? null],
    );
  }

  /** The certificates of the actor's organisation that have no live enrolment: what may be enrolled. */
  async enrollable(ctx: Ctx): Promise<{ readonly number: string; readonly product: string }[]> {
    authorize(ctx.actor, financingPolicy.enrol, { organisationId: ctx.actor.organisationId ?? '' });
    return ctx.tx.query(
      `SELECT certificate.number, concat_ws(' ', certificate.facts->'product'->>'name', certificate.facts->'product'->>'version') AS product
       FROM certificate WHERE certificate.organisation_id = $1 AND certificate.valid_until > $2
         AND NOT EXISTS (SELECT FROM enrolment WHERE enrolment.certificate_id = certificate.id AND enrolment.status <> 'rejected')
       ORDER BY certificate.number DESC LIMIT 100`,
      [ctx.actor.organisationId, ctx.now],
    );
  }

  /** One enrolment, or 404. */
  async enrolment(ctx: Ctx, id: string): Promise<Enrolment> {
    return mustSee(ctx.actor, financingPolicy.read, await ctx.tx.findOneBy(Enrolment, { id }));
  }

  /** The orders the actor may see, latest first. */
  async orders(ctx: Ctx, { status, after }: FinancingSearch = {}): Promise<OrderLine[]> {
    this.enter(ctx);
    return ctx.tx.query<OrderLine[]>(
      `SELECT funded_order.id, funded_order.number, funded_order.status, beneficiary.name AS beneficiary, organisation.name AS organisation,
         scheme.code AS scheme, funded_order.funded_ttc_cents::float8 AS "fundedTtcCents", funded_order.signed_on::text AS "signedOn",
         coalesce((SELECT sum(claim.ttc_cents) FROM claim WHERE claim.order_id = funded_order.id
           AND claim.status IN ('paid', 'recovery_ordered')), 0)::float8 AS "paidTtcCents"
       FROM funded_order JOIN beneficiary ON beneficiary.id = funded_order.beneficiary_id
         JOIN organisation ON organisation.id = funded_order.organisation_id JOIN scheme ON scheme.id = funded_order.scheme_id
       WHERE ($1::text IS NULL OR funded_order.status = $1) AND ($2::uuid IS NULL OR funded_order.id < $2)
       ORDER BY funded_order.id DESC LIMIT $3`,
      [status ?? null, after ?? null, pageSize],
    );
  }

  /** The claims the actor may see: those of a status oldest first, all of them latest first. */
  async claims(ctx: Ctx, { status, after }: FinancingSearch = {}): Promise<ClaimLine[]> {
    this.enter(ctx);
    return ctx.tx.query<ClaimLine[]>(
      `SELECT claim.id, claim.number, claim.order_id AS "orderId", claim.kind, claim.status, beneficiary.name AS beneficiary,
         organisation.name AS organisation, scheme.code AS scheme, claim.ttc_cents::float8 AS "ttcCents", claim.submitted_at AS "submittedAt",
         (SELECT count(*)::int FROM claim_approval WHERE claim_approval.claim_id = claim.id AND claim_approval.submission = claim.submission) AS approvals
       FROM claim JOIN funded_order ON funded_order.id = claim.order_id JOIN beneficiary ON beneficiary.id = funded_order.beneficiary_id
         JOIN organisation ON organisation.id = claim.organisation_id JOIN scheme ON scheme.id = funded_order.scheme_id
       WHERE ($1::text IS NULL OR claim.status = $1) AND ($2::uuid IS NULL OR claim.id < $2)
       ORDER BY CASE WHEN $1::text IS NULL THEN NULL ELSE claim.submitted_at END, claim.id DESC LIMIT $3`,
      [status ?? null, after ?? null, pageSize],
    );
  }

  /** An order with everything that happened to it, or 404. */
  async order(ctx: Ctx, id: string): Promise<OrderPage> {
    const order = mustSee(ctx.actor, financingPolicy.read, await ctx.tx.findOneBy(FundedOrder, { id }));
    const scheme = await ctx.tx.findOneByOrFail(Scheme, { id: order.schemeId });
    const ceiling = await ctx.tx.findOneByOrFail(PriceCeiling, { id: order.ceilingId });
    const [names] = await ctx.tx.query<[Pick<OrderPage, 'beneficiary' | 'organisation' | 'certificate'> & { decisionId: string }]>(
      `SELECT organisation.name AS organisation, certificate.facts AS certificate, certificate.decision_id AS "decisionId",
         json_build_object('name', beneficiary.name, 'identifiers', coalesce((SELECT json_agg(json_build_object('scheme', known.scheme, 'value', known.value)
           ORDER BY known.scheme) FROM beneficiary_identifier known WHERE known.beneficiary_id = beneficiary.id), '[]')) AS beneficiary
       FROM organisation, certificate, beneficiary WHERE organisation.id = $1 AND certificate.id = $2 AND beneficiary.id = $3`,
      [order.organisationId, order.certificateId, order.beneficiaryId],
    );
    const { decisionId, ...known } = names;
    const decision = await ctx.tx.findOne(Decision, { where: { id: decisionId }, select: { id: true, number: true } });
    const claims = await ctx.tx.find(Claim, { where: { orderId: id }, order: { id: 'ASC' } });
    return {
      ...{ order, scheme, ceiling, ...known, claims, decisionNumber: decision?.number ?? '' },
      fitness: await ctx.tx.findOne(FitnessVerification, { where: { orderId: id }, order: { number: 'DESC' } }),
      approvals: await this.approvals(ctx, id),
      transfers: await ctx.tx.find(LedgerTransfer, { where: { orderId: id }, order: { id: 'ASC' } }),
    };
  }

  /** One claim, or 404. */
  async claim(ctx: Ctx, id: string): Promise<Claim> {
    return mustSee(ctx.actor, financingPolicy.read, await ctx.tx.findOneBy(Claim, { id }));
  }

  /** The latest transfers. Payer only. */
  async transfers(ctx: Ctx, { after }: FinancingSearch = {}): Promise<LedgerTransfer[]> {
    authorize(ctx.actor, financingPolicy.watch, null);
    const query = ctx.tx.createQueryBuilder(LedgerTransfer, 'transfer').orderBy('transfer.id', 'DESC').limit(pageSize);
    return after === undefined ? query.getMany() : query.where('transfer.id < :after', { after }).getMany();
  }

  /** Debits and credits of every account. Payer only. */
  async balance(ctx: Ctx): Promise<ReturnType<typeof trialBalance>> {
    authorize(ctx.actor, financingPolicy.watch, null);
    const sums = await ctx.tx.query<
      { debitAccount: string; creditAccount: string; kind: TransferKind; ht: number; vat: number; ttc: number }[]
    >(
      `SELECT ledger_transfer.debit_account AS "debitAccount", ledger_transfer.credit_account AS "creditAccount",
         sum(ledger_transfer.ht_cents)::float8 AS ht, sum(ledger_transfer.vat_cents)::float8 AS vat, sum(ledger_transfer.cents)::float8 AS ttc
       FROM ledger_transfer GROUP BY 1, 2`,
    );
    return trialBalance(sums);
  }

  /** Names of the vendors the ledger knows, by id. Payer only. */
  async vendorNames(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
    authorize(ctx.actor, financingPolicy.watch, null);
    const rows = await ctx.tx.query<{ id: string; name: string }[]>(
      `SELECT organisation.id, organisation.name FROM organisation
       WHERE EXISTS (SELECT FROM ledger_transfer WHERE ledger_transfer.organisation_id = organisation.id)`,
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** The payment files, latest first. Payer only. */
  async paymentFiles(ctx: Ctx): Promise<PaymentFile[]> {
    authorize(ctx.actor, financingPolicy.watch, null);
    return ctx.tx.find(PaymentFile, { order: { id: 'DESC' }, take: pageSize });
  }

  private async approvals(ctx: Ctx, orderId: string): Promise<ApprovalLine[]> {
    return ctx.tx.query<ApprovalLine[]>(
      `SELECT claim_approval.claim_id AS "claimId", claim_approval.submission, claim_approval.step, claim_approval.account_id AS "accountId",
         account.name, claim_approval.at
       FROM claim_approval JOIN claim ON claim.id = claim_approval.claim_id JOIN account ON account.id = claim_approval.account_id
       WHERE claim.order_id = $1 ORDER BY claim_approval.claim_id, claim_approval.submission, claim_approval.step`,
      [orderId],
    );
  }

  private enter(ctx: Ctx): void {
    authorize(ctx.actor, financingPolicy.read, { organisationId: ctx.actor.organisationId ?? '' });
  }
}
