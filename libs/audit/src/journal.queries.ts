import { Injectable } from '@nestjs/common';
import { authorize, type Ctx, type Jwks } from '#platform';
import { refuse } from './audit.messages.js';
import { auditPolicy } from './audit.policy.js';
import { type InclusionProof, inclusionPath, leafOf, merkleRoot, type SealedEvent } from './chain.rules.js';
import { AuditRoot } from './event.entity.js';
import { type BrokenLink, JournalCheck } from './journal.rules.js';
import { eventColumns } from './seal.service.js';

/** One seal as stored. */
export interface StoredSeal {
  readonly position: number;
  readonly eventId: string;
  readonly eventHash: string;
  readonly previousHash: string;
  readonly chainHash: string;
}

/** The end of the journal that waits for its seal (five seconds at most while a sealer runs). */
export interface UnsealedTail {
  readonly events: number;
  /** Age of the oldest event that waits, in seconds; null when none waits. */
  readonly oldestSeconds: number | null;
}

/** What a full check of the journal found. */
export interface JournalReport {
  readonly intact: boolean;
  readonly sealed: number;
  readonly tail: UnsealedTail;
  readonly roots: number;
  readonly chainHash: string;
  readonly merkleRoot: string;
  /** The first link that does not hold. */
  readonly broken: BrokenLink | null;
}

/** An event, and what ties it to a root: signed when `root` is not null. */
export interface EventProof {
  readonly event: SealedEvent;
  readonly proof: InclusionProof;
  readonly root: AuditRoot | null;
}

/** One event as the operator reads it: position of its seal, null until it has one. */
export interface JournalEntry extends Omit<SealedEvent, 'data'> {
  readonly position: number | null;
}

/** Some events, latest first, and where the older ones start. */
export interface JournalPage {
  readonly events: readonly JournalEntry[];
  readonly next: string | null;
}

const pageSize = 5_000;
const screen = 50;
const sealColumns = `event_seal.position::float8 AS position, event_seal.event_id AS "eventId", event_seal.event_hash AS "eventHash",
  event_seal.previous_hash AS "previousHash", event_seal.chain_hash AS "chainHash"`;

/** Every seal after a position, in order, page by page. */
export async function* sealsAfter(ctx: Ctx, position: number): AsyncGenerator<StoredSeal> {
  for (let after = position; ;) {
    const page = await ctx.tx.query<StoredSeal[]>(
      `SELECT ${sealColumns} FROM event_seal WHERE event_seal.position > $1 ORDER BY event_seal.position LIMIT $2`,
      [after, pageSize],
    );
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.position;
  }
}

/** Reads of the journal that anyone can repeat: nothing here depends on who asks. */
@Injectable()
export class JournalQueries {
  /** The published roots, latest first. */
  roots(ctx: Ctx, limit = 400): Promise<AuditRoot[]> {
    return ctx.tx.find(AuditRoot, { order: { day: 'DESC' }, take: limit });
  }

  /** The latest events, or those before one of them. Operators only. */
  async latest(ctx: Ctx, before: string | null): Promise<JournalPage> {
    authorize(ctx.actor, auditPolicy.observe, null);
    const rows = await ctx.tx.query<JournalEntry[]>(
      `SELECT ${eventColumns}, event_seal.position::float8 AS position FROM event LEFT JOIN event_seal ON event_seal.event_id = event.id
       WHERE $1::uuid IS NULL OR (event.at, event.id) < (SELECT seen.at, seen.id FROM event seen WHERE seen.id = $1::uuid)
       ORDER BY event.at DESC, event.id DESC LIMIT $2`,
      [before, screen + 1],
    );
    const events = rows.slice(0, screen);
    return { events, next: rows.length > screen ? (events.at(-1)?.id ?? null) : null };
  }

  /** Recomputes every hash, link, root and signature; stops at the first that does not hold. */
  async verify(ctx: Ctx, keys: Jwks): Promise<JournalReport> {
    const roots = await ctx.tx.find(AuditRoot, { order: { size: 'ASC', day: 'ASC' } });
    const check = new JournalCheck(roots, keys);
    for await (const [seal, event] of sealedEvents(ctx)) {
      check.add(seal, event);
      if (check.broken !== null) break;
    }
    if (check.broken === null) check.finish(await hiddenEvents(ctx));
    return {
      intact: check.broken === null,
      sealed: check.sealed,
      tail: await unsealedTail(ctx),
      roots: roots.length,
      chainHash: check.chainHash,
      merkleRoot: check.merkleRoot(),
      broken: check.broken,
    };
  }

  /** What ties an event to the first signed root that covers it, or to the journal of this instant when none does yet. */
  async proof(ctx: Ctx, eventId: string): Promise<EventProof> {
    const [event] = await ctx.tx.query<SealedEvent[]>(`SELECT ${eventColumns} FROM event WHERE event.id::text = $1`, [eventId]);
    if (event === undefined) throw refuse.notFound('audit.event-unknown');
    const [seal] = await ctx.tx.query<StoredSeal[]>(`SELECT ${sealColumns} FROM event_seal WHERE event_seal.event_id = $1`, [event.id]);
    if (seal === undefined) throw refuse.conflict('audit.event-unsealed');
    const [covering] = await ctx.tx
      .createQueryBuilder(AuditRoot, 'root')
      .where('root.size >= :position', { position: seal.position })
      .orderBy('root.size')
      .limit(1)
      .getMany();
    const leaves: Buffer[] = [];
    for await (const { eventHash } of sealsAfter(ctx, 0)) {
      if (covering !== undefined && leaves.length === covering.size) break;
      leaves.push(leafOf(eventHash));
    }
    const index = seal.position - 1;
    const proof = {
      eventHash: seal.eventHash,
      index,
      treeSize: leaves.length,
      path: inclusionPath(leaves, index),
      root: merkleRoot(leaves),
    };
    return { event, proof, root: covering ?? null };
  }
}

async function* sealedEvents(ctx: Ctx): AsyncGenerator<readonly [StoredSeal, SealedEvent | null]> {
  for (let after = 0; ;) {
    const page = await ctx.tx.query<(StoredSeal & SealedEvent & { id: string | null })[]>(
      `SELECT ${sealColumns}, ${eventColumns} FROM event_seal LEFT JOIN event ON event.id = event_seal.event_id
       WHERE event_seal.position > $1 ORDER BY event_seal.position LIMIT $2`,
      [after, pageSize],
    );
    for (const row of page) yield [row, row.id === null ? null : row];
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.position;
  }
}

async function hiddenEvents(ctx: Ctx): Promise<number> {
  const [{ hidden }] = await ctx.tx.query<[{ hidden: string }]>(
    `SELECT count(*) AS hidden FROM event
     WHERE NOT EXISTS (SELECT FROM event_seal WHERE event_seal.event_id = event.id)
       AND NOT EXISTS (SELECT FROM event_unsealed WHERE event_unsealed.event_id = event.id)`,
  );
  return Number(hidden);
}

async function unsealedTail(ctx: Ctx): Promise<UnsealedTail> {
  const [{ events, oldest }] = await ctx.tx.query<[{ events: string; oldest: Date | null }]>(
    'SELECT count(*) AS events, min(event.at) AS oldest FROM event_unsealed JOIN event ON event.id = event_unsealed.event_id',
  );
  const age = oldest === null ? null : Math.max(0, (ctx.now.getTime() - oldest.getTime()) / 1000);
  return { events: Number(events), oldestSeconds: age };
}
