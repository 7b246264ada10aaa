import { Injectable } from '@nestjs/common';
import { notRecused } from '#candidatures';
import { authorize, type Ctx, mustSee, refuse } from '#platform';
import { In } from 'typeorm';
import { Certificate, CertificateStatusEntry } from './certificate.entity.js';
import { Decision, DecisionNotification, DecisionProposal } from './decision.entity.js';
import { decisionPolicy } from './decision.policy.js';

/** A decision with what followed it. */
export interface DecisionPage {
  readonly decision: Decision;
  readonly notifiedAt: Date | null;
  readonly certificate: Certificate | null;
}

/** A proposal that waits for its decider. */
export interface WaitingProposal {
  readonly id: string;
  readonly candidatureId: string;
  readonly number: string;
  readonly outcome: DecisionProposal['outcome'];
  readonly proposedAt: Date;
  readonly product: string;
  readonly organisation: string;
}

/** Reads of proposals and decisions. */
@Injectable()
export class DecisionQueries {
  /** A decision, or 404 for whom it does not concern. */
  async byId(ctx: Ctx, id: string): Promise<DecisionPage> {
    const decision = mustSee(ctx.actor, decisionPolicy.read, await ctx.tx.findOneBy(Decision, { id }));
    if (!(await isFree(ctx, decision.candidatureId))) throw refuse.notFound('not-found');
    return this.withSequel(ctx, decision);
  }

  /** The last decision on a candidature, or null; the caller has already shown the candidature. */
  async lastOn(ctx: Ctx, candidatureId: string): Promise<DecisionPage | null> {
    const decision = await ctx.tx.findOne(Decision, { where: { candidatureId }, order: { id: 'DESC' } });
    return decision && decisionPolicy.read(ctx.actor, decision) ? this.withSequel(ctx, decision) : null;
  }

  /** The proposal that waits for a decision on a candidature, or null. */
  async waitingOn(ctx: Ctx, candidatureId: string): Promise<DecisionProposal | null> {
    authorize(ctx.actor, decisionPolicy.readProposal, undefined);
    if (!(await isFree(ctx, candidatureId))) throw refuse.notFound('not-found');
    return waitingProposal(ctx, candidatureId);
  }

  /** Every proposal that waits for a decider, the oldest first. */
  async waiting(ctx: Ctx, limit = 100): Promise<WaitingProposal[]> {
    authorize(ctx.actor, decisionPolicy.readProposal, undefined);
    const free = notRecused(ctx.actor, 2);
    return ctx.tx.query(
      `SELECT p.id, p.candidature_id AS "candidatureId", candidature.number, p.outcome, p.proposed_at AS "proposedAt", s.name AS product, o.name AS organisation
         FROM candidature
         JOIN LATERAL (SELECT * FROM decision_proposal x WHERE x.candidature_id = candidature.id ORDER BY x.id DESC LIMIT 1) p ON true
         JOIN solution_version v ON v.id = candidature.solution_version_id
         JOIN solution s ON s.id = v.solution_id
         JOIN organisation o ON o.id = candidature.organisation_id
        WHERE candidature.status = 'proposed' AND ${free.sql} ORDER BY p.proposed_at, p.id LIMIT $1`,
      [limit, ...free.values],
    );
  }

  /** Decisions the actor may read, the newest first, after `after` (exclusive): the vendor's own, or all for the agency. */
  async list(ctx: Ctx, { after, limit = 50 }: { readonly after?: string; readonly limit?: number } = {}): Promise<Decision[]> {
    const free = notRecused(ctx.actor, 3);
    const rows = await ctx.tx.query<{ id: string }[]>(
      `SELECT decision.id FROM decision JOIN candidature ON candidature.id = decision.candidature_id
        WHERE ($1::uuid IS NULL OR decision.id < $1) AND ${free.sql} ORDER BY decision.id DESC LIMIT $2`,
      [after ?? null, limit, ...free.values],
    );
    const visible = await ctx.tx.find(Decision, { where: { id: In(rows.map(({ id }) => id)) }, order: { id: 'DESC' } });
    return visible.filter((decision) => decisionPolicy.read(ctx.actor, decision));
  }

  /** The same with what followed each decision. */
  async listWithSequel(ctx: Ctx, page: { readonly after?: string; readonly limit?: number } = {}): Promise<DecisionPage[]> {
    const decisions = await this.list(ctx, page);
    const ids = decisions.map(({ id }) => id);
    const notifications = await ctx.tx.findBy(DecisionNotification, { decisionId: In(ids) });
    const certificates = await ctx.tx.findBy(Certificate, { decisionId: In(ids) });
    return decisions.map((decision) => ({
      decision,
      notifiedAt: notifications.find(({ decisionId }) => decisionId === decision.id)?.notifiedAt ?? null,
      certificate: certificates.find(({ decisionId }) => decisionId === decision.id) ?? null,
    }));
  }

  /** Acts on a certificate with their motives, the newest first: for the vendor concerned and the agency. */
  async acts(ctx: Ctx, certificate: Certificate): Promise<CertificateStatusEntry[]> {
    mustSee(ctx.actor, decisionPolicy.read, certificate);
    return ctx.tx.find(CertificateStatusEntry, { where: { certificateId: certificate.id }, order: { position: 'DESC' } });
  }

  private async withSequel(ctx: Ctx, decision: Decision): Promise<DecisionPage> {
    const notification = await ctx.tx.findOneBy(DecisionNotification, { decisionId: decision.id });
    const certificate = await ctx.tx.findOneBy(Certificate, { decisionId: decision.id });
    return { decision, notifiedAt: notification?.notifiedAt ?? null, certificate };
  }
}

/** Whether nothing recuses the person from a file: what follows the file is hidden with it. */
async function isFree(ctx: Ctx, candidatureId: string): Promise<boolean> {
  const free = notRecused(ctx.actor, 2);
  const rows = await ctx.tx.query<unknown[]>(`SELECT FROM candidature WHERE candidature.id = $1 AND ${free.sql}`, [
    candidatureId,
    ...free.values,
  ]);
  return rows.length > 0;
}

/** The last proposal no decision has answered. */
export function waitingProposal(ctx: Ctx, candidatureId: string): Promise<DecisionProposal | null> {
  return ctx.tx
    .createQueryBuilder(DecisionProposal, 'proposal')
    .where('proposal.candidatureId = :candidatureId', { candidatureId })
    .andWhere('NOT EXISTS (SELECT FROM decision d WHERE d.proposal_id = proposal.id)')
    .orderBy('proposal.id', 'DESC')
    .limit(1)
    .getOne();
}
