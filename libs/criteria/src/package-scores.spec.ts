import { describe, expect, it } from '@jest/globals';
import type { Result } from './evaluation.rules.js';
import { complete, type PackageDocument, type ScoreDocument } from './package-content.rules.js';
import { keptScore, packageScores, scoreInWords } from './package-scores.rules.js';
import { validatePackage } from './package-validation.rules.js';
import type { ScoreRule } from './scores.rules.js';

const label = { fr: 'Score', en: 'Score' };
const must = (key: string, extra: Partial<PackageDocument['requirements'][number]> = {}): PackageDocument['requirements'][number] => ({
  key,
  section: key[0],
  domain: 'eco',
  obligation: 'must',
  statement: { fr: key },
  ...extra,
});
const of = (scores: ScoreDocument[]): PackageDocument => ({
  format: 1,
  code: 'DEMO',
  version: '1',
  domain: 'eco',
  title: label,
  sections: [
    { key: 'A', title: label },
    { key: 'B', title: label },
  ],
  profiles: [{ key: 'web', label, question: label }],
  requirements: [
    must('A.1', { weight: 1500 }),
    must('A.2', { naPolicy: 'allowed' }),
    must('A.3', { obligation: 'may', naPolicy: 'allowed', profile: 'web' }),
    must('B.1', { naPolicy: 'allowed', tier: 1 }),
    must('B.2', { life: 'future', effectiveFrom: '2027-01-01' }),
  ],
  scores,
});
const computed = (rule: ScoreRule, extra: object = {}): ScoreDocument => ({
  key: 'S',
  label,
  algorithm: { id: 'demo', version: '1', rule },
  ...extra,
});
const results = (given: Record<string, Result>): ReadonlyMap<string, Result> => new Map(Object.entries(given));
const valueOf = (score: ScoreDocument, given: Record<string, Result>, answers = {}) => {
  const content = complete(of([score]));
  const [declared] = packageScores(content, answers, { results: results(given) });
  return keptScore(declared).value;
};

describe('scores declared by a package', () => {
  it.each<[string, ScoreDocument, Record<string, Result>, number | null]>([
    ['weights', computed({ kind: 'weighted-credit' }), { 'A.1': 'conform', 'A.2': 'major', 'B.1': 'minor' }, 33.3],
    [
      'not applicable leaves the denominator',
      computed({ kind: 'weighted-credit' }),
      { 'A.1': 'conform', 'A.2': 'not_applicable', 'B.1': 'conform' },
      71.4,
    ],
    [
      'where it is forbidden, it counts as unmet',
      computed({ kind: 'weighted-credit' }),
      { 'A.1': 'not_applicable', 'A.2': 'conform', 'B.1': 'conform' },
      44.4,
    ],
    ['one section only', computed({ kind: 'weighted-credit' }, { sections: ['B'] }), { 'B.1': 'conform' }, 100],
    ['all-must', computed({ kind: 'all-must' }), { 'A.1': 'conform', 'A.2': 'conform', 'B.1': 'conform' }, 100],
    ['knock-out', computed({ kind: 'knock-out', then: { kind: 'weighted-credit' } }), { 'A.1': 'major' }, null],
    [
      'shares in thousandths',
      computed({ kind: 'product-of-shares', floor: 600, rest: 400 }, { sections: ['A'] }),
      { 'A.1': 'conform', 'A.2': 'conform' },
      60,
    ],
    ['tiers', computed({ kind: 'tiers', cap: 99 }), { 'A.1': 'conform', 'A.2': 'conform', 'A.3': 'conform' }, 50],
  ])('%s', (_, score, given, expected) => {
    expect(valueOf(score, given)).toBe(expected);
  });

  it('leave out what the profile puts aside, and what is not current', () => {
    const given = { 'A.1': 'conform', 'A.2': 'conform', 'B.1': 'conform' } as const;
    expect(valueOf(computed({ kind: 'weighted-credit' }), given, { web: false })).toBe(100);
    expect(valueOf(computed({ kind: 'weighted-credit' }), given, { web: true })).toBe(77.8);
  });

  it('keep the algorithm and its version, and say nothing of a product that was not measured', () => {
    const content = complete(of([{ key: 'E', label, measure: 'ecoindex', version: '2022-09-10', requirement: 'A.1' }]));
    const page = { dom: 100, requests: 100, kilobytes: 100 };
    const measured = packageScores(content, {}, { results: new Map(), measures: { E: page } });
    const [kept] = measured.map(keptScore);
    expect(kept).toEqual({ key: 'E', title: label, algorithm: 'ecoindex', version: '2022-09-10', value: 72, maximum: 100, grade: 'B' });
    expect(scoreInWords(kept)).toEqual({ fr: '72 sur 100, niveau B', en: '72 out of 100, grade B' });
    const [unmeasured] = packageScores(content, {}, { results: new Map() }).map(keptScore);
    expect(unmeasured).toMatchObject({ version: '2022-09-10', value: null });
    expect(scoreInWords(unmeasured).en).toContain('no value');
  });

  it.each<[string, object, string[]]>([
    [
      'an unknown rule',
      { key: 'S', label, algorithm: { id: 'a', version: '1', rule: { kind: 'magic' } } },
      ['/scores/0/algorithm/rule/kind schema.unknown_kind'],
    ],
    [
      'a fraction',
      { key: 'S', label, algorithm: { id: 'a', version: '1', rule: { kind: 'tiers', cap: 0.5 } } },
      ['/scores/0/algorithm/rule/cap schema.type'],
    ],
    ['an unknown section', { ...computed({ kind: 'all-must' }), sections: ['Z'] }, ['/scores/0/sections reference.dangling']],
    [
      'limits of nobody',
      computed({ kind: 'thresholds', limits: { 'Z.9': [{ atMost: 1, credit: 1000 }] } }),
      ['/scores/0/algorithm reference.dangling'],
    ],
    [
      'a measure nobody asks',
      { key: 'E', label, measure: 'ecoindex', version: 'legacy', requirement: 'Z.9' },
      ['/scores/0/requirement reference.dangling'],
    ],
    ['neither computed nor measured', { key: 'E', label }, ['/scores/0 schema.required']],
  ])('refuse %s, with one remark', (_, score, expected) => {
    const { findings } = validatePackage({ ...of([]), scores: [score] });
    expect(findings.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });

  it.each<[object, string[]]>([
    [{ effectiveFrom: '2027-02-30' }, ['date.unknown']],
    [{ effectiveFrom: '2027-03-01', effectiveUntil: '2027-02-01' }, ['date.reversed']],
    [{ effectiveFrom: '01/03/2027' }, ['schema.pattern']],
    [{ effectiveFrom: '2027-03-01', effectiveUntil: null }, []],
  ])('and requirements refuse dates such as %j', (dates, expected) => {
    const document = of([]);
    const [first, ...others] = document.requirements;
    const { findings } = validatePackage({ ...document, requirements: [{ ...first, ...dates }, ...others] });
    expect(findings.map(({ code }) => code)).toEqual(expected);
  });
});
