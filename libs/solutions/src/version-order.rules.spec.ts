import { describe, expect, it } from '@jest/globals';
import { compareVersions, isMinorOf } from './version-order.rules.js';

describe('versions', () => {
  it('are sorted as people read them', () => {
    expect(['8.10', '8.3.1', '8.9', '8.3', '10.0'].sort(compareVersions)).toEqual(['8.3', '8.3.1', '8.9', '8.10', '10.0']);
  });

  it.each([
    ['8.3.4', '8.3.0', true],
    ['8.4.0', '8.3.0', false],
    ['8.3.0', '8.3.0', false],
    ['8.3.0', '8.3.4', false],
  ])('%s over %s is minor: %s', (candidate, base, expected) => expect(isMinorOf(candidate, base)).toBe(expected));
});
