import { Instant } from '#platform';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Account } from './account.entity.js';
import { Organisation } from './organisation.entity.js';

/** A browser in which a person is signed in; only the hash of its token is known. */
@Entity('session')
@Index('session_account', ['accountId'])
export class Session {
  @PrimaryColumn('text', { name: 'token_hash', primaryKeyConstraintName: 'session_pk' }) tokenHash: string;
  /** To name the session in a list without telling its hash. */
  @Column('uuid') id: string;
  @ForeignKey(() => Account, { name: 'session_account_fk' })
  @Column('uuid', { name: 'account_id' })
  accountId: string;
  /** The organisation the person acts for; null when they belong to none. */
  @ForeignKey(() => Organisation, { name: 'session_organisation_fk' })
  @Column('uuid', { name: 'organisation_id', nullable: true })
  organisationId: string | null;
  @Instant('created_at') createdAt: Date;
  @Instant('last_seen_at') lastSeenAt: Date;
  /** The end, whatever the activity. */
  @Instant('expires_at') expiresAt: Date;
  @Instant('second_factor_at', { nullable: true }) secondFactorAt: Date | null;
  /** Family of browser and system, to recognise it in a list: “Firefox, Linux”. */
  @Column('text') device: string;
}

/** Failed tries by key (account, network address, second factor): written in its own transaction, it survives the refusal. */
@Entity('attempt')
@Check('attempt_count', 'count >= 0')
export class Attempt {
  /** `<kind>:<hash>`: neither an address nor a mail is stored. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'attempt_pk' }) key: string;
  @Column('integer') count: number;
  @Instant('window_ends_at') windowEndsAt: Date;
}
