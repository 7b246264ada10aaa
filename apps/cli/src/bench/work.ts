/** One thing that is measured, in milliseconds unless `unit` says otherwise. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  /** What it is held against, measured beside it in the same run; null when it is held to the goal alone. */
  readonly limit: number | null;
  /** `value` as a share of `limit`, or of the goal when there is no limit. */
  readonly ratio: number;
  readonly goal: string;
  readonly met: boolean;
}

/** One work of `./guichet bench`: it prepares its data, then measures. */
export interface Work {
  readonly name: string;
  readonly run: () => Promise<readonly Measure[]>;
}

/** How long a run is repeated, in milliseconds, and how many times at least. */
const patience = 1500;
const leastRounds = 5;

/** Milliseconds of the quickest of many runs: what the machine can do once warm and undisturbed. */
export async function quickest(run: () => unknown): Promise<number> {
  const opened = performance.now();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < leastRounds || performance.now() - opened < patience; round += 1) {
    const started = performance.now();
    await run();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

/** A measure held to a number of milliseconds. */
export function within(name: string, value: number, most: number): Measure {
  return { name, value, limit: null, ratio: value / most, goal: `< ${most} ms`, met: value < most };
}

/** A measure held against another one of the same run: it may take `most` times as long. */
export function against(name: string, { value, limit, most }: { value: number; limit: number; most: number }): Measure {
  return { name, value, limit, ratio: value / limit, goal: `≤ ${most} ×`, met: value <= limit * most };
}
