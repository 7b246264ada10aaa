import { CallQueries } from '#calls';
import { PackageVersion } from '#criteria';
import { authorize, newId, refuse, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { Chapter, ChapterSubmission } from './answer.entity.js';
import type { Candidature } from './candidature.entity.js';
import { candidatureLifecycle, chapterLifecycle, type ChapterAction, type ChapterStatus } from './candidature.lifecycle.js';
import { refuseCandidature } from './candidature.messages.js';
import { chapterPolicy } from './candidature.policy.js';
import { completeness, isWaiting } from './completeness.rules.js';
import { CompletionService } from './completion.service.js';
import { frozenAnswers } from './chapter-rows.service.js';
import { answersHash } from './frozen.rules.js';
import { loadNeeds } from './needs.queries.js';
import { lockCandidature, moveChapter } from './transition.service.js';

/** A submission as it was recorded, and the candidature as it became: complete when it was the last chapter. */
export interface Submitted {
  readonly submission: ChapterSubmission;
  readonly candidature: Candidature;
}

/** Chapters are deposited and validated as a whole. */
@Injectable()
export class ChapterService {
  constructor(
    private readonly calls: CallQueries,
    private readonly completion: CompletionService,
  ) {}

  /**
   * Submits a chapter whose musts miss nothing (a scan under way does not prevent it). Of two submissions at once, one is recorded
   * and the other is a conflict. Submitting the last one makes the file complete.
   */
  async submit(ctx: Ctx, candidatureId: string, chapterId: string): Promise<Submitted> {
    const candidature = await lockCandidature(ctx, candidatureId);
    const chapter = await lockChapter(ctx, candidatureId, chapterId);
    authorize(ctx.actor, chapterPolicy.submit, chapter);
    chapterLifecycle.next(chapter.status, 'submit');
    const { status } = candidature;
    if (status !== 'open' && status !== 'clarification') {
      throw refuseCandidature.conflict('candidature.answers-closed', { status: candidatureLifecycle.show(status).label });
    }
    await this.calls.refuseAfter(ctx, candidature.callId, status === 'open' ? 'complete_evidence' : 'exchanges_end');
    const blocking = (completeness(await loadNeeds(ctx, candidature)).chapters.get(chapterId)?.gaps ?? []).filter((gap) => !isWaiting(gap));
    if (blocking.length > 0) throw refuseCandidature.conflict('chapter.incomplete', { missing: blocking.length });
    const submission = await this.freeze(ctx, candidature, chapter);
    await moveChapter(ctx, chapter, 'submit', { number: candidature.number, answersHash: submission.answersHash });
    return { submission, candidature: await this.completion.settle(ctx, candidature) };
  }

  /**
   * Submits the chapters of a file a round asked about, with those a move to a newer version opened meanwhile. Refuses (409) while
   * another chapter is left: the vendor could no longer change it.
   */
  async submitOpen(ctx: Ctx, candidatureId: string, asked: readonly string[]): Promise<void> {
    const candidature = await lockCandidature(ctx, candidatureId);
    const chapters = await ctx.tx.query<{ id: string; status: ChapterStatus }[]>(
      `SELECT chapter.id, chapter.status FROM candidature_pin pinned JOIN chapter ON chapter.candidature_id = pinned.candidature_id
         AND chapter.package_version_id = pinned.package_version_id
       WHERE pinned.candidature_id = $1 ORDER BY chapter.position`,
      [candidatureId],
    );
    const open = chapters.filter(
      ({ id, status }) => chapterLifecycle.allows(status, 'submit') && (asked.includes(id) || status !== 'in_progress'),
    );
    for (const { id } of open) await this.submit(ctx, candidatureId, id);
    const missing = await this.completion.chaptersLeft(ctx, candidature);
    if (missing > 0) throw refuseCandidature.conflict('candidature.chapters-left', { missing });
  }

  /** Validates, reopens, or asks changes of a submitted chapter; driven by the review. */
  async act(ctx: Ctx, candidatureId: string, chapterId: string, action: Exclude<ChapterAction, 'start' | 'submit'>): Promise<void> {
    await lockCandidature(ctx, candidatureId);
    await moveChapter(ctx, await lockChapter(ctx, candidatureId, chapterId), action);
  }

  private async freeze(ctx: Ctx, candidature: Candidature, chapter: Chapter): Promise<ChapterSubmission> {
    const round = chapter.round + 1;
    const { contentHash } = await ctx.tx.findOneOrFail(PackageVersion, {
      where: { id: chapter.packageVersionId },
      select: { contentHash: true },
    });
    const answers = (await frozenAnswers(ctx, [chapter.id])).get(chapter.id) ?? [];
    const frozen = { candidature: candidature.number, package: contentHash ?? '', section: chapter.sectionKey, round, answers };
    const { candidatureId, organisationId, id: chapterId } = chapter;
    const submission = {
      id: newId(),
      chapterId,
      candidatureId,
      organisationId,
      round,
      submittedAt: ctx.now,
      submittedBy: ctx.actor.accountId,
      answersHash: answersHash(frozen),
    };
    await ctx.tx.insert(ChapterSubmission, submission);
    return submission;
  }
}

/** A chapter of a candidature, held until the end of the transaction, or 404. */
async function lockChapter(ctx: Ctx, candidatureId: string, id: string): Promise<Chapter> {
  const chapter = await ctx.tx.findOne(Chapter, { where: { id, candidatureId }, lock: { mode: 'pessimistic_write' } });
  if (chapter === null) throw refuse.notFound('not-found');
  return chapter;
}
