import { ProjectionService } from '#catalogue';
import { job } from '../job.js';

/** Brings the public catalogue in step with the product an event concerns. */
export const projectSolution = job('catalogue.project-solution', {
  queue: 'exports',
  attempts: 10,
  backoff: 1_000,
  needs: { projection: ProjectionService },
  run: ({ projection }, work) => work.finish((ctx) => projection.follow(ctx, work.event)),
});

/** Makes the whole public catalogue again, when an operator asks. */
export const rebuildCatalogue = job('catalogue.rebuild', {
  queue: 'exports',
  attempts: 3,
  backoff: 5_000,
  needs: { projection: ProjectionService },
  run: ({ projection }, work) => work.finish((ctx) => projection.rebuild(ctx)),
});
