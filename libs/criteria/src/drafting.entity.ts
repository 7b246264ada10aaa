import { Instant } from '#platform';
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { DraftAction, DraftChanges } from './drafting.rules.js';
import type { PackageContent } from './package-content.rules.js';
import { wholeContent } from './package.entity.js';

/** Revisions kept of a draft: the oldest gives its place to the newest. */
export const keptRevisions = 50;

/** A draft as it was after one save: who, when, what changed, and the whole content. */
@Entity('package_revision')
@Unique('package_revision_number', ['packageVersionId', 'version'])
@Check('package_revision_slot', `slot = version % ${keptRevisions}`)
export class PackageRevision {
  @PrimaryColumn('uuid', { name: 'package_version_id', primaryKeyConstraintName: 'package_revision_pk' }) packageVersionId: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'package_revision_pk' }) slot: number;
  @Column('integer') version: number;
  @Column('jsonb', { transformer: wholeContent }) content: PackageContent;
  @Column('text') action: DraftAction;
  /** Key of what was changed, or the revision gone back to. */
  @Column('text', { nullable: true }) subject: string | null;
  @Column('jsonb') changes: DraftChanges;
  /** Null for the portal itself. */
  @Column('uuid', { name: 'saved_by', nullable: true }) savedBy: string | null;
  @Instant('saved_at') savedAt: Date;
}
