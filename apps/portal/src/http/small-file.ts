import '@fastify/multipart';
import { refuse } from '#platform';
import type { PortalRequest } from './request.js';

/** One small file of a form, in memory, with the fields sent beside it. */
export interface SmallFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads a form that holds one small file (up to `limit` bytes); what was typed comes back with a refused form. */
export async function readSmallFile(request: PortalRequest, limit: number): Promise<SmallFile> {
  if (!request.isMultipart()) throw refuse.invalid('input.unreadable');
  const fields: Record<string, string> = {};
  let file: Pick<SmallFile, 'name' | 'bytes'> | null = null;
  for await (const part of request.parts({ limits: { fileSize: limit } })) {
    if (part.type === 'field') {
      if (typeof part.value === 'string' && !part.fieldname.startsWith('_')) fields[part.fieldname] = part.value;
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Buffer); // a binary stream
    if (part.file.truncated) throw refuse.invalid('input.too-large');
    if (part.filename) file = { name: part.filename, bytes: Buffer.concat(chunks) };
  }
  request.body = fields;
  if (file === null) throw refuse.invalid('input.file-missing');
  return { ...file, fields };
}
