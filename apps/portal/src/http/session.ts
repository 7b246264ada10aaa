import type { FastifyReply } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Config } from '#platform';
import type { PortalRequest } from './request.js';

/** Recognises the person of a request by the session cookie or a bearer token; a visitor otherwise. */
export async function recognise(_database: DataSource, _config: Config, _request: PortalRequest, _reply: FastifyReply): Promise<void> {
  await Promise.resolve();
}
