import { Instant, oneOf } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import {
  authorKinds,
  commentKinds,
  commentLanguages,
  dispositions,
  type AuthorKind,
  type CommentKind,
  type CommentLanguage,
  type Disposition,
} from './consultation.rules.js';
import type { OperatorText, PackageContent } from './package-content.rules.js';
import { wholeContent } from './package.entity.js';

/** One opening of a draft to the public, with the text people read: redrafting later changes nothing of it. */
@Entity('consultation')
@Unique('consultation_iteration', ['packageVersionId', 'iteration'])
@Check('consultation_iteration_from_one', 'iteration >= 1')
@Check('consultation_span', `closes_at - opens_at >= interval '24 hours'`)
@Check('consultation_reason', '(closed_at IS NULL) = (close_reason IS NULL)')
@Check('consultation_closed_before', 'closed_at < closes_at')
@Check('consultation_hash_form', `content_hash ~ '^sha256:[0-9a-f]{64}$'`)
export class Consultation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'consultation_pk' }) id: string;
  @Column('uuid', { name: 'package_version_id' }) packageVersionId: string;
  /** 1 for the first opening of a version (it1), 2 for the next one… */
  @Column('integer') iteration: number;
  @Instant('opens_at') opensAt: Date;
  @Instant('closes_at') closesAt: Date;
  /** When it was closed before its date, with the reason. */
  @Instant('closed_at', { nullable: true }) closedAt: Date | null;
  @Column('text', { name: 'close_reason', nullable: true }) closeReason: string | null;
  /** The text commented upon. */
  @Column('jsonb', { transformer: wholeContent }) content: PackageContent;
  @Column('text', { name: 'content_hash' }) contentHash: string;
  @Instant('created_at') createdAt: Date;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  /** When editors were last told of what arrived. */
  @Instant('digest_at', { nullable: true }) digestAt: Date | null;
}

/** A named group of comments, answered once. */
@Entity('consultation_subject')
@Unique('consultation_subject_consultation', ['id', 'consultationId'])
@Check('consultation_subject_label', `label <> ''`)
export class ConsultationSubject {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'consultation_subject_pk' }) id: string;
  @Column('uuid', { name: 'consultation_id' }) consultationId: string;
  @Column('text') label: string;
  @Instant('created_at') createdAt: Date;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
}

/** A comment: who, about what, and what became of it; its words are in `consultation_text`. */
@Entity('consultation_comment')
@Unique('consultation_comment_number', ['consultationId', 'number'])
@Unique('consultation_comment_link', ['linkHash'])
@Index('consultation_comment_once', ['fingerprint'], { unique: true, where: 'withdrawn_at IS NULL' })
@Index('consultation_comment_subject', ['subjectId'])
@Check('consultation_comment_kind', oneOf('kind', commentKinds))
@Check('consultation_comment_language', oneOf('language', commentLanguages))
@Check('consultation_comment_author_kind', oneOf('author_kind', authorKinds))
@Check('consultation_comment_target', 'requirement_key IS NULL OR section_key IS NOT NULL')
@Check('consultation_comment_numbered', '(number IS NULL) = (appeared_at IS NULL)')
@Check('consultation_comment_author', '(account_id IS NULL) = (link_hash IS NOT NULL) AND (link_hash IS NULL) = (link_until IS NULL)')
@Check('consultation_comment_hidden', '(hidden_at IS NULL) = (hidden_reason IS NULL)')
export class ConsultationComment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'consultation_comment_pk' }) id: string;
  @Column('uuid', { name: 'consultation_id' }) consultationId: string;
  /** Its public number, given when it appears. */
  @Column('integer', { nullable: true }) number: number | null;
  /** Chapter it is about; null for the whole package. */
  @Column('text', { name: 'section_key', nullable: true }) sectionKey: string | null;
  @Column('text', { name: 'requirement_key', nullable: true }) requirementKey: string | null;
  @Column('text') kind: CommentKind;
  @Column('text') language: CommentLanguage;
  /** Null for a visitor. */
  @Column('uuid', { name: 'account_id', nullable: true }) accountId: string | null;
  /** Name that is shown: of the organisation, or the one a visitor gave. */
  @Column('text') author: string;
  @Column('text', { name: 'author_kind' }) authorKind: AuthorKind;
  @Instant('created_at') createdAt: Date;
  @Instant('appeared_at', { nullable: true }) appearedAt: Date | null;
  @Instant('withdrawn_at', { nullable: true }) withdrawnAt: Date | null;
  @Instant('hidden_at', { nullable: true }) hiddenAt: Date | null;
  /** Public. */
  @Column('text', { name: 'hidden_reason', nullable: true }) hiddenReason: string | null;
  @Column('uuid', { name: 'subject_id', nullable: true }) subjectId: string | null;
  /** Hash of the token of the link that a visitor received. */
  @Column('text', { name: 'link_hash', nullable: true }) linkHash: string | null;
  @Instant('link_until', { nullable: true }) linkUntil: Date | null;
  /** Of author, target and words: the same comment sent twice is one. */
  @Column('text') fingerprint: string;
}

/** The words of a comment: written once, never changed nor removed, and read by nobody but the agency once they are no longer shown. */
@Entity('consultation_text')
@Check('consultation_text_body', 'char_length(body) BETWEEN 1 AND 4000')
@Check('consultation_text_proposal', 'char_length(proposal) BETWEEN 1 AND 4000')
export class ConsultationText {
  @PrimaryColumn('uuid', { name: 'comment_id', primaryKeyConstraintName: 'consultation_text_pk' }) commentId: string;
  @Column('text') body: string;
  @Column('text', { nullable: true }) proposal: string | null;
}

/** Address of a visitor: the portal writes it and cannot read it; the worker sends the mails, then erases it. */
@Entity('consultation_contact')
@Check('consultation_contact_locale', oneOf('locale', commentLanguages))
export class ConsultationContact {
  @PrimaryColumn('uuid', { name: 'comment_id', primaryKeyConstraintName: 'consultation_contact_pk' }) commentId: string;
  @Column('text') email: string;
  @Column('text') locale: CommentLanguage;
}

/** An answer to one comment or to one group: a draft until it is published, and then never changed; a later one corrects it. */
@Entity('consultation_answer')
@Index('consultation_answer_comment_draft', ['commentId'], { unique: true, where: 'published_at IS NULL' })
@Index('consultation_answer_subject_draft', ['subjectId'], { unique: true, where: 'published_at IS NULL' })
@Index('consultation_answer_comment', ['commentId'])
@Index('consultation_answer_subject', ['subjectId'])
@Index('consultation_answer_consultation', ['consultationId'])
@Check('consultation_answer_target', '(comment_id IS NULL) <> (subject_id IS NULL)')
@Check('consultation_answer_disposition', oneOf('disposition', dispositions))
export class ConsultationAnswer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'consultation_answer_pk' }) id: string;
  @Column('uuid', { name: 'consultation_id' }) consultationId: string;
  @Column('uuid', { name: 'comment_id', nullable: true }) commentId: string | null;
  @Column('uuid', { name: 'subject_id', nullable: true }) subjectId: string | null;
  @Column('text') disposition: Disposition;
  @Column('jsonb') body: OperatorText;
  /** Raised by every save of the draft. */
  @Column('integer') version: number;
  @Column('uuid', { name: 'author_id', nullable: true }) authorId: string | null;
  @Instant('saved_at') savedAt: Date;
  @Instant('published_at', { nullable: true }) publishedAt: Date | null;
}
