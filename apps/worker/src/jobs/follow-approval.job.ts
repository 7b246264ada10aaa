import { CompletionService } from '#candidatures';
import { job } from '../job.js';

/** After an approval was filed with another body: the candidatures that only waited for it become complete. */
export const followApproval = job('candidature.follow-approval', {
  queue: 'files',
  attempts: 10,
  backoff: 1_000,
  needs: { completion: CompletionService },
  run: ({ completion }, work) => {
    const versionId = work.event.data['solutionVersionId'];
    if (typeof versionId !== 'string') throw new TypeError('An event of an approval names its version');
    return work.finish((ctx) => completion.approvalFiled(ctx, versionId));
  },
});
