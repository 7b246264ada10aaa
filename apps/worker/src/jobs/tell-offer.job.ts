import { CarryOverService } from '#candidatures';
import { job } from '../job.js';

/** After a call offered a newer version of its criteria: one event for each file that may move to it, hence one notice to its vendor. */
export const tellOffer = job('candidature.tell-offer', {
  queue: 'files',
  attempts: 10,
  backoff: 1_000,
  needs: { moves: CarryOverService },
  run: ({ moves }, work) => {
    const versionId = work.event.data['packageVersionId'];
    if (typeof versionId !== 'string') throw new TypeError('An event of an offer names its version');
    return work.finish((ctx) => moves.tellOffer(ctx, work.event.subjectId, versionId));
  },
});
