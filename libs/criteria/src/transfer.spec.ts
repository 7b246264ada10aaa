import { describe, expect, it } from '@jest/globals';
import type { Result } from './evaluation.rules.js';
import { completeMapping } from './mapping-content.rules.js';
import { relations, type Relation } from './mapping.rules.js';
import { maxHops, requirementNode, transferred, type TransferMapping } from './transfer.rules.js';

type Written = readonly [sources: string, relation: Relation, targets: string, conditions?: string[]];

/** A mapping from one package to another; ends are keys joined by `+`. */
function mapping(ends: string, ...links: Written[]): TransferMapping {
  const [source, target] = ends.split(' ');
  return {
    id: `id-${ends}`,
    content: completeMapping({
      format: 1,
      code: `${source}-${target}`,
      version: '1',
      title: { fr: ends },
      source: { package: source, version: '1' },
      target: { package: target, version: '1' },
      links: links.map(([sources, relation, targets, conditions]) => ({
        sources: sources.split('+'),
        targets: targets.split('+'),
        relation,
        conditions: conditions ?? [],
      })),
    }),
  };
}
const node = (name: string) => {
  const [code, key] = name.split('.');
  return requirementNode({ package: code, version: '1' }, key);
};
const results = (given: Record<string, Result | Result[]>) =>
  new Map(Object.entries(given).map(([name, result]) => [node(name), [result].flat()] as const));
const reach = (mappings: TransferMapping[], given: Record<string, Result | Result[]>) =>
  [...transferred(mappings, results(given)).values()].map(
    ({ target, relation, hops }) => `${target.replace(' 1 ', '.')} ${relation} ${hops}`,
  );

describe('what a conform result reaches', () => {
  const cases: [string, TransferMapping[], Record<string, Result | Result[]>, string[]][] = [
    ['equal carries it', [mapping('A B', ['x', 'equal', 'y'])], { 'A.x': 'conform' }, ['B.y equal 1']],
    ['superset carries it', [mapping('A B', ['x', 'superset', 'y'])], { 'A.x': 'conform' }, ['B.y superset 1']],
    [
      'subset and intersects carry nothing',
      [mapping('A B', ['x', 'subset', 'y'], ['x', 'intersects', 'z'], ['x', 'none', 'w'])],
      { 'A.x': 'conform' },
      [],
    ],
    ['a subset is read backwards', [mapping('A B', ['x', 'subset', 'y'])], { 'B.y': 'conform' }, ['A.x superset 1']],
    ['a superset is not', [mapping('A B', ['x', 'superset', 'y'])], { 'B.y': 'conform' }, []],
    ['a minor gap carries nothing', [mapping('A B', ['x', 'equal', 'y'])], { 'A.x': 'minor' }, []],
    ['not applicable carries nothing', [mapping('A B', ['x', 'equal', 'y'])], { 'A.x': 'not_applicable' }, []],
    ['what waits carries nothing', [mapping('A B', ['x', 'equal', 'y'])], { 'A.x': 'needs_clarification' }, []],
    [
      'of two sources the most restrictive wins',
      [mapping('A B', ['x', 'superset', 'y'], ['w', 'superset', 'y'])],
      { 'A.x': 'conform', 'A.w': 'minor' },
      [],
    ],
    ['of two decisions on one source too', [mapping('A B', ['x', 'equal', 'y'])], { 'A.x': ['conform', 'major'] }, []],
    [
      'a source that was not judged prevents nothing',
      [mapping('A B', ['x', 'superset', 'y'], ['w', 'superset', 'y'])],
      { 'A.x': 'conform' },
      ['B.y superset 1'],
    ],
    [
      'nor does one that meets it only',
      [mapping('A B', ['x', 'superset', 'y'], ['w', 'intersects', 'y'])],
      { 'A.x': 'conform', 'A.w': 'major' },
      ['B.y superset 1'],
    ],
    [
      'one that is included in it does',
      [mapping('A B', ['x', 'superset', 'y'], ['w', 'subset', 'y'])],
      { 'A.x': 'conform', 'A.w': 'major' },
      [],
    ],
    ['sources that act together must all be conform', [mapping('A B', ['x+w', 'superset', 'y'])], { 'A.x': 'conform' }, []],
    ['and then they carry', [mapping('A B', ['x+w', 'superset', 'y'])], { 'A.x': 'conform', 'A.w': 'conform' }, ['B.y superset 1']],
    [
      'several targets are all reached',
      [mapping('A B', ['x', 'superset', 'y+z'])],
      { 'A.x': 'conform' },
      ['B.y superset 1', 'B.z superset 1'],
    ],
    ['a condition still open stops it', [mapping('A B', ['x', 'equal', 'y', ['on premises']])], { 'A.x': 'conform' }, []],
    [
      'several hops are as weak as the weakest',
      [mapping('A B', ['x', 'superset', 'y']), mapping('B C', ['y', 'equal', 'z'])],
      { 'A.x': 'conform' },
      ['B.y superset 1', 'C.z superset 2'],
    ],
    [
      'a target found with a gap elsewhere receives nothing',
      [mapping('A B', ['x', 'equal', 'y'])],
      { 'A.x': 'conform', 'B.y': 'minor' },
      [],
    ],
  ];
  it.each(cases)('%s', (_name, mappings, given, expected) => {
    expect(reach(mappings, given)).toEqual(expected);
  });

  it('takes the shortest path, then the strongest, whatever the order in which mappings are given', () => {
    const all = [
      mapping('A C', ['x', 'superset', 'z']),
      mapping('A B', ['x', 'equal', 'y']),
      mapping('B C', ['y', 'equal', 'z']),
      mapping('A D', ['x', 'superset', 'd'], ['x', 'equal', 'd']),
    ];
    const one = transferred(all, results({ 'A.x': 'conform' }));
    expect([...transferred([...all].reverse(), results({ 'A.x': 'conform' }))]).toEqual([...one]);
    expect(one.get(node('C.z'))).toMatchObject({ hops: 1, relation: 'superset' });
    expect(one.get(node('D.d'))).toMatchObject({ hops: 1, relation: 'equal' });
  });

  it('tells each step, and ends in a loop and at the bound', () => {
    const loop = [mapping('A B', ['x', 'equal', 'y']), mapping('B C', ['y', 'superset', 'z']), mapping('C A', ['z', 'equal', 'x'])];
    expect(transferred(loop, results({ 'A.x': 'conform' })).get(node('C.z'))).toEqual({
      target: node('C.z'),
      relation: 'equal',
      hops: 1,
      origins: [node('A.x')],
      steps: [
        {
          mappingId: 'id-C A',
          mapping: 'C-A 1',
          link: 0,
          isInverted: true,
          sources: [node('A.x')],
          target: node('C.z'),
          relation: 'equal',
        },
      ],
    });
    const chain = Array.from({ length: 10 }, (_, place) => mapping(`P${place} P${place + 1}`, ['k', 'equal', 'k']));
    expect(reach(chain, { 'P0.k': 'conform' })).toHaveLength(maxHops);
  });

  it('never says conform what is not: held against products that do or do not do each thing', () => {
    let seed = 12345;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const isTrue: Record<Relation, (a: number, b: number) => boolean> = {
      equal: (a, b) => a === b,
      superset: (a, b) => (a & b) === b,
      subset: (a, b) => (a & b) === a,
      intersects: (a, b) => (a & b) !== 0,
      none: () => true,
    };
    let carried = 0;
    for (let round = 0; round < 300; round += 1) {
      const asked = new Map<string, number>(
        ['A', 'B', 'C', 'D'].flatMap((code) => ['k', 'l', 'm'].map((key) => [`${code}.${key}`, 1 + random(7)] as const)),
      );
      const union = (keys: string, code: string) => keys.split('+').reduce((sum, key) => sum | (asked.get(`${code}.${key}`) ?? 0), 0);
      const written = ['A B', 'B C', 'C D', 'A D'].map((ends) => {
        const [from, to] = ends.split(' ');
        const links = ['k', 'l', 'm', 'k+l'].flatMap((source) =>
          ['k', 'l', 'm', 'l+m'].flatMap((target): Written[] => {
            const holding = relations.filter((relation) => isTrue[relation](union(source, from), union(target, to)));
            return random(3) === 0 ? [[source, holding[random(2) * random(holding.length)], target]] : [];
          }),
        );
        return mapping(ends, ...links);
      });
      const done = random(8) | random(8);
      const isConform = (name: string) => ((asked.get(name) ?? 0) & done) === asked.get(name);
      const judged = [...asked.keys()].filter(() => random(3) === 0);
      const found = transferred(written, results(Object.fromEntries(judged.map((name) => [name, isConform(name) ? 'conform' : 'major']))));
      for (const target of found.keys()) expect(isConform(target.replace(' 1 ', '.'))).toBe(true);
      carried += found.size;
    }
    expect(carried).toBeGreaterThan(200);
  });

  it('reads twenty thousand links in bounded time', () => {
    const links = Array.from({ length: 20_000 }, (_, place): Written => [`k${place % 700}`, 'superset', `l${(place * 11) % 700}`]);
    const started = performance.now();
    const found = transferred(
      [mapping('A B', ...links)],
      results(Object.fromEntries(Array.from({ length: 700 }, (_, place) => [`A.k${place}`, 'conform' as const]))),
    );
    expect(found.size).toBe(700);
    expect(performance.now() - started).toBeLessThan(1500);
  });
});
