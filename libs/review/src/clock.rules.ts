import { workingDaysBetween, type Text } from '#platform';

/** Who may hold the ball; every minute of an evaluation belongs to one of them. */
export const holders = ['vendor', 'agency', 'expert', 'third_party'] as const;
/** One value of `holders`. */
export type Holder = (typeof holders)[number];

/** Names of the holders. */
export const holderLabels: Readonly<Record<Holder, Text>> = {
  vendor: { fr: 'Éditeur', en: 'Vendor' },
  agency: { fr: 'Agence', en: 'Agency' },
  expert: { fr: 'Expert', en: 'Expert' },
  third_party: { fr: 'Tiers', en: 'Third party' },
};

/** A stretch of time and who held it; without end while it runs. */
export interface Span {
  readonly holder: Holder;
  readonly fromAt: Date;
  readonly toAt: Date | null;
}

/** How long each one held a file. */
export interface ClockReading {
  /** Milliseconds; their sum is the age of the evaluation. */
  readonly held: Readonly<Record<Holder, number>>;
  /** Who holds the file now, or null when the clock has stopped for good. */
  readonly holder: Holder | null;
  /** Worked days the agency has used; those of the others are not counted against it. */
  readonly agencyDays: number;
}

/** Reads the clock of a file at an instant. */
export function readClock(spans: readonly Span[], now: Date): ClockReading {
  const held: Record<Holder, number> = { vendor: 0, agency: 0, expert: 0, third_party: 0 };
  let agencyDays = 0;
  for (const { holder, fromAt, toAt } of spans) {
    const end = toAt ?? now;
    held[holder] += Math.max(0, end.getTime() - fromAt.getTime());
    if (holder === 'agency') agencyDays += workingDaysBetween(fromAt, end);
  }
  return { held, holder: spans.find(({ toAt }) => toAt === null)?.holder ?? null, agencyDays };
}
