import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { contentHash } from './content-hash.rules.js';
import { complete, type PackageContent, type PackageDocument } from './package-content.rules.js';
import { readPackageFolder } from './package-folder.adapter.js';
import { exportPackage } from './package.exporter.js';
import { importPackage, type ImportResult } from './package.importer.js';

const at = new Date('2026-03-01T08:00:00.000Z');
const folder = process.env.GUICHET_REAL_DATA;

/** A package that uses every member of the format, printed in an order that no catalog keeps by itself. */
const whole: PackageDocument = {
  format: 1,
  code: 'TOUT',
  version: '2026.1-b',
  domain: 'security',
  title: { fr: 'Tout ce que le format tient', en: 'All that the format holds' },
  summary: { fr: 'Deux lignes\n  dont une en retrait.', en: 'Two lines.' },
  sections: [
    { key: 'A.1', title: { fr: 'Accès', en: 'Access' } },
    { key: 'B 2', title: { fr: 'Vide' } },
    { key: 'C/3', title: { fr: 'Journaux  à  espaces' } },
  ],
  profiles: [{ key: 'saas', label: { fr: 'SaaS' }, question: { fr: 'Hébergez-vous ?', en: 'Do you host?' } }],
  requirements: [
    {
      key: 'C/3.01',
      number: '3.01 bis',
      section: 'C/3',
      block: 'Bloc',
      feature: 'Fonction',
      domain: 'ethics',
      obligation: 'may',
      criticality: 'major',
      naPolicy: 'allowed',
      profile: 'saas',
      life: 'future',
      effectiveFrom: '2027-01-01',
      effectiveUntil: '2028-01-01',
      weight: 2500,
      tier: 2,
      title: { fr: 'Titre « long »', en: 'Title' },
      statement: { fr: 'Le système DOIT :\n  - garder {{ insert: param, x }}\n  - <dire> *tout*', en: 'The system MUST keep.' },
      why: { fr: 'Pour savoir.', en: 'To know.' },
      externalReferences: [
        { document: 'ISO 27001', id: 'A.5', url: 'https://example.org/27001' },
        { document: 'Sans adresse', id: null, url: null },
      ],
      derivedFrom: [
        { package: 'AVANT', version: '1', key: 'X 1', relation: 'split' },
        { package: null, version: null, key: 'Y', relation: 'merged' },
      ],
      translations: { de: { title: 'Titel', statement: 'Das System MUSS', why: 'Darum' }, 'pt-BR': { statement: 'O sistema' } },
    },
    { key: 'A.1.01', section: 'A.1', domain: 'security', obligation: 'must', statement: { fr: 'Court' } },
    { key: 'C/3.02', section: 'C/3', domain: 'security', obligation: 'must', life: 'obsolete', statement: { fr: 'Ancien' } },
  ],
  scenarios: [
    {
      key: 'S2',
      number: 'S.2',
      title: { fr: 'Parcours', en: 'Journey' },
      statement: { fr: 'Montrer\nles deux', en: 'Show both' },
      requirements: ['C/3.02', 'C/3.01'],
      steps: [
        { text: { fr: 'Ouvrir', en: 'Open' }, requirements: ['C/3.01'] },
        { text: { fr: 'Fermer' }, requirements: [] },
      ],
    },
    { key: 'S1', statement: { fr: 'Seul' }, requirements: ['A.1.01'] },
  ],
  evidence: [
    { key: 'E3', requirements: ['C/3.02'], referenceKind: 'test_link', label: { fr: 'Un lien' } },
    {
      key: 'E1',
      number: '1',
      scenario: 'S2',
      requirements: ['C/3.01'],
      kinds: ['video', 'log'],
      label: { fr: 'Une vidéo', en: 'A video' },
    },
    { key: 'E2', scenario: 'S2', requirements: ['C/3.02', 'C/3.01'], kinds: ['document'], label: { fr: 'Un document' } },
  ],
  scores: [
    {
      key: 'note',
      label: { fr: 'Note' },
      sections: ['A.1'],
      algorithm: { id: 'note', version: '1', rule: { kind: 'weighted-credit' } },
    },
  ],
};

async function readBack(content: PackageContent): Promise<ImportResult> {
  const { bytes } = await exportPackage(content, 'oscal', at);
  return importPackage(bytes, { fileName: 'x.json' });
}

async function catalog(members: object): Promise<ImportResult> {
  const document = { catalog: { metadata: { title: 'Test', version: '1' }, ...members } };
  return importPackage(Buffer.from(JSON.stringify(document)), { fileName: 'x.json' });
}

/** A catalog of one control that says `prose`. */
function saying(prose: string, params: object[] = []): Promise<ImportResult> {
  return catalog({
    params,
    groups: [{ id: 'g', title: 'G', controls: [{ id: 'c-1', title: 'C', parts: [{ name: 'statement', prose }] }] }],
  });
}

const prose = ({ content }: ImportResult) => content?.requirements.at(0)?.statement.fr;
const codes = ({ findings }: ImportResult) => findings.map(({ code }) => code);

describe('OSCAL', () => {
  it('gives back every member of a package but the verification points, hash for hash', async () => {
    const content = complete(whole);
    const { losses } = await exportPackage(content, 'oscal', at);
    const again = await readBack(content);
    expect([losses, again.findings.filter(({ level }) => level === 'error')]).toEqual([[], []]);
    expect(again.content).toEqual(content);
    expect(again.content && contentHash(again.content)).toBe(contentHash(content));
    const [first, ...rest] = content.requirements;
    const secret = { ...content, requirements: [{ ...first, verificationPoints: [{ fr: 'Secret' }] }, ...rest] };
    expect((await exportPackage(secret, 'oscal', at)).losses).toEqual([{ member: 'requirements.verificationPoints', count: 1 }]);
  });

  it('gives back every shipped package, hash for hash where reviewers alone know nothing', async () => {
    for (const { path, bytes } of await readPackageFolder(join(import.meta.dirname, '../../../criteria'))) {
      const { content } = await importPackage(bytes, { fileName: path });
      if (content === null) throw new Error(path);
      const open = { ...content, requirements: content.requirements.map((one) => ({ ...one, verificationPoints: [] })) };
      const again = await readBack(open);
      expect(again.content && contentHash(again.content)).toBe(contentHash(open));
    }
  });

  it('refuses a catalog of ours that was changed into no package, with every reason', async () => {
    const { bytes } = await exportPackage(complete(whole), 'oscal', at);
    const broken = bytes.toString().replaceAll('"may"', '"maybe"').replaceAll('"saas"', '"cloud"');
    const result = await importPackage(Buffer.from(broken), { fileName: 'x.json' });
    expect(result).toMatchObject({ content: null, rows: { read: 3, kept: 0, rejected: 3 } });
    expect(codes(result)).toContain('schema.choice');
  });

  it('fills parameters in: values, choices, labels, nested, and with other spaces', async () => {
    const params = [
      { id: 'a', values: ['un', 'deux'] },
      { id: 'b', select: { choice: ['{{ insert: param, a }}', 'trois'] } },
      { id: 'c', label: 'une durée' },
      { id: 'd' },
    ];
    const result = await saying('A {{insert:param,a}} B {{ insert: param, b }} C {{ insert: param, c }} D {{ insert: param, d }}.', params);
    expect(prose(result)).toBe('A un, deux B [un, deux ; trois] C [une durée] D [d].');
    expect(result.findings.map(({ code, message }) => [code, message.en])).toEqual([
      ['oscal.param_open', 'Parameters without value: 3. Their choices or label stand in brackets.'],
    ]);
  });

  it('leaves the name of a parameter that is nowhere, or that names itself, and says so', async () => {
    const loop = [
      { id: 'x', values: ['{{ insert: param, y }}'] },
      { id: 'y', values: ['{{ insert: param, x }}'] },
    ];
    const result = await saying('A {{ insert: param, nowhere }} B {{ insert: param, x }} C {{ insert: param }} D {{', loop);
    expect(prose(result)).toBe('A [nowhere] B [x] C {{ insert: param }} D {{');
    expect(codes(result)).toEqual(['oscal.param_unresolved', 'oscal.param_circular']);
  });

  it('bounds parameters that multiply each other', async () => {
    const many = (n: number) => Array.from({ length: 30 }, () => `{{ insert: param, p${n + 1} }}`);
    const params = Array.from({ length: 30 }, (_, n) => ({ id: `p${n}`, values: many(n) }));
    const started = performance.now();
    const result = await saying('{{ insert: param, p0 }}', params);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(codes(result)).toContain('oscal.param_too_many');
  });

  it('reads enhancements, withdrawn controls and nested groups, and counts what has no place', async () => {
    const result = await catalog({
      groups: [
        {
          id: 'ac',
          title: 'Accès',
          groups: [
            {
              title: 'Comptes',
              controls: [
                {
                  id: 'ac-2',
                  title: 'Deux',
                  parts: [
                    { name: 'statement', prose: 'Dire' },
                    { name: 'assessment-objective', prose: 'Voir' },
                  ],
                },
              ],
            },
          ],
          controls: [
            {
              id: 'ac-1',
              title: 'Un',
              parts: [
                { name: 'statement', prose: 'Faire', parts: [{ name: 'item', prose: 'ceci', props: [{ name: 'label', value: 'a.' }] }] },
              ],
              controls: [{ id: 'ac-1.1', title: 'Plus', parts: [{ name: 'overview', prose: 'Encore' }] }],
            },
            { id: 'ac-9', title: 'Retiré', props: [{ name: 'status', value: 'withdrawn' }] },
            { id: 'ac-10', title: 'Sans texte' },
          ],
        },
      ],
    });
    expect(result.rows).toEqual({ read: 5, kept: 4, rejected: 1 });
    expect(result.content?.requirements.map(({ key, block, life, statement }) => [key, block, life, statement.fr])).toEqual([
      ['ac-1', null, 'current', 'Faire\na. ceci'],
      ['ac-1.1', null, 'current', 'Encore'],
      ['ac-9', null, 'obsolete', 'Retiré'],
      ['ac-2', 'Comptes', 'current', 'Dire'],
    ]);
    expect(codes(result)).toEqual(['row.without_statement', 'import.left_out']);
  });

  it.each([
    ['a profile', { profile: { uuid: 'x', imports: [] } }, 'profile'],
    ['a mapping', { 'mapping-collection': {} }, 'mapping'],
    ['a component definition', { 'component-definition': {} }, 'another model'],
  ])('refuses %s, and says what to do', async (_, document, word) => {
    const result = await importPackage(Buffer.from(JSON.stringify(document)), { fileName: 'x.json' });
    expect(result).toMatchObject({ content: null, rows: { read: 0, kept: 0, rejected: 0 }, findings: [{ code: 'file.other_kind' }] });
    expect(result.findings[0].message.en).toContain(word);
  });

  if (folder === undefined) return;

  it('is written valid against the published schema 1.2.1, with every member', async () => {
    const schema = JSON.parse(readFileSync(join(folder, 'criteria/oscal/schema-1.2.1/oscal_catalog_schema.json'), 'utf8')) as object;
    const formats = {
      'date-time': true,
      email: true,
      uri: (text: string) => URL.canParse(text),
      'uri-reference': (text: string) => URL.canParse(text, 'https://example.org'),
    } as const;
    const validate = new Ajv({ strict: false, allErrors: true, formats }).compile(schema);
    const { bytes } = await exportPackage(complete(whole), 'oscal', at);
    validate(JSON.parse(bytes.toString()));
    expect(validate.errors ?? []).toEqual([]);
  });
});
