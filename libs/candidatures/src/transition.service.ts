import { record } from '#audit';
import { authorize, refuse, type Ctx } from '#platform';
import { Chapter } from './answer.entity.js';
import { Candidature } from './candidature.entity.js';
import { candidatureEvents } from './candidature.events.js';
import {
  candidatureLifecycle,
  chapterLifecycle,
  endedStatuses,
  type CandidatureAction,
  type CandidatureStatus,
  type ChapterAction,
} from './candidature.lifecycle.js';
import { candidaturePolicy, chapterPolicy, visibleCandidatures } from './candidature.policy.js';

/** What a transition changes beside the status, and what its event says. */
export interface TransitionDetails {
  readonly change?: Partial<Pick<Candidature, 'isLive' | 'filedAt' | 'admissibleAt' | 'completeAt'>>;
  /** Ids, codes, amounts and hashes only. */
  readonly data?: Readonly<Record<string, unknown>>;
}

const ended = new Set<CandidatureStatus>(endedStatuses);

/** A candidature the actor may see, held until the end of the transaction; 404 otherwise. */
export async function lockCandidature(ctx: Ctx, id: string): Promise<Candidature> {
  const seen = visibleCandidatures(ctx.actor, 2);
  const rows = await ctx.tx.query<unknown[]>(`SELECT id FROM candidature WHERE candidature.id = $1 AND ${seen.sql} FOR UPDATE`, [
    id,
    ...seen.values,
  ]);
  if (rows.length === 0) throw refuse.notFound('not-found');
  return ctx.tx.findOneByOrFail(Candidature, { id });
}

/** Does an action of the lifecycle on a locked candidature: policy, next status, row, event. @returns the candidature as it became. */
export async function move(
  ctx: Ctx,
  candidature: Candidature,
  action: CandidatureAction,
  { change = {}, data = {} }: TransitionDetails = {},
): Promise<Candidature> {
  authorize(ctx.actor, candidaturePolicy[action], candidature);
  const status = candidatureLifecycle.next(candidature.status, action);
  const next = { ...change, status, statusAt: ctx.now, ...(ended.has(status) && { isLive: false }) };
  await ctx.tx.update(Candidature, { id: candidature.id }, next);
  await record(ctx, candidatureEvents, `candidature.${action}`, {
    subject: { type: 'candidature', id: candidature.id },
    organisationId: candidature.organisationId,
    data: { number: candidature.number, callId: candidature.callId, from: candidature.status, ...data },
  });
  return { ...candidature, ...next };
}

/** Does an action of the lifecycle on a locked chapter. */
export async function moveChapter(
  ctx: Ctx,
  chapter: Chapter,
  action: Exclude<ChapterAction, 'start'>,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  authorize(ctx.actor, chapterPolicy[action], chapter);
  const status = chapterLifecycle.next(chapter.status, action);
  const round = action === 'submit' ? chapter.round + 1 : chapter.round;
  await ctx.tx.update(Chapter, { id: chapter.id }, { status, round, updatedAt: ctx.now });
  await record(ctx, candidatureEvents, `chapter.${action}`, {
    subject: { type: 'chapter', id: chapter.id },
    organisationId: chapter.organisationId,
    data: { candidatureId: chapter.candidatureId, packageVersionId: chapter.packageVersionId, section: chapter.sectionKey, round, ...data },
  });
}
