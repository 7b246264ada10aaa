import { AcquisitionService } from '#decisions';
import { job } from '../job.js';

/** After a certificate, an equivalence or a verdict changed: results acquired from it that no longer hold lapse. */
export const followAcquired = job('acquired-result.follow', {
  queue: 'files',
  attempts: 10,
  backoff: 1_000,
  needs: { acquisitions: AcquisitionService },
  run: ({ acquisitions }, work) => work.finish((ctx) => acquisitions.follow(ctx, work.event)),
});
