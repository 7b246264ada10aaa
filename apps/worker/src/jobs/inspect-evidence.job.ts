import { Examiner, InspectionService } from '#evidence';
import { job } from '../job.js';

/** Says that the inspection of a received file begins, so that its page shows it at once. */
export const beginInspection = job('evidence.begin-inspection', {
  queue: 'files',
  attempts: 5,
  backoff: 1_000,
  needs: { inspection: InspectionService },
  run: ({ inspection }, work) => work.finish((ctx) => inspection.begin(ctx, work.event.subjectId)),
});

/**
 * Hashes, recognises, scans and examines a received file, moves it to its area and settles it. The work is outside any
 * transaction and may run again; while the scanner is away it is tried again for about a day, and the file is never clean.
 */
export const inspectEvidence = job('evidence.inspect', {
  queue: 'files',
  attempts: 15,
  backoff: 5_000,
  needs: { inspection: InspectionService, examiner: Examiner },
  run: async ({ inspection, examiner }, work) => {
    const { file, now } = await work.read(async (ctx) => ({ file: await inspection.pending(ctx, work.event.subjectId), now: ctx.now }));
    const examination = file && (await examiner.examine(file.item, file.version, now));
    await work.finish(async (ctx) => {
      if (examination) await inspection.settle(ctx, work.event.subjectId, examination);
    });
  },
});

/** Compares the fingerprint the sender gave after its file with the one of the stored bytes. */
export const compareFingerprints = job('evidence.compare', {
  queue: 'files',
  attempts: 5,
  backoff: 1_000,
  needs: { inspection: InspectionService },
  run: ({ inspection }, work) => work.finish((ctx) => inspection.compare(ctx, work.event.subjectId)),
});
