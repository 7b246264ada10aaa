import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Config } from '#platform';
import { staticFolders } from './assets.js';

/** Serves stylesheets, scripts and fonts from the portal itself; nothing comes from elsewhere. */
export async function installFiles(fastify: FastifyInstance, config: Config): Promise<void> {
  for (const [index, { prefix, root }] of staticFolders(config.BRAND).entries()) {
    await fastify.register(fastifyStatic, {
      root,
      prefix,
      decorateReply: index === 0,
      index: false,
      maxAge: '365d',
      immutable: true,
      dotfiles: 'deny',
    });
  }
}
