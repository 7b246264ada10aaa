import { Injectable } from '@nestjs/common';
import type { Ctx } from '#platform';
import { chainHash, chainStart, eventHash, type SealedEvent } from './chain.rules.js';

/** Any number: it only has to be the same for every sealer. */
const sealerLock = 1_764_000_002;

/** Names of the columns of an event as the rules know them; `event` must be in the query. */
export const eventColumns = `event.id, event.name, event.subject_type AS "subjectType", event.subject_id AS "subjectId",
  event.organisation_id AS "organisationId", event.actor_kind AS "actorKind", event.actor_id AS "actorId", event.at,
  event.request_id AS "requestId", event.audience, event.data`;

/** Seals events: one sealer at a time, in seal order. */
@Injectable()
export class SealService {
  /**
   * Adds the events that wait to the chain. An event whose transaction commits late is sealed later: nothing is skipped.
   * @returns how many were sealed; 0 also while another sealer is at work.
   */
  async seal(ctx: Ctx, limit = 1000): Promise<number> {
    const [{ mine }] = await ctx.tx.query<[{ mine: boolean }]>('SELECT pg_try_advisory_xact_lock($1) AS mine', [sealerLock]);
    if (!mine) return 0;
    const waiting = await ctx.tx.query<SealedEvent[]>(
      `SELECT ${eventColumns} FROM event_unsealed JOIN event ON event.id = event_unsealed.event_id
       ORDER BY event.at, event.id LIMIT $1`,
      [limit],
    );
    if (waiting.length === 0) return 0;
    const [last] = await ctx.tx.query<{ position: string; chain_hash: string }[]>(
      'SELECT position, chain_hash FROM event_seal ORDER BY position DESC LIMIT 1',
    );
    const links = chain(waiting, { position: Number(last?.position ?? 0), chain: last?.chain_hash ?? chainStart });
    await ctx.tx.query(
      `INSERT INTO event_seal (position, event_id, event_hash, previous_hash, chain_hash, sealed_at)
       SELECT link.position, link.id, link.event, link.previous, link.chain, $2
       FROM jsonb_to_recordset($1::jsonb) AS link (position bigint, id uuid, event text, previous text, chain text)`,
      [JSON.stringify(links), ctx.now],
    );
    await ctx.tx.query('DELETE FROM event_unsealed WHERE event_id = ANY ($1)', [waiting.map(({ id }) => id)]);
    return waiting.length;
  }
}

interface Link {
  readonly position: number;
  readonly id: string;
  readonly event: string;
  readonly previous: string;
  readonly chain: string;
}

function chain(events: readonly SealedEvent[], after: { readonly position: number; readonly chain: string }): Link[] {
  const links: Link[] = [];
  for (const event of events) {
    const before = links.at(-1) ?? after;
    const link = { position: before.position + 1, previous: before.chain, event: eventHash(event) };
    links.push({ ...link, id: event.id, chain: chainHash(link) });
  }
  return links;
}
