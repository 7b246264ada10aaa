import { Instant, oneOf } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { outcomes, type EvidencePin, type Outcome } from './verdict.rules.js';

/**
 * What a reviewer said of one answer, with everything it rests on; never changed. A second thought is a new verdict
 * that supersedes the last one: the chain has no fork, so two people cannot judge the same state without knowing.
 */
@Entity('verdict')
@Unique('verdict_supersedes', ['supersedes'])
@Index('verdict_first', ['answerId'], { unique: true, where: 'supersedes IS NULL' })
@Index('verdict_answer', ['answerId', 'at'])
@Index('verdict_candidature', ['candidatureId', 'at'])
@Index('verdict_account', ['accountId', 'candidatureId'])
@Check('verdict_outcome', oneOf('outcome', outcomes))
@Check('verdict_reason', `outcome = 'conform' OR reason IS NOT NULL`)
@Check('verdict_reason_filled', `reason <> ''`)
export class Verdict {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'verdict_pk' }) id: string;
  @Column('uuid', { name: 'answer_id' }) answerId: string;
  @Column('uuid', { name: 'requirement_id' }) requirementId: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'package_version_id' }) packageVersionId: string;
  @Column('text', { name: 'section_key' }) sectionKey: string;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  @Column('text') outcome: Outcome;
  /** Read by the vendor; obligatory unless conform. */
  @Column('text', { nullable: true }) reason: string | null;
  /** Version of the answer that was judged. */
  @Column('integer', { name: 'answer_version' }) answerVersion: number;
  /** Every version of evidence attached when the verdict was given. */
  @Column('uuid', { name: 'evidence_version_ids', array: true }) evidenceVersionIds: string[];
  /** The places it rests on. */
  @Column('jsonb') pins: EvidencePin[];
  @Instant('at') at: Date;
  @Column('uuid', { nullable: true }) supersedes: string | null;
}
