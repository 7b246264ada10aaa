import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestServer } from './global-setup.js';

/** Stops the database server of the run and removes what it wrote. */
export default async function globalTeardown(): Promise<void> {
  const server = JSON.parse(process.env.GUICHET_TEST_SERVER ?? 'null') as TestServer | null; // written by the setup of this run
  if (!server) return;
  const module = join(process.cwd(), 'dist/apps/cli/src/postgres.js');
  const { findPostgres } = (await import(module)) as typeof import('../../apps/cli/src/postgres.js'); // built from that source
  await (await findPostgres({ folder: server.folder }))?.stop();
  rmSync(server.folder, { recursive: true, force: true });
}
