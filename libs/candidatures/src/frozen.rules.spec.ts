import { describe, expect, it } from '@jest/globals';
import { answersHash, type FrozenChapter } from './frozen.rules.js';

const chapter: FrozenChapter = {
  candidature: 'CAN-2026-00001',
  package: 'sha256:00',
  section: 'INS',
  round: 1,
  answers: [
    { requirement: 'A', claim: 'conform', reason: null, text: 'oui', evidence: [{ expected: 'p1', version: 'v1', sha256: null }] },
    { requirement: 'B', claim: 'not_applicable', reason: 'Sans objet', text: '', evidence: [] },
  ],
};

describe('the hash of a submitted chapter', () => {
  it('does not depend on the order rows were read in', () => {
    expect(answersHash({ ...chapter, answers: [...chapter.answers].reverse() })).toBe(answersHash(chapter));
  });

  it.each<[string, Partial<FrozenChapter>]>([
    ['the round', { round: 2 }],
    ['the criteria', { package: 'sha256:01' }],
    ['a text', { answers: [{ ...chapter.answers[0], text: 'oui.' }, chapter.answers[1]] }],
    ['a piece', { answers: [{ ...chapter.answers[0], evidence: [] }, chapter.answers[1]] }],
  ])('changes with %s', (_, change) => expect(answersHash({ ...chapter, ...change })).not.toBe(answersHash(chapter)));

  it('is stable', () => {
    expect(answersHash(chapter)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
