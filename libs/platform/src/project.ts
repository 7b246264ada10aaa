import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the project, the same from the sources and from `dist`. */
export const projectRoot = find(dirname(fileURLToPath(import.meta.url)));

/** A file of the project that is read at run time: a template, a page, a criteria package. */
export function projectFile(...parts: string[]): string {
  return join(projectRoot, ...parts);
}

function find(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (folder === dirname(folder)) throw new Error('The project has no package.json above its code');
  return find(dirname(folder));
}
