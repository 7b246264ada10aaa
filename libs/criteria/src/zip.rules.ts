import { unzipSync, zipSync, type Zippable } from 'fflate';

/** A zip whose bytes depend on its files alone: each is dated 1980, before which a zip knows no year. */
export function stableZip(files: Iterable<readonly [path: string, bytes: Uint8Array]>): Buffer {
  const tree: Zippable = Object.fromEntries([...files].map(([path, bytes]) => [path, [bytes, { mtime: '1980-01-01T12:00:00' }]]));
  return Buffer.from(zipSync(tree, { level: 6 }));
}

/** The same workbook without the instant it was written at. */
export function stableWorkbook(workbook: Uint8Array): Buffer {
  return stableZip(Object.entries(unzipSync(workbook)));
}
