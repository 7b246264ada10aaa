import { record } from '#audit';
import { newId, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { EarlierVerdictQueries } from './earlier-verdict.queries.js';
import { holdInReview } from './hold.queries.js';
import { reviewEvents } from './review.events.js';
import { refuseReview } from './review.messages.js';
import { StandingQueries } from './standing.queries.js';
import { Verdict } from './verdict.entity.js';

/**
 * Verdicts are never carried from a version of the criteria to another. Where nothing they rested on has changed, a reviewer gives
 * them again in one act: new verdicts, theirs, on the newer version; the earlier ones stay as they were given.
 */
@Injectable()
export class ReaffirmService {
  constructor(
    private readonly standings: StandingQueries,
    private readonly earlier: EarlierVerdictQueries,
  ) {}

  /**
   * Gives again, on the answers of a chapter, the earlier verdicts the person was shown. Those that no longer hold are left out; refuses
   * (409) when none is left. @returns how many were given.
   */
  async reaffirm(ctx: Ctx, candidatureId: string, chapterId: string, shown: readonly string[]): Promise<number> {
    const file = await this.standings.open(ctx, candidatureId, 'judge');
    await holdInReview(ctx, file);
    const found = await this.earlier.of(ctx, candidatureId, chapterId);
    const same = found.filter(({ isUnchanged, verdictId }) => isUnchanged && shown.includes(verdictId));
    if (same.length === 0) throw refuseReview.conflict('verdict.nothing-to-reaffirm');
    const { organisationId } = file.summary;
    const verdicts = same.map(({ answerId, requirementId, packageVersionId, sectionKey, outcome, reason, evidenceVersionIds, pins }) => ({
      ...{ id: newId(), answerId, requirementId, candidatureId, organisationId, packageVersionId, sectionKey },
      ...{ accountId: ctx.actor.accountId ?? '', outcome, reason, answerVersion: 1 },
      ...{ evidenceVersionIds: [...evidenceVersionIds], pins: [...pins], at: ctx.now, supersedes: null },
    }));
    await ctx.tx.insert(Verdict, verdicts);
    const data = {
      candidatureId,
      packageVersionId: same[0].packageVersionId,
      verdicts: verdicts.map(({ id, requirementId, outcome }, place) => ({ id, requirementId, outcome, earlier: same[place].verdictId })),
    };
    await record(ctx, reviewEvents, 'verdict.reaffirm', { subject: { type: 'chapter', id: chapterId }, organisationId, data });
    return verdicts.length;
  }
}
