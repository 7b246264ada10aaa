import { FollowMoveService } from '#review';
import { job } from '../job.js';

/** After a vendor moved a file to a newer version, or gave it back: the clock follows the ball, and those in charge are told. */
export const followMove = job('review.follow-move', {
  queue: 'files',
  attempts: 10,
  backoff: 1_000,
  needs: { moves: FollowMoveService },
  run: ({ moves }, work) =>
    work.finish(async (ctx) => {
      await moves.followBall(ctx, work.event.subjectId);
      if (work.event.name === 'candidature.move_version') await moves.tellReviewers(ctx, work.event.subjectId);
    }),
});
