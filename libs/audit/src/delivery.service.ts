import { Injectable } from '@nestjs/common';
import { authorize, type Ctx } from '#platform';
import { auditEvents } from './audit.events.js';
import { refuse } from './audit.messages.js';
import { auditPolicy } from './audit.policy.js';
import type { Audience } from './events.js';
import { record } from './record.js';

/** The channel on which public pages learn that something public has changed. */
export const publicChannel = 'guichet_public';

/** Says, once this transaction is committed, that something public has changed. */
export async function announce(ctx: Ctx): Promise<void> {
  await ctx.tx.query("SELECT pg_notify($1, '')", [publicChannel]);
}

/** One job that one event asks for. */
export interface Delivery {
  readonly eventId: string;
  readonly job: string;
}

/** Takes events from the outbox to the jobs they ask for. The rows are the truth; the queue only says when. */
@Injectable()
export class DeliveryService {
  /**
   * Turns the oldest lines of the outbox into deliveries. Several relays may run: each takes other lines.
   * @param jobsOf the jobs an event name asks for.
   * @returns the deliveries to queue once this transaction is committed, and how many lines were taken.
   */
  async relay(ctx: Ctx, jobsOf: (eventName: string) => readonly string[], limit = 500): Promise<{ taken: number; deliveries: Delivery[] }> {
    const lines = await ctx.tx.query<{ id: string; name: string; audience: Audience }[]>(
      `SELECT event.id, event.name, event.audience FROM outbox JOIN event ON event.id = outbox.event_id
       ORDER BY outbox.event_id LIMIT $1 FOR UPDATE OF outbox SKIP LOCKED`,
      [limit],
    );
    if (lines.length === 0) return { taken: 0, deliveries: [] };
    const deliveries = lines.flatMap(({ id, name }) => jobsOf(name).map((job) => ({ eventId: id, job })));
    await ctx.tx.query(
      `INSERT INTO event_delivery (event_id, job, updated_at)
       SELECT wanted."eventId", wanted.job, $2 FROM jsonb_to_recordset($1::jsonb) AS wanted ("eventId" uuid, job text)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(deliveries), ctx.now],
    );
    await ctx.tx.query('DELETE FROM outbox WHERE event_id = ANY ($1)', [lines.map(({ id }) => id)]);
    if (lines.some(({ audience }) => audience === 'public')) await announce(ctx);
    return { taken: lines.length, deliveries };
  }

  /** Counts one more try. @returns how many tries that makes, or null when the delivery is settled or unknown. */
  async begin(ctx: Ctx, { eventId, job }: Delivery): Promise<number | null> {
    const [rows] = await ctx.tx.query<[{ attempts: number }[], number]>(
      `UPDATE event_delivery SET attempts = attempts + 1, updated_at = $3
       WHERE event_id = $1 AND job = $2 AND state = 'pending' RETURNING attempts`,
      [eventId, job, ctx.now],
    );
    return rows[0]?.attempts ?? null;
  }

  /**
   * Settles a delivery in the transaction of its effect: both, or neither. Of two handlers of the same delivery, the second waits here, then is told no.
   * @returns whether the effect is still to be made.
   */
  async settle(ctx: Ctx, { eventId, job }: Delivery): Promise<boolean> {
    const [rows] = await ctx.tx.query<[unknown[], number]>(
      `UPDATE event_delivery SET state = 'done', last_error = NULL, updated_at = $3
       WHERE event_id = $1 AND job = $2 AND state = 'pending' RETURNING job`,
      [eventId, job, ctx.now],
    );
    return rows.length === 1;
  }

  /** Notes why a try failed: a code, never a sentence that may name someone. After the last one the delivery is dead, and an operator decides. */
  async fail(ctx: Ctx, { eventId, job }: Delivery, failure: { readonly code: string; readonly isLast: boolean }): Promise<void> {
    await ctx.tx.query(
      `UPDATE event_delivery SET last_error = $3, state = CASE WHEN $4 THEN 'dead' ELSE state END, updated_at = $5
       WHERE event_id = $1 AND job = $2 AND state = 'pending'`,
      [eventId, job, failure.code, failure.isLast, ctx.now],
    );
  }

  /** Sends a dead delivery again, from its first try. */
  async retry(ctx: Ctx, { eventId, job }: Delivery): Promise<void> {
    authorize(ctx.actor, auditPolicy.retry, null);
    const [rows] = await ctx.tx.query<[unknown[], number]>(
      `UPDATE event_delivery SET state = 'pending', attempts = 0, updated_at = $3
       WHERE event_id = $1 AND job = $2 AND state = 'dead' RETURNING job`,
      [eventId, job, ctx.now],
    );
    if (rows.length === 0) throw refuse.conflict('audit.delivery-unknown');
    await record(ctx, auditEvents, 'delivery.retry', { subject: { type: 'event', id: eventId }, organisationId: null, data: { job } });
  }
}
