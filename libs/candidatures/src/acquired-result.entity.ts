import { Instant, oneOf } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { lapseReasonNames, type AcquiredPath, type LapseReason } from './acquired-result.rules.js';

/** A conform result acquired by equivalence, with everything it rests on; it never changes, it lapses once with its origin. */
@Entity('acquired_result')
@Index('acquired_result_live', ['answerId'], { unique: true, where: 'lapsed_at IS NULL' })
@Index('acquired_result_candidature', ['candidatureId', 'acquiredAt'])
@Check(
  'acquired_result_origins',
  'cardinality(mapping_ids) > 0 AND cardinality(certificate_ids) > 0 AND cardinality(decision_ids) > 0 AND cardinality(verdict_ids) > 0',
)
@Check('acquired_result_lapse', '(lapsed_at IS NULL) = (lapse_reason IS NULL) AND (lapsed_at IS NOT NULL OR NOT after_decision)')
@Check('acquired_result_reason', oneOf('lapse_reason', lapseReasonNames))
export class AcquiredResult {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'acquired_result_pk' }) id: string;
  @Column('uuid', { name: 'answer_id' }) answerId: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'requirement_id' }) requirementId: string;
  /** Every mapping, certificate, decision and verdict of the path: the result lapses with any of them. */
  @Column('uuid', { name: 'mapping_ids', array: true }) mappingIds: string[];
  @Column('uuid', { name: 'certificate_ids', array: true }) certificateIds: string[];
  @Column('uuid', { name: 'decision_ids', array: true }) decisionIds: string[];
  @Column('uuid', { name: 'verdict_ids', array: true }) verdictIds: string[];
  @Column('jsonb') path: AcquiredPath;
  @Column('uuid', { name: 'acquired_by', nullable: true }) acquiredBy: string | null;
  @Instant('acquired_at') acquiredAt: Date;
  @Instant('lapsed_at', { nullable: true }) lapsedAt: Date | null;
  @Column('text', { name: 'lapse_reason', nullable: true }) lapseReason: LapseReason | null;
  /** It lapsed once the file was decided: the decision stands, the agency is told. */
  @Column('boolean', { name: 'after_decision', default: false }) afterDecision: boolean;
}
