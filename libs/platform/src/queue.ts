import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  Queue,
  runMigrations,
  UnrecoverableError,
  Worker,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

/** The queues, by nature of their load. */
export const queueNames = ['mail', 'files', 'documents', 'exports', 'http'] as const;
export type QueueName = (typeof queueNames)[number];

/** What travels in a queue: ids only, never a name, a mail or a text. */
export type JobData = Readonly<Record<string, string>>;

/** One job to queue. Adding an id that is still waiting, delayed or running changes nothing. */
export interface QueuedJob {
  readonly queue: QueueName;
  /** Unique in its queue, without a colon (BullMQ keeps that character for itself). */
  readonly id: string;
  readonly name: string;
  readonly data: JobData;
  /** How many times it may be tried. */
  readonly attempts: number;
  /** Wait before the second try, in milliseconds; it doubles each time. */
  readonly backoff: number;
}

/** A job that is being run. */
export interface RunningJob {
  readonly id: string;
  readonly name: string;
  readonly data: JobData;
}

/** Thrown by a handler when trying again is useless. */
export class GiveUp extends UnrecoverableError {}

/** Where the queue lives: a direct connection to PostgreSQL (it listens, so no transaction pooler), or Redis when an address is given. */
export interface QueuePlace {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** Told of lost connections; the queue comes back by itself. */
  readonly onError: (error: Error) => void;
}

/** What a worker takes from one queue. */
export interface Intake {
  readonly queue: QueueName;
  readonly concurrency: number;
  readonly run: (job: RunningJob) => Promise<void>;
}

/** How many jobs a queue holds, by state. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
}

/** The queues of the portal. Their content may be lost at any time: delivery rows are the truth, and are sent again. */
export interface JobQueues {
  add(jobs: readonly QueuedJob[]): Promise<void>;
  /** Runs a named job again and again, every so many milliseconds, once for all workers together. */
  repeat(job: { readonly queue: QueueName; readonly name: string; readonly every: number }): Promise<void>;
  /** Starts taking jobs from a queue. */
  take(intake: Intake): void;
  counts(): Promise<Readonly<Record<QueueName, QueueCounts>>>;
  /** Stops taking jobs and gives the running ones so many milliseconds to end; the caller then ends the process. */
  close(grace: number): Promise<void>;
}

/** Opens the queues. */
export function openQueues(place: QueuePlace): JobQueues {
  return place.redisUrl === undefined ? onPostgres(place) : onRedis(place, place.redisUrl);
}

const schema = 'bullmq';

/**
 * Brings the tables of the queue up to date, under the owner of the schema, and gives the worker its rights on them.
 * Running it again changes nothing.
 */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'guichet migrate queue' });
  await client.connect();
  try {
    await runMigrations(client, schema);
    // Its sequence of ids is made at the first job of a queue: here, so that the worker needs no right to create anything.
    for (const name of queueNames) await client.query(`SELECT ${schema}.next_job_id($1)`, [name]);
    await client.query(`GRANT USAGE ON SCHEMA ${schema} TO guichet_worker`);
    await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO guichet_worker`);
    await client.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO guichet_worker`);
    await client.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO guichet_worker`);
  } finally {
    await client.end();
  }
}

/** One pool for every queue: a connection listens per queue taken from, the others are shared. */
function onPostgres(place: QueuePlace): JobQueues {
  const pool = new pg.Pool({
    connectionString: place.databaseUrl,
    max: 2 * queueNames.length,
    keepAlive: true,
    application_name: 'guichet queue',
    options: `-c search_path=${schema}`,
  });
  pool.on('error', place.onError);
  pool.setMaxListeners(4 * queueNames.length); // each queue and each worker listens for its errors
  return build({ factory: createPostgresBackend, adding: pool, taking: pool, place, end: () => pool.end() });
}

/**
 * Adding fails at once when Redis is away, since the sweeper sends the delivery again; taking waits for its return.
 * The braces of the prefix keep the keys of one queue on one node of a cluster.
 */
function onRedis(place: QueuePlace, url: string): JobQueues {
  const adding = new Redis(url, { enableOfflineQueue: true, maxRetriesPerRequest: 1 });
  const taking = new Redis(url, { maxRetriesPerRequest: null });
  for (const connection of [adding, taking]) connection.on('error', place.onError);
  const end = () => Promise.resolve([adding, taking].forEach((connection) => connection.disconnect()));
  return build({ factory: createRedisBackend, adding, taking, place, end });
}

interface Backend<B extends IQueueBackend, C> {
  readonly factory: BackendFactory<B, C>;
  readonly adding: C;
  readonly taking: C;
  readonly place: QueuePlace;
  readonly end: () => Promise<void>;
}

function build<B extends IQueueBackend, C>(backend: Backend<B, C>): JobQueues {
  const { factory, place } = backend;
  const prefix = (name: QueueName) => `{guichet-${name}}`;
  const open = (name: QueueName) => {
    const queue = new Queue(name, { connection: backend.adding, prefix: prefix(name), ...keepNothing }, factory);
    queue.on('error', place.onError);
    return queue;
  };
  const queues = new Map(queueNames.map((name) => [name, open(name)] as const));
  const queueOf = (name: QueueName) => queues.get(name) ?? open(name);
  const takers: { close(): Promise<void> }[] = [];
  return {
    add: async (jobs) => {
      for (const name of queueNames) {
        const bulk = jobs.filter(({ queue }) => queue === name).map(asBullJob);
        if (bulk.length > 0) await queueOf(name).addBulk(bulk);
      }
    },
    repeat: async ({ queue, name, every }) => {
      await queueOf(queue).upsertJobScheduler(name, { every }, { name, data: {}, opts: { attempts: 1 } });
    },
    take: ({ queue, concurrency, run }) => {
      const options = { connection: backend.taking, prefix: prefix(queue), concurrency, ...keepNothing.defaultJobOptions, ...watch };
      const taker = new Worker(queue, (job) => run({ id: job.id ?? '', name: job.name, data: job.data as JobData }), options, factory); // data is what add() put there
      taker.on('error', place.onError);
      takers.push(taker);
    },
    counts: async () => {
      const rows = await Promise.all(queueNames.map(async (name) => [name, await countsOf(queueOf(name))] as const));
      return Object.fromEntries(rows) as Record<QueueName, QueueCounts>; // every name is there
    },
    close: async (grace) => {
      if (!(await closeWithin(takers, grace))) return;
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await backend.end();
    },
  };
}

/** A job leaves no trace once it ended: sending its delivery again must always be able to queue it. */
const keepNothing = { defaultJobOptions: { removeOnComplete: { count: 0 }, removeOnFail: { count: 0 } } };

/** A worker that died is noticed within ten seconds, and its job given to another. */
const watch = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 3 };

function asBullJob({ id, name, data, attempts, backoff }: QueuedJob) {
  return { name, data, opts: { jobId: id, attempts, backoff: { type: 'exponential', delay: backoff } } };
}

async function countsOf(queue: { getJobCounts(...types: ('waiting' | 'active' | 'delayed')[]): Promise<Record<string, number>> }) {
  const counts = await queue.getJobCounts('waiting', 'active', 'delayed');
  return { waiting: counts['waiting'] ?? 0, active: counts['active'] ?? 0, delayed: counts['delayed'] ?? 0 };
}

/** False when running jobs outlived the grace: they are left to the process that ends, and another worker runs them again. */
async function closeWithin(takers: readonly { close(): Promise<void> }[], grace: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), grace);
  });
  const ended = await Promise.race([Promise.all(takers.map((taker) => taker.close())).then(() => true), late]);
  clearTimeout(timer);
  return ended;
}
