import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CandidatureQueries, receiptHash, ReceiptQueries } from '#candidatures';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context, WithoutTransaction } from '../http/context.js';
import { type Page, page } from '../http/page.js';
import { ReceiptFiles } from '../http/receipt-files.js';
import type { PortalRequest } from '../http/request.js';
import { addressOf, menuOf } from './candidature.view.js';
import { candidaturesPages } from './candidatures.messages.js';
import { crumbs } from './frame.view.js';
import { receiptLine, receiptView } from './receipt.view.js';

/** The receipts of a candidature, as pages and as PDF. */
@Access('vendor_admin', 'vendor_contributor', 'vendor_finance')
@Controller('/candidatures/:id/recus')
export class ReceiptPages {
  constructor(
    private readonly queries: CandidatureQueries,
    private readonly receipts: ReceiptQueries,
    private readonly files: ReceiptFiles,
  ) {}

  @Get()
  async list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const summary = await this.queries.summary(ctx, id);
    const receipts = await this.queries.receipts(ctx, id);
    const title = candidaturesPages['receipts.title'];
    const view = {
      menu: menuOf(summary, '/recus'),
      entries: receipts.map((receipt) => receiptLine(id, receipt)),
      hasReceipts: receipts.length > 0,
    };
    return page('candidatures/receipts', view, { title, breadcrumb: crumbs(summary, { label: title }) });
  }

  @Get(':receiptId')
  async show(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('receiptId', ParseUUIDPipe) receiptId: string,
  ): Promise<Page> {
    const summary = await this.queries.summary(ctx, id);
    const found = await this.receipts.one(ctx, id, receiptId);
    const { receipt } = found;
    const view = receiptView(found, summary.zone, receiptHash(receipt.content) === receipt.sha256);
    const breadcrumb = crumbs(
      summary,
      { label: candidaturesPages['receipts.title'], href: addressOf(id, '/recus') },
      { label: receipt.number },
    );
    return page('candidatures/receipt', view, { title: receipt.number, breadcrumb });
  }

  /** For the agency too, which has no page of its own for a receipt. */
  @Get(':receiptId/recu.pdf')
  @Access('vendor_admin', 'vendor_contributor', 'vendor_finance', 'agency_officer', 'verifier', 'lead', 'decider', 'operator')
  @WithoutTransaction()
  async pdf(
    @Req() request: PortalRequest,
    @Res() reply: FastifyReply,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('receiptId', ParseUUIDPipe) receiptId: string,
  ): Promise<void> {
    await this.files.send(request, reply, id, receiptId);
  }
}
