import { Instant, oneOf } from '#platform';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { publicFormats, type Loss, type PublicFormat } from './package.exporter.js';

/** A published version written in one format, once: the same bytes for everyone, for ever. */
@Entity('package_file')
@Check('package_file_format', oneOf('format', publicFormats))
@Check('package_file_size', 'size = octet_length(bytes)')
@Check('package_file_sha256', `sha256 = encode(sha256(bytes), 'hex')`)
export class PublishedFile {
  @PrimaryColumn('uuid', { name: 'package_version_id', primaryKeyConstraintName: 'package_file_pk' }) packageVersionId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'package_file_pk' }) format: PublicFormat;
  @Column('text', { name: 'file_name' }) fileName: string;
  @Column('text', { name: 'media_type' }) mediaType: string;
  @Column('bytea') bytes: Buffer;
  /** In bytes. */
  @Column('integer') size: number;
  @Column('text') sha256: string;
  /** What the format could not hold. */
  @Column('jsonb') losses: readonly Loss[];
  @Instant('made_at') madeAt: Date;
}
