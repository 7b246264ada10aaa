import { Instant, type Text, oneOf } from '#platform';
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { callLifecycle, type CallStatus } from './call.lifecycle.js';
import { milestoneNames, type MilestoneKind } from './milestone.rules.js';
import type { Workflow } from './workflow.rules.js';

/** A procedure open to vendors: one software type, one wave, its criteria, dates and workflow (DSR or another procedure). */
@Entity('call')
@Unique('call_code', ['code'])
@Check('call_status', callLifecycle.check('status'))
@Check('call_validity', 'validity_months > 0')
export class Call {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'call_pk' }) id: string;
  @Column('text') code: string;
  @Column('jsonb') title: Text;
  /** Code of the procedure: `segur`, `convergence`, `mes`, `dm`. */
  @Column('text') procedure: string;
  @Column('text', { nullable: true }) lane: string | null;
  @Column('text', { name: 'software_type' }) softwareType: string;
  @Column('text', { nullable: true }) wave: string | null;
  /** The revision in force of the workflow; its history stands in `call_workflow`. */
  @Column('jsonb') workflow: Workflow;
  @Column('integer', { name: 'workflow_revision', default: 1 }) workflowRevision: number;
  /** How long a certificate given under this call holds. */
  @Column('integer', { name: 'validity_months' }) validityMonths: number;
  /** The zone milestones are written in. */
  @Column('text', { default: 'Europe/Paris' }) zone: string;
  /** The version of the referencing charter a vendor accepts. */
  @Column('text', { name: 'charter_version' }) charterVersion: string;
  @Column('text') status: CallStatus;
  @Instant('created_at') createdAt: Date;
}

/** A criteria package version a call asks for. */
@Entity('call_package')
export class CallPackage {
  @PrimaryColumn('uuid', { name: 'call_id', primaryKeyConstraintName: 'call_package_pk' }) callId: string;
  @PrimaryColumn('uuid', { name: 'package_version_id', primaryKeyConstraintName: 'call_package_pk' }) packageVersionId: string;
}

/** A newer version of a package the call asks for: new files take it, open ones may move to it; never changed. */
@Entity('call_package_offer')
export class CallPackageOffer {
  @PrimaryColumn('uuid', { name: 'call_id', primaryKeyConstraintName: 'call_package_offer_pk' }) callId: string;
  @PrimaryColumn('uuid', { name: 'package_version_id', primaryKeyConstraintName: 'call_package_offer_pk' }) packageVersionId: string;
  /** Last day on which files may stay on the older version, `YYYY-MM-DD`; null when there is none. */
  @Column('date', { name: 'closes_on', nullable: true }) closesOn: string | null;
  @Column('uuid', { name: 'offered_by', nullable: true }) offeredBy: string | null;
  @Instant('offered_at') offeredAt: Date;
}

/** A revision of the workflow of a call, with its reason (none for the first); never changed. */
@Entity('call_workflow')
export class CallWorkflow {
  @PrimaryColumn('uuid', { name: 'call_id', primaryKeyConstraintName: 'call_workflow_pk' }) callId: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'call_workflow_pk' }) revision: number;
  @Column('jsonb') workflow: Workflow;
  @Column('text') reason: string;
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Instant('decided_at') decidedAt: Date;
}

/** A revision of a date of a call, with its reason; never changed. In force: the highest revision decided by then. */
@Entity('milestone')
@Unique('milestone_revision', ['callId', 'kind', 'revision'])
@Check('milestone_kind', oneOf('kind', milestoneNames))
@Check('milestone_reason', `revision > 0 AND reason <> ''`)
export class Milestone {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'milestone_pk' }) id: string;
  @Column('uuid', { name: 'call_id' }) callId: string;
  @Column('text') kind: MilestoneKind;
  @Column('integer') revision: number;
  /** The instant from which it is too late. */
  @Instant('at') at: Date;
  @Column('text') reason: string;
  /** The person who decided; null when the portal itself loaded it. */
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Instant('decided_at') decidedAt: Date;
}
