import { describe, expect, it } from '@jest/globals';
import { contentHash } from './content-hash.rules.js';
import { readPackageFolder } from './package-folder.adapter.js';
import type { OperatorText, PackageContent } from './package-content.rules.js';
import { readPackage } from './package-document.importer.js';

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

describe('packages of the house', () => {
  it('cover the four domains', () => {
    const domains = files.map(({ content }) => content?.domain);
    expect(domains.sort()).toEqual(['eco', 'ethics', 'interoperability', 'security']);
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
