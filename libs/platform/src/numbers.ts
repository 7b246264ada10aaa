import type { Ctx } from './ctx.js';

/**
 * The next number of a series, from 1, without gap: the row of the series stays locked until the transaction ends,
 * and a rolled back transaction gives its number back.
 */
export async function nextNumber(ctx: Ctx, series: string): Promise<number> {
  const [{ taken }] = await ctx.tx.query<[{ taken: string }]>(
    `INSERT INTO number_series (key, next) VALUES ($1, 2)
     ON CONFLICT (key) DO UPDATE SET next = number_series.next + 1
     RETURNING next - 1 AS taken`,
    [series],
  );
  return Number(taken);
}
