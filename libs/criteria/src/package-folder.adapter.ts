import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A package file of the folder `criteria/`, by its path inside it. */
export interface PackageFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Every package file (`.yaml`, `.yml`, `.json`, except schemas) under a folder, in the order of their paths. */
export async function readPackageFolder(folder: string): Promise<PackageFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name) && !entry.name.endsWith('.schema.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(paths.map(async (path) => ({ path: relative(folder, path).split(sep).join('/'), bytes: await readFile(path) })));
}
