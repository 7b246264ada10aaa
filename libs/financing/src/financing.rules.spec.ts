import { describe, expect, it } from '@jest/globals';
import { funded } from './amounts.rules.js';
import { brokenRules, checkRules, type Facts, financingRules, sameSigner, type Stage } from './financing.rules.js';

const sound: Facts = {
  scheme: { advanceBasisPoints: 3_000, vatBasisPoints: 2_000, needsImaging: false, needsIndicator: false },
  ceiling: { ht: 62_500, source: 'appel à financement' },
  order: {
    ht: 62_500,
    vat: 12_500,
    ttc: 75_000,
    prestation: 'wave',
    mention: true,
    waveOne: 'none',
    imagingInService: false,
    otherProgramme: false,
  },
  hadPreviousScheme: false,
  hasOtherOrder: false,
  funded: funded(62_500, 62_500, 2_000),
  advance: 'paid',
  milestone: { at: new Date('2027-12-15T11:00:00Z'), isPast: false },
  invoice: { ht: 62_500, signer: 'Dr A. Mercadal' },
  fitness: { signer: 'dr a mercadal', signedOn: '2026-11-03', indicator: null },
  indicator: null,
};
const on = '2026-11-20';
const brokenAt = (stage: Stage, change: Partial<Facts>, day = on) =>
  brokenRules(checkRules(stage, day, { ...sound, ...change })).map(({ id }) => id);

describe('the rules of the financing', () => {
  it('have one line each, with a source and a sentence in both languages', () => {
    expect(new Set(financingRules.map(({ id }) => id)).size).toBe(financingRules.length);
    for (let number = 1; number <= 12; number++) expect(financingRules.map(({ id }) => id)).toContain(`R${number}`);
    for (const { title, source } of financingRules) expect([title.fr, title.en, source].every((text) => text.length > 0)).toBe(true);
  });

  it.each(['order', 'advance', 'balance'] as const)('let a sound %s pass', (stage) => {
    expect(brokenAt(stage, {})).toEqual([]);
  });

  it.each<[string, Stage, string, Partial<Facts>]>([
    ['another order lives', 'order', 'R2', { hasOtherOrder: true }],
    ['both waves after wave 1 funding', 'order', 'R3', { order: { ...sound.order, prestation: 'both_waves', waveOne: 'funded' } }],
    ['both waves after a paid update', 'order', 'R3', { order: { ...sound.order, prestation: 'both_waves', waveOne: 'own_paid' } }],
    [
      'both waves and a known wave 1 order',
      'order',
      'R3',
      { hadPreviousScheme: true, order: { ...sound.order, prestation: 'both_waves' } },
    ],
    ['no radiology system', 'order', 'R4', { scheme: { ...sound.scheme, needsImaging: true } }],
    ['an order of zero', 'order', 'R6', { order: { ...sound.order, ht: 0, vat: 0, ttc: 0 } }],
    ['no mention', 'order', 'V1', { order: { ...sound.order, mention: false } }],
    ['a late advance', 'advance', 'R9', { milestone: { at: new Date('2026-01-01T11:00:00Z'), isPast: true } }],
    ['a late balance', 'balance', 'R9', { milestone: { at: new Date('2026-01-01T11:00:00Z'), isPast: true } }],
    ['an invoice of zero', 'balance', 'R6', { invoice: { ht: 0, signer: 'Dr A. Mercadal' } }],
    ['no indicator', 'balance', 'R7', { scheme: { ...sound.scheme, needsIndicator: true } }],
    ['no advance', 'balance', 'R8', { advance: 'none' }],
    ['an amendment still open', 'balance', 'R8', { advance: 'in_progress' }],
    ['two signatories', 'balance', 'V2', { invoice: { ht: 62_500, signer: 'L. Sorbier' } }],
    ['no verification', 'balance', 'V2', { fitness: null }],
    ['no pilot report yet', 'balance', 'V3', { scheme: { ...sound.scheme, pilotReportAt: null } }],
  ])('refuse %s', (_what, stage, rule, change) => {
    expect(brokenAt(stage, change)).toEqual([rule]);
  });

  it('refuse without a ceiling, for the amount and for its source', () => {
    expect(brokenAt('order', { ceiling: null })).toEqual(['R5', 'R10']);
  });

  it('ask the same indicator on the claim and on the verification, since the day the rule holds', () => {
    const scheme = { ...sound.scheme, needsIndicator: true };
    const fitness = { signer: 'Dr A. Mercadal', signedOn: '2026-11-03', indicator: 'case_1' };
    expect(brokenAt('balance', { scheme, fitness, indicator: 'case_2' })).toEqual(['R7']);
    expect(brokenAt('balance', { scheme, fitness, indicator: 'case_1' })).toEqual([]);
    expect(brokenAt('balance', { scheme, fitness, indicator: null }, '2024-09-11')).toEqual([]);
  });

  it('pay the ceiling and say so when the order is above it', () => {
    const order = { ...sound.order, ht: 70_000, vat: 14_000, ttc: 84_000 };
    const [first] = checkRules('order', on, { ...sound, order });
    expect(first).toMatchObject({ id: 'R5', finding: 'to_check' });
    expect(first.text.en).toContain('€625.00');
  });

  it('show what is not met first', () => {
    const results = checkRules('balance', on, { ...sound, fitness: null, order: { ...sound.order, otherProgramme: null } });
    expect(results.map(({ finding }) => finding)).toEqual([...results.map(({ finding }) => finding)].sort((a, b) => rank(a) - rank(b)));
    expect(results[0].id).toBe('V2');
  });
});

const rank = (finding: string): number => ['broken', 'to_check', 'met', 'not_concerned'].indexOf(finding);

describe('the same signatory', () => {
  it.each([
    ['Dr Éléonore Mercadal', 'dr eleonore mercadal', true],
    ['A. Mercadal', 'a mercadal', true],
    ['L. Sorbier', 'A. Mercadal', false],
  ])('%s and %s: %s', (left, right, same) => expect(sameSigner(left, right)).toBe(same));
});
