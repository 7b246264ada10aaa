import { describe, expect, it } from '@jest/globals';
import { rosettePaths } from './rosette.rules.js';

const fingerprint = '9f3c1b77a2045d1e'.repeat(4);

describe('rosette', () => {
  it('draws the same fingerprint the same way, and another one differently', () => {
    expect(rosettePaths(fingerprint)).toBe(rosettePaths(fingerprint));
    expect(rosettePaths(`8${fingerprint.slice(1)}`)).not.toBe(rosettePaths(fingerprint));
  });

  it('stays inside its frame', () => {
    for (const digit of '0123456789abcdef') {
      let [x, y] = [0, 0];
      for (const [, start, rest] of rosettePaths(digit.repeat(64)).matchAll(/d="M(\d+ \d+)l([^z]+)z"/g)) {
        [x, y] = (start ?? '').split(' ').map(Number) as [number, number];
        const moves = (rest?.match(/-?\d+/g) ?? []).map(Number);
        for (let index = 0; index < moves.length; index += 2) {
          [x, y] = [x + (moves[index] ?? 0), y + (moves[index + 1] ?? 0)];
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
          expect(Math.max(x, y)).toBeLessThanOrEqual(1000);
        }
      }
    }
  });

  it('has a lighter form, and reads a fingerprint with its prefix', () => {
    expect(rosettePaths(fingerprint, 'small').length).toBeLessThan(rosettePaths(fingerprint).length / 3);
    expect(rosettePaths(`sha256:${fingerprint}`)).toBe(rosettePaths(fingerprint));
  });

  it('refuses what is not a SHA-256', () => {
    expect(() => rosettePaths('9f3c')).toThrow(RangeError);
  });
});
