import { describe, expect, it } from '@jest/globals';
import { makePackage, nextVersion } from './packages.js';
import { against, quickest, within } from './work.js';

describe('measures', () => {
  it('are held to a number of milliseconds, or to a multiple of what is measured beside them', () => {
    expect(within('a', 250, 1000)).toMatchObject({ limit: null, ratio: 0.25, goal: '< 1000 ms', met: true });
    expect(against('b', { value: 30, limit: 10, most: 3 })).toMatchObject({ ratio: 3, goal: '≤ 3 ×', met: true });
    expect(against('b', { value: 31, limit: 10, most: 3 }).met).toBe(false);
  });

  it('keep the quickest of several runs', async () => {
    let runs = 0;
    const found = await quickest(() => {
      runs += 1;
    });
    expect(runs).toBeGreaterThanOrEqual(5);
    expect(found).toBeLessThan(100);
  });

  it('are made on the same packages at each run', async () => {
    const [one, two] = [await makePackage(50, '1'), await makePackage(50, '1')];
    expect(two).toEqual(one);
    expect(new Set(one.requirements.map(({ key }) => key)).size).toBe(50);
    expect(nextVersion(two)).toEqual(nextVersion(one));
  });
});
