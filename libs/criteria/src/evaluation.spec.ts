import { describe, expect, it } from '@jest/globals';
import { applicability } from './applicability.rules.js';
import { evaluate, evaluator, explain, type Result } from './evaluation.rules.js';
import { requirementDefaults, type Requirement } from './package-content.rules.js';

const make = (key: string, more: Partial<Requirement> = {}): Requirement => ({
  ...requirementDefaults,
  key,
  number: key,
  section: 'A',
  domain: 'security',
  obligation: 'must',
  statement: { fr: key },
  ...more,
});
const profile = { key: 'child', label: { fr: 'Enfant' }, question: { fr: 'Enfant ?' } };
const content = {
  sections: [
    { key: 'A', title: { fr: 'A' } },
    { key: 'B', title: { fr: 'B' } },
  ],
  profiles: [profile],
  requirements: [
    make('A.01', { naPolicy: 'allowed' }),
    make('A.02', { obligation: 'may' }),
    make('B.01', { section: 'B', domain: 'eco', profile: 'child' }),
    make('A.03', { life: 'future' }),
    make('A.04', { life: 'obsolete' }),
  ],
};
const results = (given: Record<string, Result>) => new Map(Object.entries(given));
const keys = (requirements: Requirement[]) => requirements.map(({ key }) => key);

describe('applicability', () => {
  it.each([
    [{ child: true }, ['A.01', 'A.02', 'B.01'], [], []],
    [{ child: false }, ['A.01', 'A.02'], ['B.01'], []],
    [{}, ['A.01', 'A.02'], [], ['B.01']],
  ])('with answers %j', (answers, applicable, notApplicable, undecided) => {
    const sorted = applicability(content, answers);
    expect([keys(sorted.applicable), keys(sorted.notApplicable), keys(sorted.undecided)]).toEqual([applicable, notApplicable, undecided]);
    expect(sorted.unanswered).toEqual(undecided.length > 0 ? [profile] : []);
  });
});

describe('evaluation, rule all-must', () => {
  it.each<{
    name: string;
    answers: Record<string, boolean>;
    given: Record<string, Result>;
    verdict: string;
    blocking?: string[];
    pending?: string[];
  }>([
    { name: 'nothing reviewed', answers: { child: true }, given: {}, verdict: 'pending', pending: ['A.01', 'B.01'] },
    { name: 'every must conform', answers: { child: true }, given: { 'A.01': 'conform', 'B.01': 'conform' }, verdict: 'conform' },
    { name: 'a may refused blocks nothing', answers: { child: false }, given: { 'A.01': 'conform', 'A.02': 'major' }, verdict: 'conform' },
    { name: 'a minor blocks', answers: { child: false }, given: { 'A.01': 'minor' }, verdict: 'not_conform', blocking: ['A.01'] },
    {
      name: 'a major blocks',
      answers: { child: true },
      given: { 'A.01': 'conform', 'B.01': 'major' },
      verdict: 'not_conform',
      blocking: ['B.01'],
    },
    { name: 'out of profile is not counted', answers: { child: false }, given: { 'A.01': 'conform', 'B.01': 'major' }, verdict: 'conform' },
    {
      name: 'not applicable, accepted',
      answers: { child: true },
      given: { 'A.01': 'not_applicable', 'B.01': 'conform' },
      verdict: 'conform',
    },
    {
      name: 'not applicable where it is forbidden is no result',
      answers: { child: true },
      given: { 'A.01': 'conform', 'B.01': 'not_applicable' },
      verdict: 'pending',
      pending: ['B.01'],
    },
    {
      name: 'a question asked',
      answers: { child: false },
      given: { 'A.01': 'needs_clarification' },
      verdict: 'pending',
      pending: ['A.01'],
    },
    {
      name: 'a profile question not answered',
      answers: {},
      given: { 'A.01': 'conform', 'B.01': 'conform' },
      verdict: 'pending',
      pending: ['B.01'],
    },
  ])('$name', ({ answers, given, verdict, blocking = [], pending = [] }) => {
    expect(evaluate(content, answers, results(given))).toMatchObject({ verdict, blocking, pending });
  });

  it('counts by chapter and by domain', () => {
    const { sections, domains } = evaluate(content, { child: false }, results({ 'A.01': 'conform', 'A.02': 'minor' }));
    expect(sections).toMatchObject([
      { key: 'A', verdict: 'conform', conform: 1, minor: 1, pending: 0 },
      { key: 'B', verdict: 'not_applicable', outOfProfile: 1 },
    ]);
    expect(domains.map(({ key, verdict }) => [key, verdict])).toEqual([
      ['security', 'conform'],
      ['eco', 'not_applicable'],
    ]);
  });

  it('is explained requirement by requirement, in agreement with what blocks and what waits', () => {
    const given = results({ 'A.01': 'minor', 'A.02': 'major', 'B.01': 'not_applicable' });
    const told = explain(content, { child: true }, given);
    expect(told.map(({ key, standing, effect }) => [key, standing, effect])).toEqual([
      ['A.01', 'minor', 'blocks'],
      ['A.02', 'major', 'none'],
      ['B.01', 'na_forbidden', 'waits'],
      ['A.03', 'future', 'none'],
      ['A.04', 'obsolete', 'none'],
    ]);
    const { blocking, pending } = evaluate(content, { child: true }, given);
    const having = (wanted: string) => told.filter(({ effect }) => effect === wanted).map(({ key }) => key);
    expect([having('blocks'), having('waits')]).toEqual([blocking, pending]);
    const [hidden, unanswered] = [explain(content, { child: false }, given), explain(content, {}, given)];
    expect([hidden[2].standing, unanswered[2].standing]).toEqual(['out_of_profile', 'unanswered_profile']);
  });

  it('gives the same verdict for the same inputs, 10,000 candidatures of 227 requirements in about a second', () => {
    const requirements = Array.from({ length: 227 }, (_, n) => make(`R.${n}`, { section: n % 2 ? 'A' : 'B' }));
    const judge = evaluator({ ...content, requirements });
    const given = new Map(requirements.map(({ key }, n): [string, Result] => [key, n === 100 ? 'minor' : 'conform']));
    const started = performance.now();
    const verdicts = Array.from({ length: 10_000 }, () => judge({}, given).blocking.join());
    process.stdout.write(`10,000 evaluations of 227 requirements: ${Math.round(performance.now() - started)} ms\n`);
    expect(new Set(verdicts)).toEqual(new Set(['R.100']));
  });
});
