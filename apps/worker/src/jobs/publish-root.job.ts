import { RootService } from '#audit';
import { task } from '../job.js';
import { SigningKeyHolder } from '../signing-key.js';

/** Publishes the signed root of the journal, once a day; looks every minute, so the first day has its root at once. */
export const publishRoot = task('root.publish', {
  queue: 'exports',
  every: 60_000,
  needs: { roots: RootService, keys: SigningKeyHolder },
  run: ({ roots, keys }, ctx) => roots.publish(ctx, keys.key),
});
