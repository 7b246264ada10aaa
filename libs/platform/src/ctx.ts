import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { type Actor, anonymous } from './actor.js';
import { newId } from './ids.js';
import type { Locale } from './text.js';

/** The first argument of every use case and query: who acts, when, in which transaction. */
export interface Ctx {
  readonly actor: Actor;
  /** The instant of the transaction, from the one clock of all hosts (PostgreSQL's), in milliseconds. */
  readonly now: Date;
  readonly requestId: string;
  readonly locale: Locale;
  readonly tx: EntityManager;
}

/** What the edge knows of a request before its transaction opens. */
export interface Edge {
  readonly actor: Actor;
  readonly requestId?: string;
  readonly locale?: Locale;
  /** A read by an actor: one READ ONLY transaction (row security needs it). */
  readonly readOnly?: boolean;
}

/** Serialization failure and deadlock: the transaction is retried once. */
const retryable = new Set(['40001', '40P01']);

/**
 * Runs a use case in one READ COMMITTED transaction, retried once after a serialization failure or a deadlock.
 * Row security is opened to the actor's organisation (vendors, beneficiaries, regions) or to all (agency, payer, the portal itself).
 */
export async function transact<T>(database: DataSource, edge: Edge, use: (ctx: Ctx) => Promise<T>): Promise<T> {
  try {
    return await once(database, edge, use);
  } catch (error) {
    if (!isRetryable(error)) throw error;
    return once(database, edge, use);
  }
}

/** A context for an anonymous public read: no transaction, and row security shows nothing that belongs to an organisation. */
export async function publicRead<T>(database: DataSource, edge: Omit<Edge, 'actor'>, use: (ctx: Ctx) => Promise<T>): Promise<T> {
  const [{ now }] = await database.query<[{ now: Date }]>('SELECT guichet_now() AS now');
  return use(context(database.manager, { ...edge, actor: anonymous }, now));
}

async function once<T>(database: DataSource, edge: Edge, use: (ctx: Ctx) => Promise<T>): Promise<T> {
  const runner = database.createQueryRunner();
  await runner.connect();
  try {
    // Opened by the runner, so that locks and saves know of it; READ COMMITTED is the server's own default.
    await runner.startTransaction();
    try {
      const now = await openRows(runner.manager, edge);
      const result = await use(context(runner.manager, edge, now));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await runner.rollbackTransaction().catch(() => undefined); // the connection is gone: the server has rolled back already
      throw error;
    }
  } finally {
    await runner.release();
  }
}

async function openRows(tx: EntityManager, { actor, readOnly }: Edge): Promise<Date> {
  const [row] = await tx.query<[{ now: Date }]>(
    `SELECT set_config('guichet.scope', $1, true), set_config('guichet.organisation', $2, true),
       set_config('transaction_read_only', $3, true), guichet_now() AS now`,
    [rowScope(actor), actor.organisationId ?? '', readOnly ? 'on' : 'off'],
  );
  return row.now;
}

/**
 * Opens row security on another organisation for the rest of the transaction: for someone who has just created it,
 * or whose link leads to it. The use case must have checked the right to it.
 */
export async function enterOrganisation(ctx: Ctx, organisationId: string): Promise<void> {
  await ctx.tx.query("SELECT set_config('guichet.organisation', $1, true)", [organisationId]);
}

/** Which rows the second fence opens: `all` for the agency, the payer and the portal itself, `own` otherwise. */
export function rowScope(actor: Actor): 'all' | 'own' {
  if (actor.kind === 'system') return 'all';
  return actor.organisationKind === 'agency' || actor.organisationKind === 'payer' || actor.organisationKind === 'ministry' ? 'all' : 'own';
}

function context(tx: EntityManager, edge: Edge, now: Date): Ctx {
  return { actor: edge.actor, now, requestId: edge.requestId ?? newId(), locale: edge.locale ?? 'fr', tx };
}

function isRetryable(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const code: unknown = (error.driverError as { code?: unknown }).code; // the driver's SQLSTATE
  return typeof code === 'string' && retryable.has(code);
}
