import { criteriaEntities, PackagesService, readPackageFolder, type LoadedFile } from '#criteria';
import { projectRoot, type Ctx } from '#platform';
import { join } from 'node:path';
import type { DatabaseUrls } from './database.js';
import { inRoom } from './room.js';

/** The folder of the packages of the house. */
export const criteriaFolder = join(projectRoot, 'criteria');

/** Runs a use case of the criteria room in one transaction, under the worker's role. */
export function inCriteria<T>(urls: DatabaseUrls, use: (ctx: Ctx, packages: PackagesService) => Promise<T>): Promise<T> {
  return inRoom(urls, { name: 'criteria', entities: criteriaEntities }, (ctx) => use(ctx, new PackagesService()));
}

/** Publishes the packages of `criteria/` that are not there yet; refuses, by name, a changed file of a frozen version. */
export async function loadCriteria(urls: DatabaseUrls): Promise<LoadedFile[]> {
  const files = await readPackageFolder(criteriaFolder);
  return inCriteria(urls, (ctx, packages) => packages.loadFolder(ctx, files));
}
