import { Instant } from '#platform';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Receipt } from './candidature.entity.js';

/** The PDF of a receipt, made once by the worker and kept as a file of `ReceiptStore`; never changed. */
@Entity('receipt_document')
@Check('receipt_document_size', 'size > 0')
@Check('receipt_document_sha256', `sha256 ~ '^[0-9a-f]{64}$'`)
export class ReceiptDocument {
  @ForeignKey(() => Receipt, { name: 'receipt_document_receipt_fk' })
  @PrimaryColumn('uuid', { name: 'receipt_id', primaryKeyConstraintName: 'receipt_document_pk' })
  receiptId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  /** Bytes. */
  @Column('integer') size: number;
  /** Of the PDF, in hexadecimal; not that of the content of the receipt. */
  @Column('text') sha256: string;
  @Instant('rendered_at') renderedAt: Date;
}
