import { Instant } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { chapterLifecycle, type ChapterStatus } from './candidature.lifecycle.js';

/** What a vendor claims of a requirement. */
export type Claim = 'conform' | 'not_applicable';

/** The state of one chapter of a candidature: a section of one package version. */
@Entity('chapter')
@Unique('chapter_section', ['candidatureId', 'packageVersionId', 'sectionKey'])
@Check('chapter_status', chapterLifecycle.check('status'))
export class Chapter {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'chapter_pk' }) id: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'package_version_id' }) packageVersionId: string;
  @Column('text', { name: 'section_key' }) sectionKey: string;
  /** Printed order within the candidature. */
  @Column('integer') position: number;
  @Column('text') status: ChapterStatus;
  /** How many times it was submitted. */
  @Column('integer', { default: 0 }) round: number;
  @Instant('updated_at') updatedAt: Date;
}

/** One submission of a chapter, with the hash of the answers as they were; never changed. */
@Entity('chapter_submission')
@Unique('chapter_submission_round', ['chapterId', 'round'])
@Index('chapter_submission_candidature', ['candidatureId', 'submittedAt'])
export class ChapterSubmission {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'chapter_submission_pk' }) id: string;
  @Column('uuid', { name: 'chapter_id' }) chapterId: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('integer') round: number;
  @Instant('submitted_at') submittedAt: Date;
  @Column('uuid', { name: 'submitted_by', nullable: true }) submittedBy: string | null;
  /** `sha256:` of the RFC 8785 text of the answers and their evidence. */
  @Column('text', { name: 'answers_hash' }) answersHash: string;
}

/** The vendor's answer to one requirement; exists for every applicable requirement from admission on. */
@Entity('answer')
@Unique('answer_requirement', ['candidatureId', 'requirementId'])
@Index('answer_chapter', ['chapterId'])
@Check('answer_claim', `claim IN ('conform', 'not_applicable')`)
export class Answer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'answer_pk' }) id: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'chapter_id' }) chapterId: string;
  @Column('uuid', { name: 'requirement_id' }) requirementId: string;
  /** False when the profile answers put the requirement aside: hidden, never deleted. */
  @Column('boolean', { name: 'is_applicable', default: true }) isApplicable: boolean;
  /** What the vendor claims; null until it answers. */
  @Column('text', { nullable: true }) claim: Claim | null;
  /** Why the requirement would not apply. */
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { name: 'body', default: '' }) text: string;
  /** When the claim took its present value. */
  @Instant('claimed_at', { nullable: true }) claimedAt: Date | null;
  /** Raised by each save; a save of an older version is refused. */
  @Column('integer', { default: 1 }) version: number;
  @Column('uuid', { name: 'updated_by', nullable: true }) updatedBy: string | null;
  @Instant('updated_at') updatedAt: Date;
}

/** One of the last twenty texts of an answer: the slot is the version modulo 20, so the twenty-first takes the place of the first. */
@Entity('answer_revision')
@Check('answer_revision_slot', 'slot = version % 20')
export class AnswerRevision {
  @PrimaryColumn('uuid', { name: 'answer_id', primaryKeyConstraintName: 'answer_revision_pk' }) answerId: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'answer_revision_pk' }) slot: number;
  @Column('integer') version: number;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text', { nullable: true }) claim: Claim | null;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { name: 'body' }) text: string;
  @Column('uuid', { name: 'saved_by', nullable: true }) savedBy: string | null;
  @Instant('saved_at') savedAt: Date;
}

/** A piece of evidence attached to an expected one; the same piece may serve many requirements. */
@Entity('answer_evidence')
@Index('answer_evidence_item', ['evidenceItemId'])
export class AnswerEvidence {
  @PrimaryColumn('uuid', { name: 'answer_id', primaryKeyConstraintName: 'answer_evidence_pk' }) answerId: string;
  @PrimaryColumn('uuid', { name: 'expected_evidence_id', primaryKeyConstraintName: 'answer_evidence_pk' }) expectedEvidenceId: string;
  @PrimaryColumn('uuid', { name: 'evidence_item_id', primaryKeyConstraintName: 'answer_evidence_pk' }) evidenceItemId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  /** The version that is shown to the agency. */
  @Column('uuid', { name: 'evidence_version_id' }) evidenceVersionId: string;
  @Column('uuid', { name: 'attached_by', nullable: true }) attachedBy: string | null;
  @Instant('attached_at') attachedAt: Date;
  /** When the vendor took it off; the line stays. */
  @Instant('detached_at', { nullable: true }) detachedAt: Date | null;
}
