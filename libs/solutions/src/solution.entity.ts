import { Instant, type Text } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import {
  approvalLifecycle,
  solutionLifecycle,
  solutionVersionLifecycle,
  type ApprovalStatus,
  type SolutionStatus,
  type SolutionVersionStatus,
} from './solution.lifecycle.js';

/** What the vendor says of its product; each text is shown in the language it was written in. */
export interface SolutionTexts {
  readonly tagline?: Partial<Text>;
  readonly description?: Partial<Text>;
  readonly website?: string;
}

/** A product of a vendor, whatever its versions. */
@Entity('solution')
@Unique('solution_slug', ['slug'])
@Index('solution_organisation', ['organisationId', 'id'])
@Check('solution_status', solutionLifecycle.check('status'))
@Check('solution_name', `name <> ''`)
export class Solution {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'solution_pk' }) id: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') name: string;
  /** Short name in addresses; kept when the product is renamed. */
  @Column('text') slug: string;
  /** Code of the software type (LGC, RIS…), as in the calls. */
  @Column('text', { name: 'software_type' }) softwareType: string;
  /** Product identifier given by the CNDA; null until known. */
  @Column('text', { nullable: true }) nil: string | null;
  @Column('jsonb', { default: {} }) texts: SolutionTexts;
  @Column('text') status: SolutionStatus;
  @Column('integer', { default: 1 }) version: number;
  @Instant('created_at') createdAt: Date;
}

/** A version of a product: what is evaluated and what a certificate covers. */
@Entity('solution_version')
@Unique('solution_version_label', ['solutionId', 'label'])
@Check('solution_version_status', solutionVersionLifecycle.check('status'))
@Check('solution_version_label_filled', `label <> ''`)
export class SolutionVersion {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'solution_version_pk' }) id: string;
  @Column('uuid', { name: 'solution_id' }) solutionId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  /** The commercial number, as printed. */
  @Column('text') label: string;
  /** The technical number, which changes with any change of code. */
  @Column('text', { name: 'technical_number', nullable: true }) technicalNumber: string | null;
  @Column('text') status: SolutionVersionStatus;
  @Instant('created_at') createdAt: Date;
}

/** An approval another body gives to a version (CNDA, HDS); a referencing may require it. */
@Entity('approval')
@Unique('approval_number', ['solutionVersionId', 'kind', 'number'])
@Check('approval_status', approvalLifecycle.check('status'))
@Check('approval_dates', 'valid_to IS NULL OR valid_from IS NULL OR valid_to > valid_from')
export class Approval {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'approval_pk' }) id: string;
  @Column('uuid', { name: 'solution_version_id' }) solutionVersionId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  /** Code of the approval, as in the workflow of a call: `cnda-dmp`, `hds`. */
  @Column('text') kind: string;
  @Column('text') number: string;
  @Column('text') status: ApprovalStatus;
  @Instant('valid_from', { nullable: true }) validFrom: Date | null;
  @Instant('valid_to', { nullable: true }) validTo: Date | null;
  @Instant('recorded_at') recordedAt: Date;
}
