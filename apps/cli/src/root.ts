import { fileURLToPath } from 'node:url';

/** Folder of the project: this file runs as dist/apps/cli/src/root.js. */
export const root = fileURLToPath(new URL('../../../../', import.meta.url));
