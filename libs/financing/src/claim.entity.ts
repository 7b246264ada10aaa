import { Instant, WholeNumber } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { claimLifecycle, type ClaimKind, type ClaimStatus } from './claim.lifecycle.js';

/** A request for money on an order. One live claim of each kind. Under row security. */
@Entity('claim')
@Unique('claim_number', ['number'])
@Index('claim_one_live', ['orderId', 'kind'], { unique: true, where: `status NOT IN ('rejected', 'cancelled', 'recovered')` })
@Index('claim_organisation', ['organisationId', 'id'])
@Index('claim_queue', ['status', 'submittedAt', 'id'])
@Check('claim_kind', `kind IN ('advance', 'balance')`)
@Check('claim_status', claimLifecycle.check('status'))
@Check('claim_amount', 'ht_cents > 0 AND vat_cents >= 0 AND ttc_cents = ht_cents + vat_cents')
@Check('claim_invoice', `kind = 'advance' OR (invoice_number IS NOT NULL AND invoice_ht_cents > 0 AND fitness_id IS NOT NULL)`)
@Check('claim_paid', `(paid_at IS NULL) = (status NOT IN ('paid', 'recovery_ordered', 'recovered'))`)
export class Claim {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'claim_pk' }) id: string;
  @Column('text') number: string;
  @Column('uuid', { name: 'order_id' }) orderId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') kind: ClaimKind;
  @Column('text') status: ClaimStatus;
  @WholeNumber('ht_cents') htCents: number;
  @WholeNumber('vat_cents') vatCents: number;
  @WholeNumber('ttc_cents') ttcCents: number;
  /** Version of the table of rules it was checked with. */
  @Column('text', { name: 'rules_version' }) rulesVersion: string;
  /** Raised by each deposit: approvals belong to one. */
  @Column('integer') submission: number;
  @Column('text', { name: 'invoice_number', nullable: true }) invoiceNumber: string | null;
  @Column('date', { name: 'invoice_on', nullable: true }) invoiceOn: string | null;
  @WholeNumber('invoice_ht_cents', { nullable: true }) invoiceHtCents: number | null;
  @Column('text', { name: 'invoice_signer', nullable: true }) invoiceSigner: string | null;
  @Column('text', { nullable: true }) indicator: 'case_1' | 'case_2' | null;
  @Column('uuid', { name: 'fitness_id', nullable: true }) fitnessId: string | null;
  /** Why it was sent back, rejected or recovered. */
  @Column('text', { nullable: true }) reason: string | null;
  @Column('uuid', { name: 'submitted_by' }) submittedBy: string;
  @Instant('submitted_at') submittedAt: Date;
  @Instant('paid_at', { nullable: true }) paidAt: Date | null;
  @Column('uuid', { name: 'payment_file_id', nullable: true }) paymentFileId: string | null;
}

/** One officer's approval of one deposit; never changed. The same officer cannot give two. Under row security. */
@Entity('claim_approval')
@Unique('claim_approval_officer', ['claimId', 'submission', 'accountId'])
@Check('claim_approval_step', 'step BETWEEN 1 AND 3')
export class ClaimApproval {
  @PrimaryColumn('uuid', { name: 'claim_id', primaryKeyConstraintName: 'claim_approval_pk' }) claimId: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'claim_approval_pk' }) submission: number;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'claim_approval_pk' }) step: number;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Instant('at') at: Date;
}
