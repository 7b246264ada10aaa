import type { FastifyReply } from 'fastify';
import type { DataSource } from 'typeorm';
import { type OpenedSession, SessionsQueries } from '#accounts';
import { type Config, refuse } from '#platform';
import { isApi, type PortalRequest } from './request.js';

const cookie = 'guichet_session';
const queries = new SessionsQueries();
/** Files that are the same for everyone. */
const files = /^\/(assets|fonts|vendor|dsfr)\//;

/**
 * Recognises the person of a request by the session cookie, or by a bearer token on the API; a visitor otherwise.
 * A token that opens nothing is refused (401); a cookie that opens nothing is taken back.
 */
export async function recognise(database: DataSource, config: Config, request: PortalRequest, reply: FastifyReply): Promise<void> {
  if (files.test(request.url)) return;
  const bearer = isApi(request.url) ? /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] : undefined;
  const token = bearer ?? request.cookies[cookie];
  if (token === undefined) return;
  const found = bearer === undefined ? await queries.actorOf(database, token) : await queries.bearerOf(database, token);
  if (found === null) {
    if (bearer !== undefined) throw refuse.forbidden('sign-in.required');
    dropSession(reply, config);
    return;
  }
  const { known } = request;
  known.actor = found.actor;
  known.by = bearer === undefined ? 'cookie' : 'bearer';
  known.sessionHash = found.sessionHash;
  known.owesSecondFactor = found.owesSecondFactor;
  // An English address stays English; elsewhere the account chooses.
  if (known.locale === 'fr') known.locale = found.locale;
}

/** Gives the browser its session. */
export function giveSession(reply: FastifyReply, config: Config, opened: OpenedSession): void {
  void reply.setCookie(cookie, opened.token, { ...attributes(config), expires: opened.expiresAt });
}

/** Takes the session back from the browser. */
export function dropSession(reply: FastifyReply, config: Config): void {
  void reply.clearCookie(cookie, attributes(config));
}

function attributes(config: Config) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: config.publicUrl.startsWith('https:') } as const;
}
