import { describe, expect, it } from '@jest/globals';
import { contentHash } from './content-hash.rules.js';
import { difference } from './difference.rules.js';
import { readPackageFolder } from './package-folder.adapter.js';
import type { OperatorText, PackageContent } from './package-content.rules.js';
import { readPackage } from './package-document.importer.js';
import { rgesn2024Criteria } from './scores-rgesn.rules.js';

const files = (await readPackageFolder('criteria')).map(({ path, bytes }) => ({ path, ...readPackage(bytes) }));

/** Every text of a document, wherever it stands. */
function texts(value: unknown): OperatorText[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== 'object' || value === null) return [];
  if ('fr' in value) return [value as OperatorText]; // only texts have a member `fr`
  return Object.values(value).flatMap(texts);
}
function contentOf(content: PackageContent | null): PackageContent {
  if (content === null) throw new Error('invalid package');
  return content;
}

const contents = files.map(({ content }) => contentOf(content));
/** Requirements the newest version of a package holds at least, those that count today. */
const least: Readonly<Record<string, number>> = {
  INTEROP: 60,
  ETHIQUE: 30,
  SECURITE: 50,
  ECO: 79,
};
/** The newest version of a package: versions of the house are `year.rank`, the rank below ten. */
function newest(code: string): PackageContent {
  const versions = contents.filter((content) => content.code === code).sort((a, b) => (a.version < b.version ? 1 : -1));
  return contentOf(versions.at(0) ?? null);
}
/** Versions that name another version of the house in the lineage of their requirements. */
const successors = contents.flatMap((to) =>
  contents
    .filter((from) =>
      to.requirements.some(({ derivedFrom }) => derivedFrom.some((o) => o.package === from.code && o.version === from.version)),
    )
    .map((from) => ({ name: `${from.code} ${from.version} → ${to.code} ${to.version}`, from, to })),
);

describe('packages of the house', () => {
  it('cover the four domains', () => {
    const domains = new Set(contents.map(({ domain }) => domain));
    expect([...domains].sort()).toEqual(['eco', 'ethics', 'interoperability', 'security']);
  });

  it.each(files)('$path is valid without a remark and named after its code and version', ({ path, content, findings }) => {
    expect(findings).toEqual([]);
    const { code, version } = contentOf(content);
    expect(path.split('/').at(-1)).toBe(`${code}-${version}.yaml`);
    expect(contentHash(contentOf(content))).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it.each(files)('$path asks enough, in French and English, and says where each requirement comes from', ({ content }) => {
    const { requirements, profiles } = contentOf(content);
    expect(requirements.length).toBeGreaterThanOrEqual(12);
    expect(profiles.length).toBeGreaterThan(0);
    expect(texts(content).filter(({ en }) => en === undefined)).toEqual([]);
    for (const { key, externalReferences, title, why } of requirements) {
      expect([key, externalReferences.length > 0, title !== null, why !== null]).toEqual([key, true, true, true]);
    }
  });

  it.each(files)('$path says what to deposit for each must', ({ content }) => {
    const { requirements, evidence } = contentOf(content);
    const served = new Set(evidence.flatMap((item) => item.requirements));
    expect(requirements.filter(({ key, obligation }) => obligation === 'must' && !served.has(key)).map(({ key }) => key)).toEqual([]);
    expect(evidence.some((item) => item.requirements.length > 1)).toBe(true);
  });

  it.each(files)('$path follows French typography', ({ content }) => {
    const sentences = texts(content).map(({ fr }) => fr);
    expect(sentences.filter((sentence) => /'| [:;!?]|« | »/.test(sentence))).toEqual([]);
  });
});

describe('newest packages of the house', () => {
  it.each(Object.entries(least))('%s asks at least %i requirements, each with what the reviewer checks', (code, size) => {
    const { requirements } = newest(code);
    expect(requirements.filter(({ life }) => life === 'current').length).toBeGreaterThanOrEqual(size);
    expect(requirements.filter(({ verificationPoints }) => verificationPoints.length === 0).map(({ key }) => key)).toEqual([]);
  });

  it.each(Object.keys(least))('%s writes its blocks and its sources with the French apostrophe', (code) => {
    const names = newest(code).requirements.flatMap(({ block, externalReferences }) => [
      block ?? '',
      ...externalReferences.flatMap(({ document, id }) => [document, id ?? '']),
    ]);
    expect(names.filter((name) => name.includes("'"))).toEqual([]);
  });

  it.each(Object.keys(least))('%s says when what is announced begins, and when what is dropped ends', (code) => {
    const { requirements } = newest(code);
    const undated = requirements.filter(
      ({ life, effectiveFrom, effectiveUntil }) =>
        (life === 'future' && effectiveFrom === null) || (life === 'obsolete' && effectiveUntil === null),
    );
    expect(undated.map(({ key }) => key)).toEqual([]);
  });

  it('hold the 78 criteria of the RGESN 2024 by number, each once and citing its own', () => {
    const rgesn = newest('ECO').requirements.filter(({ externalReferences }) =>
      externalReferences.some((o) => o.document === 'RGESN 2024'),
    );
    expect(rgesn.map(({ number }) => number)).toEqual(rgesn2024Criteria.map(({ key }) => key));
    expect(rgesn.filter(({ number, externalReferences }) => externalReferences.at(0)?.id !== `critère ${number}`)).toEqual([]);
  });

  it('cite each of the sixteen European principles in requirements that count', () => {
    const cited = newest('ETHIQUE')
      .requirements.filter(({ life, obligation }) => life === 'current' && obligation === 'must')
      .flatMap(({ externalReferences }) => externalReferences)
      .filter(({ document }) => document.startsWith('Principes européens'));
    const principles = Array.from({ length: 16 }, (_, index) => `principe ${index + 1}`);
    expect(principles.filter((principle) => !cited.some(({ id }) => id === principle))).toEqual([]);
  });
});

describe('lineage of the packages of the house', () => {
  it.each(successors)('$name resolves, and a key kept is always told', ({ from, to }) => {
    const known = new Set(from.requirements.map(({ key }) => key));
    const origins = to.requirements.flatMap(({ key, derivedFrom }) =>
      derivedFrom.filter((o) => o.package === from.code && o.version === from.version).map((o) => ({ key, origin: o.key })),
    );
    expect(origins.filter(({ origin }) => !known.has(origin))).toEqual([]);
    const kept = to.code === from.code ? to.requirements.filter(({ key }) => known.has(key)) : [];
    expect(kept.filter(({ key }) => !origins.some((o) => o.key === key && o.origin === key)).map(({ key }) => key)).toEqual([]);
  });

  it.each(successors)('$name tells what the difference finds', ({ from, to }) => {
    const { changes } = difference(from, to);
    const untrue = to.requirements.flatMap(({ key, title, statement, derivedFrom }) =>
      derivedFrom
        .filter((o) => o.package === from.code && o.version === from.version)
        .filter((o) => {
          const before = from.requirements.find((one) => one.key === o.key);
          const same = JSON.stringify([before?.title, before?.statement]) === JSON.stringify([title, statement]);
          const change = changes.find((one) => one.from === o.key && one.to === key);
          // Moved to another chapter, or kept for reading only, a text may still be the same word for word.
          const differs = change?.attributes.some(({ name }) => name !== 'section' && name !== 'block' && name !== 'life');
          if (o.relation === 'unchanged') return !same || differs !== false;
          return !change?.also.some((kind) => kind === o.relation);
        })
        .map(({ key: origin, relation }) => `${origin} → ${key} is not ${relation}`),
    );
    expect(untrue).toEqual([]);
  });
});
