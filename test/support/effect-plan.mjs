// The plan of the worker under test: every event asks for one job, which adds a row to `test_effect`.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export async function effectPlan(delay = '0') {
  const { job } = await import(pathToFileURL(join(process.cwd(), 'dist/apps/worker/src/job.js')).href);
  const effect = job('effect.add', {
    queue: 'files',
    attempts: 5,
    backoff: 200,
    needs: {},
    run: async (_given, work) => {
      await pause(Number(delay));
      await work.finish(async (ctx) => {
        await ctx.tx.query('INSERT INTO test_effect (event_id) VALUES ($1)', [work.event.id]);
        await pause(Number(delay));
      });
    },
  });
  return { jobs: [effect], reactions: { 'delivery.retry': ['effect.add'] }, schedule: [] };
}
