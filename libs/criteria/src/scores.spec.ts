import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
  bandOf,
  cappedPercent,
  climbed,
  productOfShares,
  rounded,
  score,
  strictCredits,
  type Mark,
  type ScoreAlgorithm,
  type Scored,
} from './scores.rules.js';
import { anssiLevel, anssiMeasures, type AnssiNeeds, type AnssiProfile } from './scores-anssi.rules.js';
import { ecoindex, ecoindexFootprint, ecoindexGrade, ecoindexQuantile } from './scores-ecoindex.rules.js';
import { anssiIndex, badgeMark, cloudSovereignty, openssfBadge, publicCode } from './scores-published.rules.js';
import { rgaaScore, type PageMark } from './scores-rgaa.rules.js';
import { readRgesnStatuses, rgesn2024Criteria, rgesnV1Count, scoreRgesn2024, scoreRgesnV1 } from './scores-rgesn.rules.js';

const criteria = (count: number, facts: Partial<Scored> = {}): Scored[] =>
  Array.from({ length: count }, (_, index) => ({
    key: `${facts.tier ?? facts.obligation ?? 'c'}-${index}`,
    weight: 1000,
    obligation: 'must',
    group: 'g',
    ...facts,
  }));
const marked = (list: readonly Scored[], count: number, mark: Mark = 'met') => list.slice(0, count).map(({ key }) => [key, mark] as const);
const plain: ScoreAlgorithm = {
  id: 't',
  version: '1',
  rule: { kind: 'weighted-credit' },
  credits: strictCredits,
  maximum: 100,
  rounding: { mode: 'exact' },
  bands: [],
};

describe('rules of scores', () => {
  it('takes what does not apply out of the denominator, or holds it for met or unmet, as the policy says', () => {
    const list = criteria(4);
    const marks = new Map<string, Mark>([...marked(list, 1), [list[1].key, 'not_applicable'], [list[2].key, 'unmet']]);
    expect(score(plain, list, marks).exact).toBeCloseTo(100 / 3);
    expect(score({ ...plain, credits: { ...strictCredits, not_applicable: 1000 } }, list, marks).exact).toBe(50);
    expect(score({ ...plain, credits: { ...strictCredits, not_applicable: 0 } }, list, marks).exact).toBe(25);
  });

  it('gives no number when nothing applies', () => {
    const list = criteria(2);
    expect(score(plain, list, new Map(marked(list, 2, 'not_applicable')))).toMatchObject({ value: null, exact: null, denominator: 0 });
  });

  it('demands every must under all-must, and no may', () => {
    const list = [...criteria(2), ...criteria(2, { obligation: 'may' })];
    const all: ScoreAlgorithm = { ...plain, rule: { kind: 'all-must' } };
    expect(score(all, list, new Map(marked(list, 2))).value).toBe(100);
    expect(score(all, list, new Map(marked(list, 1))).value).toBe(0);
  });

  it('carries the id and the version of its algorithm', () => {
    expect(scoreRgesn2024(new Map())).toMatchObject({ algorithm: 'rgesn', version: '2024', value: 0, denominator: 100.25 });
  });

  it('holds measures against the limits of their criterion', () => {
    const list = criteria(2);
    const limits = Object.fromEntries(
      list.map(({ key }) => [
        key,
        [
          { atMost: 100, credit: 1000 },
          { atMost: 200, credit: 500 },
        ],
      ]),
    );
    const held: ScoreAlgorithm = { ...plain, rule: { kind: 'thresholds', limits } };
    expect(
      score(
        held,
        list,
        new Map([
          [list[0].key, 100],
          [list[1].key, 150],
        ]),
      ).value,
    ).toBe(75);
    expect(
      score(
        held,
        list,
        new Map([
          [list[0].key, 100],
          [list[1].key, 201],
        ]),
      ).value,
    ).toBe(50);
  });

  it('refuses a mark outside the scale', () => {
    const list = criteria(1);
    expect(() => score(cloudSovereignty, list, new Map([[list[0].key, 5]]))).toThrow(RangeError);
  });

  it.each([
    [68.85, 'half-away', 1, 68.9],
    [1.005, 'half-away', 2, 1.01],
    [0.5, 'half-even', 0, 0],
    [1.5, 'half-even', 0, 2],
    [-2.5, 'half-away', 0, -3],
    [99.99, 'down', 1, 99.9],
    [-0.2, 'half-away', 0, 0],
  ] as const)('rounds %d by %s to %d decimals: %d', (value, mode, decimals, expected) => {
    expect(rounded(value, { mode, decimals })).toBe(expected);
  });

  it('asks of a badge answer the reason or the address its criterion needs', () => {
    const must = { category: 'MUST', needsUrl: true, needsReason: false, mayBeNa: true, naNeedsReason: true } as const;
    expect(badgeMark(must, { mark: 'met', justification: 'See https://example.org' })).toBe('met');
    expect(badgeMark(must, { mark: 'met', justification: 'it is so' })).toBe('unmet');
    expect(badgeMark(must, { mark: 'not_applicable', justification: '// later' })).toBe('unmet');
    const should = { ...must, category: 'SHOULD' } as const;
    expect(badgeMark(should, { mark: 'unmet', justification: 'not needed here' })).toBe('met');
    expect(badgeMark(should, { mark: undefined, justification: '' })).toBe('unmet');
  });

  it('reads RGESN statuses in French and English, and says which it does not know', () => {
    const { marks, unknown } = readRgesnStatuses([
      { number: '1.1', status: 'Validé' },
      { number: '1.2', status: 'non-applicable' },
      { number: '1.3', status: 'À évaluer' },
      { number: '1.4', status: 'constructor' },
      { number: '1.1', status: 'Non validé' },
    ]);
    expect([...marks]).toEqual([
      ['1.1', 'met'],
      ['1.2', 'not_applicable'],
    ]);
    expect(unknown.map(({ number }) => number)).toEqual(['1.4', '1.1']);
    expect(scoreRgesn2024(marks).failed).toEqual(['1.2']);
  });
});

interface Vectors {
  ecoindex: {
    quantileVectors: { table: string; value: number; expected: number }[];
    scoreVectors: {
      dom: number;
      requests: number;
      sizeKB: number;
      scoreRounded: number;
      scoreUnrounded_computedHere: number;
      gradeOfRounded: string;
      ghg_gCO2e: number;
      water_cl: number;
    }[];
    boundaryVectors: { dom: number; requests: number; sizeKB: number; score: number }[];
    gradeVectors: { score: number; grade: string }[];
    ghgVectors: { score: number; ghg: number; water: number }[];
  };
  ecoindexLegacy: { vectors: { dom: number; requests: number; sizeKB: number; score: number; expected: number }[] };
  rgesn2024: {
    denominatorAll: number;
    naForbiddenIds: string[];
    perTheme: Record<string, { criteria: number; denominator: number }>;
    counts: Record<string, number>;
    vectors: {
      name: string;
      expected?: number | string;
      expectedOfficial?: number;
      expectedThirdParty?: number;
      file?: string;
      numerator?: number;
      denominator?: number;
    }[];
  };
  rgesnV1: { vectors: { conforming: number; na: number; expected: number | string }[] };
  rgaa: {
    vectors: {
      compliant?: number;
      notApplicable?: number;
      notCompliant?: number;
      expectedRounded?: number;
      pages?: string[][];
      criteriaRespected?: number;
      perPage?: number[];
      average?: number;
    }[];
  };
  openssfBadge: {
    tieredVectors: { p0: number; p1: number; p2: number; expected: number }[];
    percentageVectors: { portion: number; total: number; expected: number }[];
  };
  awesomeCodegouvfr: { vectors: { pre: number; opt: number; percent?: number; level?: string; result?: string }[] };
  cloudSovereignty: { weights: Record<string, number>; vectors: { scores: number[]; expected: number }[] };
  monServiceSecurise: {
    requiredLevel: {
      vectors: {
        name: string;
        volumetrie: AnssiNeeds['volume'];
        categories: AnssiNeeds['categories'];
        disponibilite: AnssiNeeds['downtime'];
        audience: AnssiNeeds['audience'];
        ouverture: AnssiNeeds['openness'];
        expected: string;
      }[];
    };
    applicability: {
      rulesFile: string;
      vectors: {
        name: string;
        profile: Record<string, unknown>;
        expectedMeasures: number;
        indispensables: number;
        recommandees: number;
        responsible: Record<string, number>;
        ids: string[];
      }[];
    };
    indiceCyber: {
      production: IndexParameters;
      unitTestParameters: IndexParameters;
      vectors: { params: string; indispensables: Tally; recommandees: Tally; expectedRate: number }[];
      bands: { from: number; to: number; homologation: string }[];
    };
  };
}
interface IndexParameters {
  cI: number;
  cR: number;
  p: number;
}
interface Tally {
  done?: number;
  partial?: number;
  total: number;
}

const folder = process.env.GUICHET_REAL_DATA;
const file = join(folder ?? '', 'criteria', 'scores', 'test-vectors.json');

describe('published score vectors', () => {
  if (folder === undefined || !existsSync(file)) {
    it('are not on this machine', () => {
      process.stdout.write('GUICHET_REAL_DATA is not set: the published vectors were not read.\n');
    });
    return;
  }
  // The file is a table of numbers whose members are named above; a missing one fails its test.
  const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
  const real = (path: string) => join(folder, 'criteria', path);
  const page = ({ dom, requests, sizeKB }: { dom: number; requests: number; sizeKB: number }) => ({ dom, requests, kilobytes: sizeKB });
  const tables: Record<string, 'dom' | 'requests' | 'kilobytes'> = { dom_size: 'dom', nb_request: 'requests', response_size: 'kilobytes' };

  it.each(vectors.ecoindex.quantileVectors)('EcoIndex quantile of $value in $table', ({ table, value, expected }) => {
    expect(ecoindexQuantile(tables[table], value)).toBeCloseTo(expected, 10);
  });

  it.each(vectors.ecoindex.scoreVectors)('EcoIndex of $dom, $requests, $sizeKB', (vector) => {
    const found = ecoindex(page(vector));
    expect(found.exact).toBeCloseTo(vector.scoreUnrounded_computedHere, 10);
    expect(found).toMatchObject({
      score: vector.scoreRounded,
      grade: vector.gradeOfRounded,
      greenhouseGas: vector.ghg_gCO2e,
      water: vector.water_cl,
    });
  });

  it.each(vectors.ecoindex.boundaryVectors)('EcoIndex at the bounds $dom, $requests, $sizeKB', (vector) => {
    expect(ecoindex(page(vector)).exact).toBeCloseTo(vector.score, 10);
  });

  it.each(vectors.ecoindex.gradeVectors)('EcoIndex grade of $score', ({ score: value, grade }) => {
    expect(ecoindexGrade(value)).toBe(grade);
  });

  it.each([-1, 110])('EcoIndex has no grade for %d', (value) => {
    expect(ecoindexGrade(value)).toBeNull();
  });

  it.each(vectors.ecoindex.ghgVectors)('EcoIndex footprint of $score', ({ score: value, ghg, water }) => {
    expect(ecoindexFootprint(value)).toEqual({ greenhouseGas: ghg, water });
  });

  it.each(vectors.ecoindexLegacy.vectors)('EcoIndex before September 2022 of $dom, $requests, $sizeKB', (vector) => {
    const found = ecoindex(page(vector), 'legacy');
    expect(found).toMatchObject({ version: 'legacy' });
    expect(found.exact).toBeCloseTo(vector.score, 9);
    expect(rounded(found.exact, { mode: 'half-away', decimals: 2 })).toBe(vector.expected);
  });

  const rgesn = (wanted: (criterion: Scored) => Mark | undefined) =>
    scoreRgesn2024(
      new Map(
        rgesn2024Criteria.flatMap((one) => {
          const mark = wanted(one);
          return mark === undefined ? [] : [[one.key, mark] as const];
        }),
      ),
    );

  it('RGESN 2024: the 78 criteria, their weights, their themes and those that always apply', () => {
    const { counts, naForbiddenIds, perTheme, denominatorAll } = vectors.rgesn2024;
    const weighing = (weight: number) => rgesn2024Criteria.filter((one) => one.weight === weight).length;
    expect([weighing(1500), weighing(1250), weighing(1000)]).toEqual([counts.Prioritaire, counts['Recommandé'], counts['Modéré']]);
    expect(rgesn2024Criteria.filter(({ isUniversal }) => isUniversal).map(({ key }) => key)).toEqual(naForbiddenIds);
    const none = rgesn(() => undefined);
    expect(none.denominator).toBe(denominatorAll);
    expect(none.parts.map(({ denominator }) => denominator)).toEqual(Object.values(perTheme).map(({ denominator }) => denominator));
    const official = JSON.parse(readFileSync(real('eco/rgesn-2024/rgesn-2024.json'), 'utf8')) as { numero: string; priorite: string }[];
    const weights = { Prioritaire: 1500, Recommandé: 1250, Modéré: 1000 };
    expect(rgesn2024Criteria.map(({ key, weight }) => [key, weight])).toEqual(
      official.map(({ numero, priorite }) => [numero, weights[priorite as keyof typeof weights]]),
    );
  });

  it('RGESN 2024: every vector', () => {
    const [nothing, all, priority, two, noAlgorithms, themeNa, audit, thirdParty] = vectors.rgesn2024.vectors;
    expect(rgesn(() => undefined).exact).toBe(nothing.expected);
    expect(rgesn(() => 'met').exact).toBe(all.expected);
    expect(rgesn(({ weight }) => (weight === 1500 ? 'met' : undefined)).exact).toBeCloseTo(Number(priority.expected), 4);
    expect(rgesn(({ weight }) => (weight > 1000 ? 'met' : 'unmet')).exact).toBeCloseTo(Number(two.expected), 4);
    // 9.1 always applies: without it the theme keeps one criterion, which the published vector leaves out of account.
    const withoutNine = rgesn2024Criteria.map((one) => (one.group === '9' ? { ...one, isUniversal: false } : one));
    const marks = new Map<string, Mark>(withoutNine.map(({ key, group }) => [key, group === '9' ? 'not_applicable' : 'met']));
    const found = score({ ...plain, id: 'rgesn' }, withoutNine, marks);
    expect(found.exact).toBe(noAlgorithms.expected);
    expect(found.denominator).toBe(90);
    expect([themeNa.expected, found.parts.at(-1)?.value]).toEqual(['Non applicable', null]);
    const { criteria: lines } = JSON.parse(readFileSync(real(String(audit.file)), 'utf8')) as {
      criteria: { id: string; status: string }[];
    };
    const read = readRgesnStatuses(lines.map(({ id, status }) => ({ number: id, status })));
    expect(read.unknown).toEqual([]);
    expect(scoreRgesn2024(read.marks)).toMatchObject({
      value: audit.expected,
      numerator: audit.numerator,
      denominator: audit.denominator,
      failed: [],
    });
    const few = new Map<string, Mark>([
      ['1.1', 'met'],
      ['1.2', 'met'],
      ['1.7', 'unmet'],
    ]);
    expect(scoreRgesn2024(few).exact).toBeCloseTo(Number(thirdParty.expectedOfficial), 4);
    const assessedOnly = rgesn2024Criteria.filter(({ key }) => few.has(key));
    expect(score(plain, assessedOnly, few).exact).toBe(thirdParty.expectedThirdParty);
  });

  it.each(vectors.rgesnV1.vectors)('RGESN 2022: $conforming conform, $na not applicable', ({ conforming, na, expected }) => {
    const list = criteria(rgesnV1Count);
    const marks = new Map([...marked(list, conforming), ...marked([...list].reverse(), na, 'not_applicable')]);
    const found = scoreRgesnV1(
      marks,
      list.map(({ key }) => key),
    );
    if (typeof expected === 'string') expect(found.exact).toBeNull();
    else expect(found.exact).toBeCloseTo(expected, 4);
  });

  it('RGAA: both rates', () => {
    const [ara, two] = vectors.rgaa.vectors;
    const kinds: PageMark[] = ['met', 'not_applicable', 'unmet'];
    const same = new Map(Array.from({ length: 106 }, (_, index) => [String(index), kinds[index % 3]] as const));
    const found = rgaaScore(Array.from({ length: 9 }, () => same));
    expect([found.validated, found.applicable - found.validated, 106 - found.applicable]).toEqual([
      ara.compliant,
      ara.notCompliant,
      ara.notApplicable,
    ]);
    expect(rounded(found.respected ?? 0, { mode: 'half-away', decimals: 0 })).toBe(ara.expectedRounded);
    expect(found.state).toBe('partial');
    const marks: Record<string, PageMark> = { C: 'met', NC: 'unmet', NA: 'not_applicable' };
    const other = rgaaScore((two.pages ?? []).map((cells) => new Map(cells.map((cell, index) => [String(index), marks[cell]]))));
    expect(other.respected).toBeCloseTo(two.criteriaRespected ?? 0, 4);
    expect(other.average).toBeCloseTo(two.average ?? 0, 4);
    other.perPage.forEach((rate, index) => expect(rate).toBeCloseTo(two.perPage?.[index] ?? 0, 4));
  });

  it.each(vectors.openssfBadge.tieredVectors)('OpenSSF tiers $p0, $p1, $p2', ({ p0, p1, p2, expected }) => {
    expect(climbed([p0, p1, p2])).toBe(expected);
    const tiers = [p0, p1, p2].map((count, tier) => ({ count, list: criteria(100, { tier }) }));
    const found = score(
      openssfBadge,
      tiers.flatMap(({ list }) => list),
      new Map(tiers.flatMap(({ list, count }) => marked(list, count))),
    );
    expect(found.value).toBe(expected);
  });

  it.each(vectors.openssfBadge.percentageVectors)('OpenSSF percentage $portion of $total', ({ portion, total, expected }) => {
    expect(cappedPercent({ numerator: portion, denominator: total }, 99)).toBe(expected);
  });

  it.each(vectors.awesomeCodegouvfr.vectors)('public code: $pre prerequisites, $opt points', ({ pre, opt, percent, level, result }) => {
    const [musts, mays] = [criteria(4), criteria(10, { obligation: 'may' })];
    const found = score(publicCode, [...musts, ...mays], new Map([...marked(musts, pre), ...marked(mays, opt)]));
    if (result === 'excluded') expect(found).toMatchObject({ value: null, failed: [musts[3].key] });
    else expect(found).toMatchObject({ value: percent, label: level });
  });

  it.each(vectors.cloudSovereignty.vectors)('cloud sovereignty $scores', ({ scores, expected }) => {
    const list = Object.entries(vectors.cloudSovereignty.weights).map(
      ([key, weight]) => ({ key, weight: weight * 1000, obligation: 'must', group: key }) as const,
    );
    expect(score(cloudSovereignty, list, new Map(list.map(({ key }, index) => [key, scores[index]]))).value).toBe(expected);
  });

  const { requiredLevel, applicability, indiceCyber } = vectors.monServiceSecurise;

  it.each(requiredLevel.vectors)('ANSSI level: $name', ({ volumetrie, categories, disponibilite, audience, ouverture, expected }) => {
    expect(anssiLevel({ volume: volumetrie, categories, downtime: disponibilite, audience, openness: ouverture })).toBe(expected);
  });

  it.each(applicability.vectors)(
    'ANSSI measures: $name',
    ({ profile, expectedMeasures, indispensables, recommandees, responsible, ids }) => {
      const rules: Record<string, string>[] = parse(readFileSync(real(applicability.rulesFile)), { bom: true, columns: true });
      // The members of the profile, as the file names them.
      const wanted = {
        volume: profile.volumetrieDonneesTraitees,
        categories: profile.categoriesDonneesTraitees,
        downtime: profile.dureeDysfonctionnementAcceptable,
        audience: profile.audienceCible,
        openness: profile.ouvertureSysteme,
        level: profile.niveauSecurite,
        isOutsideEurope: profile.localisationDonneesTraitees === 'horsUE',
        hosting: profile.typeHebergement,
        outsourced: profile.activitesExternalisees,
        serviceTypes: profile.typeService,
        features: profile.specificitesProjet,
      } as AnssiProfile;
      const found = anssiMeasures(rules, wanted);
      expect(found.map(({ reference }) => reference).sort()).toEqual([...ids].sort());
      expect(found).toHaveLength(expectedMeasures);
      const musts = found.filter(({ obligation }) => obligation === 'must').length;
      expect([musts, found.length - musts]).toEqual([indispensables, recommandees]);
      const owners: Record<string, number> = {};
      for (const { owner } of found) owners[String(owner)] = (owners[String(owner)] ?? 0) + 1;
      expect(owners).toEqual(responsible);
    },
  );

  it.each(indiceCyber.vectors)(
    'ANSSI index with the $params parameters: $expectedRate',
    ({ params, indispensables, recommandees, expectedRate }) => {
      const chosen = params === 'production' ? indiceCyber.production : indiceCyber.unitTestParameters;
      const credit = ({ done = 0, partial = 0, total }: Tally) => ({ numerator: done + chosen.p * partial, denominator: total });
      expect(
        productOfShares(credit(indispensables), credit(recommandees), { floor: 1000 * chosen.cI, rest: 1000 * chosen.cR }),
      ).toBeCloseTo(expectedRate, 10);
      const lists = [criteria(indispensables.total), criteria(recommandees.total, { obligation: 'may' })];
      const marks = [indispensables, recommandees].flatMap(({ done = 0, partial = 0 }, index) => [
        ...marked(lists[index], done),
        ...marked(lists[index].slice(done), partial, 'partial'),
      ]);
      const algorithm: ScoreAlgorithm = {
        ...anssiIndex,
        rule: { kind: 'product-of-shares', floor: 1000 * chosen.cI, rest: 1000 * chosen.cR },
      };
      expect(score(algorithm, lists.flat(), new Map(marks)).exact).toBeCloseTo(5 * expectedRate, 10);
    },
  );

  it('ANSSI index: the band gives how long an approval may last', () => {
    const durations: Record<string, string> = {
      'P6M-discouraged': '6 mois, déconseillée',
      P6M: '6 mois, déconseillée',
      P1Y: '1 an',
      P2Y: '2 ans',
      P3Y: '3 ans',
    };
    for (const { from, to, homologation } of indiceCyber.bands) {
      expect(durations[bandOf((from + to) / 2, anssiIndex.bands) ?? '']).toBe(homologation);
      expect(durations[bandOf(from, anssiIndex.bands) ?? '']).toBe(homologation);
    }
    expect(bandOf(5, anssiIndex.bands)).toBe('P3Y');
  });
});
