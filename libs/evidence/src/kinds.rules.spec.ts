import { describe, expect, it } from '@jest/globals';
import { formatSize, parisDay } from './display.rules.js';
import { expiresOn, isExpired, largestFile } from './kinds.rules.js';
import { readReference } from './reference.rules.js';

describe('validity', () => {
  it.each([
    ['pentest_form', '2025-11-23', '2026-11-23'],
    ['pentest_form', '2024-02-29', '2025-02-28'],
    ['pentest_form', null, null],
    ['document', '2001-01-01', null],
    ['cnda_number', '2001-01-01', null],
  ] as const)('%s of %s ends on %s', (kind, day, end) => {
    expect(expiresOn(kind, day)).toBe(end);
  });

  it('a document is out of date on the first day after its months', () => {
    expect(isExpired('pentest_form', '2025-11-23', '2026-11-22')).toBe(false);
    expect(isExpired('pentest_form', '2025-11-23', '2026-11-23')).toBe(true);
  });
});

describe('sizes', () => {
  it('the operator may only lower the limit of a kind', () => {
    expect(largestFile('screenshot', 1000)).toBe(1000);
    expect(largestFile('screenshot', 10 ** 12)).toBe(50_000_000);
  });

  it.each([
    [512, '512\u00a0octets', '512\u00a0bytes'],
    [1500, '1,5\u00a0ko', '1.5\u00a0kB'],
    [50_000_000, '50\u00a0Mo', '50\u00a0MB'],
    [5_000_000_000, '5\u00a0Go', '5\u00a0GB'],
  ])('%d bytes are printed %s', (bytes, fr, en) => {
    expect(formatSize(bytes)).toEqual({ fr, en });
  });

  it('a day is the one of Paris', () => {
    expect(parisDay(new Date('2026-07-31T22:30:00Z'))).toBe('2026-08-01');
  });
});

describe('references', () => {
  it.each([
    ['cnda_number', ' nil 2026-004217 ', 'NIL2026-004217'],
    ['cnda_number', 'NIL', null],
    ['cnda_number', 'NIL-1;DROP', null],
    ['test_link', 'https://banc.example/rapports/1842', 'https://banc.example/rapports/1842'],
    ['test_link', 'http://banc.example/rapports/1842', null],
    ['test_link', 'https://user:pass@banc.example/', null],
    ['test_link', 'https://127.0.0.1/x', null],
    ['test_link', 'https://localhost/x', null],
    ['test_link', 'javascript:alert(1)', null],
    ['test_execution_id', 'ex-004217', 'EX-004217'],
    ['test_execution_id', 'EX', null],
  ] as const)('%s %s is read as %s', (kind, typed, value) => {
    expect(readReference(kind, typed)).toEqual(value === null ? null : { kind, value });
  });
});
