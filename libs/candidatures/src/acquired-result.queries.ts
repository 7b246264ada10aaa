import type { Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { AcquiredResult } from './acquired-result.entity.js';
import { visibleCandidatures } from './candidature.policy.js';

/** What a live result may rest on. */
export type RestsOn = 'mapping_ids' | 'certificate_ids' | 'decision_ids' | 'verdict_ids';

/** A result that lapsed after its file was decided, as the agency reads it. */
export interface LapsedAfterDecision {
  readonly id: string;
  readonly candidatureId: string;
  readonly candidature: string;
  readonly requirementId: string;
  readonly number: string;
  readonly reason: NonNullable<AcquiredResult['lapseReason']>;
  readonly lapsedAt: Date;
}

/** Reads results acquired by equivalence. The caller has shown that the actor sees the candidature. */
@Injectable()
export class AcquiredResultQueries {
  /** The live results of a candidature, by answer. */
  async live(ctx: Ctx, candidatureId: string): Promise<Map<string, AcquiredResult>> {
    const found = await ctx.tx.findBy(AcquiredResult, { candidatureId, lapsedAt: IsNull() });
    return new Map(found.map((result) => [result.answerId, result]));
  }

  /** The last result acquired on an answer, live or lapsed, or null. */
  last(ctx: Ctx, answerId: string): Promise<AcquiredResult | null> {
    return ctx.tx.findOne(AcquiredResult, { where: { answerId }, order: { acquiredAt: 'DESC', id: 'DESC' } });
  }

  /** The live results that rest on something, in the order in which they were acquired. */
  restingOn(ctx: Ctx, what: RestsOn, id: string): Promise<AcquiredResult[]> {
    return ctx.tx
      .createQueryBuilder(AcquiredResult, 'result')
      .where(`result.lapsed_at IS NULL AND :id = ANY (result.${what})`, { id })
      .orderBy('result.id')
      .getMany();
  }

  /** Results that lapsed after their file was decided, newest first: for the agency to look at. */
  afterDecision(ctx: Ctx, limit = 50): Promise<LapsedAfterDecision[]> {
    const seen = visibleCandidatures(ctx.actor, 2);
    return ctx.tx.query<LapsedAfterDecision[]>(
      `SELECT result.id, candidature.id AS "candidatureId", candidature.number AS candidature, requirement.id AS "requirementId",
              requirement.number, result.lapse_reason AS reason, result.lapsed_at AS "lapsedAt"
         FROM acquired_result result JOIN candidature ON candidature.id = result.candidature_id
         JOIN requirement ON requirement.id = result.requirement_id
        WHERE result.after_decision AND ${seen.sql} ORDER BY result.lapsed_at DESC, result.id DESC LIMIT $1`,
      [limit, ...seen.values],
    );
  }
}
