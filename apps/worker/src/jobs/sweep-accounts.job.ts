import { HousekeepingService } from '#accounts';
import { task } from '../job.js';

/** Removes ended sessions and finished series of tries. */
export const sweepAccounts = task('accounts.sweep', {
  queue: 'exports',
  every: 600_000,
  needs: { housekeeping: HousekeepingService },
  run: ({ housekeeping }, ctx) => housekeeping.sweep(ctx),
});
