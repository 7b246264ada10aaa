import { Instant } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { ReceiptContent } from './receipt.rules.js';
import { candidatureLifecycle, type CandidatureStatus } from './candidature.lifecycle.js';

/** The acceptance of the referencing charter by an empowered person. */
export interface CharterAcceptance {
  readonly version: string;
  /** The account that accepted. */
  readonly by: string;
  /** Instant, ISO 8601. */
  readonly at: string;
  /** In which capacity the person binds the organisation. */
  readonly capacity: string;
}

/** What the administrative file says; every field may be missing in a draft. */
export interface AdministrativeFile {
  /** Vendor and product identifiers given by the CNDA. */
  readonly nie?: string;
  readonly nil?: string;
  readonly signatoryName?: string;
  readonly signatoryCapacity?: string;
  readonly contactName?: string;
  readonly contactEmail?: string;
  readonly contactPhone?: string;
  /** Identifier of an approved component of a third party, where the product embeds one. */
  readonly componentNil?: string;
  readonly presentation?: string;
}

/** The application of one product version to one call. */
@Entity('candidature')
@Unique('candidature_number', ['number'])
@Index('candidature_one_live', ['callId', 'solutionVersionId'], { unique: true, where: 'is_live' })
@Index('candidature_queue', ['status', 'completeAt', 'id'])
@Index('candidature_rank', ['callId', 'completeAt', 'id'], { where: 'complete_at IS NOT NULL' })
@Index('candidature_organisation', ['organisationId', 'id'])
@Check('candidature_status', candidatureLifecycle.check('status'))
@Check('candidature_live', `NOT is_live OR status NOT IN ('withdrawn', 'ineligible', 'expired')`)
@Check('candidature_complete', `complete_at IS NOT NULL OR status NOT IN ('complete', 'in_review', 'reviewed', 'proposed', 'decided')`)
export class Candidature {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'candidature_pk' }) id: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') number: string;
  @Column('uuid', { name: 'solution_version_id' }) solutionVersionId: string;
  @Column('uuid', { name: 'call_id' }) callId: string;
  @Column('text') status: CandidatureStatus;
  /** Since when it stands in its status. */
  @Instant('status_at') statusAt: Date;
  /** Whether it holds the place of its version in its call: no other may be opened meanwhile. */
  @Column('boolean', { name: 'is_live', default: true }) isLive: boolean;
  @Column('jsonb', { default: {} }) administrative: AdministrativeFile;
  @Column('jsonb', { nullable: true }) charter: CharterAcceptance | null;
  @Instant('filed_at', { nullable: true }) filedAt: Date | null;
  @Instant('admissible_at', { nullable: true }) admissibleAt: Date | null;
  /** When the last needed piece was received; gives the rank in the queue. */
  @Instant('complete_at', { nullable: true }) completeAt: Date | null;
  /** Raised by each change of the administrative file. */
  @Column('integer', { default: 1 }) version: number;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Instant('created_at') createdAt: Date;
}

/** A package version a candidature is, or was, pinned to; `candidature_pin` shows those it answers today. */
@Entity('candidature_package')
@Index('candidature_package_version', ['packageVersionId'])
export class CandidaturePackage {
  @PrimaryColumn('uuid', { name: 'candidature_id', primaryKeyConstraintName: 'candidature_package_pk' }) candidatureId: string;
  @PrimaryColumn('uuid', { name: 'package_version_id', primaryKeyConstraintName: 'candidature_package_pk' }) packageVersionId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
}

/** What the admission desk said of a file, with its reason; never changed. */
@Entity('admission')
@Index('admission_candidature', ['candidatureId', 'at'])
@Check('admission_outcome', `outcome IN ('admit', 'ask_complement', 'reject')`)
@Check('admission_reason', `outcome = 'admit' OR reason IS NOT NULL`)
export class Admission {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'admission_pk' }) id: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') outcome: 'admit' | 'ask_complement' | 'reject';
  @Column('text', { nullable: true }) reason: string | null;
  @Column('uuid', { name: 'account_id', nullable: true }) accountId: string | null;
  @Instant('at') at: Date;
}

/** The answer to a profile question: it makes conditional requirements appear or disappear. */
@Entity('profile_answer')
export class ProfileAnswer {
  @PrimaryColumn('uuid', { name: 'candidature_id', primaryKeyConstraintName: 'profile_answer_pk' }) candidatureId: string;
  @PrimaryColumn('text', { name: 'profile_key', primaryKeyConstraintName: 'profile_answer_pk' }) profileKey: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('boolean') answer: boolean;
  @Column('integer', { default: 1 }) version: number;
  @Instant('answered_at') answeredAt: Date;
}

/** The proof of completeness: number, content with every SHA-256, and the SHA-256 of its canonical content; never changed. */
@Entity('receipt')
@Unique('receipt_number', ['number'])
@Index('receipt_candidature', ['candidatureId', 'at'])
export class Receipt {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'receipt_pk' }) id: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') number: string;
  @Column('jsonb') content: ReceiptContent;
  @Column('text') sha256: string;
  @Instant('at') at: Date;
}

/** A message about a candidature or one of its requirements; the internal channel is never read by the vendor. */
@Entity('thread_message')
@Index('thread_message_thread', ['candidatureId', 'requirementId', 'at'])
@Check('thread_message_channel', `channel IN ('vendor', 'internal')`)
@Check('thread_message_side', `author_side IN ('vendor', 'agency')`)
@Check('thread_message_body', `body <> ''`)
export class ThreadMessage {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'thread_message_pk' }) id: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'requirement_id', nullable: true }) requirementId: string | null;
  @Column('text') channel: 'vendor' | 'internal';
  @Column('uuid', { name: 'account_id', nullable: true }) accountId: string | null;
  /** On whose side the author writes. */
  @Column('text', { name: 'author_side' }) authorSide: 'vendor' | 'agency';
  @Column('text') body: string;
  @Instant('at') at: Date;
}
