import { Instant } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { CarryOutcome } from './carry-over.rules.js';
import type { CandidatureStatus } from './candidature.lifecycle.js';
import type { ImpactTotals } from './rehearsal.rules.js';

/** A file left a version of the criteria for a newer one, by its vendor's choice; never changed. */
@Entity('version_move')
@Unique('version_move_once', ['candidatureId', 'fromVersionId'])
@Check('version_move_forward', 'from_version_id <> to_version_id')
export class VersionMove {
  @PrimaryColumn('uuid', { name: 'candidature_id', primaryKeyConstraintName: 'version_move_pk' }) candidatureId: string;
  @PrimaryColumn('uuid', { name: 'to_version_id', primaryKeyConstraintName: 'version_move_pk' }) toVersionId: string;
  @Column('uuid', { name: 'from_version_id' }) fromVersionId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  /** Where the file stood when it moved. */
  @Column('text', { name: 'from_status' }) fromStatus: CandidatureStatus;
  @Column('integer') kept: number;
  @Column('integer', { name: 'to_confirm' }) toConfirm: number;
  @Column('integer', { name: 'new_evidence' }) newEvidence: number;
  @Column('integer', { name: 'to_answer' }) toAnswer: number;
  @Column('integer') dropped: number;
  @Column('uuid', { name: 'moved_by', nullable: true }) movedBy: string | null;
  @Instant('moved_at') movedAt: Date;
}

/** Where an answer comes from: the one it was carried from, and what the move made of it. */
@Entity('answer_origin')
@Index('answer_origin_source', ['sourceAnswerId'])
@Check('answer_origin_outcome', `outcome IN ('keeps', 'confirm', 'new_evidence', 'to_answer')`)
export class AnswerOrigin {
  @PrimaryColumn('uuid', { name: 'answer_id', primaryKeyConstraintName: 'answer_origin_pk' }) answerId: string;
  @PrimaryColumn('uuid', { name: 'source_answer_id', primaryKeyConstraintName: 'answer_origin_pk' }) sourceAnswerId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'source_version_id' }) sourceVersionId: string;
  @Column('text', { name: 'source_key' }) sourceKey: string;
  @Column('text') outcome: Exclude<CarryOutcome, 'dropped'>;
  /** When the vendor confirmed it, by word or by writing it anew; what was kept needs none. */
  @Instant('confirmed_at', { nullable: true }) confirmedAt: Date | null;
  @Column('uuid', { name: 'confirmed_by', nullable: true }) confirmedBy: string | null;
}

/** What a version would change for the files open that day, as someone recorded it; never changed. */
@Entity('impact_report')
@Index('impact_report_version', ['packageVersionId', 'at'])
@Check('impact_report_hash', `content_hash ~ '^sha256:[0-9a-f]{64}$'`)
export class ImpactReport {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'impact_report_pk' }) id: string;
  @Column('uuid', { name: 'package_version_id' }) packageVersionId: string;
  /** Hash of the content that was rehearsed: another content asks for another rehearsal. */
  @Column('text', { name: 'content_hash' }) contentHash: string;
  @Column('jsonb') totals: ImpactTotals;
  @Column('uuid', { name: 'recorded_by', nullable: true }) recordedBy: string | null;
  @Instant('at') at: Date;
}
