import { CompletionService } from '#candidatures';
import { job } from '../job.js';

/** After a piece of evidence changed: the candidatures that hold it become complete, or open again. */
export const followEvidence = job('candidature.follow-evidence', {
  queue: 'files',
  attempts: 10,
  backoff: 1_000,
  needs: { completion: CompletionService },
  run: ({ completion }, work) => {
    const itemId = work.event.data['itemId'];
    if (typeof itemId !== 'string') throw new TypeError('An event of evidence names its item');
    return work.finish((ctx) => completion.evidenceChanged(ctx, itemId));
  },
});
