import { PublishedFilesService } from '#criteria';
import { job } from '../job.js';

/** Writes a published version in every public format, outside any transaction, then keeps the files. The same version gives the same files. */
export const writePackageFiles = job('package.write-files', {
  queue: 'exports',
  attempts: 5,
  backoff: 1_000,
  needs: { files: PublishedFilesService },
  run: async ({ files }, work) => {
    const id = work.event.subjectId;
    const version = await work.read((ctx) => files.due(ctx, id));
    if (version === null) return work.finish(() => Promise.resolve());
    const written = await files.write(version);
    await work.finish((ctx) => files.keep(ctx, id, written));
  },
});
