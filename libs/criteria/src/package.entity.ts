import { importFormats, type ImportFormat } from './import-format.rules.js';
import { Instant, oneOf } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique, type ValueTransformer } from 'typeorm';
import {
  complete,
  completeRequirement,
  criticalities,
  naPolicies,
  obligations,
  referenceKinds,
  requirementLives,
  type Criticality,
  type EvidenceKind,
  type ExpectedEvidence as EvidenceContent,
  type NaPolicy,
  type Obligation,
  type OperatorText,
  type PackageContent,
  type ReferenceKind,
  type Requirement as RequirementContent,
  type RequirementLife,
  type Scenario as ScenarioContent,
} from './package-content.rules.js';
import type { Finding } from './finding.messages.js';
import { openStatuses, packageLifecycle, type PackageStatus } from './package.lifecycle.js';

/** Members added to the format after a document was saved have their default when it is read. */
function whenRead(from: (document: PackageContent & RequirementContent) => unknown): ValueTransformer {
  return { to: (document: unknown) => document, from };
}
/** How every column that holds the content of a package is read. */
export const wholeContent = whenRead(complete);

/** A criteria package, whatever its versions (REM, ethics principles…). */
@Entity('package')
@Unique('package_code', ['code'])
export class CriteriaPackage {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_pk' }) id: string;
  @Column('text') code: string;
  @Column('text') domain: string;
  /** Title of its latest version. */
  @Column('jsonb') title: OperatorText;
  @Instant('created_at') createdAt: Date;
}

/** One version of a package: its content document is the truth; from `frozen` on, the database refuses any change of it. */
@Entity('package_version')
@Unique('package_version_label', ['packageId', 'label'])
@Index('package_version_published', ['status', 'publishedAt'])
@Check('package_version_status', packageLifecycle.check('status'))
@Check('package_version_hash', `${oneOf('status', openStatuses)} OR (content_hash IS NOT NULL AND frozen_at IS NOT NULL)`)
@Check('package_version_hash_form', `content_hash ~ '^sha256:[0-9a-f]{64}$'`)
@Check('package_version_version', `version >= 1`)
export class PackageVersion {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_version_pk' }) id: string;
  @Column('uuid', { name: 'package_id' }) packageId: string;
  @Column('text') label: string;
  @Column('text') status: PackageStatus;
  @Column('jsonb', { transformer: wholeContent }) content: PackageContent;
  /** `sha256:` of the RFC 8785 text of the content; null while it may still change. */
  @Column('text', { name: 'content_hash', nullable: true }) contentHash: string | null;
  @Column('integer') format: number;
  /** Raised by each save of a draft: a save that started from another one is stale. */
  @Column('integer', { default: 1 }) version: number;
  /** The version this one was started from, if any. */
  @Column('uuid', { name: 'based_on', nullable: true }) basedOn: string | null;
  /** From when it is in force: the instant of publication, or the first of the announced day in Paris; null until published. */
  @Instant('effective_from', { nullable: true }) effectiveFrom: Date | null;
  @Instant('frozen_at', { nullable: true }) frozenAt: Date | null;
  @Instant('published_at', { nullable: true }) publishedAt: Date | null;
  @Instant('created_at') createdAt: Date;
}

/** Projection of a requirement of a frozen content, for joins. */
@Entity('requirement')
@Unique('requirement_key', ['packageVersionId', 'key'])
@Index('requirement_section', ['packageVersionId', 'sectionKey', 'position'])
@Check('requirement_obligation', oneOf('obligation', obligations))
@Check('requirement_criticality', oneOf('criticality', criticalities))
@Check('requirement_na_policy', oneOf('na_policy', naPolicies))
@Check('requirement_life', oneOf('life', requirementLives))
export class Requirement {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'requirement_pk' }) id: string;
  @Column('uuid', { name: 'package_version_id' }) packageVersionId: string;
  @Column('text') key: string;
  /** Printed label; may repeat. */
  @Column('text') number: string;
  @Column('text', { name: 'section_key' }) sectionKey: string;
  @Column('integer') position: number;
  @Column('text') domain: string;
  /** Null: general, always applicable. */
  @Column('text', { name: 'profile_key', nullable: true }) profileKey: string | null;
  @Column('text') obligation: Obligation;
  @Column('text', { nullable: true }) criticality: Criticality | null;
  @Column('text', { name: 'na_policy' }) naPolicy: NaPolicy;
  @Column('text') life: RequirementLife;
  @Column('jsonb', { transformer: whenRead(completeRequirement) }) body: RequirementContent;
}

/** Projection of a conformity scenario. */
@Entity('scenario')
@Unique('scenario_key', ['packageVersionId', 'key'])
export class Scenario {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'scenario_pk' }) id: string;
  @Column('uuid', { name: 'package_version_id' }) packageVersionId: string;
  @Column('text') key: string;
  @Column('text', { nullable: true }) number: string | null;
  @Column('integer') position: number;
  @Column('jsonb') body: ScenarioContent;
}

/** Which requirements a scenario verifies. */
@Entity('scenario_requirement')
@Index('scenario_requirement_requirement', ['requirementId'])
export class ScenarioRequirement {
  @PrimaryColumn('uuid', { name: 'scenario_id', primaryKeyConstraintName: 'scenario_requirement_pk' }) scenarioId: string;
  @PrimaryColumn('uuid', { name: 'requirement_id', primaryKeyConstraintName: 'scenario_requirement_pk' }) requirementId: string;
}

/** Projection of one thing to deposit. */
@Entity('expected_evidence')
@Unique('expected_evidence_key', ['packageVersionId', 'key'])
@Index('expected_evidence_scenario', ['scenarioId'])
@Check('expected_evidence_reference_kind', oneOf('reference_kind', referenceKinds))
@Check('expected_evidence_form', `cardinality(kinds) > 0 OR reference_kind IS NOT NULL`)
export class ExpectedEvidence {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'expected_evidence_pk' }) id: string;
  @Column('uuid', { name: 'package_version_id' }) packageVersionId: string;
  @Column('uuid', { name: 'scenario_id', nullable: true }) scenarioId: string | null;
  @Column('text') key: string;
  @Column('text', { nullable: true }) number: string | null;
  @Column('integer') position: number;
  /** Accepted forms of file. */
  @Column('text', { array: true }) kinds: EvidenceKind[];
  /** A reference that may stand instead of a file. */
  @Column('text', { name: 'reference_kind', nullable: true }) referenceKind: ReferenceKind | null;
  @Column('jsonb') body: EvidenceContent;
}

/** Which requirements one deposit serves. */
@Entity('expected_evidence_requirement')
@Index('expected_evidence_requirement_requirement', ['requirementId'])
export class ExpectedEvidenceRequirement {
  @PrimaryColumn('uuid', { name: 'expected_evidence_id', primaryKeyConstraintName: 'expected_evidence_requirement_pk' })
  expectedEvidenceId: string;
  @PrimaryColumn('uuid', { name: 'requirement_id', primaryKeyConstraintName: 'expected_evidence_requirement_pk' }) requirementId: string;
}

/** The account of one import, kept even when nothing could be taken. */
@Entity('import_report')
@Index('import_report_version', ['packageVersionId', 'importedAt'])
@Check('import_report_rows', `rows_read = rows_kept + rows_rejected AND rows_kept >= 0 AND rows_rejected >= 0`)
@Check('import_report_format', oneOf('format', importFormats))
@Check('import_report_sha256', `file_sha256 ~ '^[0-9a-f]{64}$'`)
export class ImportReport {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'import_report_pk' }) id: string;
  /** The draft it made; null when the file gave nothing. */
  @Column('uuid', { name: 'package_version_id', nullable: true }) packageVersionId: string | null;
  @Column('text', { name: 'file_sha256' }) fileSha256: string;
  @Column('text') format: ImportFormat;
  @Column('integer', { name: 'rows_read' }) rowsRead: number;
  @Column('integer', { name: 'rows_kept' }) rowsKept: number;
  @Column('integer', { name: 'rows_rejected' }) rowsRejected: number;
  @Column('jsonb') findings: Finding[];
  @Instant('imported_at') importedAt: Date;
  @Column('uuid', { name: 'imported_by', nullable: true }) importedBy: string | null;
}
