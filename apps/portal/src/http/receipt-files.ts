import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { ReceiptQueries, ReceiptStore } from '#candidatures';
import { transact } from '#platform';
import type { PortalRequest } from './request.js';

/** The documents of receipts over HTTP, read from their files outside the transaction that decides who may. */
@Injectable()
export class ReceiptFiles {
  constructor(
    private readonly database: DataSource,
    private readonly receipts: ReceiptQueries,
    private readonly store: ReceiptStore,
  ) {}

  /** Sends the PDF of a receipt as an attachment, or refuses (404) who does not see the candidature. */
  async send(request: PortalRequest, reply: FastifyReply, candidatureId: string, receiptId: string): Promise<void> {
    const { actor, locale } = request.known;
    const edge = { actor, locale, requestId: request.id, readOnly: true };
    const { number, document } = await transact(this.database, edge, (ctx) => this.receipts.drawn(ctx, candidatureId, receiptId));
    const bytes = await this.store.read(document);
    await reply
      .headers({
        'content-type': 'application/pdf',
        'content-length': bytes.length,
        'content-disposition': `attachment; filename="${number}.pdf"`, // letters, digits and hyphens
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      })
      .send(bytes);
  }
}
