import { receiptHtml, ReceiptDocumentService, ReceiptQueries, ReceiptStore } from '#candidatures';
import { Config, PdfPool } from '#platform';
import { job } from '../job.js';

/**
 * Draws the receipt of a complete file and keeps it, outside any transaction, then notes it. Killed anywhere, it is run again: the document
 * depends on the receipt alone, and the first one kept stays.
 */
export const renderReceipt = job('receipt.render', {
  queue: 'documents',
  attempts: 10,
  backoff: 1_000,
  needs: { queries: ReceiptQueries, documents: ReceiptDocumentService, store: ReceiptStore, pdf: PdfPool, config: Config },
  run: async ({ queries, documents, store, pdf, config }, work) => {
    const receiptId = work.event.data['receiptId'];
    if (typeof receiptId !== 'string') throw new TypeError('The event of completeness names its receipt');
    const { receipt, isDemonstration, isDrawn } = await work.read((ctx) => queries.toDraw(ctx, receiptId));
    if (isDrawn) return work.finish(() => Promise.resolve());
    const { bytes } = await pdf.render(receiptHtml({ receipt, isDemonstration, url: config.publicUrl }), receipt.at);
    const kept = await store.keep({ organisationId: receipt.organisationId, receiptId }, bytes);
    await work.finish((ctx) => documents.note(ctx, receiptId, kept));
  },
});
