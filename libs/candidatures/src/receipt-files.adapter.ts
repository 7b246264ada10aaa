import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId, sha256 } from '#platform';
import type { ReceiptDocument } from './receipt-document.entity.js';

/** Whose document a file is. */
export type ReceiptPlace = Pick<ReceiptDocument, 'organisationId' | 'receiptId'>;

/**
 * The PDF of receipts, as files `<root>/<organisation>/<receipt>.pdf`. A file appears whole or not at all, and the first one stays.
 * All processes must see the same volume.
 */
export class ReceiptStore {
  constructor(private readonly root: string) {}

  /** Keeps a document, unless one is already kept. @returns the bytes that are kept, which may be those of an earlier run. */
  async keep(place: ReceiptPlace, bytes: Buffer): Promise<Buffer> {
    const path = this.path(place);
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.${newId()}`;
    try {
      await writeThrough(draft, bytes);
      await link(draft, path);
      return bytes;
    } catch (error) {
      if (!isAlreadyThere(error)) throw error;
      return await readFile(path);
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** Reads a document. @throws Error when the file is missing or no longer the one that was kept. */
  async read(document: ReceiptDocument): Promise<Buffer> {
    const bytes = await readFile(this.path(document));
    if (sha256(bytes) !== document.sha256) throw new Error(`receipt ${document.receiptId}: the stored file was altered`);
    return bytes;
  }

  private path({ organisationId, receiptId }: ReceiptPlace): string {
    return join(this.root, organisationId, `${receiptId}.pdf`);
  }
}

async function writeThrough(path: string, bytes: Buffer): Promise<void> {
  const handle = await open(path, 'wx', 0o640);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isAlreadyThere(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}
