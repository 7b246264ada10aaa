import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { authorForm, canonicalContent, contentHash, exchangeForm } from './content-hash.rules.js';
import { readPackageFolder } from './package-folder.adapter.js';
import { complete, type PackageDocument } from './package-content.rules.js';
import { readPackage } from './package-document.importer.js';

const small: PackageDocument = {
  format: 1,
  code: 'DEMO',
  version: '1.0',
  domain: 'security',
  title: { fr: 'Démo', en: 'Demo' },
  sections: [{ key: 'A', title: { fr: 'Section A' } }],
  requirements: [
    { key: 'A.01', section: 'A', domain: 'security', obligation: 'must', statement: { fr: 'Le produit chiffre.\nToujours.' } },
  ],
  evidence: [{ key: 'A.01.01', requirements: ['A.01'], kinds: ['document'], label: { fr: 'Procédure' } }],
};

describe('content hash', () => {
  it('is the fixed vector of format 1', () => {
    expect(canonicalContent(complete(small))).toBe(
      '{"code":"DEMO","domain":"security","evidence":[{"key":"A.01.01","kinds":["document"],"label":{"fr":"Procédure"},"requirements":["A.01"]}],"format":1,"requirements":[{"domain":"security","key":"A.01","obligation":"must","section":"A","statement":{"fr":"Le produit chiffre.\\nToujours."}}],"sections":[{"key":"A","title":{"fr":"Section A"}}],"title":{"en":"Demo","fr":"Démo"},"version":"1.0"}',
    );
    expect(contentHash(complete(small))).toBe('sha256:ccc24926ef00b58a761fb25ef733057790140d14308aa087b8004ed047003ad9');
  });

  it.each<[string, PackageDocument]>([
    [
      'defaults written out',
      {
        ...small,
        profiles: [],
        scenarios: [],
        summary: null,
        requirements: [{ ...small.requirements[0], weight: 1000, life: 'current', number: 'A.01', why: null }],
      },
    ],
    ['accents decomposed', { ...small, title: { fr: 'Démo'.normalize('NFD'), en: 'Demo' } }],
    [
      'Windows line ends',
      { ...small, requirements: [{ ...small.requirements[0], statement: { fr: 'Le produit chiffre.\r\nToujours.' } }] },
    ],
    ['members in another order', Object.fromEntries(Object.entries(small).reverse()) as PackageDocument], // same members
  ])('does not change with %s', (_, document) => {
    expect(contentHash(complete(document))).toBe(contentHash(complete(small)));
  });

  it('changes with one letter, with the printed order and with a weight', () => {
    const [requirement] = small.requirements;
    const second = { ...requirement, key: 'A.02' };
    const hashes = [
      small,
      { ...small, requirements: [{ ...requirement, statement: { fr: 'Le produit chiffre.\nToujours' } }] },
      { ...small, requirements: [{ ...requirement, weight: 1500 }] },
      { ...small, requirements: [requirement, second] },
      { ...small, requirements: [second, requirement] },
    ].map((document) => contentHash(complete(document)));
    expect(new Set(hashes).size).toBe(5);
  });

  it('is the same from YAML and from JSON', () => {
    const yaml = `format: 1
code: DEMO
version: '1.0'
domain: security
title: { fr: Démo, en: Demo }
sections: [{ key: A, title: { fr: Section A } }]
requirements:
  - { key: A.01, section: A, domain: security, obligation: must, statement: { fr: "Le produit chiffre.\\nToujours." } }
evidence:
  - { key: A.01.01, requirements: [A.01], kinds: [document], label: { fr: Procédure } }
`;
    const hashOf = (text: string) => {
      const { content } = readPackage(Buffer.from(text));
      return content === null ? 'refused' : contentHash(content);
    };
    expect(hashOf(yaml)).toBe(hashOf(JSON.stringify(small)));
    expect(hashOf(yaml)).toBe(contentHash(complete(small)));
  });
});

/** The hash as a program that shares nothing with the portal computes it. */
function recomputed(document: unknown): string {
  return execFileSync(process.execPath, ['test/support/recompute-hash.mjs'], { input: JSON.stringify(document), encoding: 'utf8' }).trim();
}

const shipped = (await readPackageFolder('criteria')).map(({ path, bytes }) => ({ path, content: readPackage(bytes).content }));

describe('an independent program', () => {
  it.each(shipped)('finds the hash of $path, from the public form and from that of its authors', ({ content }) => {
    if (content === null) throw new Error('invalid package');
    expect(recomputed(exchangeForm(content))).toBe(contentHash(content));
    expect(recomputed(authorForm(content))).toBe(contentHash(content));
  });

  it('and the portal find what the worked example of criteria/README.md says', () => {
    const readme = readFileSync('criteria/README.md', 'utf8');
    const example = /```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const [points, text, hash] = [...readme.slice(readme.indexOf(example) + example.length).matchAll(/^ {4}(\S.*)$/gm)].map(
      ([, line]) => line,
    );
    const { content, findings } = readPackage(Buffer.from(example));
    expect(findings).toEqual([]);
    if (content === null) throw new Error('invalid example');
    expect([contentHash(content), canonicalContent(content)]).toEqual([hash, text]);
    expect(text).toContain(points);
    expect(recomputed(JSON.parse(example))).toBe(hash);
  });
});
