import { EvidenceStore, InspectionService } from '#evidence';
import { job, task } from '../job.js';

/** Removes the bytes of an upload that was given up. */
export const discardUpload = job('evidence.discard', {
  queue: 'files',
  attempts: 5,
  backoff: 1_000,
  needs: { store: EvidenceStore },
  run: async ({ store }, work) => {
    await store.discard(work.event.subjectId);
    await work.finish(async () => {});
  },
});

/** Gives up uploads begun long ago and never finished; looks every hour. */
export const abandonStaleUploads = task('evidence.abandon-stale', {
  queue: 'files',
  every: 3_600_000,
  needs: { inspection: InspectionService },
  run: ({ inspection }, ctx) => inspection.abandonStale(ctx),
});
