import { Instant, oneOf } from '#platform';
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { beneficiarySchemes, type BeneficiaryScheme } from './beneficiary.rules.js';

/** A client the State pays for: an establishment, a practice, a pharmacy. Known by public directories. */
@Entity('beneficiary')
export class Beneficiary {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'beneficiary_pk' }) id: string;
  @Column('text') name: string;
  @Instant('created_at') createdAt: Date;
}

/** One number by which a beneficiary is known. A number names one beneficiary only. */
@Entity('beneficiary_identifier')
@Unique('beneficiary_identifier_value', ['scheme', 'value'])
@Check('beneficiary_identifier_scheme', oneOf('scheme', beneficiarySchemes))
export class BeneficiaryIdentifier {
  @PrimaryColumn('uuid', { name: 'beneficiary_id', primaryKeyConstraintName: 'beneficiary_identifier_pk' }) beneficiaryId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'beneficiary_identifier_pk' }) scheme: BeneficiaryScheme;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'beneficiary_identifier_pk' }) value: string;
}
