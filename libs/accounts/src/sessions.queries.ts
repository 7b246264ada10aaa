import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, type Ctx, type Locale, type OrganisationKind, type Role, sha256 } from '#platform';
import { needsSecondFactor } from './roles.rules.js';
import { personOf } from './sessions.service.js';
import { sessionIdleMinutes } from './sign-in.rules.js';

/** Anything that runs one statement: a connection pool, or a transaction. */
export type Statements = Pick<EntityManager, 'query'>;

/** The person behind a request. */
export interface Recognised {
  readonly actor: Actor;
  readonly locale: Locale;
  /** Hash of the session in use; null behind an API token. */
  readonly sessionHash: string | null;
  /** True while the person has signed in but not shown the second factor they owe: the actor then has no role and no organisation. */
  readonly owesSecondFactor: boolean;
}

/** One session as its owner sees it. */
export interface SessionLine {
  readonly id: string;
  readonly device: string;
  readonly organisation: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly isCurrent: boolean;
}

interface PersonRow {
  readonly account_id: string;
  readonly name: string;
  readonly locale: Locale;
  readonly organisation_id: string | null;
  readonly kind: OrganisationKind | null;
  readonly organisation_name: string | null;
  readonly roles: readonly Role[];
  readonly every_role: readonly Role[];
  readonly has_factor: boolean;
  readonly has_passed: boolean;
}

/** What follows `known`: the person, the organisation they act for, their live roles there and everywhere. */
const person = `
  SELECT k.account_id, a.name, a.locale, k.organisation_id, o.kind, o.name AS organisation_name, k.has_passed,
    coalesce(array_agg(r.role) FILTER (WHERE r.organisation_id = k.organisation_id), '{}') AS roles,
    coalesce(array_agg(r.role) FILTER (WHERE r.role IS NOT NULL), '{}') AS every_role,
    EXISTS (SELECT FROM second_factor f WHERE f.account_id = k.account_id AND f.confirmed_at IS NOT NULL) AS has_factor
  FROM known k
  JOIN account a ON a.id = k.account_id AND a.status = 'active'
  LEFT JOIN organisation o ON o.id = k.organisation_id
  LEFT JOIN LATERAL guichet_roles(k.account_id) r ON true
  GROUP BY k.account_id, a.name, a.locale, k.organisation_id, o.kind, o.name, k.has_passed`;

/** Who is asking, and from where they are signed in. */
@Injectable()
export class SessionsQueries {
  /** The person of a session cookie, in one statement; null when it is unknown, ended, or idle for too long. Activity is noted once a minute. */
  async actorOf(database: Statements, token: string): Promise<Recognised | null> {
    const sessionHash = sha256(token);
    const [row] = await database.query<PersonRow[]>(
      `WITH clock AS (SELECT guichet_now() AS now),
       known AS (
         SELECT s.account_id, s.organisation_id, s.second_factor_at IS NOT NULL AS has_passed FROM session s, clock
         WHERE s.token_hash = $1 AND s.expires_at > clock.now AND s.last_seen_at > clock.now - make_interval(mins => $2)),
       seen AS (
         UPDATE session s SET last_seen_at = clock.now FROM clock, known
         WHERE s.token_hash = $1 AND s.last_seen_at < clock.now - interval '1 minute')
       ${person}`,
      [sessionHash, sessionIdleMinutes],
    );
    return row === undefined ? null : recognised(row, sessionHash);
  }

  /** The person of an API token, in one statement; null when it is unknown, revoked or expired. */
  async bearerOf(database: Statements, token: string): Promise<Recognised | null> {
    const [row] = await database.query<PersonRow[]>(
      `WITH clock AS (SELECT guichet_now() AS now),
       known AS (
         SELECT t.account_id, t.organisation_id, EXISTS (
             SELECT FROM second_factor f WHERE f.account_id = t.account_id AND f.confirmed_at <= t.created_at) AS has_passed
         FROM api_token t, clock WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > clock.now),
       seen AS (
         UPDATE api_token t SET last_used_at = clock.now FROM clock, known
         WHERE t.token_hash = $1 AND coalesce(t.last_used_at, '-infinity') < clock.now - interval '1 minute')
       ${person}`,
      [sha256(token)],
    );
    const found = row === undefined ? null : recognised(row, null);
    // A token cannot show a second factor: one that owes it opens nothing.
    return found === null || found.owesSecondFactor || found.actor.organisationId === null ? null : found;
  }

  /** The live sessions of the person, most recent first. */
  async mine(ctx: Ctx, currentHash: string | null): Promise<SessionLine[]> {
    return ctx.tx.query<SessionLine[]>(
      `SELECT s.id, s.device, o.name AS organisation, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt",
         s.token_hash IS NOT DISTINCT FROM $2 AS "isCurrent"
       FROM session s LEFT JOIN organisation o ON o.id = s.organisation_id
       WHERE s.account_id = $1 AND s.expires_at > $3 AND s.last_seen_at > $3::timestamptz - make_interval(mins => $4)
       ORDER BY s.last_seen_at DESC, s.id`,
      [personOf(ctx), currentHash, ctx.now, sessionIdleMinutes],
    );
  }
}

function recognised(row: PersonRow, sessionHash: string | null): Recognised {
  const owesSecondFactor = !row.has_passed && (row.has_factor || needsSecondFactor(row.every_role));
  // Without a live role in it, the organisation is no longer theirs: row security must not open on it.
  const actsFor = !owesSecondFactor && row.roles.length > 0;
  const actor: Actor = {
    kind: 'account',
    accountId: row.account_id,
    name: row.name,
    organisationId: actsFor ? row.organisation_id : null,
    organisationKind: actsFor ? row.kind : null,
    organisationName: actsFor ? row.organisation_name : null,
    roles: actsFor ? row.roles : [],
  };
  return { actor, locale: row.locale, sessionHash, owesSecondFactor };
}
