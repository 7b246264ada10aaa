import { describe, expect, it } from '@jest/globals';
import { differenceCsv, differenceDocument } from './difference.exporter.js';
import { difference } from './difference.rules.js';
import { readLinks, resolveLinks } from './lineage.importer.js';
import { relationOf, withLineage, withNoOrigin, withoutLineage } from './lineage.rules.js';
import { complete, type PackageContent, type PackageDocument } from './package-content.rules.js';

const make = (version: string, statements: Readonly<Record<string, string>>, more: Partial<PackageDocument> = {}): PackageContent =>
  complete({
    format: 1,
    code: 'TEST',
    version,
    domain: 'security',
    title: { fr: 'Essai' },
    sections: [{ key: 'A', title: { fr: 'A' } }],
    requirements: Object.entries(statements).map(([key, fr]) => ({
      key,
      section: 'A',
      domain: 'security',
      obligation: 'must',
      statement: { fr },
    })),
    ...more,
  });
const log = 'Le système DOIT journaliser chaque accès.';
const mail = 'Le système DOIT écrire par messagerie de santé.';
const lock = 'Le système DOIT verrouiller la session.';
const older = make('1', { R1: log, R2: mail, R3: lock });
const newer = make('2', { R1: log, N2: mail, N3: `${lock} Sans perte.` });
const read = (text: string) => resolveLinks(readLinks(Buffer.from(text)), older, newer);
const short = ({ links }: ReturnType<typeof read>) => links.map(({ from, to, relation }) => [from, to, relation]);
const all = [
  ['R1', 'R1', 'unchanged'],
  ['R2', 'N2', 'renumbered'],
  ['R3', 'N3', 'reworded'],
];

describe('links of a file', () => {
  it.each([
    ['our CSV', 'de;a;relation;note\nR1;R1;;\nR2;N2;;\nR3;N3;Reformulée;vu'],
    ['a CSV in English', 'from,to,relation\nR1,R1,equal\nR2,N2,equal\nR3,N3,reworded'],
    ['our JSON', JSON.stringify({ links: all.map(([from, to, relation]) => ({ from, to, relation })) })],
    ['a list', JSON.stringify(all.map(([from, to]) => ({ from, to })))],
    ['the Ségur ids', JSON.stringify({ requirements: all.map(([idVague1, idVague2]) => ({ idVague1, idVague2, statement: 'x' })) })],
    ['the Ségur links', 'REQ_PATH,RELATED_REQ_PATH,RELATED_REQ_ROLE\n/a/b\\/c/R1,/x/R1,\n/a/N2,/x/R2,\n/a/N3,/x/y/R3,'],
    ['a printed difference in JSON', JSON.stringify(differenceDocument(difference(older, newer), older, newer))],
    ['a printed difference in CSV', differenceCsv(difference(older, newer), older, newer, 'fr')],
    [
      'a mapping, whichever way it goes',
      JSON.stringify({
        format: 1,
        code: 'MAPPING',
        version: '1',
        title: { fr: 'Essai' },
        source: { package: 'TEST', version: '2' },
        target: { package: 'TEST', version: '1' },
        links: [
          { sources: ['R1'], targets: ['R1'], relation: 'equal' },
          { sources: ['N2'], targets: ['R2'], relation: 'equal' },
          { sources: ['N3'], targets: ['R3'], relation: 'intersects' },
        ],
      }),
    ],
  ])('%s', (_name, text) => {
    const found = read(text);
    expect(short(found)).toEqual(all);
    expect([found.rows, found.findings]).toEqual([{ read: 3, kept: 3, rejected: 0 }, []]);
  });

  it('reports every row that links nothing, dangles or repeats, and rejects it', () => {
    const found = read('de;a;relation\nR1;R1;\nR9;N2;\nR2;N9;\nR8;N8;\n;N3;\nR1;R1;\nR3;N3;cousine');
    expect(found.rows).toEqual({ read: 7, kept: 3, rejected: 4 });
    expect(found.findings.map(({ row, code }) => [row, code])).toEqual([
      [3, 'links.unknown_from'],
      [4, 'links.unknown_to'],
      [5, 'links.unknown_from'],
      [5, 'links.unknown_to'],
      [6, 'links.incomplete'],
      [7, 'links.repeated'],
      [8, 'links.unknown_relation'],
    ]);
    expect(short(found)).toEqual([all[0], all[2]]);
  });

  it.each([
    ['', 'links.none'],
    ['{}', 'links.none'],
    ['un;deux\n1;2', 'links.no_columns'],
    ['{"links": [', 'document.syntax'],
  ])('says what is wrong with “%s”', (text, code) => {
    const found = read(text);
    expect([found.links, found.findings[0].code]).toEqual([[], code]);
  });

  it('finds an end by its number where one requirement alone prints it, and keeps an origin known by its number only', () => {
    const printed = make(
      '2',
      {},
      {
        requirements: ['X1', 'X2', 'X3'].map((key, place) => ({
          key,
          number: place === 0 ? 'ANN/1' : 'ANN/2',
          section: 'A',
          domain: 'security',
          obligation: 'must',
          statement: { fr: key },
        })),
      },
    );
    const found = resolveLinks(readLinks(Buffer.from('de;a\nVA1.01;ANN/1\nVA1.02;ANN/2')), null, printed);
    expect(found.links).toMatchObject([{ from: 'VA1.01', to: 'X1', relation: 'derived' }]);
    const [first] = withLineage(printed, null, found.links).requirements;
    expect(first.derivedFrom).toEqual([{ package: null, version: null, key: 'VA1.01', relation: 'derived' }]);
  });
});

describe('lineage of a content', () => {
  it('takes confirmed links, changes their relation, and gives them back', () => {
    const links = [{ from: 'R2', to: 'N2', relation: 'renumbered' as const }];
    const linked = withLineage(newer, older, links);
    expect(linked.requirements[1].derivedFrom).toEqual([{ package: 'TEST', version: '1', key: 'R2', relation: 'renumbered' }]);
    const again = withLineage(linked, older, [{ from: 'R2', to: 'N2', relation: 'reworded' }]);
    expect(again.requirements[1].derivedFrom).toHaveLength(1);
    expect(difference(older, again).changes.find(({ to }) => to === 'N2')).toMatchObject({ why: 'confirmed' });
    expect(withoutLineage(linked, older, links)).toEqual(newer);
    expect(withNoOrigin(linked, older, ['N2'])).toEqual(newer);
  });

  it('never proposes what was rejected or declared without origin', () => {
    const says = { rejected: [{ from: 'R3', to: 'N3' }], without: ['N2'] };
    const { counts } = difference(older, newer, says);
    expect(counts).toMatchObject({ unchanged: 1, new: 2, dropped: 2 });
  });

  it('names the relation of each kind of change', () => {
    expect((['unchanged', 'moved', 'split', 'new'] as const).map((kind) => relationOf({ kind }))).toEqual([
      'unchanged',
      'unchanged',
      'split',
      'derived',
    ]);
  });
});
