import { Instant } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { roundLifecycle, type RoundStatus } from './round.lifecycle.js';

/** One exchange of questions and answers about a file. The vendor sees it once it is sent. */
@Entity('round')
@Unique('round_number', ['candidatureId', 'number'])
@Index('round_open', ['candidatureId'], { unique: true, where: `status <> 'closed'` })
@Check('round_status', roundLifecycle.check('status'))
@Check('round_sent', `status = 'draft' OR (sent_at IS NOT NULL AND due_at IS NOT NULL)`)
export class Round {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'round_pk' }) id: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('integer') number: number;
  @Column('text') status: RoundStatus;
  @Column('uuid', { name: 'created_by' }) createdBy: string;
  @Instant('created_at') createdAt: Date;
  @Instant('sent_at', { nullable: true }) sentAt: Date | null;
  /** Instant from which an answer is late. */
  @Instant('due_at', { nullable: true }) dueAt: Date | null;
  @Instant('answered_at', { nullable: true }) answeredAt: Date | null;
  @Instant('closed_at', { nullable: true }) closedAt: Date | null;
}

/** One question of a round, about one requirement, and the vendor's answer to it. */
@Entity('clarification_item')
@Unique('clarification_item_requirement', ['roundId', 'requirementId'])
@Index('clarification_item_candidature', ['candidatureId', 'requirementId'])
@Check('clarification_item_question', `question <> ''`)
export class ClarificationItem {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'clarification_item_pk' }) id: string;
  @Column('uuid', { name: 'round_id' }) roundId: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'requirement_id' }) requirementId: string;
  @Column('uuid', { name: 'answer_id' }) answerId: string;
  /** The verdict that raised the question. */
  @Column('uuid', { name: 'verdict_id', nullable: true }) verdictId: string | null;
  @Column('text') question: string;
  @Column('text', { nullable: true }) answer: string | null;
  @Column('uuid', { name: 'answered_by', nullable: true }) answeredBy: string | null;
  @Instant('answered_at', { nullable: true }) answeredAt: Date | null;
  /** Raised by each change of the answer. */
  @Column('integer', { default: 1 }) version: number;
}
