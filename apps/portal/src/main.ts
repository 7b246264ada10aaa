import 'reflect-metadata';
import { hasDemonstrationAccounts } from '#accounts';
import { createLogger, dataSource, loadConfig, refuseInProduction } from '#platform';
import { createPortal } from './app.js';
import { entities } from './entities.js';

const config = loadConfig();
const log = createLogger('portal', config.LOG_LEVEL);
if (config.DATABASE_URL === undefined) throw new Error('DATABASE_URL is missing: start with `./guichet start`, which sets it.');
const database = await dataSource({
  url: config.DATABASE_URL,
  entities,
  pool: config.DATABASE_POOL,
  applicationName: 'guichet-portal',
}).initialize();
await refuseInProduction(config, database, await hasDemonstrationAccounts(database));
const app = await createPortal({ config, database, log });
await app.listen(config.PORT, config.HOST);
log.info({ event: 'portal.listening', url: config.publicUrl });

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ event: 'portal.stopping', signal });
  await app.close();
  await database.destroy();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop(signal));
