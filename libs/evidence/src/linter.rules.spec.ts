import { describe, expect, it } from '@jest/globals';
import { examineFile, identifierRules, LineReader, type FileFacts } from './linter.rules.js';

const file = (facts: Partial<FileFacts> = {}): FileFacts => ({
  kind: 'document',
  announcedSize: 10,
  size: 10,
  sha256: 'a'.repeat(64),
  senderSha256: null,
  mediaType: 'application/pdf',
  effectiveOn: null,
  today: '2026-11-22',
  ...facts,
});
const rules = (facts: Partial<FileFacts>) => examineFile(file(facts)).map(({ rule }) => rule);

describe('what a reviewer would reject in a file', () => {
  it.each<[string, Partial<FileFacts>, string[]]>([
    ['nothing in a proper document', {}, []],
    ['an empty file', { size: 0, announcedSize: 0 }, ['empty']],
    ['a truncated file', { size: 9 }, ['size-differs']],
    ['another fingerprint than the sender’s', { senderSha256: 'b'.repeat(64) }, ['fingerprint-differs']],
    ['the sender’s fingerprint', { senderSha256: 'a'.repeat(64) }, []],
    ['a picture where a video is expected', { kind: 'video', mediaType: 'image/png' }, ['wrong-type']],
    ['a program', { mediaType: 'application/octet-stream' }, ['wrong-type']],
    ['a penetration test without its date', { kind: 'pentest_form' }, ['undated']],
    ['a penetration test on its last day', { kind: 'pentest_form', effectiveOn: '2025-11-23' }, []],
    ['a penetration test of twelve months', { kind: 'pentest_form', effectiveOn: '2025-11-22' }, ['expired']],
  ])('%s', (_what, facts, expected) => {
    expect(rules(facts)).toEqual(expected);
  });
});

// Sample of the public study of the field (domain.md, annex A): an invented identity whose key is right.
const sample = '2 77 01 01 154 003 29';

describe('health identifiers', () => {
  it.each([
    [sample, ['nir']],
    [sample.replaceAll(' ', ''), ['nir']],
    [`INS : ${sample.replaceAll(' ', '')}.`, ['nir']],
    [sample.replaceAll(' ', '\u00a0'), ['nir']],
    [sample.replace(/29$/, '28'), []],
    [`9${sample.replaceAll(' ', '')}`, []],
    ['2 77 13 01 154 003 29', []],
    ['<id extension="" root="1.2.250.1.213.1.4.8"/>', ['ins']],
    ['<id extension="" root="1.2.250.1.213.1.4.10"/>', []],
    ['<id root="1.2.250.1.213.1.4.8.1"/>', []],
  ])('%s', (text, expected) => {
    expect(identifierRules(text)).toEqual(expected);
  });

  it('counts 2A as 19 and 2B as 18', () => {
    const key = (place: string) => String(97n - (BigInt(`18502${place}001002`) % 97n)).padStart(2, '0');
    expect(identifierRules(`185022A001002${key('19')}`)).toEqual(['nir']);
    expect(identifierRules(`185022B001002${key('18')}`)).toEqual(['nir']);
    expect(identifierRules(`185022A001002${key('18')}`)).toEqual([]);
  });

  it('are told by their line, across pieces, and never by their value', () => {
    const reader = new LineReader();
    const text = `one\ntwo ${sample}\nthree\nfour ${sample}`;
    for (let at = 0; at < text.length; at += 5) reader.push(text.slice(at, at + 5));
    reader.end();
    expect(reader.findings).toEqual([
      { rule: 'nir', line: 2 },
      { rule: 'nir', line: 4 },
    ]);
    expect(JSON.stringify(reader.findings)).not.toContain('277');
  });

  it('of a whole list are told by the first fifty', () => {
    const reader = new LineReader();
    for (let line = 0; line < 1000; line++) reader.push(`${sample}\n`);
    expect(reader.findings).toHaveLength(50);
  });
});
