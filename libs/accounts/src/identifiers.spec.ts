import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  checkFiness,
  checkIdentifier,
  checkRpps,
  checkSiren,
  checkSiret,
  checkVat,
  compactIdentifier,
  frenchVat,
  type IdentifierCheck,
} from './identifiers.rules.js';

type Case = readonly [value: string, expected: IdentifierCheck];

describe('identifiers', () => {
  it.each<Case>([
    ['732829320', 'valid'],
    ['356000000', 'valid'],
    ['732829321', 'invalid'],
    ['73282932', 'invalid'],
    ['7328293200', 'invalid'],
    ['73282932A', 'invalid'],
    ['', 'invalid'],
  ])('SIREN %s is %s', (value, expected) => expect(checkSiren(value)).toBe(expected));

  it.each<Case>([
    ['73282932000074', 'valid'],
    ['73282932000075', 'invalid'],
    ['73282932100074', 'invalid'],
    ['35600000000048', 'valid'], // La Poste, head office: Luhn, its sum of digits is 26
    ['35600000009075', 'valid'], // La Poste: sum of digits 35, no Luhn
    ['35600000049838', 'invalid'],
    ['73282932000000', 'invalid'], // the sum rule is for La Poste alone
    ['7328293200007', 'invalid'],
  ])('SIRET %s is %s', (value, expected) => expect(checkSiret(value)).toBe(expected));

  it.each<Case>([
    ['540002698', 'valid'],
    ['458174839', 'doubtful'],
    ['2A0000014', 'valid'],
    ['2B0000020', 'valid'],
    ['2C0000014', 'invalid'],
    ['54000269', 'invalid'],
  ])('FINESS %s is %s', (value, expected) => expect(checkFiness(value)).toBe(expected));

  it.each<Case>([
    ['10100997245', 'valid'],
    ['10003461033', 'doubtful'],
    ['1000346103', 'invalid'],
  ])('RPPS %s is %s', (value, expected) => expect(checkRpps(value)).toBe(expected));

  it.each<Case>([
    ['FR44732829320', 'valid'],
    ['FR45732829320', 'invalid'],
    ['FR44732829321', 'invalid'],
    ['FRK7732829320', 'doubtful'],
    ['DE136695976', 'valid'],
    ['DE13669597', 'invalid'],
    ['CHE123456789', 'doubtful'],
    ['44732829320', 'invalid'],
    ['constructor', 'invalid'],
  ])('VAT number %s is %s', (value, expected) => expect(checkVat(value)).toBe(expected));

  it('gives the VAT number of a SIREN', () => expect(frenchVat('732829320')).toBe('FR44732829320'));
  it('reads what people type', () => expect(compactIdentifier(' 732 829\u202f320. ')).toBe('732829320'));
  it('accepts any short editor id with doubt', () => expect(checkIdentifier('cnda_editor', 'E1234')).toBe('doubtful'));
});

const folder = process.env.GUICHET_REAL_DATA;
const file = folder === undefined ? '' : join(folder, 'criteria/identifiers/test-vectors.json');

interface Vectors {
  readonly siren: { readonly valid: string[]; readonly invalid: string[] };
  readonly siret: {
    readonly valid: string[];
    readonly invalid: string[];
    readonly laPoste: { readonly valid: string[]; readonly invalid: string[] };
  };
  readonly tvaIntracom: { readonly valid: string[]; readonly invalid: string[] };
  readonly finess: { readonly validReal: string[]; readonly fictitiousLuhn: Record<string, boolean> };
  readonly rpps: { readonly luhn: Record<string, boolean> };
}

if (existsSync(file)) {
  const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors; // its keys are those of the published vectors
  const doubt = (passes: boolean): IdentifierCheck => (passes ? 'valid' : 'doubtful');
  const bare = (value: string): string => value.replace(/ \(.*/, '');

  it.each([
    ['siren', checkSiren, vectors.siren.valid, vectors.siren.invalid],
    [
      'siret',
      checkSiret,
      [...vectors.siret.valid, ...vectors.siret.laPoste.valid],
      [...vectors.siret.invalid, ...vectors.siret.laPoste.invalid],
    ],
    ['vat', checkVat, vectors.tvaIntracom.valid, vectors.tvaIntracom.invalid],
  ] as const)('every published %s number gets its expected answer', (_, check, valid, invalid) => {
    expect(valid.filter((value) => check(value) !== 'valid')).toEqual([]);
    expect(invalid.filter((value) => check(bare(value)) !== 'invalid')).toEqual([]);
  });

  it('real FINESS and RPPS numbers are never refused', () => {
    expect(vectors.finess.validReal.filter((value) => checkFiness(value) !== 'valid')).toEqual([]);
    for (const [value, passes] of Object.entries(vectors.finess.fictitiousLuhn)) expect(checkFiness(value)).toBe(doubt(passes));
    for (const [value, passes] of Object.entries(vectors.rpps.luhn)) expect(checkRpps(value)).toBe(doubt(passes));
  });
}
