import type { JobDefinition } from './job.js';

/** Every job: one line each. */
export const jobs = [] as const satisfies readonly JobDefinition[];

/** The names a reaction may ask for. */
export type JobName = (typeof jobs)[number]['name'];
