import { Instant, type PublicJwk } from '#platform';
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { certificateLifecycle, type CertificateAction, type CertificateStatus } from './certificate.lifecycle.js';
import type { CertificateFacts } from './certificate.rules.js';
import type { Issuer } from './issuer.rules.js';
import type { RegisterGround } from './register.rules.js';
import type { StatusPurpose } from './status-list.rules.js';

/** A certificate: what it states never changes; its life is in `certificate_status`. Public. */
@Entity('certificate')
@Unique('certificate_decision', ['decisionId'])
@Unique('certificate_number', ['number'])
@Unique('certificate_status_index', ['statusIndex'])
@Index('certificate_organisation', ['organisationId', 'id'])
@Index('certificate_version', ['solutionVersionId'])
@Check('certificate_index_positive', 'status_index >= 0')
@Check('certificate_validity', 'valid_until > valid_from')
export class Certificate {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'certificate_pk' }) id: string;
  @Column('uuid', { name: 'decision_id' }) decisionId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'candidature_id' }) candidatureId: string;
  @Column('uuid', { name: 'call_id' }) callId: string;
  @Column('uuid', { name: 'solution_version_id' }) solutionVersionId: string;
  @Column('text') number: string;
  /** Its place in the status lists, from 0 in the order of grant. */
  @Column('integer', { name: 'status_index' }) statusIndex: number;
  @Column('jsonb') facts: CertificateFacts;
  @Column('jsonb') issuer: Issuer;
  @Column('text') fingerprint: string;
  @Instant('valid_from') validFrom: Date;
  @Instant('valid_until') validUntil: Date;
}

/** The PDF and the credential of a certificate, made once by the worker, never again. Public. */
@Entity('certificate_issue')
@Check('certificate_issue_hash', `pdf_sha256 = encode(sha256(pdf), 'hex')`)
export class CertificateIssue {
  @PrimaryColumn('uuid', { name: 'certificate_id', primaryKeyConstraintName: 'certificate_issue_pk' }) certificateId: string;
  /** Compact JWS (`vc+jwt`). */
  @Column('text') credential: string;
  @Column('text') kid: string;
  @Column('bytea') pdf: Buffer;
  @Column('text', { name: 'pdf_sha256' }) pdfSha256: string;
  /** The browser that drew the PDF, as it names itself. */
  @Column('text') chromium: string;
  @Column('text', { array: true }) fonts: string[];
  @Instant('issued_at') issuedAt: Date;
}

/** One line of the register: a status, when it was decided and from when it holds, which may be earlier. Never changed. Public. */
@Entity('certificate_status')
@Unique('certificate_status_act', ['actNumber'])
@Index('certificate_status_decided', ['decidedAt', 'certificateId'])
@Check('certificate_status_status', certificateLifecycle.check('status'))
@Check('certificate_status_position', 'position > 0')
export class CertificateStatusEntry {
  @PrimaryColumn('uuid', { name: 'certificate_id', primaryKeyConstraintName: 'certificate_status_pk' }) certificateId: string;
  /** From 1, in the order of the acts. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'certificate_status_pk' }) position: number;
  @Column('text') status: CertificateStatus;
  @Column('text') action: CertificateAction | 'grant';
  @Instant('decided_at') decidedAt: Date;
  @Instant('effective_from') effectiveFrom: Date;
  @Column('text') ground: RegisterGround;
  /** Why, in the words of the decider; told to the vendor and the agency, not in the public register. */
  @Column('text', { nullable: true }) motive: string | null;
  @Column('text', { name: 'act_number' }) actNumber: string;
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedBy: string | null;
}

/** A public key that has signed, kept for ever. Public. */
@Entity('signing_key')
export class SigningKeyRecord {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'signing_key_pk' }) kid: string;
  @Column('jsonb', { name: 'public_jwk' }) publicJwk: PublicJwk;
  @Instant('since') since: Date;
  @Instant('until', { nullable: true }) until: Date | null;
}

/** A published status list, signed; the newer takes the place of the older. Public. */
@Entity('status_list')
@Check('status_list_purpose', `purpose IN ('revocation', 'suspension')`)
@Check('status_list_number', 'list > 0')
export class StatusListRecord {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'status_list_pk' }) purpose: StatusPurpose;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'status_list_pk' }) list: number;
  @Instant('published_at') publishedAt: Date;
  /** Compact JWS (`vc+jwt`). */
  @Column('text') credential: string;
}
