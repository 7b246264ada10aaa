import { record } from '#audit';
import { CallQueries } from '#calls';
import { authorize, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { openAnswers } from './admission.service.js';
import { Chapter } from './answer.entity.js';
import type { Candidature } from './candidature.entity.js';
import type { ProfileAnswersInput } from './candidature.dto.js';
import { candidatureEvents } from './candidature.events.js';
import { candidatureLifecycle, chapterLifecycle, type CandidatureStatus } from './candidature.lifecycle.js';
import { refuseCandidature } from './candidature.messages.js';
import { filePolicy } from './candidature.policy.js';
import { CompletionService } from './completion.service.js';
import { askedQuestions } from './needs.queries.js';
import { lockCandidature, moveChapter } from './transition.service.js';

/** Statuses in which the profile may still change; once the file is complete it is what the agency examines. */
const changeable = new Set<CandidatureStatus>(['draft', 'filed', 'file_incomplete', 'open', 'clarification']);

/** Profile questions: their answers make conditional requirements appear or disappear. Nothing is ever deleted. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly calls: CallQueries,
    private readonly completion: CompletionService,
  ) {}

  /** Answers some questions. Requirements that no longer apply are hidden with their answers; they come back as they were. */
  async answer(ctx: Ctx, candidatureId: string, input: ProfileAnswersInput): Promise<void> {
    const candidature = await lockCandidature(ctx, candidatureId);
    authorize(ctx.actor, filePolicy.answer, candidature);
    if (!changeable.has(candidature.status)) {
      throw refuseCandidature.conflict('candidature.answers-closed', { status: candidatureLifecycle.show(candidature.status).label });
    }
    await this.calls.refuseAfter(ctx, candidature.callId, candidature.status === 'clarification' ? 'exchanges_end' : 'complete_evidence');
    const questions = new Map((await askedQuestions(ctx, candidatureId)).map((question) => [question.key, question]));
    const unknown = input.answers.find(({ key }) => !questions.has(key));
    if (unknown !== undefined) throw refuseCandidature.invalid('profile.unknown', { key: unknown.key });
    const changed = input.answers.filter(({ key, answer }) => questions.get(key)?.answer !== answer);
    if (changed.length === 0) return;
    await this.save(ctx, candidature, changed);
    if (candidature.admissibleAt !== null) await this.apply(ctx, candidature);
    const { id, organisationId } = candidature;
    const data = { number: candidature.number, answers: Object.fromEntries(changed.map(({ key, answer }) => [key, answer])) };
    await record(ctx, candidatureEvents, 'candidature.answer_profile', { subject: { type: 'candidature', id }, organisationId, data });
    await this.completion.settle(ctx, candidature);
  }

  private async save(ctx: Ctx, { id, organisationId }: Candidature, changed: ProfileAnswersInput['answers']): Promise<void> {
    await ctx.tx.query(
      `INSERT INTO profile_answer (candidature_id, profile_key, organisation_id, answer, answered_at)
       SELECT $1, given.key, $2, given.answer, $3 FROM unnest($4::text[], $5::boolean[]) AS given (key, answer)
       ON CONFLICT (candidature_id, profile_key) DO UPDATE SET answer = EXCLUDED.answer, answered_at = EXCLUDED.answered_at,
         version = profile_answer.version + 1`,
      [id, organisationId, ctx.now, changed.map(({ key }) => key), changed.map(({ answer }) => answer)],
    );
  }

  /** Shows and hides the conditional answers, opens those that are new, and reopens the chapters that gained a requirement. */
  private async apply(ctx: Ctx, candidature: Candidature): Promise<void> {
    const gained = await ctx.tx.query<[{ chapterId: string; shown: boolean }[], number]>(
      `UPDATE answer SET is_applicable = profile_answer.answer
       FROM requirement, profile_answer, candidature_pin pinned
       WHERE answer.candidature_id = $1 AND pinned.candidature_id = $1 AND pinned.package_version_id = requirement.package_version_id
         AND requirement.id = answer.requirement_id AND profile_answer.candidature_id = $1
         AND profile_answer.profile_key = requirement.profile_key AND answer.is_applicable <> profile_answer.answer
       RETURNING answer.chapter_id AS "chapterId", answer.is_applicable AS shown`,
      [candidature.id],
    );
    const opened = await openAnswers(ctx, candidature);
    const ids = new Set([...gained[0].filter(({ shown }) => shown).map(({ chapterId }) => chapterId), ...opened]);
    const chapters = ids.size === 0 ? [] : await ctx.tx.findBy(Chapter, { id: In([...ids]) });
    for (const chapter of chapters.filter(({ status }) => chapterLifecycle.allows(status, 'reopen'))) {
      await moveChapter(ctx, chapter, 'reopen', { ground: 'profile' });
    }
  }
}
