// A worker in a process of its own, to be killed: one job that leaves a visible trace each time its effect is made.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const dist = (path) => import(pathToFileURL(join(process.cwd(), 'dist', path)).href);
const [{ loadConfig, createLogger, dataSource }, audit, { startWorker }, { effectPlan }] = await Promise.all([
  dist('libs/platform/src/index.js'),
  dist('libs/audit/src/index.js'),
  dist('apps/worker/src/worker.js'),
  import('./effect-plan.mjs'),
]);
const config = loadConfig();
const database = await dataSource({ url: config.DATABASE_URL, entities: audit.auditEntities, pool: 6 }).initialize();
const providers = new Map();
const find = (type) => providers.get(type) ?? providers.set(type, new type()).get(type);
const plan = await effectPlan(process.env.GUICHET_TEST_DELAY);
const worker = await startWorker({ config, database, log: createLogger('worker', config.LOG_LEVEL), plan, find });
process.on('SIGTERM', () => void worker.stop().then(() => process.exit(0)));
process.stdout.write('started\n');
