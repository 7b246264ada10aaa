import { describe, expect, it } from '@jest/globals';
import { blocksSave, changesBetween, countChanges, derivedContent } from './drafting.rules.js';
import { afterRemoval, edited, nextKey } from './drafting-edit.rules.js';
import { draftFindings } from './drafting-findings.rules.js';
import { complete, type PackageContent } from './package-content.rules.js';

const text = { fr: 'Texte', en: 'Text' };
const content: PackageContent = complete({
  format: 1,
  code: 'PUR',
  version: '1',
  domain: 'eco',
  title: text,
  sections: [
    { key: 'A', title: text },
    { key: 'B', title: text },
  ],
  requirements: ['A.01', 'A.02', 'B.01'].map((key) => ({
    key,
    section: key.slice(0, 1),
    domain: 'eco',
    obligation: 'must',
    statement: text,
  })),
  scenarios: [
    {
      key: 'S1',
      statement: text,
      requirements: ['A.01', 'A.02'],
      steps: [
        { text, requirements: ['A.01'] },
        { text, requirements: [] },
      ],
    },
    { key: 'S2', statement: text, requirements: ['A.01'] },
  ],
  evidence: [{ key: 'P1', scenario: 'S2', requirements: ['A.01'], kinds: ['log'], label: text }],
});
const keys = ({ requirements }: PackageContent) => requirements.map(({ key }) => key);

describe('a change of a draft', () => {
  it('touches nothing else: every other element stays the same object', () => {
    const next = edited(content, { kind: 'requirement.change', key: 'A.02', facts: { weight: 2000 } });
    expect(next.requirements[0]).toBe(content.requirements[0]);
    expect(next.scenarios).toBe(content.scenarios);
    expect(changesBetween(content, next)).toEqual({
      facts: false,
      requirements: { added: [], changed: ['A.02'], removed: [], moved: false },
    });
    expect(countChanges(changesBetween(content, next))).toBe(1);
  });

  it('moves a requirement among those of its section, and to the end of another', () => {
    expect(keys(edited(content, { kind: 'requirement.move', key: 'A.02', by: -1 }))).toEqual(['A.02', 'A.01', 'B.01']);
    for (const [key, by] of [
      ['A.01', -1],
      ['A.02', 1],
      ['B.01', 1],
    ] as const) {
      expect(keys(edited(content, { kind: 'requirement.move', key, by }))).toEqual(keys(content));
    }
    expect(keys(edited(content, { kind: 'requirement.place', key: 'A.01', section: 'B' }))).toEqual(['A.02', 'B.01', 'A.01']);
  });

  it('removes with a requirement what serves it alone, and leaves what serves others', () => {
    const { content: left, scenarios, evidence, steps } = afterRemoval(content, 'A.01');
    expect([scenarios.map(({ key }) => key), evidence.map(({ key }) => key), steps]).toEqual([['S2'], ['P1'], 1]);
    expect(left.scenarios.map(({ requirements, steps: rest }) => [requirements, rest.length])).toEqual([[['A.02'], 1]]);
    expect(draftFindings(left).filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each([
    [{ kind: 'section.remove', key: 'A' }, 'draft.section-used'],
    [{ kind: 'section.add', section: { key: 'A', title: text } }, 'draft.key-taken'],
    [{ kind: 'requirement.copy', key: 'A.01', as: 'B.01' }, 'draft.key-taken'],
    [{ kind: 'evidence.remove', key: 'P9' }, 'draft.gone'],
    [{ kind: 'requirement.merge', key: 'A.01', other: 'A.01', facts: { title: null, statement: text } }, 'draft.merge-itself'],
    [{ kind: 'requirement.merge', key: 'A.01', other: '', facts: { title: null, statement: text } }, 'draft.merge-none'],
  ] as const)('refuses %j', (edit, code) => {
    expect(() => edited(content, edit)).toThrow(expect.objectContaining({ code }));
  });
});

describe('what an editor is told', () => {
  it('does not keep an empty package from being saved, only from being frozen', () => {
    const findings = draftFindings({ ...content, requirements: [], scenarios: [], evidence: [] });
    expect(findings.some(({ level }) => level === 'error')).toBe(true);
    expect(findings.filter(blocksSave)).toEqual([]);
  });

  it('names an origin that the version it names does not hold', () => {
    const derived = derivedContent(content, '2');
    const known = { package: 'PUR', version: '1', keys: ['A.01', 'A.02'] };
    expect(draftFindings(derived, [known]).filter(({ level }) => level === 'error')).toMatchObject([
      { code: 'lineage.dangling', path: '/requirements/2/derivedFrom' },
    ]);
  });
});

describe('the next key', () => {
  it.each([
    [['A.01', 'A.09'], 'A.09', 'A.10'],
    [['A.99'], 'A.99', 'A.100'],
    [['INS/va1.1', 'INS/va1.2'], 'INS/va1.1', 'INS/va1.3'],
    [[], null, 'X.01'],
  ])('of %j after %s is %s', (taken, last, expected) => {
    expect(nextKey(taken, last, 'X')).toBe(expected);
  });
});
