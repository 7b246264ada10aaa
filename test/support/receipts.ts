import { afterAll } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { SealedEvent } from '#audit';
import { CandidaturesModule } from '#candidatures';
import { Config, PdfPool, system, transact } from '#platform';
import type { DataSource } from 'typeorm';
import type { Find, Work } from '../../apps/worker/src/job.js';
import { renderReceipt } from '../../apps/worker/src/jobs/render-receipt.job.js';
import { openRooms } from './rooms.js';

@Module({
  providers: [{ provide: PdfPool, useFactory: (config: Config) => new PdfPool(config), inject: [Config] }],
  exports: [PdfPool],
})
class DrawingModule {}

/** The rooms the drawing of receipts needs, on a data folder. Call it once a file. */
export async function receiptRooms(config: Config): Promise<Find> {
  const find = await openRooms([CandidaturesModule, DrawingModule], config);
  afterAll(() => find(PdfPool).close());
  return find;
}

/** Runs, as the worker does, the job asked for by the completeness of a candidature. */
export async function drawReceipts(database: DataSource, find: Find, candidatureId: string): Promise<void> {
  const actor = system('receipt.render');
  const events = await database.query<SealedEvent[]>(
    `SELECT e.id, e.name, e.subject_type AS "subjectType", e.subject_id AS "subjectId", e.organisation_id AS "organisationId",
            e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.at, e.request_id AS "requestId", e.audience, e.data
     FROM event e WHERE e.name = 'candidature.complete' AND e.subject_id = $1 ORDER BY e.id`,
    [candidatureId],
  );
  for (const event of events) {
    const work: Work = {
      event,
      requestId: event.id,
      read: (use) => transact(database, { actor, readOnly: true }, use),
      finish: async (use) => {
        await transact(database, { actor }, use);
      },
    };
    await renderReceipt.bind(find)(work);
  }
}
