import { certificateLifecycle, type CertificateStatus } from '#decisions';
import { Instant, type Text } from '#platform';
import type { SolutionTexts } from '#solutions';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { PublicCertificate } from './catalogue.rules.js';

/** A product that has at least one published certificate, as everyone may see it. Rebuilt from events; public, so without row security. */
@Entity('catalogue_solution')
@Unique('catalogue_solution_slug', ['slug'])
@Index('catalogue_solution_decided', ['decidedAt', 'solutionId'])
@Index('catalogue_solution_name', { synchronize: false })
@Index('catalogue_solution_search', { synchronize: false })
@Index('catalogue_solution_document', { synchronize: false })
@Check('catalogue_solution_status', certificateLifecycle.check('status'))
export class CatalogueSolution {
  @PrimaryColumn('uuid', { name: 'solution_id', primaryKeyConstraintName: 'catalogue_solution_pk' }) solutionId: string;
  @Column('text') slug: string;
  @Column('text') name: string;
  /** Name of the vendor. */
  @Column('text') vendor: string;
  @Column('text', { name: 'software_type' }) softwareType: string;
  @Column('text', { nullable: true }) nil: string | null;
  @Column('jsonb') texts: SolutionTexts;
  /** Status of the certificate that speaks for the product, whose version, number, dates and fingerprint follow. */
  @Column('text') status: CertificateStatus;
  @Column('text') version: string;
  @Column('text') number: string;
  @Column('text') fingerprint: string;
  @Instant('decided_at') decidedAt: Date;
  @Instant('valid_until') validUntil: Date;
  /** Codes of the lanes and waves of its calls. */
  @Column('text', { array: true }) lanes: string[];
  @Column('text', { array: true }) waves: string[];
  /** Whether one of its standing certificates opens a right to funding. */
  @Column('boolean') financeable: boolean;
  /** Every published certificate, the one that speaks for the product first. */
  @Column('jsonb') certificates: readonly PublicCertificate[];
  /** Words of the sheet by weight, without accents. */
  @Column('tsvector', { select: false }) search: string;
  /** The same words in one line, for trigrams. */
  @Column('text', { select: false }) document: string;
  @Instant('projected_at') projectedAt: Date;
}

/** A published figure: what was said of a scope at an instant, with its source and definition as they were then. Never changed. Public. */
@Entity('metric')
@Index('metric_as_of', ['asOf'])
@Check('metric_masked', '(value IS NULL) = is_masked')
export class Metric {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'metric_pk' }) metric: string;
  /** `all`, or what the figure is cut to: `lane:MDV`, `stage:filed/lane:MDV`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'metric_pk' }) scope: string;
  @PrimaryColumn('timestamp with time zone', { name: 'as_of', precision: 3, primaryKeyConstraintName: 'metric_pk' }) asOf: Date;
  /** Null when masked: too few cases, someone could be recognised. */
  @Column('double precision', { nullable: true }) value: number | null;
  @Column('boolean', { name: 'is_masked', default: false }) isMasked: boolean;
  @Column('jsonb') source: Text;
  @Column('jsonb') definition: Text;
}
