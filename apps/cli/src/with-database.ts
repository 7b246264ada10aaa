import type { Config } from '#platform';
import { openDatabase, type OpenDatabase } from './database.js';
import { ensureFolder } from './postgres.js';

/** Runs a verb on the database; an embedded server that was not running is stopped afterwards, one that was is left alone. */
export async function withDatabase<T>(config: Config, use: (database: OpenDatabase) => Promise<T>): Promise<T> {
  ensureFolder(config.path());
  const database = await openDatabase(config);
  try {
    return await use(database);
  } finally {
    if (database.embedded && !database.embedded.wasRunning) await database.embedded.stop();
  }
}
