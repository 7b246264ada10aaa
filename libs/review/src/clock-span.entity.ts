import { Instant, oneOf } from '#platform';
import { Check, Column, Entity, Exclusion, Index, PrimaryColumn } from 'typeorm';
import { holders, type Holder } from './clock.rules.js';

/** A stretch of time of a file and who held it; two never overlap, and the last one has no end while the evaluation runs. */
@Entity('clock_span')
@Index('clock_span_candidature', ['candidatureId', 'fromAt'])
@Exclusion('clock_span_no_overlap', `USING gist (candidature_id WITH =, tstzrange(from_at, to_at) WITH &&)`)
@Check('clock_span_holder', oneOf('holder', holders))
@Check('clock_span_order', 'to_at IS NULL OR to_at >= from_at')
export class ClockSpan {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'clock_span_pk' }) id: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') holder: Holder;
  @Instant('from_at') fromAt: Date;
  @Instant('to_at', { nullable: true }) toAt: Date | null;
}
