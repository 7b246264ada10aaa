import { describe, expect, it } from '@jest/globals';
import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import { importPackage, type ImportResult } from './package.importer.js';
import { remColumns } from './rem-columns.rules.js';

const headers = remColumns.slice(0, 31).map(({ name }) => name);
const prepublication = remColumns.map(({ name }) => name);

type Cells = Partial<Record<string, string>>;
const base: Cells = {
  'Exigence conditionnelle OUI/NON': 'NON',
  Profil: 'Général',
  'ID Section': 'INS',
  Section: 'INS_Identité',
  Bloc: 'Bloc',
  Fonction: 'Fonction',
  "Nature de l'exigence": 'EXIGENCE',
};
const statement = "Énoncé de l'exigence (DOIT) ou de la préconisation (PEUT)";

/** One row; only what matters to the case is stated. */
function makeRow(cells: Cells): Cells {
  return { ...base, 'N° exigence': 'INS/A.01', [statement]: 'Le système DOIT afficher.', ...cells };
}
function grid(rows: Cells[], columns: readonly string[] = headers): string[][] {
  return [[...columns], ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
}
async function workbook(cells: SheetData): Promise<Uint8Array> {
  return writeWorkbook(cells, { sheet: 'Exigences' }).toBuffer();
}
async function fromSheet(rows: Cells[], columns: readonly string[] = headers): Promise<ImportResult> {
  return importPackage(await workbook(grid(rows, columns).map((row) => row.map((value) => (value === '' ? null : { value })))));
}
function csv(rows: Cells[], columns: readonly string[] = prepublication): string {
  return grid(rows, columns)
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';'))
    .join('\r\n');
}
const codes = (result: ImportResult) => result.findings.map(({ row, code }) => `${row} ${code}`);

describe('import of a REM workbook', () => {
  it('gathers the rows of a requirement, its scenarios and their evidence', async () => {
    const result = await fromSheet([
      makeRow({
        'N° scénario': 'INS/A.01.01',
        'Scénario de conformité': 'Montrer',
        'N° preuve 1': 'INS/A.01.01.01',
        'Preuve 1': 'Vidéo',
        'N° preuve 2': 'INS/A.01.01.02',
        'Preuve 2': 'Justificatif de l’homologation CNDA',
      }),
      makeRow({
        'N° scénario': 'INS/A.01.02',
        'Scénario de conformité': 'Montrer encore',
        'N° preuve 1': 'INS/A.01.02.01',
        'Preuve 1': 'Capture d’écran',
      }),
      makeRow({
        'N° exigence': 'INS/A.02',
        [statement]: 'Le système PEUT trier.',
        "Nature de l'exigence": 'PRECONISATION',
        'Exigence conditionnelle OUI/NON': 'OUI',
        Profil: 'BAL PER-ORG',
      }),
    ]);
    expect(result).toMatchObject({ format: 'rem-workbook', rows: { read: 3, kept: 3, rejected: 0 }, findings: [] });
    expect(result.content?.requirements).toMatchObject([
      { key: 'INS/A.01', obligation: 'must', profile: null, naPolicy: 'allowed_with_reason', section: 'INS' },
      { key: 'INS/A.02', obligation: 'may', profile: 'bal-per-org', naPolicy: 'allowed' },
    ]);
    expect(result.content?.scenarios.map(({ key }) => key)).toEqual(['INS/A.01.01', 'INS/A.01.02']);
    expect(result.content?.evidence).toMatchObject([
      { key: 'INS/A.01.01.01', kinds: ['video'], referenceKind: null, requirements: ['INS/A.01'], scenario: 'INS/A.01.01' },
      { kinds: ['cnda_certificate'], referenceKind: 'cnda_number' },
      { kinds: ['screenshot'] },
    ]);
    expect(result.content?.profiles).toMatchObject([{ key: 'bal-per-org', question: { fr: expect.stringContaining('MSSanté') } }]);
  });

  it('reads renamed headers under titles, and says so', async () => {
    const renamed = headers.map((name) => (name === 'N° exigence' ? 'NUMERO  EXIGENCE' : name === 'Profil' ? 'Profils' : name));
    const rows = grid([makeRow({})]).slice(1);
    const result = await importPackage(
      await workbook([
        [{ value: 'REM de démonstration' }],
        [null],
        renamed.map((value) => ({ value })),
        ...rows.map((row) => row.map((value) => ({ value }))),
      ]),
    );
    expect(result.rows).toEqual({ read: 1, kept: 1, rejected: 0 });
    expect(codes(result)).toEqual(['3 column.renamed', '3 column.renamed']);
  });

  it('refuses a sheet without a required column, naming it, and counts every row as rejected', async () => {
    const result = await fromSheet(
      [makeRow({}), makeRow({ 'N° exigence': 'INS/A.02' })],
      headers.filter((name) => name !== statement && name !== 'Section'),
    );
    expect(result).toMatchObject({ content: null, rows: { read: 2, kept: 0, rejected: 2 } });
    expect(result.findings.filter(({ level }) => level === 'error').map(({ column, code }) => [column, code])).toEqual([
      ['Section', 'column.missing'],
      [statement, 'column.missing'],
    ]);
  });

  it('reads without an optional column, and says what follows', async () => {
    const result = await fromSheet(
      [makeRow({ [statement]: 'Le système PEUT trier.' })],
      headers.filter((name) => !/^(Nature|Profil)/.test(name)),
    );
    expect(result.content?.requirements).toMatchObject([{ obligation: 'may', profile: null }]);
    expect(codes(result)).toEqual(['1 column.absent', '1 column.absent']);
  });

  it('says which column it did not read', async () => {
    const result = await fromSheet([makeRow({ Couleur: 'bleu' })], [...headers, 'Couleur', 'Profil']);
    expect(codes(result)).toEqual(['1 column.unknown', '1 column.repeated']);
  });

  it('gives a repeated number its own key when the requirement is another one', async () => {
    const other = {
      [statement]: 'Le système DOIT imprimer.',
      'N° scénario': 'INS/A.01.01',
      'Scénario de conformité': 'Imprimer',
      'N° preuve 1': 'INS/A.01.01.01',
      'Preuve 1': 'Vidéo',
    };
    const result = await fromSheet([
      makeRow({ ...other, [statement]: 'Le système DOIT afficher.', 'Scénario de conformité': 'Afficher' }),
      makeRow({ 'N° exigence': 'INS/A.02' }),
      makeRow(other),
      makeRow(other),
    ]);
    expect(result.content?.requirements.map(({ key, number }) => [key, number])).toEqual([
      ['INS/A.01', 'INS/A.01'],
      ['INS/A.02', 'INS/A.02'],
      ['INS/A.01~2', 'INS/A.01'],
    ]);
    expect(result.content?.scenarios.map(({ key }) => key)).toEqual(['INS/A.01.01', 'INS/A.01.01~2']);
    expect(result.content?.evidence.map(({ key }) => key)).toEqual(['INS/A.01.01.01', 'INS/A.01.01.01~2']);
    expect(codes(result)).toEqual([
      '4 requirement.number_repeated',
      '4 scenario.number_repeated',
      '4 evidence.number_repeated',
      '5 row.adds_nothing',
    ]);
    expect(result.rows).toEqual({ read: 4, kept: 4, rejected: 0 });
  });

  it('links one scenario to several requirements when number and text are the same', async () => {
    const shared = {
      'N° scénario': 'SCN.01',
      'Scénario de conformité': 'Parcours complet',
      'N° preuve 1': 'SCN.01.01',
      'Preuve 1': 'Vidéo',
    };
    const result = await fromSheet([
      makeRow(shared),
      makeRow({ ...shared, 'N° exigence': 'INS/A.02', [statement]: 'Le système DOIT trier.' }),
    ]);
    expect(result.content?.scenarios).toMatchObject([{ key: 'SCN.01', requirements: ['INS/A.01', 'INS/A.02'] }]);
    expect(result.content?.evidence).toMatchObject([{ key: 'SCN.01.01', requirements: ['INS/A.01', 'INS/A.02'] }]);
  });

  it('removes layout tags, keeps what only looks like one', async () => {
    const result = await fromSheet([
      makeRow({
        [statement]:
          '<p>Le système DOIT <b>afficher</b>&nbsp;:</p><ul><li>le nom</li><li>le pr&eacute;nom</li></ul><script>alert(1)</script>',
      }),
      makeRow({ 'N° exigence': 'INS/A.02', [statement]: 'Le système DOIT envoyer à <identifiant>@exemple & co.' }),
    ]);
    expect(result.content?.requirements.map(({ statement: text }) => text.fr)).toEqual([
      'Le système DOIT afficher\u00a0:\n\n- le nom\n- le prénom',
      'Le système DOIT envoyer à <identifiant>@exemple & co.',
    ]);
    expect(codes(result)).toEqual(['2 text.markup_removed']);
  });

  it('repeats the text of merged cells on each of their rows', async () => {
    const result = await importPackage(
      await workbook([
        headers.map((value) => ({ value })),
        headers.map((name) => ({
          value: { ...makeRow({}), 'N° scénario': 'INS/A.01.01', 'Scénario de conformité': 'Un' }[name],
          ...(name === 'N° exigence' || name === statement ? { rowSpan: 2 } : {}),
        })),
        headers.map((name) =>
          name === 'N° scénario' ? { value: 'INS/A.01.02' } : name === 'Scénario de conformité' ? { value: 'Deux' } : null,
        ),
      ]),
    );
    expect(result.content?.scenarios).toMatchObject([{ requirements: ['INS/A.01'] }, { requirements: ['INS/A.01'] }]);
    expect(result.rows).toEqual({ read: 2, kept: 2, rejected: 0 });
    expect(codes(result)).toEqual(['null cell.merged']);
  });

  it('reads a row without number as the continuation of the requirement above', async () => {
    const result = await fromSheet([
      makeRow({ 'N° scénario': 'INS/A.01.01', 'Scénario de conformité': 'Un' }),
      { 'N° scénario': 'INS/A.01.02', 'Scénario de conformité': 'Deux' },
    ]);
    expect(result.content?.scenarios).toMatchObject([{ requirements: ['INS/A.01'] }, { requirements: ['INS/A.01'] }]);
    expect(codes(result)).toEqual(['3 row.continues']);
  });

  it('rejects a statement left empty by a formula, and passes over blank rows without losing count', async () => {
    const cells = grid([makeRow({}), {}, makeRow({ 'N° exigence': 'INS/A.02' })]).map((row) =>
      row.map((value) => (value === '' ? null : { value })),
    );
    const position = headers.indexOf(statement);
    const rows: SheetData = cells.map((row, n) =>
      row.map((cell, index) => (n === 3 && index === position ? { value: '=A1', type: 'Formula' } : cell)),
    );
    const result = await importPackage(await workbook(rows));
    expect(result.rows).toEqual({ read: 2, kept: 1, rejected: 1 });
    expect(result.findings).toMatchObject([
      { code: 'cell.formula', message: { en: expect.stringContaining('first: I4') } },
      { row: 4, column: statement, level: 'error', code: 'row.without_statement', cure: { fr: expect.stringContaining('formule') } },
    ]);
  });

  it('keeps untidy rows with a remark, and rejects those that would change the meaning', async () => {
    const result = await fromSheet([
      makeRow({
        'N° exigence': '\u00a0VACC/va2.XX ',
        Section: 'Vaccination',
        'ID Section': '',
        "Nature de l'exigence": 'À VOIR',
        Profil: '',
        'N° scénario': 'AUTRE.01',
        'Scénario de conformité': 'Voir',
        'Preuve 1': 'Quelque chose',
        'N° preuve 2': 'X.1',
      }),
      makeRow({ 'N° exigence': 'INS/A.03', Profil: '', 'Exigence conditionnelle OUI/NON': 'OUI' }),
      makeRow({ 'N° exigence': '', [statement]: 'Le système DOIT autre chose.' }),
      makeRow({
        'N° exigence': 'INS/A.04',
        Profil: 'Fauteuil volant',
        'Exigence conditionnelle OUI/NON': 'NON',
        'N° scénario': 'INS/A.04.01',
      }),
      makeRow({ 'N° exigence': 'INS/A.05', [statement]: 'x'.repeat(12_001) }),
    ]);
    expect(result.rows).toEqual({ read: 5, kept: 2, rejected: 3 });
    expect(result.content?.requirements.map(({ key, section }) => [key, section])).toEqual([
      ['VACC/va2.XX', 'Vaccination'],
      ['INS/A.04', 'INS'],
    ]);
    expect(codes(result).sort()).toEqual(
      [
        '2 requirement.number_unusual',
        '2 section.without_prefix',
        '2 requirement.obligation_guessed',
        '2 requirement.profile_assumed',
        '2 scenario.does_not_nest',
        '2 evidence.without_number',
        '2 evidence.kind_unknown',
        '2 evidence.without_text',
        '3 row.without_profile',
        '4 row.without_number',
        '5 requirement.condition_contradicts',
        '5 profile.question_drafted',
        '5 scenario.without_text',
        '6 row.too_long',
      ].sort(),
    );
  });

  it.each<[string, Uint8Array, string]>([
    ['a damaged archive', Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3), 'file.unreadable'],
    ['an empty file', new Uint8Array(), 'file.no_rows'],
    ['a text without headers', Buffer.from('bonjour;monde\n1;2\n'), 'header.not_found'],
  ])('says what is wrong with %s', async (_, bytes, code) => {
    expect((await importPackage(bytes)).findings.map((found) => found.code)).toContain(code);
  });

  it('refuses a workbook with a cell so far away that the sheet could not be laid out', async () => {
    const wide: SheetData = [[...headers.map((value) => ({ value })), ...Array.from({ length: 300 }, () => ({ value: 'x' }))]];
    expect((await importPackage(await workbook(wide))).findings).toMatchObject([{ code: 'file.too_large' }]);
  });
});

describe('import of a pre-publication CSV', () => {
  const rows = [
    makeRow({
      'bon pour publication': 'OUI',
      'référence exigence socle': 'SC.INS/A.01',
      'points de vérification': 'Voir le nom\nVoir la date',
      'Rem Ségur': 'LGC',
      'Note interne': 'secret',
    }),
    makeRow({ 'N° exigence': 'INS/A.02', 'bon pour publication': 'NON' }),
    makeRow({ 'N° exigence': 'INS/A.03', 'bon pour publication': '' }),
  ];

  it('takes the rows fit for publication and accounts for the others', async () => {
    const result = await importPackage(Buffer.from(`\ufeff${csv(rows)}`));
    expect(result).toMatchObject({ format: 'rem-csv', rows: { read: 3, kept: 1, rejected: 2 } });
    expect(codes(result)).toEqual(['3 row.not_for_publication', '4 row.not_for_publication']);
    expect(result.content).toMatchObject({
      code: 'REM-LGC',
      requirements: [
        { derivedFrom: [{ key: 'SC.INS/A.01', relation: 'derived' }], verificationPoints: [{ fr: 'Voir le nom' }, { fr: 'Voir la date' }] },
      ],
    });
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  it.each<[string, Uint8Array, string[]]>([
    ['ISO-8859-1', Buffer.from(csv(rows), 'latin1'), ['null file.not_utf8']],
    ['commas', Buffer.from(csv(rows).replaceAll('";"', '","')), []],
  ])('reads %s as well', async (_, bytes, expected) => {
    const result = await importPackage(bytes);
    expect(result.content?.requirements[0].statement.fr).toBe('Le système DOIT afficher.');
    expect(result.rows).toEqual({ read: 3, kept: 1, rejected: 2 });
    expect(codes(result).filter((code) => !code.includes('publication'))).toEqual(expected);
  });

  it('names the package after its file', async () => {
    const { content } = await importPackage(Buffer.from(csv(rows)), { fileName: 'REM-MDV-LGC-Va2.csv' });
    expect(content).toMatchObject({ code: 'REM-MDV-LGC', version: 'Va2' });
  });
});
