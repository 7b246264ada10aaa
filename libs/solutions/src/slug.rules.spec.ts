import { describe, expect, it } from '@jest/globals';
import { slugOf } from './slug.rules.js';

describe('the short name of a product', () => {
  it.each([
    ['Corvane Cabinet', 'corvane-cabinet'],
    ['  Santé & Cœur — édition 2 ', 'sante-coeur-edition-2'],
    ['Œil n° 1', 'oeil-n-1'],
    ['…', 'solution'],
    ['x'.repeat(80), 'x'.repeat(60)],
  ])('of « %s » is %s', (name, slug) => expect(slugOf(name)).toBe(slug));
});
