import { describe, expect, it } from '@jest/globals';
import { inOrderOfUse, type PublicCertificate, readCursor, wordsOf, writeCursor } from './catalogue.rules.js';
import { maskRow } from './metric.rules.js';
import { openCsv } from './open-data.exporter.js';

const certificate = (number: string, status: PublicCertificate['status'], decidedAt: string) =>
  ({ number, status, decidedAt }) as PublicCertificate; // the order reads these three alone

describe('the words of a search', () => {
  it.each([
    ['  Dossier  Médical ', ['dossier', 'medical']],
    ['REP-2026-00041', ['rep', '2026', '00041']],
    ["l'ordonnance L'ORDONNANCE", ['l', 'ordonnance']],
    ['ordonnances RÉSEAUX bus lys', ['ordonnance', 'reseau', 'bus', 'lys']],
    ['& | ! ( ) :* \\ %', []],
    ['a b c d e f g h i j', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']],
  ])('“%s” is %j', (query, words) => {
    expect(wordsOf(query)).toEqual(words);
  });
});

describe('the certificate that speaks for a product', () => {
  it('is the latest one in force, even when another was decided since', () => {
    const order = inOrderOfUse([
      certificate('A', 'withdrawn', '2026-09-01'),
      certificate('B', 'active', '2026-01-01'),
      certificate('C', 'suspended', '2026-08-01'),
      certificate('D', 'under_reservation', '2026-03-01'),
    ]);
    expect(order.map(({ number }) => number)).toEqual(['D', 'B', 'C', 'A']);
  });
});

describe('a cursor', () => {
  const id = '0199f0c0-0000-7000-8000-000000000001';

  it.each([
    ['name', 'Élytre'],
    ['decided', '2026-11-22T03:28:46.000Z'],
    ['relevance', '0.6079'],
  ])('of a list by %s is read back', (sort, value) => {
    expect(readCursor(writeCursor({ sort, value, id }), sort)).toEqual({ sort, value, id });
  });

  it.each([
    ['another list', writeCursor({ sort: 'name', value: 'x', id })],
    ['a date that is none', writeCursor({ sort: 'decided', value: 'x', id })],
    ['an id that is none', writeCursor({ sort: 'decided', value: '2026-11-22', id: 'x' })],
    ['noise', 'e30'],
    ['nothing', ''],
  ])('of %s is refused', (_what, text) => {
    expect(readCursor(text, 'decided')).toBeNull();
  });
});

describe('small cells', () => {
  const masked = (...counts: number[]) =>
    maskRow(counts.map((count) => ({ count }))).map(({ count, isMasked }) => (isMasked ? null : count));

  it.each([
    [
      [0, 5, 12],
      [0, 5, 12],
    ],
    [
      [3, 2, 12],
      [null, null, 12],
    ],
    [
      [3, 7, 12],
      [null, null, 12],
    ],
    [
      [1, 0, 0],
      [null, null, 0],
    ],
    [[], []],
  ])('%j is told as %j', (counts, told) => {
    expect(masked(...counts)).toEqual(told);
  });
});

describe('an open data file', () => {
  it('has its mark, its separator, and no formula', () => {
    const csv = openCsv(
      ['a', 'b', 'c'],
      [
        { a: '=1+1', b: 'x;"y"', c: null },
        { a: '@SUM', b: true, c: 1.5 },
      ],
    );
    expect(csv).toBe('\ufeffa;b;c\r\n\'=1+1;"x;""y""";\r\n\'@SUM;true;1.5\r\n');
  });
});
