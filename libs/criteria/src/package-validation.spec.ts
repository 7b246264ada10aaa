import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { findingMessages } from './finding.messages.js';
import { packageFileLimit, readPackage } from './package-document.importer.js';
import { packageSchema } from './package-schema.rules.js';
import { validatePackage } from './package-validation.rules.js';

const text = { fr: 'Texte' };
const valid = {
  format: 1,
  code: 'DEMO',
  version: '1',
  domain: 'security',
  title: text,
  sections: [{ key: 'A', title: text }],
  requirements: [{ key: 'A.01', section: 'A', domain: 'security', obligation: 'must', statement: text }],
};
const codes = (document: unknown) => validatePackage(document).findings.map(({ path, code }) => `${path} ${code}`);

describe('package validation', () => {
  it('takes a small valid document and fills in the defaults', () => {
    const { content, findings } = validatePackage(valid);
    expect(findings).toEqual([]);
    expect(content?.requirements[0]).toMatchObject({ number: 'A.01', profile: null, weight: 1000, naPolicy: 'forbidden', life: 'current' });
  });

  it('says everything that is wrong at once, form and meaning', () => {
    const document = {
      ...valid,
      code: 'bad code',
      version: undefined,
      surprise: 1,
      profiles: [{ key: 'child', label: text, question: {} }],
      requirements: [
        { key: 'A.01', section: 'Z', domain: 'security', obligation: 'should', statement: text, weight: 1.5, profile: 'nobody' },
        { key: 'A.01', section: 'A', domain: 'security', obligation: 'must', statement: { fr: '  ' } },
      ],
      scenarios: [{ key: 'S', statement: text, requirements: ['A.09'], steps: [{ text, requirements: ['A.01'] }] }],
      evidence: [{ key: 'E', scenario: 'S', requirements: ['A.01'], label: text }],
    };
    expect(codes(document).sort()).toEqual(
      [
        ' schema.required',
        '/code schema.pattern',
        '/surprise schema.unknown_member',
        '/profiles/0/question schema.required',
        '/profiles/0/key profile.unused',
        '/requirements/0/obligation schema.choice',
        '/requirements/0/weight schema.type',
        '/requirements/0/section reference.dangling',
        '/requirements/0/profile reference.dangling',
        '/requirements/1/statement/fr schema.pattern',
        '/requirements/1/key key.repeated',
        '/scenarios/0/requirements reference.dangling',
        '/scenarios/0/steps/0/requirements step.outside_scenario',
        '/evidence/0/requirements evidence.outside_scenario',
        '/evidence/0/kinds evidence.without_form',
      ].sort(),
    );
  });

  it.each([null, 1, 'text', [], [valid]])('refuses %j', (document) => {
    expect(validatePackage(document)).toMatchObject({ content: null, findings: [{ code: 'document.not_an_object', level: 'error' }] });
  });

  it('is described by the published schema, word for word', () => {
    const published: unknown = JSON.parse(readFileSync('criteria/criteria-package.schema.json', 'utf8'));
    expect(published).toEqual(JSON.parse(JSON.stringify(packageSchema)));
  });

  it('has a sentence and a cure in both languages for every remark', () => {
    for (const { message, cure } of Object.values(findingMessages)) {
      expect([message.fr, message.en, cure.fr, cure.en].every((sentence) => /\S.*[.…]$/.test(sentence))).toBe(true);
    }
  });
});

describe('package file', () => {
  const read = (yaml: string) => readPackage(Buffer.from(yaml)).findings.map(({ row, code }) => `${row} ${code}`);

  it('gives the line of each remark', () => {
    expect(read('format: 1\ncode: x\nversion: "1"\ndomain: eco\ntitle: { fr: T }\nsections:\n  - key: A\n')).toEqual(
      expect.arrayContaining(['2 schema.pattern', '7 schema.required', '1 schema.required']),
    );
  });

  it.each([
    ['an alias bomb', 'a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n', 'document.alias'],
    ['an ordered map', 'format: !!omap [a: 1]\n', 'document.tag'],
    ['a binary tag', 'format: !!binary AAAA\n', 'document.tag'],
    ['an unknown tag', 'format: !js/function x\n', 'document.tag'],
    ['a repeated member', 'format: 1\nformat: 1\n', 'document.syntax'],
    ['broken YAML', 'a: [1, 2\nb: }\n', 'document.syntax'],
  ])('refuses %s', (_, yaml, code) => {
    expect(read(yaml).join()).toContain(code);
  });

  it('refuses a file over the limit, one that is not UTF-8 and one nested without end', () => {
    expect(readPackage(new Uint8Array(packageFileLimit + 1)).findings[0].code).toBe('file.too_large');
    expect(readPackage(Uint8Array.of(0xff, 0xfe, 0xe9)).findings[0].code).toBe('file.unreadable');
    expect(readPackage(Buffer.from('['.repeat(200_000))).content).toBeNull();
  });

  it('does not let a member reach the prototype of objects', () => {
    readPackage(Buffer.from('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}'));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
