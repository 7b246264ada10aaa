import type { Ctx } from './ctx.js';

/** Where the portal's clock stands: `frozenAt` when it is held still, otherwise a shift in milliseconds from the server's clock. */
export interface ClockState {
  readonly shiftMs: number;
  readonly frozenAt: Date | null;
}

/** Moves the clock to an instant; `frozen` holds it there. For demonstrations and tests: the edge refuses it in production. */
export async function moveClock(ctx: Ctx, to: Date, options: { readonly frozen: boolean }): Promise<void> {
  await ctx.tx.query(
    `UPDATE clock_state SET frozen_at = CASE WHEN $2 THEN $1::timestamptz END,
       shift = CASE WHEN $2 THEN interval '0' ELSE $1::timestamptz - clock_timestamp() END`,
    [to, options.frozen],
  );
}

/** Puts the clock back to the server's. */
export async function resetClock(ctx: Ctx): Promise<void> {
  await ctx.tx.query("UPDATE clock_state SET frozen_at = NULL, shift = interval '0'");
}
