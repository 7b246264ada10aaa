import { Instant, oneOf } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { itemKinds, type ItemKind } from './kinds.rules.js';

/** A piece of evidence of an organisation: it may serve several requirements of several candidatures; its content is in its versions. */
@Entity('evidence_item')
@Unique('evidence_item_owner', ['id', 'organisationId'])
@Index('evidence_item_organisation', ['organisationId', 'id'])
@Check('evidence_item_kind', oneOf('kind', itemKinds))
export class EvidenceItem {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'evidence_item_pk' }) id: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') kind: ItemKind;
  @Column('text') title: string;
  /** The vendor states that every person and identifier shown is invented. */
  @Column('boolean', { name: 'declared_fictitious' }) declaredFictitious: boolean;
  @Column('uuid', { name: 'created_by' }) createdBy: string;
  @Instant('created_at') createdAt: Date;
}
