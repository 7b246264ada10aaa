import { score, strictCredits, type Mark, type Marks, type Score, type ScoreAlgorithm, type Scored } from './scores.rules.js';

/** Number of criteria of each of the nine themes of the RGESN 2024, in order. */
const themes = [10, 10, 7, 15, 8, 7, 4, 10, 7] as const;
const priority = new Set(
  '1.1 1.2 1.4 1.5 1.9 2.1 2.2 2.4 2.5 2.7 2.8 2.10 3.1 3.4 4.1 4.2 4.13 5.3 5.4 5.5 7.4 8.1 8.2 8.3 9.1 9.2 9.3 9.4 9.5 9.7'.split(' '),
);
const moderate = new Set('1.7 2.9 3.3 3.5 3.6 3.7 4.5 4.7 4.8 4.9 4.10 4.11 5.6 5.7 6.3 6.6 6.7 7.3 8.8'.split(' '));
/** Criteria said to apply to every service: not applicable may not be claimed. */
const universal = new Set('1.1 1.2 1.3 1.4 1.5 1.6 1.8 1.9 2.1 2.2 2.3 2.6 2.7 4.1 4.5 4.6 4.7 9.1'.split(' '));

/** The 78 criteria of the RGESN 2024 (Arcep, Arcom, ADEME; May 2024) with the weight of their priority: 1.5, 1.25 or 1. */
export const rgesn2024Criteria: readonly Scored[] = themes.flatMap((count, theme) =>
  Array.from({ length: count }, (_, index) => {
    const key = `${theme + 1}.${index + 1}`;
    const weight = priority.has(key) ? 1500 : moderate.has(key) ? 1000 : 1250;
    return { key, weight, obligation: 'must', group: String(theme + 1), isUniversal: universal.has(key) } as const;
  }),
);

/** Progress score of the RGESN 2024: only a validated criterion counts, only not applicable leaves the denominator. */
export const rgesn2024: ScoreAlgorithm = {
  id: 'rgesn',
  version: '2024',
  rule: { kind: 'weighted-credit' },
  credits: strictCredits,
  maximum: 100,
  rounding: { mode: 'half-away', decimals: 1 },
  bands: [],
};

/** Number of criteria of the RGESN of 2022. */
export const rgesnV1Count = 79;

/** Conformity rate of the RGESN of 2022: no weights, no criterion that must apply. */
export const rgesnV1: ScoreAlgorithm = { ...rgesn2024, version: '2022-v1' };

const words: Readonly<Record<string, Mark | 'not_assessed'>> = {
  valide: 'met',
  validee: 'met',
  conforme: 'met',
  conform: 'met',
  met: 'met',
  oui: 'met',
  partiel: 'partial',
  partielle: 'partial',
  partial: 'partial',
  'partiellement conforme': 'partial',
  'non valide': 'unmet',
  'non conforme': 'unmet',
  'not conform': 'unmet',
  unmet: 'unmet',
  non: 'unmet',
  'en cours': 'in_progress',
  'in progress': 'in_progress',
  'non applicable': 'not_applicable',
  'not applicable': 'not_applicable',
  'n a': 'not_applicable',
  na: 'not_applicable',
  'a evaluer': 'not_assessed',
  'non teste': 'not_assessed',
  'not tested': 'not_assessed',
  'not assessed': 'not_assessed',
  '': 'not_assessed',
};

/** An audit read from a file: the marks, and the lines that could not be understood. */
export interface RgesnAudit {
  readonly marks: Marks;
  readonly unknown: readonly { readonly number: string; readonly status: string }[];
}

/** Reads statuses as printed by the official tool and by others, without regard to case, accents or hyphens. */
export function readRgesnStatuses(lines: readonly { readonly number: string; readonly status: string }[]): RgesnAudit {
  const marks = new Map<string, Mark>();
  const unknown: { number: string; status: string }[] = [];
  for (const { number, status } of lines) {
    const word = status
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z]+/g, ' ')
      .trim();
    const mark = Object.hasOwn(words, word) ? words[word] : undefined;
    if (mark === undefined || marks.has(number)) unknown.push({ number, status });
    else if (mark !== 'not_assessed') marks.set(number, mark);
  }
  return { marks, unknown };
}

/** The RGESN 2024 score of an audit; a universal criterion marked not applicable is in `failed` and counts as not validated. */
export function scoreRgesn2024(marks: Marks): Score {
  return score(rgesn2024, rgesn2024Criteria, marks);
}

/** The RGESN 2022 score of an audit of `count` criteria; `null` when none applies. */
export function scoreRgesnV1(marks: Marks, keys: readonly string[]): Score {
  const criteria = keys.map((key) => ({ key, weight: 1000, obligation: 'must', group: key.split('.')[0] }) as const);
  return score(rgesnV1, criteria, marks);
}
