import { describe, expect, it } from '@jest/globals';
import { formatBytes, formatDate, formatInstant, formatPercent, formatTime } from './formats.js';

const noon = new Date('2026-12-08T11:00:00Z');

describe('formats', () => {
  it.each([
    [formatInstant(noon, 'fr', { named: true }), 'mardi 8 décembre 2026 à\u00a012\u00a0h (heure de Paris)'],
    [formatInstant(noon, 'en', { named: true }), 'Tuesday 8 December 2026 at 12:00 (Paris time)'],
    [formatInstant(noon, 'fr', { style: 'short' }), '8 déc. 2026, 12\u00a0h'],
    [formatInstant('2026-06-30T22:30:00Z', 'fr', { style: 'long' }), '1er juillet 2026 à\u00a00\u00a0h\u00a030'],
    [formatDate('2026-12-01', 'fr', 'full'), 'mardi 1er décembre 2026'],
    [formatDate('2026-12-01', 'en', 'short'), '1 Dec 2026'],
    [formatDate('2026-12-11', 'fr', 'day'), '11 déc.'],
    [formatTime('2026-11-20T13:03:12Z', 'fr', { seconds: true }), '14\u00a0h\u00a003\u00a0min\u00a012\u00a0s'],
    [formatTime('2026-11-20T13:03:12Z', 'en'), '14:03'],
    [formatBytes(0, 'fr'), '0\u00a0octets'],
    [formatBytes(412_000, 'fr'), '412\u00a0ko'],
    [formatBytes(18_400_000, 'fr'), '18,4\u00a0Mo'],
    [formatBytes(5_368_709_120, 'en'), '5.4\u00a0GB'],
    [formatPercent(0.615, 'fr'), '62\u00a0%'],
  ])('%s', (printed, expected) => {
    expect(printed).toBe(expected);
  });

  it('refuses what is not a moment', () => {
    expect(() => formatDate('demain', 'fr')).toThrow('demain');
  });
});
