import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Result } from './evaluation.rules.js';
import type { PackageContent } from './package-content.rules.js';
import { readPackage } from './package-document.importer.js';
import { packageScores } from './package-scores.rules.js';
import { rgesn2024Criteria, scoreRgesn2024 } from './scores-rgesn.rules.js';
import type { Mark, Marks, Score, Scored } from './scores.rules.js';

const eco = readEco();
const yes = Object.fromEntries(eco.profiles.map(({ key }) => [key, true]));
const keyOf = new Map(eco.requirements.map(({ number, key }) => [number, key]));

/** A verdict for each mark an audit may hold. */
const verdicts: readonly [Mark, Result][] = [
  ['met', 'conform'],
  ['partial', 'minor'],
  ['unmet', 'major'],
  ['in_progress', 'needs_clarification'],
  ['not_applicable', 'not_applicable'],
];
const verdictOf = new Map(verdicts);

function readEco(): PackageContent {
  const { content } = readPackage(readFileSync('criteria/eco/ECO-2026.2.yaml'));
  if (content === null) throw new Error('invalid package');
  return content;
}

/** The score the package declares, for an audit by RGESN numbers given as verdicts on its requirements. */
function declared(marks: Marks): Score {
  const results = new Map([...marks].map(([number, mark]) => [keyOf.get(number) ?? '', verdictOf.get(mark) ?? 'major'] as const));
  const found = packageScores(eco, yes, { results }).find((score) => score.declared.key === 'RGESN');
  if (found?.kind !== 'computed') throw new Error('no RGESN score');
  return found.computed;
}

const audit = (markOf: (criterion: Scored, place: number) => Mark | undefined): Marks =>
  new Map(
    rgesn2024Criteria.flatMap((criterion, place) => {
      const mark = markOf(criterion, place);
      return mark === undefined ? [] : [[criterion.key, mark] as const];
    }),
  );

/** The same marks on every run, however many audits are drawn. */
function drawn(seed: number): Marks {
  let state = seed;
  return audit(() => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return verdicts.at(Math.floor((state / 2147483648) * (verdicts.length + 1)))?.[0];
  });
}

describe('eco-score of the house', () => {
  it('weighs the 78 criteria of the RGESN 2024 as published, in their themes', () => {
    const own = eco.requirements.filter(({ section }) => section !== 'MES');
    expect(own.map(({ number, weight, section, naPolicy }) => [number, weight, section, naPolicy === 'forbidden'])).toEqual(
      rgesn2024Criteria.map(({ key, weight, group, isUniversal }) => [key, weight, group, isUniversal]),
    );
    expect(own.filter(({ naPolicy, profile }) => naPolicy === 'forbidden' && profile !== null)).toEqual([]);
  });

  it.each<[string, Marks, number]>([
    ['nothing assessed', audit(() => undefined), 0],
    ['everything met', audit(() => 'met'), 100],
    ['the 30 priorities alone', audit(({ weight }) => (weight === 1500 ? 'met' : undefined)), 44.8878],
    ['priorities and recommendations', audit(({ weight }) => (weight > 1000 ? 'met' : 'unmet')), 81.0474],
  ])('gives the published value: %s', (_, marks, expected) => {
    expect(declared(marks).exact).toBeCloseTo(expected, 4);
  });

  it.each(Array.from({ length: 50 }, (_, seed) => seed + 1))('agrees with the official score on audit %i', (seed) => {
    const marks = drawn(seed);
    const [found, official] = [declared(marks), scoreRgesn2024(marks)];
    expect(found).toEqual({ ...official, failed: official.failed.map((number) => keyOf.get(number)) });
  });

  it('is the same whatever is measured, and the EcoIndex stands beside it', () => {
    const results = new Map<string, Result>(eco.requirements.map(({ key, section }) => [key, section === 'MES' ? 'major' : 'conform']));
    const measures = { ECOINDEX: { dom: 100, requests: 100, kilobytes: 100 } };
    const [progress, measure] = packageScores(eco, yes, { results, measures });
    expect(progress).toMatchObject({ declared: { key: 'RGESN' }, computed: { value: 100 } });
    expect(measure).toMatchObject({ declared: { key: 'ECOINDEX', requirement: 'MES.01' }, measured: { score: 72, grade: 'B' } });
  });
});
