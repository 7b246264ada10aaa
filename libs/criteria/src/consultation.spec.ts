import { describe, expect, it } from '@jest/globals';
import {
  answersTo,
  changesWithin,
  fateOf,
  figuresOf,
  isDigestDue,
  outcomesOf,
  parisFields,
  parisInstant,
  stateAt,
  targetIn,
  timeLeft,
} from './consultation.rules.js';
import { complete, type PackageContent, type PackageDocument } from './package-content.rules.js';

const at = (iso: string) => new Date(iso);
const dates = { opensAt: at('2026-11-01T09:00:00Z'), closesAt: at('2026-12-01T09:00:00Z'), closedAt: null };

describe('a consultation', () => {
  it.each([
    ['2026-11-01T08:59:59.999Z', 'announced'],
    ['2026-11-01T09:00:00.000Z', 'open'],
    ['2026-12-01T08:59:59.999Z', 'open'],
    ['2026-12-01T09:00:00.000Z', 'closed'],
  ])('at %s is %s', (now, state) => expect(stateAt(dates, at(now))).toBe(state));

  it('ends when it was closed before its date, even before its opening', () => {
    expect(stateAt({ ...dates, closedAt: at('2026-11-10T00:00:00Z') }, at('2026-11-10T00:00:00Z'))).toBe('closed');
    expect(stateAt({ ...dates, closedAt: at('2026-10-10T00:00:00Z') }, at('2026-10-20T00:00:00Z'))).toBe('closed');
  });

  it('is not kept in memory just before its state changes', () => {
    expect(changesWithin(dates, at('2026-12-01T08:56:00Z'), 5)).toBe(true);
    expect(changesWithin(dates, at('2026-12-01T08:54:00Z'), 5)).toBe(false);
    expect(changesWithin(dates, at('2026-12-02T00:00:00Z'), 5)).toBe(false);
  });

  it.each([
    ['2026-11-21T09:00:00Z', { unit: 'days', count: 10 }],
    ['2026-11-29T08:00:00Z', { unit: 'days', count: 2 }],
    ['2026-11-29T09:00:00Z', { unit: 'hours', count: 48 }],
    ['2026-12-01T07:30:00Z', { unit: 'minutes', count: 90 }],
    ['2026-12-01T08:59:59.500Z', { unit: 'minutes', count: 1 }],
  ])('at %s has so much time left', (now, left) => expect(timeLeft(at(now), dates.closesAt)).toEqual(left));
});

describe('an hour of Paris', () => {
  it.each([
    ['2026-12-08', '12:00', '2026-12-08T11:00:00.000Z'],
    ['2026-07-08', '12:00', '2026-07-08T10:00:00.000Z'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
  ])('%s %s is %s', (day, time, expected) => {
    expect(parisInstant(day, time)?.toISOString()).toBe(expected);
    expect(parisFields(at(expected))).toEqual({ day, time });
  });

  it.each([
    ['2026-03-29', '02:30'],
    ['2026-02-30', '12:00'],
  ])('%s %s does not exist', (day, time) => expect(parisInstant(day, time)).toBeNull());
});

describe('the daily word to editors', () => {
  it.each([
    [null, '2026-11-10T08:59:00Z', false],
    [null, '2026-11-10T09:00:00Z', true],
    ['2026-11-10T09:00:00Z', '2026-11-10T22:59:00Z', false],
    ['2026-11-10T09:00:00Z', '2026-11-11T08:00:00Z', false],
    ['2026-11-10T09:00:00Z', '2026-11-11T09:00:00Z', true],
  ])('last %s, now %s: %s', (last, now, due) => expect(isDigestDue(last === null ? null : at(last), at(now))).toBe(due));
});

describe('a comment', () => {
  const appearedAt = at('2026-11-02T00:00:00Z');
  it.each([
    [{ appearedAt: null, withdrawnAt: null, hiddenAt: null }, 'awaiting'],
    [{ appearedAt, withdrawnAt: null, hiddenAt: null }, 'shown'],
    [{ appearedAt, withdrawnAt: null, hiddenAt: appearedAt }, 'hidden'],
    [{ appearedAt, withdrawnAt: appearedAt, hiddenAt: appearedAt }, 'withdrawn'],
  ])('%j is %s', (marks, fate) => expect(fateOf(marks)).toBe(fate));

  it('is answered by its own answers and those of its group, the last one in force, drafts apart', () => {
    const answer = (id: string, facts: { commentId?: string; subjectId?: string; day: number | null }) => ({
      id,
      commentId: facts.commentId ?? null,
      subjectId: facts.subjectId ?? null,
      publishedAt: facts.day === null ? null : at(`2026-11-0${facts.day}T00:00:00Z`),
    });
    const answers = [
      answer('own', { commentId: 'c', day: 3 }),
      answer('group', { subjectId: 's', day: 2 }),
      answer('draft', { commentId: 'c', day: null }),
      answer('other', { commentId: 'd', day: 1 }),
    ];
    expect(answersTo({ id: 'c', subjectId: 's' }, answers).map(({ id }) => id)).toEqual(['group', 'own']);
    expect(answersTo({ id: 'c', subjectId: null }, answers).map(({ id }) => id)).toEqual(['own']);
  });

  it('counts as long as it is shown', () => {
    const counted = [
      { fate: 'shown', isAnswered: true },
      { fate: 'shown', isAnswered: false },
      { fate: 'hidden', isAnswered: false },
    ] as const;
    expect(figuresOf(counted)).toEqual({ contributions: 2, answered: 1, share: 0.5 });
    expect(figuresOf([])).toEqual({ contributions: 0, answered: 0, share: 1 });
  });
});

function contentOf(requirements: readonly { key: string; text: string; obligation?: 'must' | 'may' }[]): PackageContent {
  const document: PackageDocument = {
    ...{ format: 1, code: 'ESSAI', version: '1', domain: 'security', title: { fr: 'Essai' }, sections: [{ key: 'A', title: { fr: 'A' } }] },
    requirements: requirements.map(({ key, text, obligation = 'must' }) => ({
      ...{ key, section: 'A', domain: 'security', obligation, statement: { fr: text } },
    })),
  };
  return complete(document);
}

describe('what a comment is about', () => {
  const content = contentOf([{ key: 'A.01', text: 'Le système doit chiffrer.' }]);
  it('is a requirement with its chapter, a chapter, or the whole package', () => {
    expect(targetIn(content, { requirement: 'A.01' })).toMatchObject({ section: { key: 'A' }, requirement: { key: 'A.01' } });
    expect(targetIn(content, { section: 'A' })).toMatchObject({ section: { key: 'A' }, requirement: null });
    expect(targetIn(content, {})).toEqual({ section: null, requirement: null });
    expect(targetIn(content, { requirement: 'A.02' })).toBeNull();
    expect(targetIn(content, { section: 'B' })).toBeNull();
  });
});

describe('what became of what was commented upon', () => {
  const commented = contentOf([
    { key: 'A.01', text: 'Le système doit chiffrer les données au repos avec un algorithme recommandé.' },
    { key: 'A.02', text: 'Le système doit tracer chaque accès au dossier du patient.' },
    { key: 'A.03', text: 'Le système doit afficher les cinq traits de l’identité sur chaque écran.' },
    { key: 'A.04', text: 'Le système doit exporter le journal des événements dans un format ouvert.' },
  ]);
  const published = contentOf([
    { key: 'A.01', text: 'Le système doit chiffrer les données au repos et en transit avec un algorithme recommandé.' },
    { key: 'A.02', text: 'Le système doit tracer chaque accès au dossier du patient.' },
    { key: 'A.31', text: 'Le système doit afficher les cinq traits de l’identité sur chaque écran.' },
  ]);
  const outcomes = outcomesOf(commented, published, new Set(['A.01', 'A.02', 'A.03', 'A.04']));
  it('is told by key, by text where the key is gone, and as dropped where nothing is left', () => {
    const kinds = Object.fromEntries([...outcomes].map(([key, { change }]) => [key, [change.kind, change.to]]));
    expect(kinds).toEqual({
      'A.01': ['reworded', 'A.01'],
      'A.02': ['unchanged', 'A.02'],
      'A.03': ['renumbered', 'A.31'],
      'A.04': ['dropped', null],
    });
  });
  it('shows the words that changed', () => {
    const words = outcomes.get('A.01')?.words ?? [];
    expect(words.filter(({ kind }) => kind === 'added').map(({ text }) => text.trim())).toEqual(['et en transit']);
  });
});
