import type { FastifyReply } from 'fastify';
import type { ByteRange, EvidenceStore, ServableFile } from '#evidence';

/**
 * Sends a file kept as evidence: always as an attachment of no particular type, so that no browser opens it on our origin;
 * a part of it when one is asked for (RFC 9110, single range). The caller has decided who may read.
 */
export function sendFile(reply: FastifyReply, store: EvidenceStore, file: ServableFile): FastifyReply {
  const range = readRange(reply.request.headers.range, file.size);
  void reply.headers({
    'content-type': 'application/octet-stream',
    'content-disposition': attachment(file.fileName),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
  });
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${file.size}`).send('');
  if (range === null) return reply.header('content-length', file.size).send(store.read('clean', file.storageKey));
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
    .header('content-length', range.end - range.start + 1)
    .send(store.read('clean', file.storageKey, range));
}

/** The single range of a request; null when there is none, or several: the whole file is then sent. */
export function readRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || (from === '' && to === '')) return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start < size && start <= end ? { start, end } : 'unsatisfiable';
}

/** The header that names a downloaded file (RFC 6266): a plain name for old readers, the true one in UTF-8. */
export function attachment(fileName: string): string {
  const plain =
    fileName
      .normalize('NFD')
      .replace(/[^\x20-\x7e]/g, '')
      .replace(/["\\%/]/g, '_') || 'preuve';
  const full = encodeURIComponent(fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
