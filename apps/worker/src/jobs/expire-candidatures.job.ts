import { CompletionService } from '#candidatures';
import { task } from '../job.js';

/** Closes the candidatures whose date has passed; looks every minute. */
export const expireCandidatures = task('candidature.expire', {
  queue: 'documents',
  every: 60_000,
  needs: { completion: CompletionService },
  run: ({ completion }, ctx) => completion.expireDue(ctx),
});
