import { jobs } from '../../apps/worker/src/jobs.js';
import { reactions } from '../../apps/worker/src/reactions.js';
import type { Find, Work } from '../../apps/worker/src/job.js';
import { system, transact } from '#platform';
import type { SealedEvent } from '#audit';
import type { DataSource } from 'typeorm';

const inbox = [
  ...['notice.tell', 'mail.message', 'mail.invitation'],
  ...['consultation.tell-authors', 'mail.comment-confirmation', 'mail.comment-answer'],
];

/** Runs the jobs that tell people, for every event of the outbox, as the worker does, until nothing is left to tell. */
export async function tellEverything(database: DataSource, find: Find): Promise<void> {
  for (;;) {
    const [events] = await database.query<[SealedEvent[], number]>(
      `DELETE FROM outbox USING event e WHERE outbox.event_id = e.id
       RETURNING e.id, e.name, e.subject_type AS "subjectType", e.subject_id AS "subjectId", e.organisation_id AS "organisationId",
         e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.at, e.request_id AS "requestId", e.audience, e.data`,
    );
    if (events.length === 0) return;
    for (const event of events) await run(database, find, event);
  }
}

async function run(database: DataSource, find: Find, event: SealedEvent): Promise<void> {
  const asked: readonly string[] = reactions[event.name as keyof typeof reactions]; // a row of the journal names a declared event
  for (const name of asked.filter((job) => inbox.includes(job))) {
    const actor = system(name);
    const work: Work = {
      event,
      requestId: event.id,
      read: (use) => transact(database, { actor, readOnly: true }, use),
      finish: async (use) => {
        await transact(database, { actor }, use);
      },
    };
    await jobs.find((job) => job.name === name)?.bind(find)(work);
  }
}
