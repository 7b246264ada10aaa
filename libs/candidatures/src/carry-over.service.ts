import { record } from '#audit';
import { CallQueries, newness, type MilestoneKind } from '#calls';
import { authorize, isSystem, oneOf, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { Candidature, CandidaturePackage } from './candidature.entity.js';
import { candidatureEvents } from './candidature.events.js';
import { candidatureLifecycle, type CandidatureStatus } from './candidature.lifecycle.js';
import { candidaturePolicy } from './candidature.policy.js';
import { VersionMove } from './carry-over.entity.js';
import { refuseMove } from './carry-over.messages.js';
import { CarryOverQueries, type PlannedMove } from './carry-over.queries.js';
import type { CarryOutcome } from './carry-over.rules.js';
import { carryRows } from './carry-over-rows.service.js';
import { CompletionService } from './completion.service.js';
import { lockCandidature, move } from './transition.service.js';

/** The date that ends the time in which a file may still change its version. */
const lastDates: Partial<Record<CandidatureStatus, MilestoneKind>> = {
  draft: 'admin_file',
  filed: 'complete_evidence',
  file_incomplete: 'complete_evidence',
  open: 'complete_evidence',
  complete: 'complete_evidence',
  in_review: 'exchanges_end',
  clarification: 'exchanges_end',
};

/** A move as it was asked for. */
export interface AskedMove {
  /** The version the file was on when the person read what would change. */
  readonly from: string;
  readonly to: string;
}

/** Moves files to newer versions of the criteria, by their vendor's choice. Verdicts are never carried. */
@Injectable()
export class CarryOverService {
  constructor(
    private readonly calls: CallQueries,
    private readonly queries: CarryOverQueries,
    private readonly completion: CompletionService,
  ) {}

  /**
   * Moves a file: it answers the newer version from now on, with the answers that can be carried; the older ones stay for reading.
   * A file in review whose vendor has something to do goes back to it, as for clarification; a complete one is open again.
   * Asked twice, it is done once. Refuses (409) after the review, after the date, or a version the call does not offer.
   */
  async move(ctx: Ctx, id: string, { from, to }: AskedMove): Promise<Candidature> {
    const candidature = await lockCandidature(ctx, id);
    authorize(ctx.actor, candidaturePolicy.move_version, candidature);
    if (await ctx.tx.existsBy(VersionMove, { candidatureId: id, fromVersionId: from, toVersionId: to })) return candidature;
    candidatureLifecycle.next(candidature.status, 'move_version');
    const last = lastDates[candidature.status];
    if (last !== undefined) await this.calls.refuseAfter(ctx, candidature.callId, last);
    const planned = await this.queries.plan(ctx, candidature, to);
    if (planned.from.id !== from) throw refuseMove.conflict('version.changed');
    const reopened = await this.save(ctx, candidature, planned);
    return this.tell(ctx, candidature, { planned, reopened });
  }

  /** Tells each file of a call that may move to a version offered: an event, hence a notice to its vendor. The portal's own work. */
  async tellOffer(ctx: Ctx, callId: string, versionId: string): Promise<void> {
    authorize(ctx.actor, isSystem, undefined);
    const files = await ctx.tx.query<{ id: string; organisationId: string; number: string; package: string; version: string }[]>(
      `SELECT candidature.id, candidature.organisation_id AS "organisationId", candidature.number, package.code AS package, newer.label AS version
       FROM candidature JOIN candidature_pin pinned ON pinned.candidature_id = candidature.id
       JOIN package_version older ON older.id = pinned.package_version_id
       JOIN package_version newer ON newer.package_id = older.package_id AND newer.id = $2 AND newer.id <> older.id
       JOIN package ON package.id = newer.package_id
       WHERE candidature.call_id = $1 AND ${oneOf('candidature.status', candidatureLifecycle.statusesBefore('move_version'))}
         AND ${newness('newer')} > ${newness('older')} ORDER BY candidature.id`,
      [callId, versionId],
    );
    for (const { id, organisationId, ...data } of files) {
      await record(ctx, candidatureEvents, 'candidature.offer_version', { subject: { type: 'candidature', id }, organisationId, data });
    }
  }

  private async save(ctx: Ctx, candidature: Candidature, planned: PlannedMove): Promise<string[]> {
    const { id: candidatureId, organisationId } = candidature;
    const owner = { candidatureId, organisationId };
    await ctx.tx.insert(CandidaturePackage, { ...owner, packageVersionId: planned.to.id });
    const counted = (outcome: CarryOutcome): number =>
      planned.answers.filter((answer) => answer.isApplicable && answer.outcome === outcome).length;
    await ctx.tx.insert(VersionMove, {
      ...owner,
      toVersionId: planned.to.id,
      fromVersionId: planned.from.id,
      fromStatus: candidature.status,
      kept: counted('keeps'),
      toConfirm: counted('confirm'),
      newEvidence: counted('new_evidence'),
      toAnswer: counted('to_answer'),
      dropped: planned.dropped.length,
      movedBy: ctx.actor.accountId,
      movedAt: ctx.now,
    });
    return candidature.admissibleAt === null ? [] : carryRows(ctx, candidature, planned);
  }

  private async tell(
    ctx: Ctx,
    candidature: Candidature,
    { planned, reopened }: { readonly planned: PlannedMove; readonly reopened: readonly string[] },
  ): Promise<Candidature> {
    const { id, organisationId, number, status } = candidature;
    const { from, to, answers } = planned;
    const versions = { package: to.content.code, fromVersion: from.label, toVersion: to.label, hash: to.contentHash };
    const data = { ...versions, reopened, asked: answers.filter(({ isApplicable, asksVendor }) => isApplicable && asksVendor).length };
    const next = candidatureLifecycle.next(status, 'move_version');
    const asksVendor = reopened.length > 0 || planned.newQuestions.length > 0;
    if (next === status || !asksVendor) {
      const subject = { type: 'candidature', id };
      await record(ctx, candidatureEvents, 'candidature.move_version', {
        subject,
        organisationId,
        data: { number, from: status, ...data },
      });
      return this.completion.settle(ctx, candidature);
    }
    const moved = await move(ctx, candidature, 'move_version', { change: next === 'open' ? { completeAt: null } : {}, data });
    return this.completion.settle(ctx, moved);
  }
}
