import { Instant } from '#platform';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A person of the agency from whom a candidature, or all those of a call, is hidden: a conflict of interests. */
@Entity('recusal')
@Index('recusal_account', ['accountId', 'callId'])
export class Recusal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'recusal_pk' }) id: string;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  @Column('uuid', { name: 'call_id' }) callId: string;
  /** Null: every candidature of the call. */
  @Column('uuid', { name: 'candidature_id', nullable: true }) candidatureId: string | null;
  @Instant('since') since: Date;
  @Instant('until', { nullable: true }) until: Date | null;
}
