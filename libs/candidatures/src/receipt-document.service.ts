import { record } from '#audit';
import { authorize, isSystem, refuse, sha256, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { Receipt } from './candidature.entity.js';
import { candidatureEvents } from './candidature.events.js';
import { ReceiptDocument } from './receipt-document.entity.js';

/** Notes the document of a receipt once its file is kept. */
@Injectable()
export class ReceiptDocumentService {
  /** Notes the PDF of a receipt, once: done twice, the first stays and false is returned. */
  async note(ctx: Ctx, receiptId: string, pdf: Buffer): Promise<boolean> {
    authorize(ctx.actor, isSystem, undefined);
    const receipt = await ctx.tx.findOneBy(Receipt, { id: receiptId });
    if (receipt === null) throw refuse.notFound('not-found');
    const { candidatureId, organisationId, number } = receipt;
    const document = { receiptId, organisationId, size: pdf.length, sha256: sha256(pdf), renderedAt: ctx.now };
    const { raw } = await ctx.tx
      .createQueryBuilder()
      .insert()
      .into(ReceiptDocument)
      .values(document)
      .orIgnore()
      .returning(['receiptId'])
      .execute();
    if (!Array.isArray(raw) || raw.length === 0) return false;
    await record(ctx, candidatureEvents, 'receipt.render', {
      subject: { type: 'receipt', id: receiptId },
      organisationId,
      data: { candidatureId, receipt: number, size: document.size, pdfSha256: document.sha256 },
    });
    return true;
  }
}
