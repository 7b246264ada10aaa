import { MetricsService } from '#catalogue';
import { task } from '../job.js';

/** Publishes the figures of the day, once; looks every ten minutes. */
export const publishMetrics = task('metric.publish', {
  queue: 'exports',
  every: 600_000,
  needs: { metrics: MetricsService },
  run: ({ metrics }, ctx) => metrics.publishDue(ctx),
});
