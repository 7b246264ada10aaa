import { PackagesService } from '#criteria';
import { task } from '../job.js';

/** Succeeds the package versions whose newer one takes effect today; looks every minute. */
export const succeedPackages = task('package.succeed', {
  queue: 'documents',
  every: 60_000,
  needs: { packages: PackagesService },
  run: ({ packages }, ctx) => packages.takeEffect(ctx),
});
