import { CallQueries } from '#calls';
import { authorize, newId, refuse, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { Chapter, ChapterSubmission, type Claim } from './answer.entity.js';
import type { Candidature } from './candidature.entity.js';
import { candidatureLifecycle, chapterLifecycle, type ChapterAction } from './candidature.lifecycle.js';
import { refuseCandidature } from './candidature.messages.js';
import { chapterPolicy } from './candidature.policy.js';
import { completeness, isWaiting } from './completeness.rules.js';
import { CompletionService } from './completion.service.js';
import { answersHash, type FrozenAnswer } from './frozen.rules.js';
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

  /** Validates, reopens, or asks changes of a submitted chapter; driven by the review. */
  async act(ctx: Ctx, candidatureId: string, chapterId: string, action: Exclude<ChapterAction, 'start' | 'submit'>): Promise<void> {
    await lockCandidature(ctx, candidatureId);
    await moveChapter(ctx, await lockChapter(ctx, candidatureId, chapterId), action);
  }

  private async freeze(ctx: Ctx, candidature: Candidature, chapter: Chapter): Promise<ChapterSubmission> {
    const round = chapter.round + 1;
    const { contentHash, answers } = await frozenAnswers(ctx, chapter);
    const frozen = { candidature: candidature.number, package: contentHash, section: chapter.sectionKey, round, answers };
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

interface FrozenRow {
  readonly requirement: string;
  readonly claim: Claim | null;
  readonly reason: string | null;
  readonly text: string;
  readonly evidence: FrozenAnswer['evidence'];
}

/** The answers of a chapter as they stand, with the hash of the criteria they answer. */
async function frozenAnswers(ctx: Ctx, chapter: Chapter): Promise<{ contentHash: string; answers: FrozenAnswer[] }> {
  const [{ contentHash }] = await ctx.tx.query<[{ contentHash: string }]>(
    'SELECT content_hash AS "contentHash" FROM package_version WHERE id = $1',
    [chapter.packageVersionId],
  );
  const answers = await ctx.tx.query<FrozenRow[]>(
    `SELECT requirement.key AS requirement, answer.claim, answer.reason, answer.body AS text,
            coalesce(jsonb_agg(jsonb_build_object('expected', expected.key, 'version', version.id, 'sha256', version.sha256))
              FILTER (WHERE version.id IS NOT NULL), '[]') AS evidence
     FROM answer JOIN requirement ON requirement.id = answer.requirement_id
     LEFT JOIN answer_evidence attached ON attached.answer_id = answer.id AND attached.detached_at IS NULL
     LEFT JOIN expected_evidence expected ON expected.id = attached.expected_evidence_id
     LEFT JOIN evidence_version version ON version.id = attached.evidence_version_id
     WHERE answer.chapter_id = $1 AND answer.is_applicable
     GROUP BY requirement.id, answer.id`,
    [chapter.id],
  );
  return { contentHash, answers };
}
