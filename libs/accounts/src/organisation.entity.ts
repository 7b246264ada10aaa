import { Instant, oneOf, type OrganisationKind, organisationKinds } from '#platform';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type IdentifierScheme, identifierSchemes } from './identifiers.rules.js';

/** A company or a public body that people act for. Its name and identifiers are public. */
@Entity('organisation')
@Check('organisation_kind', oneOf('kind', organisationKinds))
@Check('organisation_country', `country ~ '^[A-Z]{2}$'`)
export class Organisation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'organisation_pk' }) id: string;
  @Column('text') kind: OrganisationKind;
  @Column('text') name: string;
  /** ISO 3166-1 alpha-2. */
  @Column('text') country: string;
  @Instant('created_at') createdAt: Date;
  /** When the agency checked that the organisation is what it says. */
  @Instant('verified_at', { nullable: true }) verifiedAt: Date | null;
  @Column('boolean') demonstration: boolean;
}

/** One number by which an organisation is known. Unique among verified numbers only: anyone may type someone else's. */
@Entity('organisation_identifier')
@Check('organisation_identifier_scheme', oneOf('scheme', identifierSchemes))
@Index('organisation_identifier_verified', ['scheme', 'value'], { unique: true, where: 'verified_at IS NOT NULL' })
export class OrganisationIdentifier {
  @ForeignKey(() => Organisation, { name: 'organisation_identifier_organisation_fk' })
  @PrimaryColumn('uuid', { name: 'organisation_id', primaryKeyConstraintName: 'organisation_identifier_pk' })
  organisationId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'organisation_identifier_pk' }) scheme: IdentifierScheme;
  @Column('text') value: string;
  @Instant('verified_at', { nullable: true }) verifiedAt: Date | null;
}
