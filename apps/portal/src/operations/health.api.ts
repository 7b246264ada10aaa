import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Access } from '../http/access.js';
import { WithoutTransaction } from '../http/context.js';

/** What machines ask before they send people here. */
@Controller()
@Access('public')
@WithoutTransaction()
export class HealthApi {
  constructor(private readonly database: DataSource) {}

  /** The process answers. */
  @Get('health')
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The portal can serve: the database answers and its schema has been made. 503 otherwise. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: 'ready' | 'not ready' }> {
    try {
      await this.database.query('SELECT guichet_now()');
      return { status: 'ready' };
    } catch {
      void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
      return { status: 'not ready' };
    }
  }
}
