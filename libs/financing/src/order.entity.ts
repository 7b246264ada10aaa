import { Instant, WholeNumber } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Prestation, WaveOneState } from './financing.rules.js';
import { orderLifecycle, type OrderStatus } from './order.lifecycle.js';

/** A purchase order the State pays for. One live order per scheme and beneficiary, whoever the vendor. Under row security. */
@Entity('funded_order')
@Unique('funded_order_number', ['number'])
@Index('funded_order_one_live', ['schemeId', 'beneficiaryId'], { unique: true, where: `status <> 'cancelled'` })
@Index('funded_order_organisation', ['organisationId', 'id'])
@Check('funded_order_status', orderLifecycle.check('status'))
@Check('funded_order_prestation', `prestation IN ('wave', 'both_waves')`)
@Check('funded_order_wave_one', `wave_one IN ('none', 'funded', 'own_paid')`)
@Check('funded_order_amount', 'ht_cents > 0 AND vat_cents >= 0 AND ttc_cents = ht_cents + vat_cents')
@Check(
  'funded_order_funded',
  'funded_ht_cents > 0 AND funded_ht_cents <= ht_cents AND funded_vat_cents >= 0 AND funded_ttc_cents = funded_ht_cents + funded_vat_cents',
)
export class FundedOrder {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'funded_order_pk' }) id: string;
  @Column('text') number: string;
  @Column('uuid', { name: 'scheme_id' }) schemeId: string;
  @Column('uuid', { name: 'beneficiary_id' }) beneficiaryId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'enrolment_id' }) enrolmentId: string;
  @Column('uuid', { name: 'certificate_id' }) certificateId: string;
  @Column('uuid', { name: 'ceiling_id' }) ceilingId: string;
  @Column('text') prestation: Prestation;
  /** As ordered. */
  @WholeNumber('ht_cents') htCents: number;
  @WholeNumber('vat_cents') vatCents: number;
  @WholeNumber('ttc_cents') ttcCents: number;
  /** What the State pays of it. */
  @WholeNumber('funded_ht_cents') fundedHtCents: number;
  @WholeNumber('funded_vat_cents') fundedVatCents: number;
  @WholeNumber('funded_ttc_cents') fundedTtcCents: number;
  @Column('text') currency: string;
  /** Day the client signed. */
  @Column('date', { name: 'signed_on' }) signedOn: string;
  @Column('text') signer: string;
  /** The order carries the mention of the funding. */
  @Column('boolean') mention: boolean;
  @Column('text', { name: 'wave_one' }) waveOne: WaveOneState;
  @Column('boolean', { name: 'imaging_in_service' }) imagingInService: boolean;
  @Column('boolean', { name: 'other_programme', nullable: true }) otherProgramme: boolean | null;
  @Column('text') status: OrderStatus;
  @Column('text', { name: 'cancel_reason', nullable: true }) cancelReason: string | null;
  @Column('uuid', { name: 'placed_by' }) placedBy: string;
  @Instant('placed_at') placedAt: Date;
  @Instant('cancelled_at', { nullable: true }) cancelledAt: Date | null;
}

/** What the client signed once it works (VA, MOM or VSR); the last one counts, none is removed. Under row security. */
@Entity('fitness_verification')
@Unique('fitness_verification_number', ['orderId', 'number'])
@Check('fitness_verification_kind', `kind IN ('va', 'mom', 'vsr')`)
@Check('fitness_verification_indicator', `indicator IN ('case_1', 'case_2')`)
export class FitnessVerification {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'fitness_verification_pk' }) id: string;
  @Column('uuid', { name: 'order_id' }) orderId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('integer') number: number;
  @Column('text') kind: 'va' | 'mom' | 'vsr';
  @Column('date', { name: 'signed_on' }) signedOn: string;
  @Column('text') signer: string;
  @Column('text', { nullable: true }) indicator: 'case_1' | 'case_2' | null;
  @Column('uuid', { name: 'recorded_by' }) recordedBy: string;
  @Instant('recorded_at') recordedAt: Date;
}
