import { DeliveryQueries, DeliveryService, SealService } from '#audit';
import {
  type Config,
  type DataSource,
  dataSource,
  type JobQueues,
  type Logger,
  openQueues,
  queueNames,
  type QueueName,
  type RunningJob,
  system,
  transact,
} from '#platform';
import { checkPlan, type WorkPlan } from './check-jobs.js';
import type { Find } from './job.js';
import { failureOf, type Loop, startLoop } from './loop.js';
import { relayOnce, sealOnce, sweepOnce } from './relay.js';
import { type BoundJob, runJob } from './run-job.js';

/** What the worker is given at start. */
export interface WorkerParts {
  readonly config: Config;
  readonly database: DataSource;
  readonly log: Logger;
  readonly plan: WorkPlan;
  /** Finds the providers that jobs need. */
  readonly find: Find;
}

/** Background work in progress. */
export interface RunningWorker {
  /** Stops within seconds: the turn in progress ends, and a job that does not is run again by another worker. */
  stop(): Promise<void>;
}

/** Jobs of one queue that run side by side: mails and calls wait on the network, documents fill a core. */
const concurrency: Readonly<Record<QueueName, number>> = { mail: 8, files: 4, documents: 2, exports: 2, http: 8 };
const grace = 5_000;
const rests = { relay: 200, seal: 1_000, sweep: 10_000 };

/**
 * Starts relay, sealer, sweeper and the jobs of every queue.
 * @throws Error when the jobs, the reactions and the schedule do not hold together.
 */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { config, database, log, plan, find } = parts;
  checkPlan(plan);
  const { DATABASE_URL: databaseUrl = '', REDIS_URL: redisUrl } = config;
  const queues = openQueues({ databaseUrl, redisUrl, onError: (error) => log.warn({ event: 'queue.error', ...failureOf(error) }) });
  const sealing = await openSealer(config, database);
  const [deliveries, pending] = [find(DeliveryService), find(DeliveryQueries)];
  const relay = { database, queues, deliveries, pending, jobs: plan.jobs, reactions: plan.reactions };
  const loops = [
    startLoop({ name: 'relay', rest: rests.relay, log, turn: () => relayOnce(relay) }),
    startLoop({ name: 'seal', rest: rests.seal, log, turn: () => sealOnce(sealing.database, find(SealService)) }),
    startLoop({ name: 'sweep', rest: rests.sweep, log, turn: () => sweep(relay, queues, plan) }),
  ];
  takeJobs(parts, queues);
  log.info({ event: 'worker.started', jobs: plan.jobs.length, tasks: plan.schedule.length, queue: redisUrl ? 'redis' : 'postgresql' });
  return { stop: () => stopAll({ loops, queues, end: sealing.end, log }) };
}

/** Deliveries the queue lost, and the timed tasks it may have lost too. */
async function sweep(relay: Parameters<typeof sweepOnce>[0], queues: JobQueues, { schedule }: WorkPlan): Promise<boolean> {
  for (const { queue, name, every } of schedule) await queues.repeat({ queue, name, every });
  await sweepOnce(relay);
  return false;
}

function takeJobs({ database, log, plan, find }: WorkerParts, queues: JobQueues): void {
  const tools = { database, log, deliveries: find(DeliveryService), queries: find(DeliveryQueries) };
  const jobs = new Map<string, BoundJob>(plan.jobs.map((definition) => [definition.name, { definition, run: definition.bind(find) }]));
  const tasks = new Map(plan.schedule.map((definition) => [definition.name, definition.bind(find)]));
  const run = async (running: RunningJob): Promise<void> => {
    const bound = jobs.get(running.name);
    if (bound) return runJob(tools, bound, running);
    const look = tasks.get(running.name);
    if (look === undefined) return; // left in the queue by another version of the worker
    try {
      await transact(database, { actor: system(running.name) }, look);
    } catch (error) {
      log.error({ event: 'task.failed', task: running.name, ...failureOf(error) });
    }
  };
  for (const queue of queueNames) queues.take({ queue, concurrency: concurrency[queue], run });
}

/** The sealer has a role of its own, the only one that may write seals. */
async function openSealer(config: Config, shared: DataSource): Promise<{ database: DataSource; end: () => Promise<void> }> {
  if (config.DATABASE_SEALER_URL === undefined) return { database: shared, end: () => Promise.resolve() };
  const database = dataSource({ url: config.DATABASE_SEALER_URL, pool: 2, applicationName: 'guichet sealer' });
  await database.initialize();
  return { database, end: () => database.destroy() };
}

interface Stopping {
  readonly loops: readonly Loop[];
  readonly queues: JobQueues;
  readonly end: () => Promise<void>;
  readonly log: Logger;
}

async function stopAll({ loops, queues, end, log }: Stopping): Promise<void> {
  await Promise.all(loops.map((loop) => loop.stop()));
  await queues.close(grace);
  await end();
  log.info({ event: 'worker.stopped' });
}
