import { SetMetadata } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { LRUCache } from 'lru-cache';
import { Client } from 'pg';
import { publicChannel } from '#audit';
import type { Logger } from '#platform';
import type { PortalRequest } from './request.js';

const key = 'guichet:public-cache';

/** This answer is the same for every visitor: it is kept until something public changes. */
export const Cached = () => SetMetadata(key, true);

/** The metadata `@Cached()` leaves on a handler. */
export const cachedKey = key;

/** One kept answer: bytes and type, no cookie, no name. */
interface Kept {
  readonly payload: string | Buffer;
  readonly type: string;
  readonly policy: string;
}

const minutes = 5;

/**
 * Answers anonymous public GETs before routing, keyed by language, path and query. Emptied when the relay has passed on a public event;
 * when the line to the database is lost nothing is kept until it is back, so an old page is never shown for long.
 */
export class PublicCache {
  private readonly pages = new LRUCache<string, Kept>({
    maxSize: 64_000_000,
    sizeCalculation: ({ payload }) => payload.length + 500,
    ttl: minutes * 60_000,
  });
  private listener: Client | null = null;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly log: Logger,
  ) {}

  /** Hooks: serve what is kept, keep what a handler declared `@Cached()`. */
  install(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (plain, reply, done): void => {
      const request = plain as PortalRequest;
      const kept = mayShare(request) ? this.pages.get(keyOf(request)) : undefined;
      if (!kept) {
        done();
        return;
      }
      void reply
        .header('content-security-policy', kept.policy)
        .header('x-request-id', request.id)
        .header('cache-control', 'public, max-age=0')
        .type(kept.type)
        .send(kept.payload);
    });
    fastify.addHook('onSend', (plain, reply, payload, done): void => {
      this.keep(plain as PortalRequest, reply, payload);
      done(null, payload);
    });
    fastify.addHook('onClose', async () => {
      this.closed = true;
      await this.listener?.end().catch(() => undefined); // already gone
    });
  }

  /** Opens the line on which the relay says that something public has changed. */
  async listen(): Promise<void> {
    if (this.closed) return;
    const client = new Client({ connectionString: this.url, application_name: 'guichet-portal cache', keepAlive: true });
    client.on('notification', () => this.pages.clear());
    client.on('error', (err) => this.lost(client, err));
    client.on('end', () => this.lost(client, null));
    try {
      await client.connect();
      await client.query(`LISTEN ${publicChannel}`);
      this.pages.clear();
      this.listener = client;
    } catch (error) {
      this.lost(client, error);
    }
  }

  private lost(client: Client, err: unknown): void {
    if (this.closed || (this.listener !== null && this.listener !== client)) return;
    this.listener = null;
    this.pages.clear();
    client.removeAllListeners();
    client.on('error', () => undefined); // its end has been seen
    if (err) this.log.warn({ event: 'public-cache.lost', err });
    setTimeout(() => void this.listen(), 1_000).unref();
  }

  private keep(request: PortalRequest, reply: FastifyReply, payload: unknown): void {
    if (this.listener === null || !request.known?.cacheable || reply.statusCode !== 200 || !mayShare(request)) return;
    if (reply.getHeader('set-cookie') !== undefined || !(typeof payload === 'string' || Buffer.isBuffer(payload))) return;
    const type = String(reply.getHeader('content-type') ?? 'text/html; charset=utf-8');
    const policy = String(reply.getHeader('content-security-policy') ?? '');
    this.pages.set(keyOf(request), { payload, type, policy });
  }
}

/** A visitor without any of our cookies or a token: what they see, everyone sees. */
function mayShare(request: PortalRequest): boolean {
  return request.method === 'GET' && request.headers.cookie === undefined && request.headers.authorization === undefined;
}

const keyOf = (request: PortalRequest): string => request.originalUrl;
