import { Injectable } from '@nestjs/common';
import { authorize, type Ctx } from '#platform';
import { auditPolicy } from './audit.policy.js';
import type { Delivery } from './delivery.service.js';
import { eventColumns } from './seal.service.js';
import type { SealedEvent } from './chain.rules.js';

/** A delivery that failed for good, as the operator sees it. */
export interface DeadDelivery extends Delivery {
  readonly eventName: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly updatedAt: Date;
}

/** How the background work stands. */
export interface Backlog {
  /** Events not yet taken from the outbox. */
  readonly outbox: number;
  readonly pending: number;
  readonly dead: number;
  /** Events not yet sealed. */
  readonly unsealed: number;
}

/** Reads of deliveries, for the worker and the operator. */
@Injectable()
export class DeliveryQueries {
  /** The pending deliveries after one of them, in a fixed order. */
  async pendingAfter(ctx: Ctx, after: Delivery | null, limit = 500): Promise<Delivery[]> {
    return ctx.tx.query<Delivery[]>(
      `SELECT event_delivery.event_id AS "eventId", event_delivery.job FROM event_delivery
       WHERE event_delivery.state = 'pending'
         AND ($1::uuid IS NULL OR (event_delivery.event_id, event_delivery.job) > ($1::uuid, $2::text))
       ORDER BY event_delivery.event_id, event_delivery.job LIMIT $3`,
      [after?.eventId ?? null, after?.job ?? null, limit],
    );
  }

  /** The event behind a delivery; null when it does not exist. */
  async event(ctx: Ctx, id: string): Promise<SealedEvent | null> {
    const [event] = await ctx.tx.query<SealedEvent[]>(`SELECT ${eventColumns} FROM event WHERE event.id = $1`, [id]);
    return event ?? null;
  }

  /** Counts for the operator. */
  async backlog(ctx: Ctx): Promise<Backlog> {
    authorize(ctx.actor, auditPolicy.observe, null);
    const [row] = await ctx.tx.query<[Record<keyof Backlog, string>]>(
      `SELECT (SELECT count(*) FROM outbox) AS outbox,
              (SELECT count(*) FROM event_delivery WHERE state = 'pending') AS pending,
              (SELECT count(*) FROM event_delivery WHERE state = 'dead') AS dead,
              (SELECT count(*) FROM event_unsealed) AS unsealed`,
    );
    return { outbox: Number(row.outbox), pending: Number(row.pending), dead: Number(row.dead), unsealed: Number(row.unsealed) };
  }

  /** The latest deliveries that failed for good. */
  async dead(ctx: Ctx, limit = 50): Promise<DeadDelivery[]> {
    authorize(ctx.actor, auditPolicy.observe, null);
    return ctx.tx.query<DeadDelivery[]>(
      `SELECT event_delivery.event_id AS "eventId", event_delivery.job, event.name AS "eventName", event_delivery.attempts,
         event_delivery.last_error AS "lastError", event_delivery.updated_at AS "updatedAt"
       FROM event_delivery JOIN event ON event.id = event_delivery.event_id
       WHERE event_delivery.state = 'dead' ORDER BY event_delivery.updated_at DESC, event_delivery.event_id LIMIT $1`,
      [limit],
    );
  }
}
