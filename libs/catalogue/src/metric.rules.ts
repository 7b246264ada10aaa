import type { MetricName } from './metric.messages.js';

/** One figure before it is published. A null value is masked. */
export interface Measure {
  readonly metric: MetricName;
  readonly scope: string;
  readonly value: number | null;
}

/** Below this, a count could let someone be recognised (domain study 5.3). */
export const smallest = 5;

/** A count that may be told: nobody, or enough. */
export const mayTell = (count: number): boolean => count === 0 || count >= smallest;

/**
 * Masks the small cells of one row whose total is published: every count from 1 to 4, and, when that leaves a single masked cell, another one,
 * for the total would give it away: the smallest that is not empty, else an empty one. The row must hold its empty cells.
 */
export function maskRow<C extends { readonly count: number }>(cells: readonly C[]): (C & { readonly isMasked: boolean })[] {
  const masked = new Set(cells.filter(({ count }) => !mayTell(count)));
  if (masked.size === 1) {
    const others = cells.filter((cell) => !masked.has(cell)).sort((a, b) => a.count - b.count);
    const next = others.find(({ count }) => count > 0) ?? others.at(0);
    if (next !== undefined) masked.add(next);
  }
  return cells.map((cell) => ({ ...cell, isMasked: masked.has(cell) }));
}

/** How many of a list fall under each key. */
export function countBy<T>(list: readonly T[], key: (one: T) => string | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of list) {
    const name = key(one);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
