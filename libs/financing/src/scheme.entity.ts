import { Instant, type Text, WholeNumber } from '#platform';
import { Check, Column, Entity, Exclusion, PrimaryColumn, Unique } from 'typeorm';
import type { Prestation } from './financing.rules.js';

/** A financing scheme (SONS): what the State pays, for which call, in which parts. */
@Entity('scheme')
@Unique('scheme_code', ['code'])
@Check('scheme_advance', 'advance_basis_points > 0 AND advance_basis_points < 10000')
@Check('scheme_vat', 'vat_basis_points >= 0 AND vat_basis_points <= 10000')
@Check('scheme_threshold', 'third_officer_cents > 0')
export class Scheme {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'scheme_pk' }) id: string;
  @Column('text') code: string;
  @Column('jsonb') title: Text;
  /** The call whose certificates and milestones it follows. */
  @Column('uuid', { name: 'call_id' }) callId: string;
  /** The scheme of the wave before, whose orders count against this one (R3). */
  @Column('uuid', { name: 'previous_scheme_id', nullable: true }) previousSchemeId: string | null;
  @Column('integer', { name: 'advance_basis_points', default: 3000 }) advanceBasisPoints: number;
  @Column('integer', { name: 'vat_basis_points', default: 2000 }) vatBasisPoints: number;
  @Column('text', { default: 'EUR' }) currency: string;
  /** Above this amount with tax, a third officer approves. */
  @WholeNumber('third_officer_cents') thirdOfficerCents: number;
  @Column('boolean', { name: 'needs_imaging', default: false }) needsImaging: boolean;
  @Column('boolean', { name: 'needs_indicator', default: false }) needsIndicator: boolean;
  /** Balances wait for the report of the pilot sites. */
  @Column('boolean', { name: 'needs_pilot_report', default: false }) needsPilotReport: boolean;
  @Instant('pilot_report_at', { nullable: true }) pilotReportAt: Date | null;
  @Instant('created_at') createdAt: Date;
}

/** The most the State pays for a kind of client, before tax, over a span of days; two spans never overlap. */
@Entity('price_ceiling')
@Exclusion(
  'price_ceiling_no_overlap',
  `USING gist (scheme_id WITH =, prestation WITH =, category WITH =, bracket WITH =, daterange(valid_from, valid_to) WITH &&)`,
)
@Check('price_ceiling_amount', 'ht_cents > 0')
@Check('price_ceiling_span', 'valid_to IS NULL OR valid_to > valid_from')
@Check('price_ceiling_prestation', `prestation IN ('wave', 'both_waves')`)
export class PriceCeiling {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'price_ceiling_pk' }) id: string;
  @Column('uuid', { name: 'scheme_id' }) schemeId: string;
  @Column('text') prestation: Prestation;
  /** Kind of client: `cabinet`, `pharmacie`, `etablissement`… */
  @Column('text') category: string;
  /** Size bracket within the category; `*` when there is only one. */
  @Column('text') bracket: string;
  @WholeNumber('ht_cents') htCents: number;
  /** Where the amount was fixed (R10). */
  @Column('text') source: string;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  /** First day it no longer holds; null while it holds. */
  @Column('date', { name: 'valid_to', nullable: true }) validTo: string | null;
}
