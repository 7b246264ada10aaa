import { describe, expect, it } from '@jest/globals';
import { afterWorkingDays, publicHolidays, workingDaysBetween } from './working-days.js';

describe('public holidays', () => {
  it.each([
    [2024, ['2024-04-01', '2024-05-09', '2024-05-20']],
    [2026, ['2026-04-06', '2026-05-14', '2026-05-25']],
    [2038, ['2038-04-26', '2038-06-03', '2038-06-14']],
  ])('that move, in %d', (year, days) => {
    expect([...publicHolidays(year)]).toHaveLength(11);
    expect([...publicHolidays(year)]).toEqual(expect.arrayContaining(days));
  });
});

describe('working days', () => {
  it.each([
    ['the same day', '2026-11-23T08:00:00Z', '2026-11-23T17:00:00Z', 0],
    ['from Friday to Monday', '2026-11-20T08:00:00Z', '2026-11-23T08:00:00Z', 1],
    ['over a public holiday', '2026-11-10T08:00:00Z', '2026-11-12T08:00:00Z', 1],
    ['over the four days of May 2026', '2026-04-30T08:00:00Z', '2026-05-11T08:00:00Z', 5],
    ['after midnight in Paris, still the day before in Greenwich', '2026-11-22T23:30:00Z', '2026-11-24T10:00:00Z', 1],
    ['over the change of hour', '2026-03-27T08:00:00Z', '2026-03-30T08:00:00Z', 1],
  ])('%s', (_what, from, to, days) => {
    expect(workingDaysBetween(new Date(from), new Date(to))).toBe(days);
  });

  it('run until midnight in Paris', () => {
    expect(afterWorkingDays(new Date('2026-11-20T08:00:00Z'), 1).toISOString()).toBe('2026-11-23T23:00:00.000Z');
    expect(afterWorkingDays(new Date('2026-12-24T08:00:00Z'), 1).toISOString()).toBe('2026-12-28T23:00:00.000Z');
  });
});
