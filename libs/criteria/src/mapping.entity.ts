import { Instant } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Finding } from './finding.messages.js';
import type { MappingContent } from './mapping-content.rules.js';
import { mappingLifecycle, type MappingStatus } from './mapping.lifecycle.js';

/** What the import that made a draft gave: its rows and its remarks; null members for a mapping written here. */
export interface MappingAccountKept {
  readonly format: string;
  readonly rows: { readonly read: number; readonly kept: number; readonly rejected: number };
  readonly findings: readonly Finding[];
}

/** Equivalences between two package versions: the document is the truth; once published, the database refuses any change of it. */
@Entity('mapping')
@Unique('mapping_version', ['code', 'version'])
@Index('mapping_source', ['sourcePackage', 'sourceVersion'])
@Index('mapping_target', ['targetPackage', 'targetVersion'])
@Check('mapping_status', mappingLifecycle.check('status'))
@Check('mapping_hash', `status = 'draft' OR (content_hash IS NOT NULL AND published_at IS NOT NULL)`)
@Check('mapping_hash_form', `content_hash ~ '^sha256:[0-9a-f]{64}$'`)
@Check('mapping_bound', `status = 'draft' OR (source_version IS NOT NULL AND target_version IS NOT NULL)`)
@Check('mapping_withdrawn', `(status = 'withdrawn') = (withdrawn_at IS NOT NULL) AND (withdrawn_at IS NULL) = (withdrawal_reason IS NULL)`)
export class Mapping {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'mapping_pk' }) id: string;
  @Column('text') code: string;
  @Column('text') version: string;
  @Column('text') status: MappingStatus;
  @Column('jsonb') content: MappingContent;
  /** `sha256:` of the RFC 8785 text of the document; null while it may still change. */
  @Column('text', { name: 'content_hash', nullable: true }) contentHash: string | null;
  /** Raised by each change of a draft. */
  @Column('integer', { default: 1 }) revision: number;
  /** Both ends, read from the document. */
  @Column('text', { name: 'source_package' }) sourcePackage: string;
  @Column('text', { name: 'source_version', nullable: true }) sourceVersion: string | null;
  @Column('text', { name: 'target_package' }) targetPackage: string;
  @Column('text', { name: 'target_version', nullable: true }) targetVersion: string | null;
  @Column('jsonb', { nullable: true }) account: MappingAccountKept | null;
  @Instant('created_at') createdAt: Date;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Instant('published_at', { nullable: true }) publishedAt: Date | null;
  @Instant('withdrawn_at', { nullable: true }) withdrawnAt: Date | null;
  @Column('text', { name: 'withdrawal_reason', nullable: true }) withdrawalReason: string | null;
}
