import type { IncomingMessage } from 'node:http';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config, type DataSource, type Logger, newId } from '#platform';
import { ErrorsFilter } from './http/errors.filter.js';
import { installHooks, splitLanguage } from './http/hooks.js';
import { installOpenApi } from './http/openapi.js';
import { installUploads } from './http/uploads.js';
import { InputPipe } from './http/validation.js';
import { createRenderer } from './http/page-renderer.js';
import { pageAccess } from './http/route-access.js';
import { controllers, PortalModule } from './portal.module.js';
import { installFiles } from './http/files.js';
import { PublicCache } from './http/public-cache.js';

/** What a portal is built from; tests give their own database. */
export interface PortalInput {
  readonly config: Config;
  readonly database: DataSource;
  readonly log: Logger;
}

/** Builds the portal, ready to listen or to be asked by a test. */
export async function createPortal({ config, database, log }: PortalInput): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    trustProxy: config.TRUST_PROXY,
    genReqId: () => newId(),
    bodyLimit: 2_000_000,
    maxParamLength: 300,
    routerOptions: { ignoreTrailingSlash: true },
    rewriteUrl: (request: IncomingMessage) => splitLanguage(request.url ?? '/').url,
    forceCloseConnections: 'idle',
  });
  const fastify = adapter.getInstance();
  await fastify.register(cookie, { secret: config.SECRET });
  await fastify.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: policy(config) },
    strictTransportSecurity: config.isProduction,
    // Our own pages must hear from which page a form comes (its Origin, and where to go back); nobody else does.
    referrerPolicy: { policy: 'same-origin' },
  });
  await fastify.register(csrf, {
    sessionPlugin: '@fastify/cookie',
    cookieOpts: { signed: true, httpOnly: true, sameSite: 'lax', path: '/', secure: config.publicUrl.startsWith('https:') },
    cookieKey: 'guichet_csrf',
    getToken: (request) => tokenOf(request.body) ?? tokenOf(request.query) ?? undefined,
  });
  await fastify.register(compress, { global: true, threshold: 1024 });
  await fastify.register(multipart, { limits: { fileSize: config.UPLOAD_MAX_BYTES, files: 1, fields: 50 } });
  const renderer = createRenderer(config, pageAccess(controllers));
  const errors = new ErrorsFilter(database, renderer, log);
  const cache = new PublicCache(config.DATABASE_URL ?? '', log);
  cache.install(fastify);
  installHooks(fastify, { config, database, errors });
  await installFiles(fastify, config);
  const app = await NestFactory.create<NestFastifyApplication>(PortalModule.with({ config, database, renderer }), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  app.useGlobalPipes(new InputPipe());
  app.useGlobalFilters(errors);
  installOpenApi(app, config);
  installUploads(app, { config, database, errors, log });
  if (config.DATABASE_URL !== undefined) await cache.listen();
  return app;
}

/** No inline script or style anywhere: everything comes from the portal itself. */
function policy(config: Config): Record<string, string[]> {
  const upgrade: Record<string, string[]> = config.publicUrl.startsWith('https:') ? { 'upgrade-insecure-requests': [] } : {};
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'media-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    ...upgrade,
  };
}

function tokenOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('_csrf' in input)) return null;
  return typeof input._csrf === 'string' ? input._csrf : null;
}
