import { describe, expect, it } from '@jest/globals';
import { inForce, isPast, localInstant, milestoneText, misordered, type MilestoneRevision } from './milestone.rules.js';

const revision = (number: number, at: string, decidedAt: string): MilestoneRevision => ({
  kind: 'complete_evidence',
  revision: number,
  at: new Date(at),
  decidedAt: new Date(decidedAt),
});

describe('a local hour becomes an instant', () => {
  it.each([
    ['2026-05-13', '12:00', '2026-05-13T10:00:00.000Z', 'summer time'],
    ['2025-11-10', '12:00', '2025-11-10T11:00:00.000Z', 'winter time'],
    ['2026-03-29', '01:59', '2026-03-29T00:59:00.000Z', 'last minute before the spring change'],
    ['2026-03-29', '03:00', '2026-03-29T01:00:00.000Z', 'first minute after it'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00.000Z', 'the first of two equal hours in autumn'],
    ['2026-10-25', '03:00', '2026-10-25T02:00:00.000Z', 'after the autumn change'],
  ])('%s %s is %s (%s)', (day, time, expected) => {
    expect(localInstant(day, time, 'Europe/Paris')?.toISOString()).toBe(expected);
  });

  it.each([
    ['2026-03-29', '02:30'],
    ['2026-02-30', '12:00'],
  ])('%s %s does not exist', (day, time) => expect(localInstant(day, time, 'Europe/Paris')).toBeNull());
});

describe('a milestone', () => {
  const noon = revision(1, '2026-05-13T10:00:00.000Z', '2026-01-01T00:00:00.000Z');

  it('accepts until the last millisecond before it and refuses from itself on', () => {
    expect(isPast(noon, new Date('2026-05-13T09:59:59.000Z'))).toBe(false);
    expect(isPast(noon, new Date('2026-05-13T09:59:59.999Z'))).toBe(false);
    expect(isPast(noon, new Date('2026-05-13T10:00:00.000Z'))).toBe(true);
    expect(isPast(undefined, new Date('2030-01-01T00:00:00.000Z'))).toBe(false);
  });

  it('is read in its zone, whatever the zone of the machine', () => {
    expect(milestoneText(noon.at, 'Europe/Paris')).toEqual({
      fr: 'mercredi 13 mai 2026 à 12\u00a0h, heure de Paris',
      en: 'Wednesday 13 May 2026 at 12:00, Paris time',
    });
  });

  it('is the highest revision already decided', () => {
    const moved = revision(2, '2026-06-15T12:00:00.000Z', '2026-04-08T00:00:00.000Z');
    const later = revision(3, '2026-07-15T12:00:00.000Z', '2026-06-01T00:00:00.000Z');
    const all = [later, noon, moved];
    expect(inForce(all, 'complete_evidence', new Date('2025-12-31T00:00:00Z'))).toBeUndefined();
    expect(inForce(all, 'complete_evidence', new Date('2026-04-07T23:59:59.999Z'))).toBe(noon);
    expect(inForce(all, 'complete_evidence', new Date('2026-04-08T00:00:00.000Z'))).toBe(moved);
    expect(inForce(all, 'complete_evidence', new Date('2026-08-01T00:00:00.000Z'))).toBe(later);
    expect(inForce(all, 'balance', new Date('2026-08-01T00:00:00.000Z'))).toBeUndefined();
  });
});

describe('a calendar', () => {
  const day = (text: string): Date => new Date(`${text}T10:00:00Z`);

  it('is in order, whatever is missing', () => {
    expect(
      misordered(
        new Map([
          ['admin_file', day('2025-09-10')],
          ['exchanges_end', day('2026-09-16')],
        ] as const),
      ),
    ).toBeNull();
  });

  it('names the first two dates that cross', () => {
    const crossed = new Map([
      ['admin_file', day('2025-09-10')],
      ['balance', day('2025-01-01')],
    ] as const);
    expect(misordered(crossed)).toEqual({ earlier: 'admin_file', later: 'balance' });
  });
});
