import { Instant, oneOf, WholeNumber } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { transferKinds, type TransferKind } from './accounts.rules.js';

/** What a transfer rests on, as it stood: anyone can follow the money back to the decision. */
export interface RestsOn {
  readonly certificate: string;
  readonly decision: string;
  /** Criteria package versions the decision judged, with their hashes. */
  readonly scope: readonly { readonly code: string; readonly version: string; readonly contentHash: string }[];
  /** What the client signed: the purchase order, or the verification that it works. */
  readonly acceptance: { readonly kind: 'order' | 'fitness'; readonly id: string; readonly signedOn: string };
}

/** One transfer, once and for ever; a correction reverses it. Under row security. */
@Entity('ledger_transfer')
@Unique('ledger_transfer_number', ['number'])
@Unique('ledger_transfer_reverses', ['reverses'])
@Index('ledger_transfer_order', ['orderId', 'id'])
@Index('ledger_transfer_organisation', ['organisationId', 'id'])
@Check('ledger_transfer_kind', oneOf('kind', Object.keys(transferKinds)))
@Check('ledger_transfer_accounts', 'debit_account <> credit_account')
@Check('ledger_transfer_amount', 'cents > 0 AND ht_cents >= 0 AND vat_cents >= 0 AND cents = ht_cents + vat_cents')
export class LedgerTransfer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ledger_transfer_pk' }) id: string;
  @Column('text') number: string;
  @Column('text') kind: TransferKind;
  @Column('text', { name: 'debit_account' }) debitAccount: string;
  @Column('text', { name: 'credit_account' }) creditAccount: string;
  @WholeNumber('ht_cents') htCents: number;
  @WholeNumber('vat_cents') vatCents: number;
  /** With tax: what moved. */
  @WholeNumber('cents') cents: number;
  @Column('text') currency: string;
  @Column('uuid', { name: 'order_id' }) orderId: string;
  @Column('uuid', { name: 'claim_id', nullable: true }) claimId: string | null;
  @Column('uuid', { name: 'decision_id' }) decisionId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('jsonb', { name: 'rests_on' }) restsOn: RestsOn;
  @Column('uuid', { nullable: true }) reverses: string | null;
  @Instant('at') at: Date;
}

/** A file of transfers handed to the bank; its content holds account numbers, so it is sealed. */
@Entity('payment_file')
@Unique('payment_file_number', ['number'])
@Unique('payment_file_sha256', ['sha256'])
@Check('payment_file_lines', 'lines > 0 AND cents > 0')
export class PaymentFile {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'payment_file_pk' }) id: string;
  @Column('text') number: string;
  @Column('text') sha256: string;
  @Column('text', { name: 'content_cipher' }) contentCipher: string;
  @Column('integer') lines: number;
  @WholeNumber('cents') cents: number;
  @Column('uuid', { name: 'created_by' }) createdBy: string;
  @Instant('created_at') createdAt: Date;
}
