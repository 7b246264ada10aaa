import { Instant } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { enrolmentLifecycle, type EnrolmentStatus } from './enrolment.lifecycle.js';

/** The registration of a vendor at the payment agency, for a certificate. The account number is sealed; only its end is readable. Under row security. */
@Entity('enrolment')
@Index('enrolment_live', ['certificateId'], { unique: true, where: `status <> 'rejected'` })
@Index('enrolment_organisation', ['organisationId', 'id'])
@Check('enrolment_status', enrolmentLifecycle.check('status'))
@Check('enrolment_last4', `iban_last4 ~ '^[0-9A-Z]{4}$'`)
export class Enrolment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'enrolment_pk' }) id: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'certificate_id' }) certificateId: string;
  @Column('text') status: EnrolmentStatus;
  @Column('text', { name: 'iban_cipher' }) ibanCipher: string;
  @Column('text', { name: 'iban_last4' }) ibanLast4: string;
  /** As the bank knows the holder. */
  @Column('text') holder: string;
  /** The legal representative, or the person mandated. */
  @Column('text') representative: string;
  @Column('text') capacity: string;
  @Column('boolean', { name: 'vat_liable' }) vatLiable: boolean;
  /** Why a correction was asked, or the enrolment refused or suspended. */
  @Column('text', { nullable: true }) reason: string | null;
  @Column('uuid', { name: 'submitted_by' }) submittedBy: string;
  @Instant('submitted_at') submittedAt: Date;
  @Column('uuid', { name: 'reviewed_by', nullable: true }) reviewedBy: string | null;
  @Instant('reviewed_at', { nullable: true }) reviewedAt: Date | null;
}
