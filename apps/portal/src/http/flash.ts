import '@fastify/cookie';
import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { DataSource } from 'typeorm';
import { sha256 } from '#platform';
import type { Flash, PortalRequest } from './request.js';

const cookie = 'guichet_flash';
const minutes = 30;

/** Fields never kept with a refused form. */
const secret = /password|mot.?de.?passe|code|token|secret|iban|_csrf/i;

/** PostgreSQL keeps neither a NUL nor half of a surrogate pair in JSON; what was typed must not make the refusal itself fail. */
const storable = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd') : value;

/** Keeps a word for the next page of this browser: it outlives the transaction that was rolled back. */
export async function leaveFlash(database: DataSource, request: PortalRequest, reply: FastifyReply, flash: Flash): Promise<void> {
  const token = randomBytes(24).toString('base64url');
  await database.query(`INSERT INTO form_flash (token_hash, data, expires_at) VALUES ($1, $2, guichet_now() + make_interval(mins => $3))`, [
    sha256(token),
    JSON.stringify(flash, storable),
    minutes,
  ]);
  void reply.setCookie(cookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: minutes * 60,
  });
}

/** Reads, once, what was left for this page. */
export async function takeFlash(database: DataSource, request: PortalRequest, reply: FastifyReply): Promise<Flash | null> {
  const token = request.cookies[cookie];
  if (token === undefined) return null;
  void reply.clearCookie(cookie, { path: '/' });
  const [rows] = await database.query<[{ data: Flash }[], number]>(
    'DELETE FROM form_flash WHERE token_hash = $1 AND expires_at > guichet_now() RETURNING data',
    [sha256(token)],
  );
  return rows[0]?.data ?? null;
}

/** What was typed in a form, as it may be shown again. */
export function typedValues(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).filter(([name]) => !secret.test(name)));
}
