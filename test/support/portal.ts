import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, loadConfig, type Config } from '#platform';
import { createPortal } from '../../apps/portal/src/app.js';
import { testDatabase, type TestDatabase } from './database.js';

/** A portal on its own database, asked over HTTP by supertest; nothing of it is replaced. */
export interface TestPortal {
  readonly app: NestFastifyApplication;
  readonly config: Config;
  readonly database: TestDatabase;
  /** The server to give to supertest. */
  readonly server: ReturnType<NestFastifyApplication['getHttpServer']>;
}

/** Starts a portal for one test file and stops it after its last case. Call it once, at the top of the file. */
export async function testPortal(settings: Readonly<Record<string, string>> = {}): Promise<TestPortal> {
  const database = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'guichet-portal-'));
  const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: folder, LOG_LEVEL: 'silent', ...settings });
  const app = await createPortal({ config, database: database.portal, log: createLogger('test portal', config.LOG_LEVEL) });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { app, config, database, server: app.getHttpServer() };
}
