import { Instant, oneOf } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { interestReasons, type InterestReason } from './interest.rules.js';

/**
 * What a person declares about their interests, for a call or for one file, before its first byte; never changed.
 * A declared conflict holds: a later “none” does not lift it.
 */
@Entity('interest')
@Index('interest_account', ['accountId', 'callId', 'candidatureId'])
@Check('interest_reason', oneOf('reason', interestReasons))
@Check('interest_conflicted', `conflicted = (reason <> 'none')`)
export class Interest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'interest_pk' }) id: string;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  @Column('uuid', { name: 'call_id' }) callId: string;
  /** Null: the declaration covers every file of the call. */
  @Column('uuid', { name: 'candidature_id', nullable: true }) candidatureId: string | null;
  @Column('boolean') conflicted: boolean;
  @Column('text') reason: InterestReason;
  @Instant('at') at: Date;
}
