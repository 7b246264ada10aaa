import type { JobDefinition, TaskDefinition } from './job.js';

/** What the worker runs: the jobs, what asks for them, and the timed tasks. */
export interface WorkPlan {
  readonly jobs: readonly JobDefinition[];
  readonly reactions: Readonly<Record<string, readonly string[]>>;
  readonly schedule: readonly TaskDefinition[];
}

/**
 * Checks a plan before anything runs.
 * @throws Error naming every job that is unknown, asked for by nothing, or named twice.
 */
export function checkPlan({ jobs, reactions, schedule }: WorkPlan): void {
  const names = [...jobs, ...schedule].map(({ name }) => name);
  const wanted = new Set(Object.values(reactions).flat());
  const problems = [
    ...[...wanted].filter((name) => !jobs.some((known) => known.name === name)).map((name) => `${name}: no such job`),
    ...jobs.filter(({ name }) => !wanted.has(name)).map(({ name }) => `${name}: no event asks for it`),
    ...names.filter((name, position) => names.indexOf(name) !== position).map((name) => `${name}: declared twice`),
    ...names.filter((name) => name.includes(':')).map((name) => `${name}: a colon in its name`),
  ];
  if (problems.length > 0) throw new Error(`The jobs of the worker do not hold together:\n- ${problems.join('\n- ')}`);
}
