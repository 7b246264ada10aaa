import { Instant, oneOf } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { derivations, type Derivation } from './package-content.rules.js';

/** What an editor may decide of a link: it holds, it does not, or the requirement comes from nothing in the older version. */
export const lineageDecisions = ['confirmed', 'rejected', 'without'] as const;
/** One value of `lineageDecisions`. */
export type LineageChoice = (typeof lineageDecisions)[number];

/**
 * One decision on the lineage of a draft. What is confirmed stands in its content, of which this is the trace; what is rejected
 * stands here only, so that it is not proposed again. Decisions taken together share a batch, which is undone together.
 */
@Entity('lineage_decision')
@Index('lineage_decision_pair', ['toVersionId', 'fromVersionId', 'decision'])
@Index('lineage_decision_batch', ['batchId'])
@Check('lineage_decision_kind', oneOf('decision', lineageDecisions))
@Check('lineage_decision_relation', oneOf('relation', derivations))
@Check(
  'lineage_decision_form',
  `(decision = 'confirmed') = (relation IS NOT NULL) AND (decision = 'without') = (from_key IS NULL)
   AND (decision = 'confirmed' OR from_version_id IS NOT NULL)`,
)
export class LineageDecision {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lineage_decision_pk' }) id: string;
  @Column('uuid', { name: 'batch_id' }) batchId: string;
  @Column('uuid', { name: 'to_version_id' }) toVersionId: string;
  /** Null when the origin is only known by its number. */
  @Column('uuid', { name: 'from_version_id', nullable: true }) fromVersionId: string | null;
  @Column('text', { name: 'from_key', nullable: true }) fromKey: string | null;
  @Column('text', { name: 'to_key' }) toKey: string;
  @Column('text') decision: LineageChoice;
  /** Of a confirmed link. */
  @Column('text', { nullable: true }) relation: Derivation | null;
  /** Why, as an imported file says it. */
  @Column('text', { nullable: true }) note: string | null;
  @Instant('decided_at') decidedAt: Date;
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedBy: string | null;
}
