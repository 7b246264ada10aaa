import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { authorize, Config, type Ctx, errorsOf, moveClock, platformMessages, resetClock } from '#platform';
import { auditEvents } from './audit.events.js';
import { auditPolicy } from './audit.policy.js';
import type { ClockInput } from './clock.dto.js';
import { record } from './record.js';

/** The clock of the portal, as the operator sees it. */
export interface ClockView {
  readonly now: Date;
  /** Milliseconds ahead of the server's clock; 0 when it follows it. */
  readonly aheadMs: number;
  readonly isFrozen: boolean;
  readonly isMovable: boolean;
}

const refuse = errorsOf(platformMessages);

/** Moves the one clock of all hosts, for demonstrations and tests; never in production. */
@Injectable()
export class ClockService {
  constructor(private readonly config: Config) {}

  /** Moves the clock, or puts it back, and records it. */
  async move(ctx: Ctx, { to, frozen }: ClockInput): Promise<Date | null> {
    authorize(ctx.actor, auditPolicy.moveClock, null);
    if (this.config.isProduction) throw refuse.forbidden('clock.fixed');
    const instant = to === undefined ? null : DateTime.fromISO(to, { zone: 'Europe/Paris' }).toJSDate();
    if (instant === null) await resetClock(ctx);
    else await moveClock(ctx, instant, { frozen });
    const data = { to: instant?.toISOString() ?? null, frozen };
    await record(ctx, auditEvents, 'clock.move', { subject: { type: 'clock', id: 'portal' }, organisationId: null, data });
    return instant;
  }

  /** Where the clock stands. */
  async show(ctx: Ctx): Promise<ClockView> {
    authorize(ctx.actor, auditPolicy.observe, null);
    const [row] = await ctx.tx.query<[{ ahead: number; frozen: boolean }]>(
      `SELECT (extract(epoch FROM coalesce(clock_state.frozen_at - clock_timestamp(), clock_state.shift)) * 1000)::float8 AS ahead,
         clock_state.frozen_at IS NOT NULL AS frozen FROM clock_state`,
    );
    return { now: ctx.now, aheadMs: Math.round(row.ahead), isFrozen: row.frozen, isMovable: !this.config.isProduction };
  }
}
