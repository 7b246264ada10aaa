import { describe, expect, it } from '@jest/globals';
import writeWorkbook from 'write-excel-file/node';
import { importPackages, type ImportResult } from './package.importer.js';

type Rows = readonly (readonly string[])[];

async function read(sheets: Readonly<Record<string, Rows>>): Promise<ImportResult[]> {
  const made = Object.entries(sheets).map(([sheet, rows]) => ({
    sheet,
    data: rows.map((row) => row.map((value) => (value === '' ? null : { value }))),
  }));
  return importPackages(await writeWorkbook(made).toBuffer(), { fileName: 'library.xlsx' });
}

const library: Rows = [
  ['type', 'library'],
  ['version', '3'],
  ['locale', 'en'],
  ['ref_id', 'LIB'],
  ['name', 'Library'],
];
const meta = (code: string): Rows => [
  ['type', 'framework'],
  ['base_urn', `urn:test:risk:req_node:${code.toLowerCase()}`],
  ['ref_id', code],
  ['name', `Framework ${code}`],
];
const header = [
  'assessable',
  'depth',
  'ref_id',
  'name',
  'description',
  'importance',
  'weight',
  'typical_evidence',
  'questions',
  'threats',
  'colour',
  'name[fr]',
  'description[fr]',
  'description[de]',
];
const content: Rows = [
  header,
  ['', '1', 'A', 'Access', '', '', '', '', '', '', '', 'Accès', '', ''],
  ['x', '2', 'A.1', '', 'Identify users', 'mandatory', '2', 'A document', '', '1:T1', '', '', 'Identifier', 'Benutzer'],
  ['', '2', '', 'Inside', '', '', '', '', '', '', '', 'Dedans', '', ''],
  ['true', '3', '', 'Named only', '', 'nice_to_have', '', '', '', '', '', '', '', ''],
  ['false', '3', '', 'A note', '', '', '', '', '', '', '', '', '', ''],
  ['X', '1', '', '', '', '', '', '', 'Is it so?\nWhy?', '', '', '', '', ''],
];

describe('a CISO Assistant workbook', () => {
  it('gives chapters, requirements, their languages, weights and evidence, and says what has no place', async () => {
    const [result, ...more] = await read({
      info: [['Read me']],
      library_meta: library,
      FWK_meta: meta('ONE'),
      FWK_content: content,
      thr_meta: [['type', 'threats']],
    });
    expect(more).toEqual([]);
    expect(result).toMatchObject({
      format: 'ciso-assistant',
      rows: { read: 3, kept: 3, rejected: 0 },
      content: { code: 'ONE', version: '3', title: { fr: 'Framework ONE' } },
    });
    expect(result.content?.sections).toEqual([
      { key: 'A', title: { fr: 'Accès', en: 'Access' } },
      { key: 'general', title: { fr: 'Général', en: 'General' } },
    ]);
    expect(result.content?.requirements).toMatchObject([
      {
        key: 'A.1',
        section: 'A',
        obligation: 'must',
        weight: 2000,
        statement: { fr: 'Identifier', en: 'Identify users' },
        translations: { de: { statement: 'Benutzer' } },
      },
      { key: 'a:1:1', section: 'A', block: 'Dedans', obligation: 'may', statement: { fr: 'Named only', en: 'Named only' } },
      { key: 'node7', section: 'general', statement: { fr: 'Is it so?\nWhy?' } },
    ]);
    expect(result.content?.evidence).toMatchObject([{ requirements: ['A.1'], kinds: ['document'] }]);
    expect(result.findings.map(({ code, row, column }) => [code, row, column])).toEqual([
      ['column.unknown', 1, 'colour'],
      ['import.left_out', null, null],
      ['import.left_out', null, null],
    ]);
  });

  it('gives a package per framework', async () => {
    const results = await read({ library_meta: library, a_meta: meta('ONE'), a_content: content, b_meta: meta('TWO'), b_content: content });
    expect(results.map(({ content: one }) => one?.code)).toEqual(['ONE', 'TWO']);
  });

  it.each<[string, Record<string, Rows>, string]>([
    [
      'without its columns',
      {
        library_meta: library,
        a_meta: meta('ONE'),
        a_content: [
          ['ref_id', 'name'],
          ['1', 'x'],
        ],
      },
      'column.missing',
    ],
    ['without its content', { library_meta: library, a_meta: meta('ONE') }, 'file.no_rows'],
    ['of the old form', { library_content: [['library_urn', 'x']] }, 'file.other_kind'],
  ])('%s is refused', async (_, sheets, code) => {
    const [result] = await read(sheets);
    expect(result.content).toBeNull();
    expect(result.findings.map((found) => found.code)).toContain(code);
  });
});
