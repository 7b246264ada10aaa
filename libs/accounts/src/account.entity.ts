import { Instant, type Locale, WholeNumber } from '#platform';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from './organisation.entity.js';
import { accountLifecycle, type AccountStatus } from './account.lifecycle.js';

/** A person who can sign in. */
@Entity('account')
@Unique('account_email', ['email'])
@Check('account_email_lower', 'email = lower(email)')
@Check('account_status', accountLifecycle.check('status'))
@Check('account_locale', `locale IN ('fr', 'en')`)
export class Account {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'account_pk' }) id: string;
  /** Lower case, trimmed. */
  @Column('text') email: string;
  @Column('text') name: string;
  /** Set when the person proved to read this address: by the link of a sign-up, an invitation or a reset. */
  @Instant('email_verified_at', { nullable: true }) emailVerifiedAt: Date | null;
  /** Argon2id, in its own text form; null until the person has chosen one. */
  @Column('text', { name: 'password_hash', nullable: true }) passwordHash: string | null;
  @Column('text') locale: Locale;
  @Column('text') status: AccountStatus;
  @Column('boolean') demonstration: boolean;
  @Instant('created_at') createdAt: Date;
}

/** The time-based second factor of a person (RFC 6238). */
@Entity('second_factor')
export class SecondFactor {
  @ForeignKey(() => Account, { name: 'second_factor_account_fk' })
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'second_factor_pk' })
  accountId: string;
  /** The shared secret, sealed with AES-256-GCM under the portal's secret. */
  @Column('text', { name: 'secret_sealed' }) secretSealed: string;
  /** Null until a first code has proved that the person's device holds the secret. */
  @Instant('confirmed_at', { nullable: true }) confirmedAt: Date | null;
  /** The last time step accepted: a code serves once. */
  @WholeNumber('last_step') lastStep: number;
}

/** A code to sign in without the device, once. */
@Entity('recovery_code')
export class RecoveryCode {
  @ForeignKey(() => Account, { name: 'recovery_code_account_fk' })
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'recovery_code_pk' })
  accountId: string;
  @PrimaryColumn('text', { name: 'code_hash', primaryKeyConstraintName: 'recovery_code_pk' }) codeHash: string;
  @Instant('used_at', { nullable: true }) usedAt: Date | null;
}

/** A link sent by mail to choose a password; following it proves that the person reads the address. */
@Entity('password_link')
@Index('password_link_account', ['accountId'])
export class PasswordLink {
  @PrimaryColumn('text', { name: 'token_hash', primaryKeyConstraintName: 'password_link_pk' }) tokenHash: string;
  @ForeignKey(() => Account, { name: 'password_link_account_fk' })
  @Column('uuid', { name: 'account_id' })
  accountId: string;
  @Instant('created_at') createdAt: Date;
  @Instant('expires_at') expiresAt: Date;
  @Instant('used_at', { nullable: true }) usedAt: Date | null;
}

/** A bearer token of the JSON API: a person acting for one organisation, without a browser. */
@Entity('api_token')
@Unique('api_token_hash', ['tokenHash'])
@Index('api_token_account', ['accountId'])
export class ApiToken {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_token_pk' }) id: string;
  @ForeignKey(() => Account, { name: 'api_token_account_fk' })
  @Column('uuid', { name: 'account_id' })
  accountId: string;
  @ForeignKey(() => Organisation, { name: 'api_token_organisation_fk' })
  @Column('uuid', { name: 'organisation_id' })
  organisationId: string;
  @Column('text') label: string;
  @Column('text', { name: 'token_hash' }) tokenHash: string;
  @Instant('created_at') createdAt: Date;
  @Instant('expires_at') expiresAt: Date;
  @Instant('last_used_at', { nullable: true }) lastUsedAt: Date | null;
  @Instant('revoked_at', { nullable: true }) revokedAt: Date | null;
}
