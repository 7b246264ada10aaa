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

/** The headers an answer keeps: what it is, how it may be used; no cookie, no name. */
const keptHeaders = ['content-type', 'content-security-policy', 'content-disposition', 'access-control-allow-origin'] as const;

/** One kept answer. */
interface Kept {
  readonly payload: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** How long an answer is kept at most, in minutes. */
export const keptMinutes = 5;
/** How much all kept answers may weigh, in bytes. */
export const keptBytes = 64_000_000;

/**
 * The answers kept, by address, within `keptBytes`. The address weighs too: anyone may ask for the shortest answer at as many long
 * addresses as they like. Two bytes a character, as the longest form of a text in memory.
 */
export function keptAnswers(): LRUCache<string, Kept> {
  return new LRUCache<string, Kept>({
    maxSize: keptBytes,
    sizeCalculation: ({ payload }, address) => (typeof payload === 'string' ? 2 : 1) * payload.length + 2 * address.length + 500,
    ttl: keptMinutes * 60_000,
  });
}

/**
 * Answers anonymous public GETs before routing, keyed by language, path and query. Emptied when the relay has passed on a public event;
 * when the line to the database is lost nothing is kept until it is back, so an old page is never shown for long.
 */
export class PublicCache {
  private readonly pages = keptAnswers();
  /** How often the kept answers were dropped; an answer begun before the last time was read too early to be kept. */
  private age = 0;
  private readonly begun = new WeakMap<PortalRequest, number>();
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
      this.begun.set(request, this.age);
      const kept = mayShare(request) ? this.pages.get(keyOf(request)) : undefined;
      if (!kept) {
        done();
        return;
      }
      void reply.headers({ ...kept.headers, 'x-request-id': request.id, 'cache-control': 'public, max-age=0' }).send(kept.payload);
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
    client.on('notification', () => this.drop());
    client.on('error', (err) => this.lost(client, err));
    client.on('end', () => this.lost(client, null));
    try {
      await client.connect();
      await client.query(`LISTEN ${publicChannel}`);
      this.drop();
      this.listener = client;
    } catch (error) {
      this.lost(client, error);
    }
  }

  private drop(): void {
    this.age++;
    this.pages.clear();
  }

  private lost(client: Client, err: unknown): void {
    if (this.closed || (this.listener !== null && this.listener !== client)) return;
    this.listener = null;
    this.drop();
    client.removeAllListeners();
    client.on('error', () => undefined); // its end has been seen
    if (err) this.log.warn({ event: 'public-cache.lost', err });
    setTimeout(() => void this.listen(), 1_000).unref();
  }

  private keep(request: PortalRequest, reply: FastifyReply, payload: unknown): void {
    if (this.listener === null || !request.known?.cacheable || reply.statusCode !== 200 || !mayShare(request)) return;
    if (this.begun.get(request) !== this.age) return;
    if (reply.getHeader('set-cookie') !== undefined || !(typeof payload === 'string' || Buffer.isBuffer(payload))) return;
    const headers = keptHeaders.flatMap((name) => {
      const value = reply.getHeader(name);
      return value === undefined ? [] : [[name, String(value)] as const];
    });
    this.pages.set(keyOf(request), { payload, headers: { 'content-type': 'text/html; charset=utf-8', ...Object.fromEntries(headers) } });
  }
}

/** A visitor without any of our cookies or a token: what they see, everyone sees. */
function mayShare(request: PortalRequest): boolean {
  return request.method === 'GET' && request.headers.cookie === undefined && request.headers.authorization === undefined;
}

const keyOf = (request: PortalRequest): string => request.originalUrl;
