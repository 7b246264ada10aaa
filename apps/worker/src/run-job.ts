import { announce, type Delivery, type DeliveryQueries, type DeliveryService, type SealedEvent } from '#audit';
import { type Ctx, type DataSource, GiveUp, type Logger, type RunningJob, system, transact } from '#platform';
import type { JobDefinition, Work } from './job.js';
import { failureOf } from './loop.js';

/** A job with its providers. */
export interface BoundJob {
  readonly definition: JobDefinition;
  readonly run: (work: Work) => Promise<void>;
}

/** What a run works with. */
export interface RunTools {
  readonly database: DataSource;
  readonly deliveries: DeliveryService;
  readonly queries: DeliveryQueries;
  readonly log: Logger;
}

/**
 * Runs one delivery: counts the try, runs the job, and notes a failure. After the last try the delivery is dead.
 * @throws the failure, so that the queue tries again after its delay; GiveUp when it must not.
 */
export async function runJob(tools: RunTools, bound: BoundJob, running: RunningJob): Promise<void> {
  const { database, deliveries, queries, log } = tools;
  const { definition } = bound;
  const delivery = { eventId: running.data['eventId'] ?? '', job: definition.name };
  const edge = { actor: system(definition.name), requestId: running.id };
  const within = <T>(use: (ctx: Ctx) => Promise<T>) => transact(database, edge, use);
  const begun = await within(async (ctx) => ({
    attempt: await deliveries.begin(ctx, delivery),
    event: await queries.event(ctx, delivery.eventId),
  }));
  if (begun.attempt === null || begun.event === null) return; // settled by another run, or given up
  const { attempt, event } = begun;
  const facts = { job: definition.name, eventId: delivery.eventId, attempt };
  try {
    if (attempt > definition.attempts) throw new GiveUp('This delivery was interrupted too often');
    const { work, isFinished } = workOn(tools, event, { delivery, edge });
    await bound.run(work);
    if (!isFinished()) throw new Error('The job ended without settling its delivery');
    log.debug({ event: 'job.done', ...facts });
  } catch (error) {
    const isLast = attempt >= definition.attempts || error instanceof GiveUp;
    const failure = failureOf(error);
    await within((ctx) => deliveries.fail(ctx, delivery, { code: failure.code, isLast }));
    log[isLast ? 'error' : 'warn']({ event: isLast ? 'job.dead' : 'job.failed', ...facts, ...failure });
    throw isLast ? new GiveUp(failure.code) : new Error(failure.code);
  }
}

interface Place {
  readonly delivery: Delivery;
  readonly edge: { readonly actor: Ctx['actor']; readonly requestId: string };
}

function workOn({ database, deliveries }: RunTools, event: SealedEvent, { delivery, edge }: Place) {
  let finished = false;
  const work: Work = {
    event,
    requestId: edge.requestId,
    read: (use) => transact(database, { ...edge, readOnly: true }, use),
    finish: async (use) => {
      await transact(database, edge, async (ctx) => {
        if (!(await deliveries.settle(ctx, delivery))) return;
        await use(ctx);
        if (event.audience === 'public') await announce(ctx); // what the job made may be on a public page
      });
      finished = true;
    },
  };
  return { work, isFinished: () => finished };
}
