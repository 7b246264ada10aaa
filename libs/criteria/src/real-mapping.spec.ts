import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { mappedPairs } from './mapping-content.rules.js';
import { importMapping, type MappingImport } from './mapping.importer.js';
import type { Relation } from './mapping.rules.js';
import type { PackageContent } from './package-content.rules.js';
import { importPackage } from './package.importer.js';

const folder = process.env.GUICHET_REAL_DATA;

function read(file: string, packages?: Parameters<typeof importMapping>[1]): MappingImport {
  const bytes = readFileSync(join(folder ?? '', 'criteria', file));
  const started = performance.now();
  const result = importMapping(bytes, packages);
  const elapsed = Math.round(performance.now() - started);
  process.stdout.write(`${file}: ${elapsed} ms, ${JSON.stringify(result.rows)}, ${result.findings.length} remarks\n`);
  expect(elapsed).toBeLessThan(3000);
  expect(result.rows.read).toBe(result.rows.kept + result.rows.rejected);
  const [links, alone] = [
    result.mappings.reduce((sum, mapping) => sum + mapping.links.length, 0),
    result.mappings.reduce((sum, mapping) => sum + mapping.withoutTarget.length + mapping.withoutSource.length, 0),
  ];
  expect(links + alone).toBe(result.rows.kept);
  return result;
}

async function packageOf(...path: string[]): Promise<PackageContent> {
  const { content } = await importPackage(readFileSync(join(folder ?? '', ...path)), { fileName: path.at(-1) });
  if (content === null) throw new Error(`${path.join('/')} is not a package`);
  return content;
}

function counted({ mappings }: MappingImport): Partial<Record<Relation, number>>[] {
  return mappings.map(({ links }) => {
    const counts: Partial<Record<Relation, number>> = {};
    for (const { relation } of links) counts[relation] = (counts[relation] ?? 0) + 1;
    return counts;
  });
}

const errors = ({ findings }: MappingImport) => findings.filter(({ level }) => level === 'error');

const libraries = [
  { file: 'map-nist-csf-1.1-nist-csf-2.0', read: 185, repeated: 0, sets: [{ intersects: 185 }] },
  { file: 'mapping-ccb-cff-2023-03-01-and-ccb-cyfun2025', read: 708, repeated: 0, sets: Array(2).fill({ intersects: 282, equal: 72 }) },
  {
    file: 'mapping-cis-controls-v8-and-iso27001-2022',
    read: 400,
    repeated: 2,
    sets: [
      { subset: 190, superset: 5, equal: 4 },
      { superset: 190, subset: 5, equal: 4 },
    ],
  },
  { file: 'mapping-cjis-policy-5.9.4-to-cjis-policy-5.9', read: 1476, repeated: 3, sets: [{ equal: 1470, subset: 3 }] },
  { file: 'mapping-iso27001-2013-to-iso27001-2022', read: 134, repeated: 0, sets: [{ equal: 77, superset: 6, subset: 48, intersects: 3 }] },
  { file: 'mapping-iso27001-2022-to-secnumcloud-3.2', read: 455, repeated: 0, sets: [{ intersects: 455 }] },
  {
    file: 'mapping-iso42001-2023-and-scf-2025.2.2',
    read: 716,
    repeated: 0,
    sets: [
      { intersects: 326, subset: 32 },
      { intersects: 326, superset: 32 },
    ],
  },
  { file: 'mapping-nist-sp-800-53-rev5-to-iso27001-2022', read: 1284, repeated: 0, sets: Array(2).fill({ intersects: 642 }) },
  {
    file: 'mapping-recyf-and-annex-technical-and-methodological-requirements-nis2',
    read: 446,
    repeated: 0,
    sets: Array(2).fill({ intersects: 223 }),
  },
  { file: 'mapping-recyf-and-iso27001-2022', read: 706, repeated: 0, sets: Array(2).fill({ intersects: 353 }) },
  { file: 'mapping-secnumcloud-3.2-to-iso27001-2022', read: 455, repeated: 0, sets: [{ intersects: 455 }] },
];

const collections = [
  {
    file: 'comprehensive_mapping',
    rows: 7,
    links: 3,
    pairs: 3,
    transfers: ['mapping.conditional', 'mapping.left_out', 'mapping.left_out'],
  },
  { file: 'pci-mapping-collection', rows: 8, links: 8, pairs: 11, transfers: [] },
  { file: 'simple_mapping', rows: 1, links: 1, pairs: 1, transfers: ['mapping.not_final'] },
  { file: 'soc2-mapping-collection', rows: 4, links: 4, pairs: 8, transfers: [] },
];

describe('real mapping files', () => {
  if (folder === undefined) {
    it('are not on this machine', () => {
      process.stdout.write('GUICHET_REAL_DATA is not set: the real mapping files were not read.\n');
    });
    return;
  }

  it.each(libraries)('CISO Assistant: $file', ({ file, read: rows, repeated, sets }) => {
    const result = read(`mappings/ciso-assistant/${file}.yaml`);
    expect([result.format, result.rows]).toEqual(['ciso-mapping', { read: rows, kept: rows - repeated, rejected: repeated }]);
    expect(counted(result)).toEqual(sets);
    expect(result.findings.filter(({ code }) => code === 'mapping.link_repeated')).toHaveLength(repeated);
    expect(new Set(result.mappings.map(({ code }) => code)).size).toBe(sets.length);
    expect(errors(result)).toEqual([]);
  });

  it.each(collections)('OSCAL: $file', ({ file, rows, links, pairs, transfers }) => {
    const result = read(`oscal/mapping-examples/${file}.json`);
    expect([result.format, result.rows.kept, result.mappings[0].links.length]).toEqual(['oscal-mapping', rows, links]);
    expect(mappedPairs(result.mappings[0])).toHaveLength(pairs);
    const remarks = result.findings.map(({ code }) => code).filter((code) => !/package_unknown|statement_level/.test(code));
    expect(remarks).toEqual(transfers);
  });

  it('a link to an enhancement that the low baseline lacks is rejected with its place; half of 800-53 dangles likewise', async () => {
    const low = await packageOf('criteria', 'oscal', 'NIST_SP-800-53_rev5_LOW-resolved_catalog-min.json');
    const pci = read('oscal/mapping-examples/pci-mapping-collection.json', { source: null, target: low });
    expect(pci.rows).toEqual({ read: 8, kept: 7, rejected: 1 });
    expect(errors(pci)).toMatchObject([
      { code: 'mapping.dangling_target', path: '/mapping-collection/mappings/0/maps/5', column: 'target' },
    ]);
    expect(read('oscal/mapping-examples/soc2-mapping-collection.json', { source: null, target: low }).rows.rejected).toBe(0);
    const iso = read('mappings/ciso-assistant/mapping-nist-sp-800-53-rev5-to-iso27001-2022.yaml', { source: low, target: null });
    expect(iso.rows).toEqual({ read: 1284, kept: 826, rejected: 458 });
    expect(errors(iso).every(({ row, message, cure }) => row !== null && message.fr !== '' && cure.en !== '')).toBe(true);
    expect(iso.findings.filter(({ code }) => code === 'mapping.package_unknown')).toHaveLength(2);
  });

  it('every source of ISO 27001:2013 is found in its outline', async () => {
    const source = await packageOf('anchors', 'ciso-assistant', 'iso27001-2013.yaml');
    const result = read('mappings/ciso-assistant/mapping-iso27001-2013-to-iso27001-2022.yaml', { source, target: null });
    expect([result.rows.kept, errors(result)]).toEqual([134, []]);
    expect(result.mappings[0].source).toMatchObject({ package: source.code, version: source.version });
  });

  it('OWASP ASVS 4.0.3 and 5.0.0, both ways: no dangling link, requirements without counterpart said so', async () => {
    const older = await packageOf('anchors', 'ciso-assistant', 'owasp-asvs-4.0.3.yaml');
    const newer = await packageOf('criteria', 'security', 'ciso-assistant', 'owasp-asvs-5.0.0.yaml');
    const there = read('mappings/owasp-asvs/mapping_v4.0.3_to_v5.0.0.yml', { source: older, target: newer });
    const back = read('mappings/owasp-asvs/mapping_v5.0.0_to_v4.0.3.yml', { source: newer, target: older });
    expect([there.findings, back.findings]).toEqual([[], []]);
    expect([there.rows.kept, there.mappings[0].withoutTarget.length, back.rows.kept, back.mappings[0].withoutTarget.length]).toEqual([
      316, 50, 421, 155,
    ]);
    expect(counted(there)).toEqual([{ equal: 11, subset: 64, intersects: 191 }]);
    expect(counted(back)).toEqual([{ equal: 26, superset: 64, intersects: 176 }]);
    const keys = new Set(newer.requirements.map(({ key }) => key));
    expect(mappedPairs(there.mappings[0]).every(({ target }) => keys.has(target.key))).toBe(true);
  });

  it.each([
    { file: 'baseline_to_metal_map', relations: { equal: 25, superset: 8, subset: 3, intersects: 22 } },
    { file: 'metal_to_baseline_map', relations: { equal: 17, superset: 8, subset: 10, intersects: 18, none: 1 } },
  ])('OpenSSF: $file', ({ file, relations }) => {
    const result = read(`mappings/openssf/${file}.yml`);
    expect([result.format, counted(result), errors(result)]).toEqual(['openssf-mapping', [relations], []]);
  });
});
