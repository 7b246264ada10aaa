import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import {
  completeMapping,
  linkTransfer,
  mappedPairs,
  mappingForm,
  mappingHash,
  wholeRelation,
  type MappingLink,
} from './mapping-content.rules.js';
import { exportMapping } from './mapping.exporter.js';
import { importMapping } from './mapping.importer.js';
import { carriesForward, composed, inverted, relations, transferOf, weaker, type Relation } from './mapping.rules.js';

/** Every non-empty set of three things: enough to tell all five relations apart. */
const sets = [1, 2, 3, 4, 5, 6, 7];
/** Whether a relation is true of two sets of things asked; `none` says nothing, so it is always true. */
const holds: Readonly<Record<Relation, (a: number, b: number) => boolean>> = {
  equal: (a, b) => a === b,
  superset: (a, b) => (a & b) === b,
  subset: (a, b) => (a & b) === a,
  intersects: (a, b) => (a & b) !== 0,
  none: () => true,
};
const pairs = relations.flatMap((one) => relations.map((other) => [one, other] as const));
const bytes = (text: string) => new TextEncoder().encode(text);
const link = (facts: Partial<MappingLink>): MappingLink => ({
  sources: [{ key: 's', part: null }],
  targets: [{ key: 't', part: null }],
  relation: 'equal',
  rationaleKind: null,
  rationale: null,
  sureness: null,
  coverage: null,
  conditions: [],
  ...facts,
});

describe('relations', () => {
  it('inversion undone by itself, and true of what it inverts', () => {
    for (const relation of relations) {
      expect(inverted(inverted(relation))).toBe(relation);
      for (const a of sets) for (const b of sets) if (holds[relation](a, b)) expect(holds[inverted(relation)](b, a)).toBe(true);
    }
  });

  it('composition: associative, neutral for equal, read backwards through the inverses', () => {
    for (const [a, b] of pairs) {
      expect([composed('equal', a), composed(a, 'equal')]).toEqual([a, a]);
      expect(inverted(composed(a, b))).toBe(composed(inverted(b), inverted(a)));
      for (const c of relations) expect(composed(composed(a, b), c)).toBe(composed(a, composed(b, c)));
    }
  });

  it('composition says only what is true, and all that can be said', () => {
    for (const [first, second] of pairs) {
      const cases = sets.flatMap((a) =>
        sets.flatMap((b) => sets.filter((c) => holds[first](a, b) && holds[second](b, c)).map((c) => [a, c] as const)),
      );
      const found = composed(first, second);
      const trueOnes = relations.filter((relation) => cases.every(([a, c]) => holds[relation](a, c)));
      expect(trueOnes).toContain(found);
      expect(trueOnes[0]).toBe(found); // from the strongest to the weakest
    }
  });

  it('only equal and superset make a conform target of a conform source', () => {
    expect(relations.map((relation) => [relation, transferOf(relation), carriesForward(relation)])).toEqual([
      ['equal', 'both', true],
      ['superset', 'forward', true],
      ['subset', 'backward', false],
      ['intersects', 'nothing', false],
      ['none', 'nothing', false],
    ]);
  });

  it('of two statements on one pair, the weaker: what both agree on', () => {
    for (const [a, b] of pairs) {
      expect(weaker(a, b)).toBe(weaker(b, a));
      expect(weaker(a, a)).toBe(a);
      for (const one of sets)
        for (const two of sets) if (holds[a](one, two) && holds[b](one, two)) expect(holds[weaker(a, b)](one, two)).toBe(true);
    }
    expect([weaker('superset', 'subset'), weaker('equal', 'superset'), weaker('equal', 'none')]).toEqual([
      'intersects',
      'superset',
      'none',
    ]);
  });
});

describe('a link', () => {
  it('on a part of a requirement says less of the whole', () => {
    const part = [{ key: 'ra-5', part: 'ra-5_smt.a' }];
    const table = (ends: Partial<MappingLink>) => relations.map((relation) => wholeRelation(link({ ...ends, relation })));
    expect(table({ targets: part })).toEqual(['subset', 'intersects', 'subset', 'intersects', 'none']);
    expect(table({ sources: part })).toEqual(['superset', 'superset', 'intersects', 'intersects', 'none']);
    expect(linkTransfer(link({ relation: 'superset', targets: part }))).toBe('nothing');
  });

  it('with a condition transfers nothing', () => {
    expect([linkTransfer(link({})), linkTransfer(link({ conditions: ['only on premises'] }))]).toEqual(['both', 'nothing']);
  });

  it('of several is told pair by pair, with what is sure of each', () => {
    const ends = (...keys: string[]) => keys.map((key) => ({ key, part: null }));
    const given = (links: MappingLink[]) => ({ ...own, links, withoutTarget: [], withoutSource: [] });
    const of = (facts: Partial<MappingLink>) =>
      mappedPairs(given([link(facts)])).map(({ source, target, relation }) => [source.key, target.key, relation]);
    expect(of({ targets: ends('t', 'u') })).toEqual([
      ['s', 't', 'superset'],
      ['s', 'u', 'superset'],
    ]);
    expect(of({ sources: ends('r', 's'), relation: 'superset' })).toEqual([
      ['r', 't', 'none'],
      ['s', 't', 'none'],
    ]);
  });
});

const own = {
  format: 1 as const,
  code: 'A-TO-B',
  version: '1',
  title: { fr: 'A vers B' },
  summary: null,
  source: { package: 'AA', version: '1', address: null },
  target: { package: 'BB', version: '2', address: null },
};
const packageA = {
  code: 'AA',
  version: '1',
  requirements: [
    { key: 'k1', number: 'A.1' },
    { key: 'k2', number: 'A.2' },
  ],
};
const packageB = { code: 'BB', version: '2', requirements: [{ key: 'V1', number: 'V1' }] };

describe('a mapping in our format', () => {
  const document = { ...own, links: [{ sources: ['k1'], targets: ['V1'], relation: 'superset', rationaleKind: 'semantic' }] };

  it('is read whole, and its hash does not depend on what is left out', () => {
    const { mappings, rows, findings } = importMapping(bytes(JSON.stringify(document)));
    expect([rows, findings.map(({ code }) => code)]).toEqual([
      { read: 1, kept: 1, rejected: 0 },
      ['mapping.package_unknown', 'mapping.package_unknown'],
    ]);
    const again = importMapping(bytes(JSON.stringify(mappingForm(mappings[0]))));
    expect(mappingHash(again.mappings[0])).toBe(mappingHash(mappings[0]));
    expect(again.mappings[0]).toEqual(mappings[0]);
  });

  it('is refused with every error and its place', () => {
    const { mappings, findings } = importMapping(
      bytes(
        'format: 1\ncode: a b\nversion: "1"\ntitle: {fr: A}\nsource: {package: AA}\ntarget: {package: BB}\nlinks:\n  - sources: [k1]\n    targets: []\n    relation: like\n',
      ),
    );
    expect(mappings).toEqual([]);
    expect(findings.map(({ code, row }) => [code, row])).toEqual([
      ['schema.pattern', 2],
      ['schema.size', 9],
      ['schema.choice', 10],
    ]);
  });

  it('has its ends checked: by key, by number, without case or leading V; what leads nowhere is rejected', () => {
    const links = ['k1', 'A.2', 'a.1', 'k9'].map((key) => ({ sources: [key], targets: ['1'], relation: 'equal' }));
    const { mappings, rows, findings } = importMapping(bytes(JSON.stringify({ ...own, links, withoutSource: ['zz'] })), {
      source: packageA,
      target: packageB,
    });
    expect(mappings[0].links.map(({ sources, targets }) => [sources[0].key, targets[0].key])).toEqual([
      ['k1', 'V1'],
      ['k2', 'V1'],
      ['k1', 'V1'],
    ]);
    expect(rows).toEqual({ read: 5, kept: 3, rejected: 2 });
    expect(findings.map(({ code, path }) => [code, path])).toEqual([
      ['mapping.dangling_source', '/links/3'],
      ['mapping.dangling_mention', ''],
    ]);
  });
});

describe('a hostile or broken file', () => {
  const library = (links: string) =>
    `urn: urn:x:library:m\nobjects:\n  requirement_mapping_set:\n    source_framework_urn: urn:x:framework:a\n    target_framework_urn: urn:x:framework:b\n    requirement_mappings:\n${links}`;
  const row = (source: string, target: string, relation: string) =>
    `    - source_requirement_urn: ${source}\n      target_requirement_urn: ${target}\n      relationship: ${relation}\n`;
  const read = (links: string) => importMapping(bytes(library(links)));
  const s = 'urn:x:req_node:a:1';
  const t = 'urn:x:req_node:b:1';

  it('counts every row: unknown relation, foreign framework, no target, repeated, contradicted', () => {
    const { mappings, rows, findings } = read(
      row(s, t, 'equal') +
        row(s, t, 'equal') +
        row(s, t, 'subset') +
        row(s, t, 'alike') +
        row(s, 'urn:x:req_node:c:1', 'equal') +
        row(s, '""', 'equal'),
    );
    expect(rows).toEqual({ read: 6, kept: 1, rejected: 5 });
    expect(mappings[0].links.map(({ relation }) => relation)).toEqual(['subset']);
    expect(findings.map(({ code, row: line }) => [code, line]).slice(0, 5)).toEqual([
      ['mapping.link_repeated', 10],
      ['mapping.link_contradicts', 13],
      ['mapping.relation_unknown', 16],
      ['mapping.foreign_end', 19],
      ['mapping.end_missing', 22],
    ]);
  });

  it.each([
    ['an alias', 'objects: &a {x: 1}\nother: *a\n', 'document.alias'],
    ['a tag', 'objects: !!omap [a: 1]\n', 'document.tag'],
    ['another document', '{"catalog": {}}', 'file.unknown_format'],
    ['broken JSON', '{"mapping-collection": ', 'document.syntax'],
    ['a deep JSON', `${'{"mapping-collection":'.repeat(9000)}1${'}'.repeat(9000)}`, 'mapping.no_links'],
  ])('%s is refused with a remark', (_name, text, code) => {
    const { mappings, findings } = importMapping(bytes(text));
    expect([mappings, findings.map((one) => one.code)]).toEqual([[], expect.arrayContaining([code])]);
  });

  it('a link of ten thousand ends is refused, and twenty thousand links are read in bounded time', () => {
    const items = Array.from({ length: 10_000 }, (_, place) => ({ type: 'control', 'id-ref': `c${place}` }));
    const collection = { 'mapping-collection': { mappings: [{ maps: [{ relationship: 'equal-to', sources: items, targets: items }] }] } };
    expect(importMapping(bytes(JSON.stringify(collection))).findings.map(({ code }) => code)).toEqual(['mapping.too_many']);
    const maps = items.map((source) => ({ relationship: 'equal-to', sources: [source], targets: [items[0]] }));
    const started = performance.now();
    expect(importMapping(bytes(JSON.stringify({ 'mapping-collection': { mappings: [{ maps }] } }))).rows.kept).toBe(10_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('a mapping that is exported', () => {
  const told = { at: new Date('2026-11-22T06:00:00Z'), locale: 'fr', status: 'published' } as const;
  const whole = completeMapping({
    ...own,
    title: { fr: 'A vers B', en: 'A to B' },
    summary: { fr: 'Comment lire', en: 'How to read' },
    links: [
      { sources: ['INS/va1.01'], targets: ['4.1', '4.2'], relation: 'superset', rationaleKind: 'functional', sureness: 905, coverage: 500 },
      { sources: [{ key: 'ac-1', part: 'ac-1_smt.a' }], targets: ['x'], relation: 'equal', rationale: { fr: '=2+2', en: 'same' } },
      { sources: ['k 9'], targets: ['y'], relation: 'none', rationaleKind: 'syntactic', conditions: ['seulement sur site', 'hors ligne'] },
    ],
    withoutTarget: ['SC.01', '4.9'],
    withoutSource: ['z'],
  });

  it.each(['yaml', 'json', 'oscal'] as const)('in %s comes back the same, hash included', (format) => {
    const { bytes: written, fileName } = exportMapping(whole, format, told);
    const { mappings, rows } = importMapping(written);
    expect([mappings, rows]).toEqual([[whole], { read: 6, kept: 6, rejected: 0 }]);
    expect(mappingHash(mappings[0])).toBe(mappingHash(whole));
    expect(fileName).toBe({ yaml: 'A-TO-B-1.yaml', json: 'A-TO-B-1.json', oscal: 'A-TO-B-1-oscal.json' }[format]);
    expect(exportMapping(whole, format, told).bytes.equals(written)).toBe(true);
  });

  it('in CSV holds one row a link, and no formula', () => {
    const lines = exportMapping(whole, 'csv', told).bytes.toString();
    expect(lines).toContain('INS/va1.01;couvre;4.1 + 4.2;de la source à la cible');
    expect(lines).toContain("'=2+2");
  });

  it('in OSCAL is valid against the published schema 1.2.1', () => {
    const folder = process.env.GUICHET_REAL_DATA;
    if (folder === undefined) return;
    const schema = JSON.parse(readFileSync(join(folder, 'criteria/oscal/schema-1.2.1/oscal_mapping_schema.json'), 'utf8')) as object;
    const formats = {
      'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
      uri: (text: string) => URL.canParse(text),
      'uri-reference': (text: string) => URL.canParse(text, 'https://example.org'),
      email: true as const,
    };
    const validate = new Ajv({ strict: false, allErrors: true, formats }).compile(schema);
    const bare = completeMapping({ ...own, summary: null, links: [{ sources: ['k'], targets: ['l'], relation: 'equal' }] });
    for (const content of [whole, bare]) {
      validate(JSON.parse(exportMapping(content, 'oscal', told).bytes.toString()));
      expect(validate.errors ?? []).toEqual([]);
    }
  });
});
