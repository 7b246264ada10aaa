import { newId, type Ctx } from '#platform';
import type { EventTable } from './events.js';

/** What an event is about. `data` holds ids, codes, amounts and hashes only: no name, mail, free text or file name. */
export interface Occurrence {
  readonly subject: { readonly type: string; readonly id: string };
  /** The organisation the event belongs to; null when it belongs to none. */
  readonly organisationId: string | null;
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * Records what happened in the transaction of the use case, with its line in the outbox: both, or neither.
 * @returns the id of the event.
 */
export async function record<T extends EventTable>(ctx: Ctx, table: T, name: keyof T & string, what: Occurrence): Promise<string> {
  const id = newId();
  await ctx.tx.query(
    `WITH recorded AS (
       INSERT INTO event (id, name, subject_type, subject_id, organisation_id, actor_kind, actor_id, at, request_id, audience, data)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id)
     INSERT INTO outbox (event_id) SELECT id FROM recorded`,
    [
      id,
      name,
      what.subject.type,
      what.subject.id,
      what.organisationId,
      ctx.actor.kind,
      ctx.actor.accountId,
      ctx.now,
      ctx.requestId,
      table[name].audience,
      JSON.stringify(what.data ?? {}),
    ],
  );
  return id;
}
