import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { auditEntities } from '#audit';
import { dataSource, system, transact, type Ctx } from '#platform';
import { terminalLocale } from './cli.messages.js';
import type { DatabaseUrls } from './database.js';

/** Where a command works: under which name, and with which entities beside those of the journal. */
export interface Room {
  readonly name: string;
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
}

/** Runs a use case of a room in one transaction, under the worker's role. */
export async function inRoom<T>(urls: DatabaseUrls, { name, entities }: Room, use: (ctx: Ctx) => Promise<T>): Promise<T> {
  const source = dataSource({ url: urls.worker, entities: [...auditEntities, ...entities], pool: 1, applicationName: `guichet ${name}` });
  const database = await source.initialize();
  try {
    return await transact(database, { actor: system(name), locale: terminalLocale() }, use);
  } finally {
    await database.destroy();
  }
}
