import { isAscii, isUtf8 } from 'node:buffer';

/** Types a file may be recognised as, from its first bytes. */
export const mediaTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'video/mp4',
  'video/webm',
  'video/quicktime',
  'video/x-matroska',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/rtf',
  'application/zip',
  'application/xml',
  'image/svg+xml',
  'text/html',
  'application/json',
  'text/csv',
  'message/rfc822',
  'text/plain',
  'application/octet-stream',
] as const;
/** One value of `mediaTypes`. */
export type MediaType = (typeof mediaTypes)[number];

/** How many first bytes are enough to recognise a file. */
export const sniffedBytes = 65_536;

type Test = (head: Buffer) => boolean;
const starts =
  (...bytes: readonly number[]): Test =>
  (head) =>
    bytes.every((byte, index) => head[index] === byte);
const ascii =
  (text: string, at = 0): Test =>
  (head) =>
    head.subarray(at, at + text.length).toString('latin1') === text;
const both =
  (...tests: readonly Test[]): Test =>
  (head) =>
    tests.every((test) => test(head));
/** A text within the first kilobyte: a PDF header may follow some junk (ISO 32000, annex). */
const early =
  (text: string): Test =>
  (head) =>
    head.subarray(0, 1024).includes(text);

/** Signatures, most precise first. */
const signatures: readonly (readonly [MediaType, Test])[] = [
  ['image/png', starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['image/jpeg', starts(0xff, 0xd8, 0xff)],
  ['image/gif', ascii('GIF8')],
  ['image/webp', both(ascii('RIFF'), ascii('WEBP', 8))],
  ['video/quicktime', ascii('ftypqt', 4)],
  ['video/mp4', ascii('ftyp', 4)],
  ['video/webm', both(starts(0x1a, 0x45, 0xdf, 0xa3), (head) => head.subarray(0, 64).includes('webm'))],
  ['video/x-matroska', starts(0x1a, 0x45, 0xdf, 0xa3)],
  ['application/rtf', ascii('{\\rtf')],
  ['application/pdf', early('%PDF-')],
];

/** Names of entries that tell what a zip archive is; an archive is never opened, only its visible names are read. */
const archives: readonly (readonly [MediaType, string])[] = [
  ['application/vnd.oasis.opendocument.text', 'mimetypeapplication/vnd.oasis.opendocument.text'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'word/'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xl/'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'ppt/'],
];

/**
 * What a file is, from its first bytes; its name only tells plain texts apart. Never believed from the sender.
 * @param tail last bytes of the file, where a zip archive lists its entries.
 */
export function sniff(head: Buffer, fileName: string, tail: Buffer = Buffer.alloc(0)): MediaType {
  if (starts(0x50, 0x4b, 0x03, 0x04)(head) || starts(0x50, 0x4b, 0x05, 0x06)(head)) return archive(head, tail);
  const found = signatures.find(([, test]) => test(head));
  return found ? found[0] : sniffText(head, fileName);
}

function archive(head: Buffer, tail: Buffer): MediaType {
  const found = archives.find(([type, name]) => head.includes(name) || (!type.includes('oasis') && tail.includes(name)));
  return found ? found[0] : 'application/zip';
}

function sniffText(head: Buffer, fileName: string): MediaType {
  if (!isText(head)) return 'application/octet-stream';
  const text = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^<(!doctype\s+html|html)\b/i.test(text)) return 'text/html';
  if (/^<(\?xml|!--|!doctype|[a-z_][\w.-]*[\s:>/])/i.test(text)) return /<svg[\s>]/i.test(text) ? 'image/svg+xml' : 'application/xml';
  switch (fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()) {
    case 'csv':
      return 'text/csv';
    case 'json':
      return 'application/json';
    case 'eml':
      return 'message/rfc822';
    default:
      return 'text/plain';
  }
}

/** Text: no control character but tab, line ends and form feed, in UTF-8 or an 8-bit alphabet. */
function isText(head: Buffer): boolean {
  if (head.length === 0) return false;
  const isClean = !head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte));
  return isClean && (isAscii(head) || isUtf8(trimTornCharacter(head)) || !head.some((byte) => byte >= 0x80 && byte < 0xa0));
}

/** The first bytes may end in the middle of a character: up to three bytes are left out. */
function trimTornCharacter(head: Buffer): Buffer {
  for (let cut = 0; cut < Math.min(4, head.length); cut++) {
    const byte = head[head.length - 1 - cut];
    if (byte < 0x80) return head.subarray(0, head.length - cut);
    if (byte >= 0xc0) return head.subarray(0, head.length - 1 - cut);
  }
  return head;
}
