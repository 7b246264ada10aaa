import { describe, expect, it } from '@jest/globals';
import { keptAnswers, keptBytes } from './public-cache.js';

describe('answers kept for every visitor', () => {
  it('stay within their bounds when the same short answer is asked for at thousands of long addresses', () => {
    const kept = keptAnswers();
    const long = 'x'.repeat(15_000); // as long as Node accepts
    for (let asked = 0; asked < 20_000; asked++) kept.set(`/api/v1/mappings?${asked}${long}`, { payload: '[]', headers: {} });
    const bytes = [...kept.keys()].reduce((sum, address) => sum + 2 * address.length, 0);
    expect(bytes).toBeLessThanOrEqual(keptBytes);
    expect(kept.size).toBeGreaterThan(1_000);
  });
});
