import { Injectable } from '@nestjs/common';
import type { Ctx } from '#platform';
import { sessionIdleMinutes } from './sign-in.rules.js';

/** Removes what has ended and means nothing any more. Run by the schedule, as often as one likes. */
@Injectable()
export class HousekeepingService {
  /** Ended sessions and finished series of tries. */
  async sweep(ctx: Ctx): Promise<void> {
    await ctx.tx.query('DELETE FROM session WHERE expires_at <= $1 OR last_seen_at <= $1::timestamptz - make_interval(mins => $2)', [
      ctx.now,
      sessionIdleMinutes,
    ]);
    await ctx.tx.query('DELETE FROM attempt WHERE window_ends_at <= $1', [ctx.now]);
  }
}
