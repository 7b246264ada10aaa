import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { staticFolders, type Brand } from './assets.js';

const hour = 3_600;
const year = 31_536_000;

/**
 * Serves stylesheets, scripts and fonts from the portal itself; nothing comes from elsewhere. Fonts, and files asked for with their
 * content mark (`?v=`), may be kept for a year; what a stylesheet or a script loads by itself is asked again after an hour.
 */
export async function installFiles(fastify: FastifyInstance, { BRAND }: { readonly BRAND: Brand }): Promise<void> {
  for (const [index, { prefix, root }] of staticFolders(BRAND).entries()) {
    await fastify.register(fastifyStatic, {
      root,
      prefix,
      decorateReply: index === 0,
      index: false,
      dotfiles: 'deny',
      cacheControl: false,
      setHeaders(reply, path) {
        const kept = path.endsWith('.woff2') || reply.request.url.includes('?v=');
        void reply.header('cache-control', kept ? `public, max-age=${year}, immutable` : `public, max-age=${hour}`);
      },
    });
  }
}
