import { Instant } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What an assigned person does on a file. */
export type AssignmentRole = 'verifier' | 'lead';

/** A person in charge of a file, or of one of its chapters; ended by a date, never removed. */
@Entity('assignment')
@Index('assignment_account', ['accountId', 'until'])
@Index('assignment_live', ['candidatureId', 'accountId', 'role', 'chapterId'], { unique: true, where: 'until IS NULL' })
@Check('assignment_role', `role IN ('verifier', 'lead')`)
@Check('assignment_period', 'until IS NULL OR until >= since')
export class Assignment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'assignment_pk' }) id: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  /** Null: the whole file. */
  @Column('uuid', { name: 'chapter_id', nullable: true }) chapterId: string | null;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  @Column('text') role: AssignmentRole;
  @Column('uuid', { name: 'assigned_by' }) assignedBy: string;
  @Instant('since') since: Date;
  @Instant('until', { nullable: true }) until: Date | null;
}
