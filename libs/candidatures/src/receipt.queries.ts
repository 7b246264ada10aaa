import { authorize, isSystem, refuse, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Receipt } from './candidature.entity.js';
import { refuseCandidature } from './candidature.messages.js';
import { CandidatureQueries } from './candidature.queries.js';
import { ReceiptDocument } from './receipt-document.entity.js';

/** A receipt and its document; null while it is being drawn. */
export interface ReceiptWithDocument {
  readonly receipt: Receipt;
  readonly document: ReceiptDocument | null;
}

/** A receipt as it is drawn. */
export interface ReceiptToDraw {
  readonly receipt: Receipt;
  /** The vendor is an invented one: the document says that it is worth nothing. */
  readonly isDemonstration: boolean;
  readonly isDrawn: boolean;
}

/** Receipts and their documents, limited to the candidatures the actor may see. */
@Injectable()
export class ReceiptQueries {
  constructor(private readonly candidatures: CandidatureQueries) {}

  /** The receipts of a candidature, newest first. */
  async list(ctx: Ctx, candidatureId: string): Promise<ReceiptWithDocument[]> {
    const receipts = await this.candidatures.receipts(ctx, candidatureId);
    const documents = await ctx.tx.findBy(ReceiptDocument, { receiptId: In(receipts.map(({ id }) => id)) });
    return receipts.map((receipt) => ({ receipt, document: documents.find(({ receiptId }) => receiptId === receipt.id) ?? null }));
  }

  /** One receipt of a candidature, or 404. */
  async one(ctx: Ctx, candidatureId: string, receiptId: string): Promise<ReceiptWithDocument> {
    const receipt = await this.candidatures.receipt(ctx, candidatureId, receiptId);
    return { receipt, document: await ctx.tx.findOneBy(ReceiptDocument, { receiptId }) };
  }

  /** The receipt and its document, or 404, which says so while it is being drawn. */
  async drawn(
    ctx: Ctx,
    candidatureId: string,
    receiptId: string,
  ): Promise<{ readonly number: string; readonly document: ReceiptDocument }> {
    const { receipt, document } = await this.one(ctx, candidatureId, receiptId);
    if (document === null) throw refuseCandidature.notFound('receipt.in-preparation');
    return { number: receipt.number, document };
  }

  /** What the worker draws. */
  async toDraw(ctx: Ctx, receiptId: string): Promise<ReceiptToDraw> {
    authorize(ctx.actor, isSystem, undefined);
    const receipt = await ctx.tx.findOneBy(Receipt, { id: receiptId });
    if (receipt === null) throw refuse.notFound('not-found');
    const [{ isDemonstration }] = await ctx.tx.query<[{ isDemonstration: boolean }]>(
      `SELECT organisation.demonstration AS "isDemonstration" FROM organisation WHERE organisation.id = $1`,
      [receipt.organisationId],
    );
    return { receipt, isDemonstration, isDrawn: await ctx.tx.existsBy(ReceiptDocument, { receiptId }) };
  }
}
