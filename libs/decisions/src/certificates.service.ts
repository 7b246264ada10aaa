import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { record } from '#audit';
import { authorize, type Ctx, newId, nextNumber, refuse, sha256, type SigningKey } from '#platform';
import { Certificate, CertificateIssue, CertificateStatusEntry } from './certificate.entity.js';
import { certificateLifecycle, type CertificateAction } from './certificate.lifecycle.js';
import { type CertificateFacts, fingerprint } from './certificate.rules.js';
import { certificateCredential, signCredential } from './credential.rules.js';
import type { CertificateAct } from './decision.dto.js';
import type { Decision } from './decision.entity.js';
import { decisionEvents } from './decision.events.js';
import { refuseDecision } from './decision.messages.js';
import { certificatePolicy, decisionPolicy } from './decision.policy.js';
import type { DecisionFile } from './decision-file.queries.js';
import { groundsFor, type RegisterGround } from './register.rules.js';
import { SigningKeysService } from './signing-keys.service.js';

/** A certificate as drawn: what the worker brings to be kept. */
export interface DrawnCertificate {
  readonly pdf: Buffer;
  readonly chromium: string;
  readonly fonts: readonly string[];
}

/** An act to write: people always give a motive, the portal's own acts speak for themselves. */
type RegisterAction = Pick<CertificateAct, 'ground' | 'effectiveFrom'> & { readonly motive?: string };

/** A line to add to the register. */
interface Act {
  readonly action: CertificateAction | 'grant';
  readonly status: CertificateStatusEntry['status'];
  readonly effectiveFrom: Date;
  readonly ground: RegisterGround;
  readonly motive: string | null;
}

/** Certificates from their grant to their end. */
@Injectable()
export class CertificatesService {
  constructor(private readonly keys: SigningKeysService) {}

  /**
   * Grants a certificate in the decision's own transaction: its number, without gap, its place in the status lists, what it states for ever,
   * and the first line of the register where the workflow publishes at once. Called by the decision only.
   */
  async grant(ctx: Ctx, decision: Decision, file: DecisionFile, publish: boolean): Promise<Certificate> {
    const year = DateTime.fromJSDate(decision.decidedAt, { zone: file.zone }).year;
    const number = `REP-${year}-${String(await nextNumber(ctx, `certificate/${year}`)).padStart(5, '0')}`;
    const facts = certificateFacts(number, decision, file);
    const certificate = ctx.tx.create(Certificate, {
      id: newId(),
      decisionId: decision.id,
      organisationId: file.organisationId,
      candidatureId: file.candidatureId,
      callId: file.callId,
      solutionVersionId: file.solutionVersionId,
      number,
      statusIndex: (await nextNumber(ctx, 'certificate-status')) - 1,
      facts,
      issuer: decision.issuer,
      fingerprint: fingerprint(facts),
      validFrom: new Date(facts.validFrom),
      validUntil: new Date(facts.validUntil),
    });
    await ctx.tx.insert(Certificate, certificate);
    await record(ctx, decisionEvents, 'certificate.grant', {
      ...about(certificate),
      data: { number, fingerprint: certificate.fingerprint },
    });
    if (publish) await this.publish(ctx, certificate);
    return certificate;
  }

  /** Writes the first line of the register. Called by the decision, or once an agreement is signed. */
  async publish(ctx: Ctx, certificate: Certificate): Promise<void> {
    const isReserved = certificate.facts.decision.outcome === 'referenced_under_reservation';
    const status = isReserved ? 'under_reservation' : 'active';
    await this.write(ctx, certificate, { action: 'grant', status, effectiveFrom: certificate.validFrom, ground: 'decision', motive: null });
    await record(ctx, decisionEvents, 'certificate.publish', { ...about(certificate), data: { number: certificate.number, status } });
  }

  /**
   * Signs and keeps a drawn certificate, once: done twice, the first stays and false is returned. The PDF and the credential enter together.
   */
  async issue(ctx: Ctx, certificateId: string, drawn: DrawnCertificate, key: SigningKey): Promise<boolean> {
    authorize(ctx.actor, decisionPolicy.issue, undefined);
    const certificate = await this.find(ctx, certificateId);
    await this.keys.register(ctx, key.publicJwk);
    const pdfSha256 = sha256(drawn.pdf);
    const credential = signCredential(
      certificateCredential(certificate.facts, pdfSha256, certificate.statusIndex, certificate.issuer),
      key,
    );
    const { raw } = await ctx.tx
      .createQueryBuilder()
      .insert()
      .into(CertificateIssue)
      .values({
        certificateId,
        credential,
        kid: key.kid,
        pdf: drawn.pdf,
        pdfSha256,
        chromium: drawn.chromium,
        fonts: [...drawn.fonts],
        issuedAt: ctx.now,
      })
      .orIgnore()
      .returning(['certificateId'])
      .execute();
    if (!Array.isArray(raw) || raw.length === 0) return false;
    await record(ctx, decisionEvents, 'certificate.issue', {
      ...about(certificate),
      data: { number: certificate.number, pdfSha256, kid: key.kid },
    });
    return true;
  }

  /**
   * Suspends, withdraws, reinstates or lifts a reservation: a new line of the register, which may hold from an earlier day
   * (a withdrawal holds from the breach, domain study 3.5).
   */
  async act(ctx: Ctx, certificateId: string, action: CertificateAction, input: RegisterAction): Promise<CertificateStatusEntry> {
    const certificate = await this.find(ctx, certificateId);
    await lockRegister(ctx, certificateId);
    const last = await this.last(ctx, certificateId);
    if (last === null) throw refuseDecision.conflict('certificate.not-published');
    authorize(ctx.actor, certificatePolicy[action], certificate);
    const status = certificateLifecycle.next(last.status, action);
    const allowed: readonly RegisterGround[] = groundsFor[action];
    if (!allowed.includes(input.ground)) throw refuseDecision.invalid('certificate.ground');
    const effectiveFrom = input.effectiveFrom === undefined ? ctx.now : new Date(input.effectiveFrom);
    if (effectiveFrom > ctx.now) throw refuseDecision.invalid('certificate.effective-late');
    if (effectiveFrom < certificate.validFrom) {
      throw refuseDecision.invalid('certificate.effective-early', { from: certificate.validFrom.toISOString().slice(0, 10) });
    }
    const line = await this.write(ctx, certificate, { action, status, effectiveFrom, ground: input.ground, motive: input.motive ?? null });
    await record(ctx, decisionEvents, `certificate.${action}`, {
      ...about(certificate),
      data: { number: certificate.number, status, ground: input.ground, act: line.actNumber, effectiveFrom: effectiveFrom.toISOString() },
    });
    return line;
  }

  /** Writes the end of every validity that has passed; it holds from that very instant. @returns how many. */
  async expireDue(ctx: Ctx, limit = 200): Promise<number> {
    const due = await ctx.tx.query<{ id: string }[]>(
      `SELECT c.id FROM certificate c
         JOIN LATERAL (SELECT s.status FROM certificate_status s WHERE s.certificate_id = c.id ORDER BY s.position DESC LIMIT 1) last ON true
        WHERE c.valid_until <= $1 AND last.status = ANY ($2) ORDER BY c.valid_until LIMIT $3`,
      [ctx.now, certificateLifecycle.statusesBefore('expire'), limit],
    );
    for (const { id } of due) {
      const { validUntil } = await this.find(ctx, id);
      await this.act(ctx, id, 'expire', { ground: 'end_of_validity', effectiveFrom: validUntil.toISOString() });
    }
    return due.length;
  }

  private async write(ctx: Ctx, certificate: Certificate, act: Act): Promise<CertificateStatusEntry> {
    const last = await this.last(ctx, certificate.id);
    const year = DateTime.fromJSDate(ctx.now, { zone: 'Europe/Paris' }).year;
    const line = ctx.tx.create(CertificateStatusEntry, {
      ...act,
      certificateId: certificate.id,
      position: (last?.position ?? 0) + 1,
      decidedAt: ctx.now,
      actNumber: `ACT-${year}-${String(await nextNumber(ctx, `act/${year}`)).padStart(5, '0')}`,
      decidedBy: ctx.actor.accountId,
    });
    await ctx.tx.insert(CertificateStatusEntry, line);
    return line;
  }

  private async find(ctx: Ctx, certificateId: string): Promise<Certificate> {
    const certificate = await ctx.tx.findOneBy(Certificate, { id: certificateId });
    if (certificate === null) throw refuse.notFound('not-found');
    return certificate;
  }

  private last(ctx: Ctx, certificateId: string): Promise<CertificateStatusEntry | null> {
    return ctx.tx.findOne(CertificateStatusEntry, { where: { certificateId }, order: { position: 'DESC' } });
  }
}

/** Two acts on one certificate follow each other; the portal may not lock its rows, which it may not change. */
async function lockRegister(ctx: Ctx, certificateId: string): Promise<void> {
  await ctx.tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('certificate/' || $1, 0))`, [certificateId]);
}

function about(certificate: Certificate) {
  return { subject: { type: 'certificate', id: certificate.id }, organisationId: certificate.organisationId };
}

function certificateFacts(number: string, decision: Decision, { dossier, validityMonths, zone }: DecisionFile): CertificateFacts {
  if (decision.outcome !== 'referenced' && decision.outcome !== 'referenced_under_reservation') {
    throw new Error(`A decision “${decision.outcome}” gives no certificate`);
  }
  const until = DateTime.fromJSDate(decision.decidedAt, { zone }).plus({ months: validityMonths });
  return {
    number,
    product: dossier.product,
    organisation: dossier.organisation,
    scope: dossier.packages,
    decision: {
      number: decision.number,
      outcome: decision.outcome,
      decidedAt: decision.decidedAt.toISOString(),
      signatory: { name: decision.signatoryName, capacity: decision.signatoryCapacity },
      dossierHash: decision.dossierHash,
    },
    validFrom: decision.decidedAt.toISOString(),
    validUntil: until.toJSDate().toISOString(),
  };
}
