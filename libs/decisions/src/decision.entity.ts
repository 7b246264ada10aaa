import { Instant, oneOf } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { decisionOutcomeNames, type DecisionOutcome, type Ground } from './decision.rules.js';
import type { Dossier } from './dossier.rules.js';
import type { Issuer } from './issuer.rules.js';

/** A person's right to sign decisions, given by a published act, since an instant. */
@Entity('delegation')
@Index('delegation_live', ['accountId'], { unique: true, where: 'until IS NULL' })
@Check('delegation_filled', `capacity <> '' AND act_reference <> ''`)
@Check('delegation_span', 'until IS NULL OR until > since')
export class Delegation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'delegation_pk' }) id: string;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  /** In which capacity the person signs, as printed under the signature. */
  @Column('text') capacity: string;
  /** The act that delegates. */
  @Column('text', { name: 'act_reference' }) actReference: string;
  @Instant('since') since: Date;
  @Instant('until', { nullable: true }) until: Date | null;
}

/** What is proposed to the decider; never changed: another proposal follows a postponement. Under row security. */
@Entity('decision_proposal')
@Index('decision_proposal_candidature', ['candidatureId', 'id'])
@Check('decision_proposal_outcome', oneOf('outcome', decisionOutcomeNames))
@Check('decision_proposal_motive', `outcome = 'referenced' OR motive IS NOT NULL`)
export class DecisionProposal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'decision_proposal_pk' }) id: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') outcome: DecisionOutcome;
  @Column('text', { nullable: true }) motive: string | null;
  @Column('text', { nullable: true }) reservation: string | null;
  /** `sha256:` of the dossier as it stood when proposed. */
  @Column('text', { name: 'dossier_hash' }) dossierHash: string;
  @Column('uuid', { name: 'proposed_by' }) proposedBy: string;
  @Instant('proposed_at') proposedAt: Date;
}

/** A decision with all it rests on; never changed. Under row security. */
@Entity('decision')
@Unique('decision_number', ['number'])
@Unique('decision_once', ['proposalId'])
@Index('decision_candidature', ['candidatureId', 'id'])
@Index('decision_organisation', ['organisationId', 'id'])
@Check('decision_outcome', oneOf('outcome', decisionOutcomeNames))
@Check('decision_motive', `outcome = 'referenced' OR motive IS NOT NULL`)
@Check('decision_reservation', `(outcome = 'referenced_under_reservation') = (reservation IS NOT NULL)`)
@Check('decision_four_eyes', 'proposed_by <> decided_by')
export class Decision {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'decision_pk' }) id: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'proposal_id' }) proposalId: string;
  @Column('text') number: string;
  @Column('text') outcome: DecisionOutcome;
  /** Why, in the words of the decider; required unless everything conforms. */
  @Column('text', { nullable: true }) motive: string | null;
  /** What must be done, and by when, under a reservation. */
  @Column('text', { nullable: true }) reservation: string | null;
  /** The verdicts the outcome rests on, one per requirement. */
  @Column('jsonb') grounds: readonly Ground[];
  @Column('uuid', { name: 'proposed_by' }) proposedBy: string;
  @Column('uuid', { name: 'decided_by' }) decidedBy: string;
  @Instant('decided_at') decidedAt: Date;
  @Column('uuid', { name: 'delegation_id' }) delegationId: string;
  @Column('text', { name: 'signatory_name' }) signatoryName: string;
  @Column('text', { name: 'signatory_capacity' }) signatoryCapacity: string;
  @Column('jsonb') issuer: Issuer;
  /** Everything that was judged, whole: anyone may hash it again. */
  @Column('jsonb') dossier: Dossier;
  @Column('text', { name: 'dossier_hash' }) dossierHash: string;
}

/** When the vendor was told: delays of appeal run from it (CJA R. 421-1). Under row security. */
@Entity('decision_notification')
export class DecisionNotification {
  @PrimaryColumn('uuid', { name: 'decision_id', primaryKeyConstraintName: 'decision_notification_pk' }) decisionId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Instant('notified_at') notifiedAt: Date;
}
