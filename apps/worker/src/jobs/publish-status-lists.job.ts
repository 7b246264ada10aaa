import { SigningKeysService } from '#decisions';
import { job, task } from '../job.js';
import { SigningKeyHolder } from '../signing-key.js';

/** Publishes the signed status lists as the register stands, after each act on a certificate. */
export const publishStatusLists = job('status-list.publish', {
  queue: 'documents',
  attempts: 10,
  backoff: 1_000,
  needs: { lists: SigningKeysService, keys: SigningKeyHolder },
  run: ({ lists, keys }, work) => work.finish((ctx) => lists.publishLists(ctx, keys.key)),
});

/** Publishes them again when they are a day old; looks every ten minutes. */
export const renewStatusLists = task('status-list.renew', {
  queue: 'documents',
  every: 600_000,
  needs: { lists: SigningKeysService, keys: SigningKeyHolder },
  run: ({ lists, keys }, ctx) => lists.renewLists(ctx, keys.key),
});
