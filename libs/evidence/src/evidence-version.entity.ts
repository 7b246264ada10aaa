import { Instant, WholeNumber } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Inspection } from './inspection.rules.js';
import type { EvidenceReference } from './reference.rules.js';
import { versionLifecycle, type VersionStatus } from './version.lifecycle.js';

/**
 * One deposit of an item: a file or a reference, never both, never changed. Only its status and what the inspection
 * found move on; what reception and inspection establish (size, instant, hash, type) is written once.
 */
@Entity('evidence_version')
@Unique('evidence_version_number', ['itemId', 'number'])
@Index('evidence_version_organisation', ['organisationId', 'id'])
@Check('evidence_version_status', versionLifecycle.check('status'))
@Check('evidence_version_file_or_reference', '(storage_key IS NULL) <> (reference IS NULL)')
@Check('evidence_version_received', `status IN ('uploading', 'abandoned') OR received_at IS NOT NULL`)
@Check('evidence_version_hashed', `status NOT IN ('clean', 'unscanned', 'infected') OR sha256 IS NOT NULL`)
export class EvidenceVersion {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'evidence_version_pk' }) id: string;
  @Column('uuid', { name: 'item_id' }) itemId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('integer') number: number;
  @Column('text') status: VersionStatus;
  /** `<organisation>/<item>/<version>` in the area its status names; null for a reference. */
  @Column('text', { name: 'storage_key', nullable: true }) storageKey: string | null;
  @Column('text', { name: 'file_name', nullable: true }) fileName: string | null;
  /** Bytes announced before the first one, then checked against those stored; null for a reference. */
  @WholeNumber('size', { nullable: true }) size: number | null;
  /** Lower-case hexadecimal, computed by the worker on the stored bytes. */
  @Column('text', { nullable: true }) sha256: string | null;
  /** What the browser computed on its side, when it did. */
  @Column('text', { name: 'sender_sha256', nullable: true }) senderSha256: string | null;
  /** Found from the first bytes, never believed from the sender. */
  @Column('text', { name: 'media_type', nullable: true }) mediaType: string | null;
  @Column('jsonb', { nullable: true }) reference: EvidenceReference | null;
  /** Day the document itself bears; its validity runs from it. */
  @Column('date', { name: 'effective_on', nullable: true }) effectiveOn: string | null;
  @Column('uuid', { name: 'created_by' }) createdBy: string;
  @Instant('started_at') startedAt: Date;
  /** Instant the last byte was stored: the one that counts against a milestone. */
  @Instant('received_at', { nullable: true }) receivedAt: Date | null;
  @Column('jsonb', { name: 'scan', nullable: true }) scan: Inspection | null;
}
