import { describe, expect, it } from '@jest/globals';
import { additions, mergeTexts, wordDifference } from './words.js';

describe('two people changed one text', () => {
  const base = 'Le test a été conduit sur la version 8.3. Le contre-test figure en page 31.';

  it('keeps both when they changed different words', () => {
    const mine = 'Le test a été conduit sur la version 8.3. Le contre-test figure en page 31, annexe B.';
    const theirs = 'Le test a été conduit du 2 au 6 novembre sur la version 8.3. Le contre-test figure en page 31.';
    expect(mergeTexts(base, mine, theirs)).toEqual({
      text: 'Le test a été conduit du 2 au 6 novembre sur la version 8.3. Le contre-test figure en page 31, annexe B.',
      contested: false,
    });
  });

  it('never merges conflicting words silently', () => {
    const mine = base.replace('31', '12');
    const theirs = base.replace('31', '19');
    expect(mergeTexts(base, mine, theirs)).toEqual({ text: theirs, contested: true });
  });

  it.each([
    ['nothing changed', base, base, base],
    ['only mine changed', `${base} Fin.`, base, `${base} Fin.`],
    ['only theirs changed', base, `${base} Fin.`, `${base} Fin.`],
    ['both wrote from nothing', 'a', '', 'a'],
  ])('%s', (_, mine, theirs, text) => {
    expect(mergeTexts(_ === 'both wrote from nothing' ? '' : base, mine, theirs).text).toBe(text);
  });

  it('shows what a text has that the other has not', () => {
    expect(additions('un deux trois', 'un trois')).toEqual([
      { kind: 'same', text: 'un ' },
      { kind: 'added', text: 'deux' },
      { kind: 'same', text: ' trois' },
    ]);
    expect(additions('', 'un')).toEqual([]);
  });
});

describe('the difference of two texts', () => {
  it.each([
    ['un deux trois', 'un trois quatre'],
    ['', 'un'],
    ['un', ''],
    ['même texte', 'même texte'],
    ['a b c d', 'd c b a'],
  ])('gives both back: %j and %j', (from, to) => {
    const parts = wordDifference(from, to);
    const without = (kind: string) => parts.filter((part) => part.kind !== kind).map(({ text }) => text);
    expect(without('removed').join('')).toBe(to);
    expect(without('added').join('').replace(/\s/g, '')).toBe(from.replace(/\s/g, ''));
  });
});
