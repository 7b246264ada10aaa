import { candidatureLifecycle, type CandidatureStatus } from '#candidatures';
import type { Ctx } from '#platform';
import { refuseReview } from './review.messages.js';
import type { OpenedFile } from './standing.queries.js';

/** Keeps a file in review until the end of the transaction; refuses (409) any other status. */
export async function holdInReview(ctx: Ctx, { summary }: Pick<OpenedFile, 'summary'>): Promise<void> {
  const [held] = await ctx.tx.query<[{ status: CandidatureStatus }]>('SELECT status FROM candidature WHERE id = $1 FOR SHARE', [
    summary.id,
  ]);
  if (candidatureLifecycle.allows(held.status, 'close_review')) return;
  throw refuseReview.conflict('review.not-open', { status: candidatureLifecycle.show(held.status).label });
}
