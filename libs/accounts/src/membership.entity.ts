import { Instant, oneOf, type Role, roleNames } from '#platform';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Account } from './account.entity.js';
import { Organisation } from './organisation.entity.js';

/** One role of a person in an organisation, from an instant, until another. Under row security. */
@Entity('membership')
@Check('membership_role', oneOf('role', roleNames))
@Index('membership_live', ['accountId', 'organisationId', 'role'], { unique: true, where: 'until IS NULL' })
@Index('membership_organisation', ['organisationId'])
export class Membership {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_pk' }) id: string;
  @ForeignKey(() => Account, { name: 'membership_account_fk' })
  @Column('uuid', { name: 'account_id' })
  accountId: string;
  @ForeignKey(() => Organisation, { name: 'membership_organisation_fk' })
  @Column('uuid', { name: 'organisation_id' })
  organisationId: string;
  @Column('text') role: Role;
  @Instant('since') since: Date;
  @Instant('until', { nullable: true }) until: Date | null;
}

/** An offer to join an organisation with a role, sent by mail. Under row security. */
@Entity('invitation')
@Unique('invitation_token', ['tokenHash'])
@Check('invitation_role', oneOf('role', roleNames))
@Check('invitation_email_lower', 'email = lower(email)')
@Index('invitation_live', ['organisationId', 'email', 'role'], { unique: true, where: 'used_at IS NULL AND revoked_at IS NULL' })
export class Invitation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invitation_pk' }) id: string;
  @ForeignKey(() => Organisation, { name: 'invitation_organisation_fk' })
  @Column('uuid', { name: 'organisation_id' })
  organisationId: string;
  @Column('text') email: string;
  @Column('text') role: Role;
  @ForeignKey(() => Account, { name: 'invitation_created_by_fk' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;
  @Instant('created_at') createdAt: Date;
  @Instant('expires_at') expiresAt: Date;
  /** Hash of the token of its link. */
  @Column('text', { name: 'token_hash', nullable: true }) tokenHash: string | null;
  @Instant('used_at', { nullable: true }) usedAt: Date | null;
  @Instant('revoked_at', { nullable: true }) revokedAt: Date | null;
}

/** Someone who signed up with the SIREN of a verified organisation asks its administrators to join. Under row security. */
@Entity('join_request')
@Check('join_request_outcome', `outcome IN ('accepted', 'refused')`)
@Check('join_request_decided', '(decided_at IS NULL) = (outcome IS NULL)')
@Index('join_request_open', ['organisationId', 'accountId'], { unique: true, where: 'decided_at IS NULL' })
export class JoinRequest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'join_request_pk' }) id: string;
  @ForeignKey(() => Organisation, { name: 'join_request_organisation_fk' })
  @Column('uuid', { name: 'organisation_id' })
  organisationId: string;
  @ForeignKey(() => Account, { name: 'join_request_account_fk' })
  @Column('uuid', { name: 'account_id' })
  accountId: string;
  @Instant('created_at') createdAt: Date;
  @Instant('decided_at', { nullable: true }) decidedAt: Date | null;
  @ForeignKey(() => Account, { name: 'join_request_decided_by_fk' })
  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy: string | null;
  @Column('text', { nullable: true }) outcome: 'accepted' | 'refused' | null;
}
