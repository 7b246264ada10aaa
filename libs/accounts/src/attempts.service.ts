import { Injectable } from '@nestjs/common';
import { Config, type Ctx, fingerprint } from '#platform';
import { after, type AttemptKind, limits } from './sign-in.rules.js';

/** Where a series of tries stands. */
export interface Attempts {
  /** False when the series is exhausted: this try must not even be looked at. */
  readonly isAllowed: boolean;
  /** Tries left after this one. */
  readonly remaining: number;
  /** Minutes until the count starts again, rounded up. */
  readonly minutes: number;
}

/**
 * Counts tries before they are judged, so that a hundred at once count for a hundred. Its writes must be committed whatever the
 * answer: they are made in a transaction of their own, or in one that ends without an exception.
 */
@Injectable()
export class AttemptsService {
  constructor(private readonly config: Config) {}

  /** Counts one try. The last allowed one opens the pause. */
  async count(ctx: Ctx, kind: AttemptKind, who: string): Promise<Attempts> {
    const { tries, minutes } = limits[kind];
    const [row] = await ctx.tx.query<[{ count: number; window_ends_at: Date }]>(
      `INSERT INTO attempt AS a (key, count, window_ends_at) VALUES ($1, 1, $2)
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN a.window_ends_at <= $3 THEN 1 ELSE least(a.count + 1, $4::integer + 1) END,
         window_ends_at = CASE WHEN a.window_ends_at <= $3 OR a.count + 1 = $4::integer THEN $2 ELSE a.window_ends_at END
       RETURNING a.count, a.window_ends_at`,
      [this.key(kind, who), after(ctx.now, { minutes }), ctx.now, tries],
    );
    const left = Math.max(1, Math.ceil((row.window_ends_at.getTime() - ctx.now.getTime()) / 60_000));
    return { isAllowed: row.count <= tries, remaining: Math.max(0, tries - row.count), minutes: left };
  }

  /** Forgets a series: the person has proved who they are. */
  async clear(ctx: Ctx, kind: AttemptKind, who: string): Promise<void> {
    await ctx.tx.query('DELETE FROM attempt WHERE key = $1', [this.key(kind, who)]);
  }

  /** Takes one try back from a series shared with others: it was a good one. */
  async release(ctx: Ctx, kind: AttemptKind, who: string): Promise<void> {
    await ctx.tx.query('UPDATE attempt SET count = count - 1 WHERE key = $1 AND count > 0', [this.key(kind, who)]);
  }

  private key(kind: AttemptKind, who: string): string {
    return `${kind}:${fingerprint(this.config.SECRET, who)}`;
  }
}
