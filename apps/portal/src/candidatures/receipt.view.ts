import { both } from '#platform';
import { originText, type Receipt, type ReceiptAcquired, type ReceiptDocument, type ReceiptWithDocument } from '#candidatures';
import { formatBytes } from '../http/formats.js';
import { addressOf } from './candidature.view.js';
import { candidaturesPages } from './candidatures.messages.js';
import { counted, instantText, words } from './words.view.js';

/** One line of the list of receipts. */
export function receiptLine(id: string, receipt: Receipt): object {
  const title = words('receipt.title', { number: receipt.number });
  const text = words('receipts.line', { date: instantText(new Date(receipt.content.completeAt), 'Europe/Paris') });
  return { at: receipt.at, title, href: addressOf(id, `/recus/${receipt.id}`), text };
}

const label = (key: keyof typeof candidaturesPages): object => ({ label: candidaturesPages[key] });

/** The printable page of a receipt: what it says, and every hash. */
export function receiptView({ receipt, document }: ReceiptWithDocument, zone: string, isSound: boolean): object {
  const { id, candidatureId, number, content, sha256 } = receipt;
  const at = (iso: string): object => instantText(new Date(iso), zone);
  const term = (key: keyof typeof candidaturesPages, text: unknown, mono = false): object => ({ term: candidaturesPages[key], text, mono });
  return {
    title: words('receipt.title', { number }),
    lead: words('receipt.lead', { candidature: content.candidature, date: instantText(new Date(content.completeAt), zone) }),
    isSound,
    facts: [
      term('receipt.vendor', content.vendor),
      term('receipt.solution', `${content.solution} ${content.version}`),
      term('receipt.call', content.call),
      term(
        'receipt.criteria',
        content.packages.map(({ code, version, contentHash }) => `${code} ${version} (${contentHash})`).join(', '),
        true,
      ),
      term('receipt.issued', at(content.issuedAt)),
      term('receipt.sha256', sha256, true),
    ],
    chapters: {
      caption: candidaturesPages['receipt.chapters'],
      columns: [label('receipt.column.section'), label('receipt.column.submitted'), label('receipt.column.hash')],
      rows: content.chapters.map(({ section, submittedAt, answersHash }) => ({
        cells: [{ text: section }, { text: at(submittedAt) }, { text: answersHash, mono: true }],
      })),
    },
    pieces: {
      caption: candidaturesPages['receipt.pieces'],
      scope: counted('receipt.pieces.scope', content.pieces.length),
      columns: ['receipt.column.piece', 'receipt.column.requirements', 'receipt.column.received', 'receipt.column.sha256'].map(
        (key) => label(key as keyof typeof candidaturesPages), // written on the line above
      ),
      rows: content.pieces.map((piece) => ({
        cells: [
          { text: piece.fileName ?? piece.title },
          { text: piece.requirements.join(', ') },
          { text: at(piece.receivedAt) },
          { text: piece.sha256, mono: true },
        ],
      })),
    },
    acquired: acquiredView(content.acquired ?? [], at),
    pdf: pdfView(receipt, document),
    json: { href: `/api/v1/candidatures/${candidatureId}/receipts/${id}`, label: candidaturesPages['receipt.json'] },
  };
}

/** The requirements held by equivalence, and from where; null when there is none. */
function acquiredView(acquired: readonly ReceiptAcquired[], at: (iso: string) => object): object | null {
  if (acquired.length === 0) return null;
  return {
    caption: candidaturesPages['receipt.acquired'],
    columns: [label('receipt.column.requirement'), label('receipt.column.origin'), label('receipt.column.acquired')],
    rows: acquired.map(({ requirement, origins, acquiredAt }) => {
      const from = origins.map(({ requirement: number, ...origin }) => originText({ number, ...origin }));
      return {
        cells: [
          { text: requirement, mono: true },
          { text: both((locale) => from.map((one) => one[locale]).join(', ')) },
          { text: at(acquiredAt) },
        ],
      };
    }),
  };
}

/** The link to the document, with its size and hash; null while it is being drawn. */
function pdfView({ id, candidatureId }: Receipt, document: ReceiptDocument | null): object | null {
  if (document === null) return null;
  const { size, sha256 } = document;
  const label = both((locale) => words('receipt.pdf', { size: formatBytes(size, locale) })[locale]);
  return { href: addressOf(candidatureId, `/recus/${id}/recu.pdf`), label, hash: words('receipt.pdf.hash', { sha256 }) };
}
