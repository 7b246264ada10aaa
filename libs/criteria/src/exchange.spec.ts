import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { contentHash } from './content-hash.rules.js';
import { complete, type PackageContent } from './package-content.rules.js';
import { readPackageFolder } from './package-folder.adapter.js';
import { exportFormats, exportPackage, type ExportFormat } from './package.exporter.js';
import { importPackage } from './package.importer.js';

const at = new Date('2026-03-01T08:00:00.000Z');
const shipped = await readPackageFolder(join(import.meta.dirname, '../../../criteria'));
/** Two of them, for what every format does. */
const some = shipped.filter(({ path }) => /(?:ETHIQUE|INTEROP)-2026\.1/.test(path));
const folder = process.env.GUICHET_REAL_DATA;
const real = (...path: string[]) => join(folder ?? '', ...path);

async function read(bytes: Buffer, content: PackageContent, fileName: string): Promise<PackageContent> {
  const result = await importPackage(bytes, { fileName, code: content.code, version: content.version });
  if (result.content === null) throw new Error(JSON.stringify(result.findings.slice(0, 3)));
  return result.content;
}

const plain = complete({
  format: 1,
  code: 'REM-TEST',
  version: 'Va2',
  domain: 'interoperability',
  title: { fr: 'Référentiel d’exigences minimales TEST', en: 'Minimum requirements TEST' },
  sections: [{ key: 'MSS/CDA', title: { fr: 'Documents reçus' } }],
  profiles: [],
  requirements: [
    {
      key: 'MSS/CDA.01',
      section: 'MSS/CDA',
      domain: 'interoperability',
      obligation: 'must',
      naPolicy: 'allowed_with_reason',
      statement: { fr: 'Le système DOIT lire le document.' },
      block: 'Bloc',
      feature: 'Fonction',
    },
    {
      key: 'MSS/CDA.02',
      section: 'MSS/CDA',
      domain: 'interoperability',
      obligation: 'may',
      naPolicy: 'allowed',
      statement: { fr: '- Le système PEUT l’imprimer ; il l’annonce.' },
    },
  ],
  scenarios: [
    { key: 'MSS/CDA.01.01', number: 'MSS/CDA.01.01', statement: { fr: 'Ouvrir le document, le lire.' }, requirements: ['MSS/CDA.01'] },
  ],
  evidence: [
    {
      key: 'MSS/CDA.01.01.01',
      number: 'MSS/CDA.01.01.01',
      scenario: 'MSS/CDA.01.01',
      requirements: ['MSS/CDA.01'],
      kinds: ['video'],
      label: { fr: 'Une vidéo' },
    },
  ],
});

describe('exchange of packages', () => {
  it.each(['yaml', 'json'] as const)('%s gives every shipped package back, hash for hash', async (format) => {
    for (const { path, bytes } of shipped) {
      const { content } = await importPackage(bytes, { fileName: path });
      if (content === null) throw new Error(path);
      const written = await exportPackage(content, format, at);
      expect(written.losses).toEqual([]);
      expect(contentHash(await read(written.bytes, content, written.fileName))).toBe(contentHash(content));
    }
  });

  it.each(['rem', 'csv', 'rem-csv'] as const)('%s is the identity on what a REM holds', async (format) => {
    const written = await exportPackage(plain, format, at);
    expect(written.losses).toEqual([]);
    expect(contentHash(await read(written.bytes, plain, written.fileName))).toBe(contentHash(plain));
  });

  it('Convergence is the identity on what it holds, and says what it does not', async () => {
    const written = await exportPackage(plain, 'convergence', at);
    expect(written.losses).toEqual([{ member: 'requirements.block', count: 1 }]);
    const marked = {
      ...plain,
      requirements: plain.requirements.map((one) => ({ ...one, block: null, criticality: 'major' as const, why: { fr: 'Pour être lu.' } })),
    };
    const again = await exportPackage(marked, 'convergence', at);
    expect(again.losses).toEqual([]);
    expect(contentHash(await read(again.bytes, marked, again.fileName))).toBe(contentHash(marked));
  });

  it.each(Object.keys(exportFormats) as ExportFormat[])('%s: writing what was read back gives the same package again', async (format) => {
    for (const { path, bytes } of some) {
      const { content } = await importPackage(bytes, { fileName: path });
      if (content === null) throw new Error(path);
      const once = await exportPackage(content, format, at);
      const first = await read(once.bytes, content, once.fileName);
      const twice = await exportPackage(first, format, at);
      expect(contentHash(await read(twice.bytes, first, twice.fileName))).toBe(contentHash(first));
      expect(first.requirements).toHaveLength(content.requirements.length);
    }
  });

  it.each(['rem', 'csv', 'rem-csv', 'convergence', 'ciso'] as const)(
    '%s lists dates, tiers and scores among what it does not hold',
    async (format) => {
      const [first, ...rest] = plain.requirements;
      const dated = { ...first, life: 'future' as const, effectiveFrom: '2027-01-01', effectiveUntil: '2028-01-01', tier: 1 };
      const score = {
        key: 'eco',
        label: { fr: 'Eco' },
        measure: 'ecoindex' as const,
        version: '2022-09-10' as const,
        requirement: first.key,
      };
      const { losses } = await exportPackage({ ...plain, requirements: [dated, ...rest], scores: [score] }, format, at);
      const wanted = ['requirements.life', 'requirements.effectiveFrom', 'requirements.effectiveUntil', 'requirements.tier', 'scores'];
      expect(losses.map(({ member }) => member)).toEqual(expect.arrayContaining(wanted));
    },
  );

  it.each(['rem', 'csv', 'convergence'] as const)(
    '%s prints the key of what has no number, so that nothing is lost of it',
    async (format) => {
      const bare = {
        ...plain,
        requirements: plain.requirements.map((one) => ({ ...one, block: null, number: one.key === 'MSS/CDA.01' ? '9.9' : one.number })),
        scenarios: plain.scenarios.map((one) => ({ ...one, number: null })),
        evidence: plain.evidence.map((one) => ({ ...one, number: null })),
      };
      const { losses } = await exportPackage(bare, format, at);
      expect(losses.map(({ member }) => member)).toEqual(expect.arrayContaining(['requirements.key']));
      expect(
        losses.filter(({ member }) => ['requirements', 'scenarios', 'evidence', 'scenarios.number', 'evidence.number'].includes(member)),
      ).toEqual([]);
    },
  );

  it('never shows verification points in a format made for everyone', async () => {
    const [first, ...rest] = plain.requirements;
    const secret = { ...plain, requirements: [{ ...first, verificationPoints: [{ fr: 'POINT-SECRET' }] }, ...rest] };
    for (const [format, { isInternal }] of Object.entries(exportFormats)) {
      const { bytes } = await exportPackage(secret, format as ExportFormat, at); // keys of the table
      if (!isInternal) expect(bytes.includes('POINT-SECRET')).toBe(false);
    }
  });

  it.each([
    ['an alias bomb', 'urn: x\na: &a [1,2]\nb: [*a,*a]\nobjects: {}\n'],
    ['a tag that is not plain', 'urn: x\nobjects: !!omap\n  - a: 1\n'],
    ['a library without framework', 'urn: x\nobjects:\n  threats: []\n'],
    ['an empty catalog', '{"catalog": {}}'],
    ['a broken catalog', '{"catalog": {'],
    ['a catalog nested without end', `{"catalog": {"groups": ${'[{"groups":'.repeat(5000)}[]${'}]'.repeat(5000)}}}`],
  ])('refuses %s with a remark', async (_, text) => {
    const { content, findings, rows } = await importPackage(Buffer.from(text), { fileName: text.startsWith('{') ? 'x.json' : 'x.yaml' });
    expect(content).toBeNull();
    expect(rows.kept).toBe(0);
    expect(findings.some(({ level }) => level === 'error')).toBe(true);
  });

  if (folder === undefined) return;

  it('OSCAL: what is written is valid against the published schema 1.2.1', async () => {
    const schema = JSON.parse(readFileSync(real('criteria/oscal/schema-1.2.1/oscal_catalog_schema.json'), 'utf8')) as object;
    const formats = {
      'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
      uri: (text: string) => URL.canParse(text),
      'uri-reference': (text: string) => URL.canParse(text, 'https://example.org'),
      email: true as const,
    };
    const ajv = new Ajv({ strict: false, allErrors: true, formats });
    const validate = ajv.compile(schema);
    const contents = await Promise.all(shipped.map(async ({ path, bytes }) => (await importPackage(bytes, { fileName: path })).content));
    const rem = await importPackage(readFileSync(real('rem/REM-LGC-Va2-brouillon.xlsx')), { fileName: 'REM-LGC-Va2.xlsx' });
    for (const content of [...contents, rem.content]) {
      if (content === null) throw new Error('not read');
      const { bytes } = await exportPackage(content, 'oscal', at);
      validate(JSON.parse(bytes.toString()));
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it.each(['LGC', 'RIS', 'BIO', 'DB'])('the real REM %s comes back the same from its own format', async (rem) => {
    const { content } = await importPackage(readFileSync(real(`rem/REM-${rem}-Va2-brouillon.xlsx`)), { fileName: `REM-${rem}-Va2.xlsx` });
    if (content === null) throw new Error(rem);
    for (const format of ['rem', 'csv'] as const) {
      const { bytes, fileName, losses } = await exportPackage(content, format, at);
      expect([format, losses]).toEqual([format, []]);
      expect(contentHash(await read(bytes, content, fileName))).toBe(contentHash(content));
    }
  });
});
