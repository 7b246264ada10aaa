import { DecisionsService } from '#decisions';
import { job } from '../job.js';

/** Records that the vendor was told of a decision: delays of appeal run from it. */
export const notifyDecision = job('decision.notify', {
  queue: 'documents',
  attempts: 10,
  backoff: 1_000,
  needs: { decisions: DecisionsService },
  run: ({ decisions }, work) => work.finish((ctx) => decisions.notify(ctx, work.event.subjectId)),
});
