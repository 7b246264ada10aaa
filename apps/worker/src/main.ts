import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { hasDemonstrationAccounts } from '#accounts';
import { createLogger, dataSource, loadConfig, refuseInProduction } from '#platform';
import { entities } from './entities.js';
import { jobs } from './jobs.js';
import { reactions } from './reactions.js';
import { schedule } from './schedule.js';
import { startWorker } from './worker.js';
import { WorkerModule } from './worker.module.js';

const config = loadConfig();
const log = createLogger('worker', config.LOG_LEVEL);
const url = config.DATABASE_URL;
if (url === undefined) throw new Error('DATABASE_URL is missing: the worker does not start a database of its own (./guichet start does)');

const database = await dataSource({ url, entities, pool: config.DATABASE_POOL, applicationName: 'guichet worker' }).initialize();
await refuseInProduction(config, database, await hasDemonstrationAccounts(database));
const app = await NestFactory.createApplicationContext(WorkerModule.with(config), { logger: ['error', 'warn'] });
const plan = { jobs, reactions, schedule };
const worker = await startWorker({ config, database, log, plan, find: (type) => app.get(type, { strict: false }) });

let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());

/** A second signal, or a job that does not end, does not hold the process back. */
async function stop(): Promise<void> {
  if (isStopping) process.exit(1);
  isStopping = true;
  const late = setTimeout(() => process.exit(0), 8_000);
  late.unref();
  await worker.stop();
  await app.close();
  await database.destroy();
  process.exit(0);
}
