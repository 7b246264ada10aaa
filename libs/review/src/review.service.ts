import { CandidatureService, chapterLifecycle, ChapterService } from '#candidatures';
import type { Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { holdInReview } from './hold.queries.js';
import { refuseReview } from './review.messages.js';
import { reviewPolicy } from './review.policy.js';
import { ClarificationItem, Round } from './round.entity.js';
import { StandingQueries } from './standing.queries.js';
import { SynthesisQueries, type Synthesis } from './synthesis.queries.js';

/** The end of a review: every must judged, every round closed, the reviewers agreed or their lead decided. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly standings: StandingQueries,
    private readonly synthesis: SynthesisQueries,
    private readonly candidatures: CandidatureService,
    private readonly chapters: ChapterService,
  ) {}

  /** Closes the review: the candidature is reviewed, its chapters without a gap are validated. @returns what it amounts to. */
  async close(ctx: Ctx, candidatureId: string): Promise<Synthesis> {
    const file = await this.standings.open(ctx, candidatureId, 'close');
    await holdInReview(ctx, file);
    await refuseOpenRound(ctx, candidatureId);
    const synthesis = await this.synthesis.synthesis(ctx, candidatureId);
    const { outcome, disagreements } = synthesis;
    if (outcome.pending > 0) throw refuseReview.conflict('review.pending', { pending: outcome.pending });
    if (disagreements.length > 0 && !reviewPolicy.settle(ctx.actor, file.standing)) {
      throw refuseReview.conflict('review.disagreement', { count: disagreements.length });
    }
    const data = { verdict: outcome.verdict, blocking: outcome.blocking, algorithm: 'all-must/1' };
    for (const { id, status, tally } of synthesis.chapters) {
      const isSound = tally.gaps === 0 && tally.toClarify === 0;
      if (isSound && chapterLifecycle.allows(status, 'validate')) await this.chapters.act(ctx, candidatureId, id, 'validate');
    }
    await this.candidatures.act(ctx, candidatureId, 'close_review', { data });
    return synthesis;
  }
}

/** A round under way, or questions prepared and not sent, would be lost. */
async function refuseOpenRound(ctx: Ctx, candidatureId: string): Promise<void> {
  const round = await ctx.tx.findOneBy(Round, { candidatureId, status: Not('closed') });
  if (round === null) return;
  if (round.status !== 'draft') throw refuseReview.conflict('review.round-open');
  const questions = await ctx.tx.countBy(ClarificationItem, { roundId: round.id });
  if (questions > 0) throw refuseReview.conflict('review.questions-left', { questions });
}
