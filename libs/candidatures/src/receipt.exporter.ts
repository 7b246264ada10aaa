import { formatSize } from '#evidence';
import { documentTemplate, say, type Locale, type Params } from '#platform';
import { DateTime } from 'luxon';
import { originText } from './acquired-result.rules.js';
import type { Receipt } from './candidature.entity.js';
import { receiptMessages } from './receipt.messages.js';
import type { ReceiptAcquired, ReceiptPiece } from './receipt.rules.js';

/** What a receipt is drawn from. */
export interface DrawnReceipt {
  readonly receipt: Pick<Receipt, 'id' | 'candidatureId' | 'content' | 'sha256'>;
  readonly isDemonstration: boolean;
  /** Address of the portal, without a final slash. */
  readonly url: string;
}

const draw = documentTemplate('libs/candidatures/templates/receipt.hbs');
const zone = 'Europe/Paris';

/** The receipt as one self-contained HTML document: French, a summary in English, fonts inside, nothing fetched. */
export function receiptHtml({ receipt, isDemonstration, url }: DrawnReceipt): string {
  const { content, sha256 } = receipt;
  return draw({
    fr: texts('fr', receipt),
    en: texts('en', receipt),
    content,
    sha256,
    isDemonstration,
    completeAt: instant(content.completeAt, 'fr'),
    issuedAt: instant(content.issuedAt, 'fr'),
    packages: content.packages.map((entry) => ({ ...entry, hash: digits(entry.contentHash) })),
    hasPieces: content.pieces.length > 0,
    pieces: content.pieces.map(pieceLine),
    acquired: (content.acquired ?? []).map(acquiredLine),
    chapters: content.chapters.map((chapter) => ({
      ...chapter,
      submitted: compact(chapter.submittedAt),
      hash: digits(chapter.answersHash),
    })),
    address: `${url}/api/v1/candidatures/${receipt.candidatureId}/receipts/${receipt.id}`,
  });
}

function texts(locale: Locale, { content }: DrawnReceipt['receipt']): Record<string, string> {
  const { number, candidature, vendor, solution, version, call } = content;
  const names: Params = { number, candidature, vendor, solution, version, call };
  const params: Params = { ...names, completeAt: instant(content.completeAt, locale), count: content.pieces.length };
  const own = Object.entries(receiptMessages).filter(([key]) => key !== 'paris' && !key.startsWith('piece.'));
  return Object.fromEntries(own.map(([key, text]) => [key.replace('.', '_'), say(text, locale, params)]));
}

function pieceLine({ title, fileName, version, size, requirements, receivedAt, sha256 }: ReceiptPiece): object {
  const facts =
    size === null
      ? say(receiptMessages['piece.reference'], 'fr', { version })
      : say(receiptMessages[size < 1000 ? 'piece.small' : 'piece.file'], 'fr', { version, size: formatSize(size).fr, bytes: size });
  const name = fileName ?? title;
  return { name, title: name === title ? '' : title, facts, requirements: requirements.join(', '), received: compact(receivedAt), sha256 };
}

/** A requirement held by equivalence, and from where. */
function acquiredLine({ requirement, origins, acquiredAt }: ReceiptAcquired): object {
  const from = origins.map(({ requirement: number, ...origin }) => originText({ number, ...origin }).fr);
  return { requirement, from: from.join('\u202f; '), when: compact(acquiredAt) };
}

/** An instant to the thousandth, in words, with its zone and offset: a right depends on it. */
function instant(iso: string, locale: Locale): string {
  const local = DateTime.fromISO(iso, { zone }).setLocale(locale === 'fr' ? 'fr' : 'en-GB');
  const day = local.toFormat('d MMMM yyyy').replace(/^1 /, locale === 'fr' ? '1er ' : '1 ');
  const params = {
    date: day.replaceAll(' ', '\u00a0'),
    time: local.toFormat(locale === 'fr' ? 'HH:mm:ss,SSS' : 'HH:mm:ss.SSS'),
    offset: local.toFormat("'UTC'Z"),
  };
  return say(receiptMessages.paris, locale, params);
}

/** An instant to the thousandth, in figures, with its offset. */
function compact(iso: string): string {
  return DateTime.fromISO(iso, { zone }).toFormat("dd/MM/yyyy HH:mm:ss,SSS 'UTC'Z");
}

function digits(hash: string): string {
  return hash.replace(/^sha256:/, '');
}
