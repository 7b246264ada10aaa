import { record } from '#audit';
import { CallQueries, type MilestoneKind } from '#calls';
import { authorize, isSystem, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { Candidature } from './candidature.entity.js';
import { Chapter } from './answer.entity.js';
import { VersionMove } from './carry-over.entity.js';
import { candidatureEvents } from './candidature.events.js';
import { candidatureLifecycle, chapterLifecycle, type CandidatureStatus } from './candidature.lifecycle.js';
import { refuseCandidature } from './candidature.messages.js';
import { completeness, type Completeness, type Gap } from './completeness.rules.js';
import { loadNeeds } from './needs.queries.js';
import { issueReceipt } from './receipt.service.js';
import { lockCandidature, move, moveChapter } from './transition.service.js';
import { candidaturePolicy } from './candidature.policy.js';

/** The date that ends each status in which the vendor has the ball. */
const lastDates: Partial<Record<CandidatureStatus, MilestoneKind>> = {
  draft: 'admin_file',
  file_incomplete: 'complete_evidence',
  open: 'complete_evidence',
};

/** Finds when a file is complete, revokes it when a piece is lost, and closes files whose date has passed. */
@Injectable()
export class CompletionService {
  constructor(private readonly calls: CallQueries) {}

  /**
   * Records completeness when nothing is missing any more and every chapter is submitted; does nothing otherwise.
   * The instant is when the last needed piece was received, however long its scan took. The candidature must be locked.
   * A file that left its review to move to a newer version goes back to it.
   */
  async settle(ctx: Ctx, candidature: Candidature): Promise<Candidature> {
    if (candidature.status === 'clarification') return this.resume(ctx, candidature);
    if (!candidatureLifecycle.allows(candidature.status, 'complete')) return candidature;
    const found = completeness(await loadNeeds(ctx, candidature));
    if (found.completeAt === null || (await unsubmitted(ctx, candidature.id, found)) > 0) return candidature;
    if (await this.isLate(ctx, candidature, found.completeAt)) return candidature;
    return this.complete(ctx, candidature, found.completeAt);
  }

  /** The vendor asks the portal to record completeness: refuses (409) with the number of things still missing. */
  async request(ctx: Ctx, id: string): Promise<Candidature> {
    const candidature = await lockCandidature(ctx, id);
    authorize(ctx.actor, candidaturePolicy.complete, candidature);
    candidatureLifecycle.next(candidature.status, 'complete');
    const found = completeness(await loadNeeds(ctx, candidature));
    if (found.completeAt === null) throw refuseCandidature.conflict('candidature.incomplete', { missing: found.gaps.length });
    const missing = await unsubmitted(ctx, id, found);
    if (missing > 0) throw refuseCandidature.conflict('candidature.chapters-left', { missing });
    if (await this.isLate(ctx, candidature, found.completeAt)) await this.calls.refuseAfter(ctx, candidature.callId, 'complete_evidence');
    return this.complete(ctx, candidature, found.completeAt);
  }

  /**
   * After a piece was received, examined or replaced: answers still open follow its newest version; files that miss nothing any more
   * become complete; a complete file that lost a piece is open again, and its vendor is told why. May run twice without harm.
   */
  async evidenceChanged(ctx: Ctx, evidenceItemId: string): Promise<void> {
    authorize(ctx.actor, isSystem, undefined);
    await followNewestVersion(ctx, evidenceItemId);
    const rows = await ctx.tx.query<{ id: string }[]>(
      `SELECT DISTINCT candidature.id FROM answer_evidence attached JOIN answer ON answer.id = attached.answer_id
       JOIN candidature ON candidature.id = answer.candidature_id
       WHERE attached.evidence_item_id = $1 AND attached.detached_at IS NULL AND candidature.is_live ORDER BY candidature.id`,
      [evidenceItemId],
    );
    for (const { id } of rows) await this.check(ctx, await lockCandidature(ctx, id));
  }

  /** After an approval of a version was filed: its open files that miss nothing any more become complete. May run twice without harm. */
  async approvalFiled(ctx: Ctx, solutionVersionId: string): Promise<void> {
    authorize(ctx.actor, isSystem, undefined);
    const open = await ctx.tx.find(Candidature, { where: { solutionVersionId, status: 'open' }, order: { id: 'ASC' } });
    for (const { id } of open) await this.settle(ctx, await lockCandidature(ctx, id));
  }

  /**
   * After a result acquired by equivalence lapsed: its chapter can be answered again, and a complete file not yet reviewed is open again.
   * Once the review has begun nothing moves: the requirement waits for its verdict.
   */
  async resultLapsed(ctx: Ctx, id: string, requirementId: string): Promise<void> {
    const candidature = await lockCandidature(ctx, id);
    const isComplete = candidatureLifecycle.allows(candidature.status, 'revoke');
    if (!isComplete && candidature.status !== 'open') return;
    const gaps = completeness(await loadNeeds(ctx, candidature)).gaps.filter((gap) => gap.requirementId === requirementId);
    if (gaps.length === 0) return;
    if (isComplete) await this.lose(ctx, candidature, gaps);
    else await reopen(ctx, candidature, gaps, 'acquired_result');
  }

  /** Closes the files whose date has passed, unless only the scan of what was received in time keeps them. @returns their ids. */
  async expireDue(ctx: Ctx): Promise<string[]> {
    authorize(ctx.actor, isSystem, undefined);
    const waiting = await ctx.tx.find(Candidature, {
      where: Object.keys(lastDates).map((status) => ({ status: status as CandidatureStatus })), // the keys of the table above
      order: { id: 'ASC' },
    });
    const past = await this.calls.past(
      ctx,
      waiting.map(({ callId }) => callId),
    );
    const expired: string[] = [];
    for (const candidature of waiting) {
      const kind = lastDates[candidature.status];
      if (kind === undefined || !past(candidature.callId, kind)) continue;
      const locked = await this.settle(ctx, await lockCandidature(ctx, candidature.id));
      if (locked.status !== candidature.status || (await this.onlyWaits(ctx, locked))) continue;
      await move(ctx, locked, 'expire', { data: { milestone: kind } });
      expired.push(locked.id);
    }
    return expired;
  }

  /** Back to its review, once nothing that the move asked is left; a round of questions ends by its own answers. */
  private async resume(ctx: Ctx, candidature: Candidature): Promise<Candidature> {
    const isMoving = await ctx.tx.existsBy(VersionMove, {
      candidatureId: candidature.id,
      movedAt: candidature.statusAt,
      fromStatus: 'in_review',
    });
    if (!isMoving || (await this.chaptersLeft(ctx, candidature)) > 0) return candidature;
    return move(ctx, candidature, 'answer', { data: { moved: true } });
  }

  /** How many chapters are still to be submitted, or miss something. The candidature must be locked. */
  async chaptersLeft(ctx: Ctx, candidature: Pick<Candidature, 'id' | 'admissibleAt'>): Promise<number> {
    const found = completeness(await loadNeeds(ctx, candidature));
    const questions = found.gaps.filter(({ kind }) => kind === 'question').length;
    return questions + (await unsubmitted(ctx, candidature.id, found));
  }

  private async onlyWaits(ctx: Ctx, candidature: Candidature): Promise<boolean> {
    if (candidature.status !== 'open') return false;
    const { gaps } = completeness(await loadNeeds(ctx, candidature));
    return gaps.length > 0 && gaps.every(({ kind }) => kind === 'waiting_scan');
  }

  /** An upload begun before the date and ended after it is late: its piece was received too late. */
  private async isLate(ctx: Ctx, { callId }: Candidature, completeAt: Date): Promise<boolean> {
    const past = await this.calls.past(ctx, [callId]);
    return past(callId, 'complete_evidence', completeAt);
  }

  private async check(ctx: Ctx, candidature: Candidature): Promise<void> {
    if (candidatureLifecycle.allows(candidature.status, 'complete')) {
      await this.settle(ctx, candidature);
      return;
    }
    if (candidature.completeAt === null) return;
    const lost = completeness(await loadNeeds(ctx, candidature)).gaps.filter(({ kind }) => kind === 'infected' || kind === 'unreadable');
    if (lost.length === 0) return;
    await this.lose(ctx, candidature, lost);
  }

  /** Before the review a lost piece revokes completeness; during the review it is told, and the review asks for it again. */
  private async lose(ctx: Ctx, candidature: Candidature, lost: readonly Gap[]): Promise<void> {
    const data = { requirements: lost.map(({ requirementId }) => requirementId), grounds: lost.map(({ kind }) => kind) };
    if (!candidatureLifecycle.allows(candidature.status, 'revoke')) {
      const { id, organisationId } = candidature;
      await record(ctx, candidatureEvents, 'candidature.lose_evidence', { subject: { type: 'candidature', id }, organisationId, data });
      return;
    }
    await move(ctx, candidature, 'revoke', { change: { completeAt: null }, data });
    await reopen(ctx, candidature, lost, 'evidence');
  }

  private async complete(ctx: Ctx, candidature: Candidature, completeAt: Date): Promise<Candidature> {
    const receipt = await issueReceipt(ctx, candidature, completeAt);
    const data = { completeAt: completeAt.toISOString(), receiptId: receipt.id, receipt: receipt.number, sha256: receipt.sha256 };
    return move(ctx, candidature, 'complete', { change: { completeAt }, data });
  }
}

/** Reopens the submitted chapters in which something is missing again. */
async function reopen(ctx: Ctx, candidature: Candidature, lost: readonly Gap[], ground: string): Promise<void> {
  const chapters = await ctx.tx.findBy(Chapter, { candidatureId: candidature.id });
  const touched = new Set(lost.map(({ chapterId }) => chapterId));
  for (const chapter of chapters) {
    if (!touched.has(chapter.id) || !chapterLifecycle.allows(chapter.status, 'reopen')) continue;
    await moveChapter(ctx, chapter, 'reopen', { ground });
  }
}

/** Chapters that hold a must and are not submitted. */
async function unsubmitted(ctx: Ctx, candidatureId: string, { chapters }: Completeness): Promise<number> {
  const rows = await ctx.tx.findBy(Chapter, { candidatureId });
  // A recommendation counts only where something of it was carried over and waits for its vendor.
  const counts = (id: string): boolean => (chapters.get(id)?.total ?? 0) > 0 || (chapters.get(id)?.gaps.length ?? 0) > 0;
  return rows.filter(({ id, status }) => counts(id) && status !== 'submitted' && status !== 'validated').length;
}

/** Answers of chapters that may still change take the newest version of the item; submitted ones keep the one that was submitted. */
async function followNewestVersion(ctx: Ctx, evidenceItemId: string): Promise<void> {
  await ctx.tx.query(
    `UPDATE answer_evidence attached SET evidence_version_id = newest.id
     FROM (SELECT id FROM evidence_version WHERE item_id = $1 AND status <> 'abandoned' ORDER BY number DESC LIMIT 1) newest, answer, chapter,
       candidature
     WHERE attached.evidence_item_id = $1 AND attached.detached_at IS NULL AND attached.evidence_version_id <> newest.id
       AND answer.id = attached.answer_id AND chapter.id = answer.chapter_id AND candidature.id = answer.candidature_id
       AND candidature.status IN ('open', 'clarification') AND chapter.status IN ('to_do', 'in_progress', 'changes_requested', 'reopened')`,
    [evidenceItemId],
  );
}
