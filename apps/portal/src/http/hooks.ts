import '@fastify/cookie';
import '@fastify/csrf-protection';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { DataSource } from 'typeorm';
import { anonymous, type Config, type Locale, refuse } from '#platform';
import type { ErrorsFilter } from './errors.filter.js';
import type { Known, PortalRequest } from './request.js';
import { recognise } from './session.js';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What the hooks work with. */
export interface HookTools {
  readonly config: Config;
  readonly database: DataSource;
  readonly errors: ErrorsFilter;
}

/** `/en/…` is the English address of a public page: the prefix is taken off before routing and remembered. */
export function splitLanguage(url: string): { url: string; locale: Locale } {
  const match = /^\/en(?=\/|\?|$)(.*)$/s.exec(url);
  if (!match) return { url, locale: 'fr' };
  const rest = match[1];
  return { url: rest.startsWith('/') ? rest : `/${rest}`, locale: 'en' };
}

/** Who is asking, in which language, and whether a form or a cookie may be trusted: before Nest sees the request. */
export function installHooks(fastify: FastifyInstance, { config, database, errors }: HookTools): void {
  fastify.decorateRequest('known', null as unknown as Known); // Fastify wants the shape declared; the hook below fills it for every request
  fastify.addHook('onRequest', async (plain, reply) => {
    const request = plain as PortalRequest;
    request.known = blank(request);
    request.known.formToken = () => reply.generateCsrf();
    void reply.header('x-request-id', request.id);
    try {
      await recognise(database, config, request, reply);
    } catch (error) {
      await errors.answer(request, reply, error);
      return reply; // Fastify waits for the answer to be written, and goes no further
    }
  });
  fastify.addHook('preValidation', async (plain, reply) => {
    const request = plain as PortalRequest;
    if (safe.has(request.method) || request.known.by === 'bearer') return;
    try {
      await trusted(fastify, config, request, reply);
    } catch (error) {
      await errors.answer(request, reply, error);
      return reply;
    }
  });
}

function blank(request: PortalRequest): Known {
  const { locale } = splitLanguage(request.originalUrl);
  const scheme = request.cookies['guichet_scheme'];
  return {
    actor: anonymous,
    locale,
    sessionHash: null,
    by: 'nobody',
    owesSecondFactor: false,
    scheme: scheme === 'light' || scheme === 'dark' ? scheme : 'system',
    flash: null,
  };
}

/** A write from a browser: its origin must be ours, and outside the API the form must carry its token. */
async function trusted(fastify: FastifyInstance, config: Config, request: PortalRequest, reply: FastifyReply): Promise<void> {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const ours = origin === undefined || isOurs(origin, request, config);
  if (!ours || site === 'cross-site') throw refuse.forbidden('csrf.refused');
  if (request.url.startsWith('/api/') || request.url.startsWith('/envois')) {
    // Without a form's token, the browser itself must say that the request comes from one of our pages.
    if (request.known.by === 'cookie' && origin === undefined && site !== 'same-origin') throw refuse.forbidden('csrf.refused');
    return;
  }
  await new Promise<void>((resolve, reject) => {
    fastify.csrfProtection(request, reply, (error?: Error): void => (error ? reject(refuse.forbidden('csrf.refused')) : resolve()));
  });
}

/** Whether an Origin header names this portal; `null` (a sandboxed page, a redirection) and what is no address do not. */
function isOurs(origin: string, request: PortalRequest, config: Config): boolean {
  return origin === config.publicUrl || (URL.canParse(origin) && new URL(origin).host === request.host);
}
