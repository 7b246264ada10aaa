import { bandOf, type Band } from './scores.rules.js';

/** What an accessibility audit says of one criterion on one page. */
export type PageMark = 'met' | 'unmet' | 'not_applicable';
/** Marks of one page by criterion. */
export type PageMarks = ReadonlyMap<string, PageMark>;

/** Legal state: total at 100 %, partial from 50 %, none below or without a valid audit (RGAA 4.1, “Obligations”). */
const states: readonly Band[] = [
  { from: 100, label: 'total' },
  { from: 50, label: 'partial' },
  { from: 0, label: 'none' },
];

/** The two rates of the RGAA, in percent, and the state that follows from the first. */
export interface RgaaScore {
  readonly algorithm: 'rgaa';
  readonly version: '4.1';
  /** Criteria validated on every page where they apply, among those that apply on one page at least. */
  readonly respected: number | null;
  readonly validated: number;
  readonly applicable: number;
  /** Mean of the rates of the pages where something applies. */
  readonly average: number | null;
  readonly perPage: readonly (number | null)[];
  readonly state: string;
}

/** The two rates of an audit, which differ: one is by criterion over all pages, the other by page. */
export function rgaaScore(pages: readonly PageMarks[]): RgaaScore {
  const keys = [...new Set(pages.flatMap((page) => [...page.keys()]))];
  const applicable = keys.filter((key) => pages.some((page) => isApplicable(page.get(key))));
  const validated = applicable.filter((key) => pages.every((page) => page.get(key) !== 'unmet'));
  const perPage = pages.map((page) => {
    const marks = [...page.values()].filter(isApplicable);
    return percent(marks.filter((mark) => mark === 'met').length, marks.length);
  });
  const rated = perPage.filter((rate) => rate !== null);
  const respected = percent(validated.length, applicable.length);
  return {
    algorithm: 'rgaa',
    version: '4.1',
    respected,
    validated: validated.length,
    applicable: applicable.length,
    average: rated.length === 0 ? null : rated.reduce((total, rate) => total + rate, 0) / rated.length,
    perPage,
    state: bandOf(respected ?? 0, states) ?? 'none',
  };
}

function isApplicable(mark: PageMark | undefined): boolean {
  return mark === 'met' || mark === 'unmet';
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}
