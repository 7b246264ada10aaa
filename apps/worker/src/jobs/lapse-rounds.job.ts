import { RoundService } from '#review';
import { task } from '../job.js';

/** Closes the clarification rounds whose date has passed without an answer; looks every minute. */
export const lapseRounds = task('round.lapse', {
  queue: 'documents',
  every: 60_000,
  needs: { rounds: RoundService },
  run: ({ rounds }, ctx) => rounds.lapseDue(ctx),
});
