import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Where a file stands: not inspected yet, set aside, or fit to be served. */
export const storageAreas = ['staging', 'quarantine', 'clean'] as const;
/** One value of `storageAreas`. */
export type StorageArea = (typeof storageAreas)[number];

/** Size of a read: large files are hashed more than twice as fast as with Node's 64 KiB. */
const pieceBytes = 1024 * 1024;

/** Part of a file, in bytes, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The bytes of evidence, on a file system under `<root>/<area>/<organisation>/<item>/<version>`; never shared between
 * organisations. Everything is a stream; a file appears whole or not at all (fsync, then atomic rename).
 * Uploads under way stand in `<root>/incoming/<version>`. All processes must see the same volume.
 */
export class EvidenceStore {
  constructor(private readonly root: string) {}

  /** Folder of the uploads under way. */
  get incoming(): string {
    return join(this.root, 'incoming');
  }

  /** Stores a whole stream as an upload under way, over any earlier attempt. @returns the bytes stored. */
  async receive(versionId: string, bytes: Readable): Promise<number> {
    const path = this.incomingPath(versionId);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(bytes, createWriteStream(path, { highWaterMark: pieceBytes }));
    return this.syncIncoming(versionId);
  }

  /** Bytes of an upload under way, or null when it has none (not begun, or brought to its own place). */
  async incomingSize(versionId: string): Promise<number | null> {
    return sizeOf(this.incomingPath(versionId));
  }

  /** Makes sure the bytes of an upload under way are on the disk. @returns how many there are. */
  async syncIncoming(versionId: string): Promise<number> {
    const handle = await open(this.incomingPath(versionId), 'r+');
    try {
      await handle.sync();
      return (await handle.stat()).size;
    } finally {
      await handle.close();
    }
  }

  /** Forgets an upload under way. */
  async discard(versionId: string): Promise<void> {
    await rm(this.incomingPath(versionId), { force: true });
    await rm(`${this.incomingPath(versionId)}.json`, { force: true });
  }

  /** Brings a finished upload to its own place; done twice, it changes nothing. */
  async adopt(versionId: string, key: string): Promise<void> {
    if ((await this.locate(key)) !== null) return;
    await this.place(this.incomingPath(versionId), this.path('staging', key));
    await rm(`${this.incomingPath(versionId)}.json`, { force: true });
  }

  /** The area where a file stands, or null when it has none. */
  async locate(key: string): Promise<StorageArea | null> {
    for (const area of storageAreas) if ((await sizeOf(this.path(area, key))) !== null) return area;
    return null;
  }

  /** Moves a file between areas, at once; done twice, it changes nothing. */
  async move(key: string, from: StorageArea, to: StorageArea): Promise<void> {
    if (from !== to) await this.place(this.path(from, key), this.path(to, key));
  }

  /** A stream of a file or of a part of it. */
  read(area: StorageArea, key: string, range?: ByteRange): Readable {
    return createReadStream(this.path(area, key), { highWaterMark: pieceBytes, ...(range && { start: range.start, end: range.end }) });
  }

  /** Size of a file, in bytes. */
  async size(area: StorageArea, key: string): Promise<number> {
    return (await stat(this.path(area, key))).size;
  }

  /** At most `length` bytes from `start`. */
  async peek(area: StorageArea, key: string, start: number, length: number): Promise<Buffer> {
    const handle = await open(this.path(area, key), 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }

  private async place(from: string, to: string): Promise<void> {
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
    const folder = await open(dirname(to), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  private incomingPath(versionId: string): string {
    return join(this.incoming, safe(versionId));
  }

  private path(area: StorageArea, key: string): string {
    return join(this.root, area, ...key.split('/').map(safe));
  }
}

/** Key of a version: `<organisation>/<item>/<version>`. */
export function storageKey(organisationId: string, itemId: string, versionId: string): string {
  return [organisationId, itemId, versionId].map(safe).join('/');
}

/** Keys are made of identifiers only: nothing a person typed reaches a path. */
function safe(part: string): string {
  if (!/^[0-9a-f-]{36}$/.test(part)) throw new Error('a storage key is made of identifiers');
  return part;
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
      throw error;
    },
  );
}
