import { auditEntities } from '#audit';
import { criteriaEntities, PackagesService, readPackageFolder, type LoadedFile } from '#criteria';
import { dataSource, projectRoot, system, transact, type Ctx } from '#platform';
import { join } from 'node:path';
import { terminalLocale } from './cli.messages.js';
import type { DatabaseUrls } from './database.js';

/** The folder of the packages of the house. */
export const criteriaFolder = join(projectRoot, 'criteria');

/** Runs a use case of the criteria room in one transaction, under the worker's role. */
export async function inCriteria<T>(urls: DatabaseUrls, use: (ctx: Ctx, packages: PackagesService) => Promise<T>): Promise<T> {
  const source = dataSource({
    url: urls.worker,
    entities: [...auditEntities, ...criteriaEntities],
    pool: 1,
    applicationName: 'guichet criteria',
  });
  const database = await source.initialize();
  try {
    return await transact(database, { actor: system('criteria'), locale: terminalLocale() }, (ctx) => use(ctx, new PackagesService()));
  } finally {
    await database.destroy();
  }
}

/** Publishes the packages of `criteria/` that are not there yet; refuses, by name, a changed file of a frozen version. */
export async function loadCriteria(urls: DatabaseUrls): Promise<LoadedFile[]> {
  const files = await readPackageFolder(criteriaFolder);
  return inCriteria(urls, (ctx, packages) => packages.loadFolder(ctx, files));
}
