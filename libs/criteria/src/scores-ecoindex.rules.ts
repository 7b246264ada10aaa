import { bandOf, rounded, type Band } from './scores.rules.js';

/** Bounds of the twenty-one quantiles of the web, as published by the EcoIndex method (Green IT collective). */
const quantiles = {
  dom: [0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601],
  requests: [0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920],
  kilobytes: [
    0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06, 2465.37, 2866.31, 3401.59,
    4155.73, 5400.08, 8037.54, 223212.26,
  ],
} as const;

/** What is measured on a page: elements of its tree without the children of drawings, requests, and kilobytes received. */
export type PageMeasure = Readonly<Record<keyof typeof quantiles, number>>;

const weights: PageMeasure = { dom: 3, requests: 2, kilobytes: 1 };
const grades: readonly Band[] = [
  ...[80, 70, 55, 40, 25, 10].map((from, index) => ({ from, label: 'ABCDEF'[index], isStrict: true })),
  { from: 0, label: 'G' },
];
/** Whole number before the grade, as the public service and its library do; a tie goes to the even number. */
const wholeNumber = { mode: 'half-even', decimals: 0 } as const;
const hundredths = { mode: 'half-away', decimals: 2 } as const;

/** Versions of the formula: quantiles counted from zero since 10 September 2022, from one before (range −5 to 95). */
export const ecoindexVersions = ['2022-09-10', 'legacy'] as const;
/** One value of `ecoindexVersions`. */
export type EcoindexVersion = (typeof ecoindexVersions)[number];

/** An EcoIndex: score out of 100, grade A to G, grams of CO₂ equivalent and centilitres of water for one view. */
export interface Ecoindex {
  readonly algorithm: 'ecoindex';
  readonly version: EcoindexVersion;
  readonly rounding: 'half-even to a whole number, then grade';
  readonly score: number;
  readonly exact: number;
  readonly grade: string | null;
  readonly greenhouseGas: number;
  readonly water: number;
}

/** Place of a value among the quantiles of the web, from 0 to 20 (from 1 to 21 in the legacy version). */
export function ecoindexQuantile(measure: keyof PageMeasure, value: number, version: EcoindexVersion = '2022-09-10'): number {
  const bounds = quantiles[measure];
  const first = version === 'legacy' ? 1 : 0;
  const index = bounds.findIndex((bound, place) => place > 0 && value < bound);
  if (index < 0) return bounds.length - 1 + first;
  return index - 1 + first + (value - bounds[index - 1]) / (bounds[index] - bounds[index - 1]);
}

/** Grade of a score: strictly above 80 is A; `null` outside 0 to 100. */
export function ecoindexGrade(value: number): string | null {
  return value > 100 ? null : bandOf(value, grades);
}

/** The EcoIndex of a page; the three measures are finite and not negative, else a `RangeError`. */
export function ecoindex(page: PageMeasure, version: EcoindexVersion = '2022-09-10'): Ecoindex {
  const measures = ['dom', 'requests', 'kilobytes'] as const;
  if (measures.some((measure) => !Number.isFinite(page[measure]) || page[measure] < 0)) throw new RangeError('a measure is not negative');
  const points = measures.reduce((total, measure) => total + weights[measure] * ecoindexQuantile(measure, page[measure], version), 0);
  const exact = 100 - (5 * points) / 6;
  const value = rounded(exact, wholeNumber);
  return {
    algorithm: 'ecoindex',
    version,
    rounding: 'half-even to a whole number, then grade',
    score: value,
    exact,
    grade: ecoindexGrade(value),
    ...ecoindexFootprint(value),
  };
}

/** Footprint of one view: 2 g of CO₂ equivalent and 3 cl of water at 50, as much again or less by distance to it. */
export function ecoindexFootprint(value: number): { greenhouseGas: number; water: number } {
  return {
    greenhouseGas: rounded(2 + (2 * (50 - value)) / 100, hundredths),
    water: rounded(3 + (3 * (50 - value)) / 100, hundredths),
  };
}
