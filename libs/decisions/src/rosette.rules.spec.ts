import { describe, expect, it } from '@jest/globals';
import { sha256 } from '#platform';
import { rosette } from './rosette.rules.js';

describe('the rosette of a fingerprint', () => {
  it('is the same for the same fingerprint and another for another', () => {
    expect(rosette(sha256('a'))).toBe(rosette(`sha256:${sha256('a')}`));
    expect(new Set(Array.from({ length: 500 }, (_, seed) => rosette(sha256(String(seed))))).size).toBe(500);
  });

  it('stays within its square', () => {
    const numbers = (rosette(sha256('b')).match(/-?[\d.]+/g) ?? []).map(Number);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(100);
  });

  it('needs a fingerprint', () => {
    expect(() => rosette('sha256:ab')).toThrow(RangeError);
  });
});
