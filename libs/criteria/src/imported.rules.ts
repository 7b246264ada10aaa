import { finding, type Finding } from './finding.messages.js';
import type { OperatorText, PackageContent, Requirement } from './package-content.rules.js';
import { contentDefaults, requirementDefaults } from './package-content.rules.js';
import { plainText } from './plain-text.rules.js';

/** Longest text a package holds, in characters. */
const textLimit = 12_000;

/** A code of package made from any name: capitals, figures and hyphens, 40 at most. */
export function codeFrom(name: string): string {
  const code = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return code.length >= 2 ? code : 'IMPORT';
}

/** A label of version made from any: letters, figures and `. + _ -`, 40 at most. */
export function versionFrom(label: string): string {
  const version = label
    .replace(/[^0-9A-Za-z.+_-]+/g, '-')
    .replace(/^[^0-9A-Za-z]+/, '')
    .slice(0, 40);
  return version === '' ? '1' : version;
}

/** A text of a document in one language: French is required, so another language stands in both places. */
export function textFrom(text: string, locale: string): OperatorText {
  return locale === 'en' ? { fr: text, en: text } : { fr: text };
}

/** A package being built from a document that has other notions: keys made unique, texts bounded, every loss remarked. */
export class ImportedDraft {
  readonly findings: Finding[] = [];
  read = 0;
  private readonly keys = new Set<string>();
  private readonly sections = new Map<string, string>();
  private readonly requirements: Requirement[] = [];
  readonly profiles: PackageContent['profiles'] = [];
  readonly scenarios: PackageContent['scenarios'] = [];
  readonly evidence: PackageContent['evidence'] = [];

  constructor(private readonly locale: string) {}

  /** Adds a requirement, or rejects it with a remark; gives its key. */
  add(section: { key: string; title: string }, number: string, statement: string, facts: Partial<Requirement> = {}): string | null {
    this.read += 1;
    const text = plainText(statement).text;
    const label = number
      .replace(/[\s\p{C}]+/gu, ' ')
      .slice(0, 80)
      .trim();
    if (text === '') return this.reject('row.without_statement', { number: label });
    if (label === '') return this.reject('row.without_number', {});
    if (text.length > textLimit) return this.reject('row.too_long', { limit: textLimit });
    const key = this.free(facts.key ?? label);
    if (facts.key === undefined && key !== label) this.findings.push(finding('requirement.number_repeated', {}, { number: label, key }));
    this.sections.set(section.key, section.title);
    this.requirements.push({
      ...requirementDefaults,
      domain: 'security',
      obligation: 'must',
      ...facts,
      key,
      number: label,
      section: section.key,
      statement: { ...textFrom(text, this.locale), ...(facts.statement?.en !== undefined && { en: facts.statement.en }) },
    });
    return key;
  }

  remark(code: Parameters<typeof finding>[0], params: Record<string, string | number> = {}): void {
    this.findings.push(finding(code, {}, params));
  }

  /** The content, or null when nothing was kept. */
  content(identity: Pick<PackageContent, 'code' | 'version' | 'title'> & Partial<PackageContent>): PackageContent | null {
    if (this.requirements.length === 0) return null;
    const titles = [...this.sections].map(([key, title]) => ({ key, title: textFrom(title, this.locale) }));
    const parts = {
      sections: titles,
      requirements: this.requirements,
      profiles: this.profiles,
      scenarios: this.scenarios,
      evidence: this.evidence,
    };
    return { ...contentDefaults, format: 1, domain: 'security', ...identity, ...parts };
  }

  get kept(): number {
    return this.requirements.length;
  }

  private reject(code: Parameters<typeof finding>[0], params: Record<string, string | number>): null {
    this.findings.push(finding(code, {}, params));
    return null;
  }

  private free(wanted: string): string {
    const base = wanted.slice(0, 150).trim();
    let key = base;
    for (let n = 2; this.keys.has(key); n += 1) key = `${base}~${n}`;
    this.keys.add(key);
    return key;
  }
}
