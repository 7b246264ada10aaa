import type { Delivery, DeliveryQueries, DeliveryService, SealService } from '#audit';
import { type DataSource, type JobQueues, type QueuedJob, system, transact } from '#platform';
import type { JobDefinition } from './job.js';

/** What the loops of the worker share. */
export interface RelayParts {
  readonly database: DataSource;
  readonly queues: JobQueues;
  readonly deliveries: DeliveryService;
  readonly pending: DeliveryQueries;
  readonly jobs: readonly JobDefinition[];
  readonly reactions: Readonly<Record<string, readonly string[]>>;
}

const batch = 500;

/**
 * Takes events from the outbox: their deliveries are committed first, then queued. Killed in between, the sweeper queues them.
 * A short poll, because NOTIFY would make every commit of the portal wait for one lock.
 * @returns whether there may be more.
 */
export async function relayOnce({ database, queues, deliveries, jobs, reactions }: RelayParts): Promise<boolean> {
  const { taken, deliveries: wanted } = await transact(database, { actor: system('relay') }, (ctx) =>
    deliveries.relay(ctx, (event) => reactions[event] ?? [], batch),
  );
  await queues.add(queued(wanted, jobs));
  return taken === batch;
}

/** Queues every delivery that is still pending: adding one that waits already changes nothing, so a lost queue loses nothing. */
export async function sweepOnce({ database, queues, pending, jobs }: RelayParts): Promise<void> {
  for (let after: Delivery | null = null; ;) {
    const last: Delivery | null = after;
    const page: Delivery[] = await transact(database, { actor: system('sweeper'), readOnly: true }, (ctx) =>
      pending.pendingAfter(ctx, last, batch),
    );
    await queues.add(queued(page, jobs));
    after = page.at(-1) ?? null;
    if (page.length < batch) return;
  }
}

/** Seals the events that wait. @returns whether there may be more. */
export async function sealOnce(database: DataSource, seals: SealService): Promise<boolean> {
  const sealed = await transact(database, { actor: system('sealer') }, (ctx) => seals.seal(ctx, 2 * batch));
  return sealed === 2 * batch;
}

/** Job ids hold no colon: BullMQ keeps it for itself. */
function queued(wanted: readonly Delivery[], jobs: readonly JobDefinition[]): QueuedJob[] {
  return wanted.flatMap(({ eventId, job }) => {
    const definition = jobs.find(({ name }) => name === job);
    if (definition === undefined) return []; // a job of another version of the worker: its delivery stays pending for it
    const { name, queue, attempts, backoff } = definition;
    return [{ queue, name, attempts, backoff, id: `${eventId}-${job}`, data: { eventId } }];
  });
}
