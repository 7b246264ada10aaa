import { record } from '#audit';
import { newId, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { AcquiredResult } from './acquired-result.entity.js';
import { AcquiredResultQueries } from './acquired-result.queries.js';
import type { AcquiredPath, LapseReason } from './acquired-result.rules.js';
import { AnswerService } from './answer.service.js';
import { candidatureEvents } from './candidature.events.js';
import { refuseCandidature } from './candidature.messages.js';
import { CompletionService } from './completion.service.js';
import { lockCandidature } from './transition.service.js';

/** Keeps results acquired by equivalence, and lets them lapse. What may be acquired is found by `decisions`, which reads certificates. */
@Injectable()
export class AcquiredResultService {
  constructor(
    private readonly answers: AnswerService,
    private readonly results: AcquiredResultQueries,
    private readonly completion: CompletionService,
  ) {}

  /** Keeps a result for an answer that may still change: nothing more is to be deposited for it. Refuses a second one (409). */
  async keep(ctx: Ctx, candidatureId: string, requirementId: string, path: AcquiredPath): Promise<AcquiredResult> {
    const { id: answerId, organisationId } = await this.answers.hold(ctx, candidatureId, requirementId);
    const last = await this.results.last(ctx, answerId);
    if (last !== null && last.lapsedAt === null) throw refuseCandidature.conflict('acquired.already');
    const unique = (ids: readonly string[]) => [...new Set(ids)];
    const result: AcquiredResult = {
      id: newId(),
      answerId,
      candidatureId,
      organisationId,
      requirementId,
      mappingIds: unique(path.steps.map(({ mappingId }) => mappingId)),
      certificateIds: unique(path.origins.map(({ certificateId }) => certificateId)),
      decisionIds: unique(path.origins.map(({ decisionId }) => decisionId)),
      verdictIds: unique(path.origins.map(({ verdictId }) => verdictId)),
      path,
      acquiredBy: ctx.actor.accountId,
      acquiredAt: ctx.now,
      lapsedAt: null,
      lapseReason: null,
      afterDecision: false,
    };
    await ctx.tx.insert(AcquiredResult, result as object); // jsonb columns are typed as plain objects by the mapper, which cannot express a path
    await this.tell(ctx, 'acquired_result.acquire', result, {
      mappingIds: result.mappingIds,
      certificateIds: result.certificateIds,
      verdictIds: result.verdictIds,
    });
    return result;
  }

  /** The vendor gives a live result up, while the answer may still change. */
  async renounce(ctx: Ctx, candidatureId: string, requirementId: string): Promise<void> {
    const { id } = await this.answers.hold(ctx, candidatureId, requirementId);
    const last = await this.results.last(ctx, id);
    if (last === null || last.lapsedAt !== null) throw refuseCandidature.conflict('acquired.none');
    await this.lapse(ctx, last, 'renounced');
  }

  /**
   * Ends a live result: its need is back. Before the review a file that was complete is open again; once decided, the decision stands and
   * the result is flagged for the agency. Done twice, the first stays.
   */
  async lapse(ctx: Ctx, result: AcquiredResult, reason: LapseReason): Promise<void> {
    const { status } = await lockCandidature(ctx, result.candidatureId);
    const afterDecision = status === 'decided';
    const { affected } = await ctx.tx
      .createQueryBuilder()
      .update(AcquiredResult)
      .set({ lapsedAt: ctx.now, lapseReason: reason, afterDecision })
      .where('id = :id AND lapsed_at IS NULL', { id: result.id })
      .execute();
    if (affected === 0) return;
    await this.tell(ctx, 'acquired_result.lapse', result, { reason, afterDecision });
    if (reason !== 'renounced') await this.completion.resultLapsed(ctx, result.candidatureId, result.requirementId);
  }

  private tell(
    ctx: Ctx,
    name: 'acquired_result.acquire' | 'acquired_result.lapse',
    { id, organisationId, candidatureId, requirementId }: AcquiredResult,
    data: Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    return record(ctx, candidatureEvents, name, {
      subject: { type: 'acquired_result', id },
      organisationId,
      data: { candidatureId, requirementId, ...data },
    });
  }
}
