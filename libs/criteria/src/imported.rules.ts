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

/** A chapter as another document tells it. */
export interface ImportedSection {
  readonly key: string;
  readonly title: OperatorText;
}

/** What another document says of a requirement besides its number and statement. */
export type ImportedFacts = Partial<Omit<Requirement, 'key' | 'number' | 'section' | 'statement'>>;

function longest({ fr, en }: OperatorText): number {
  return Math.max(fr.length, en?.length ?? 0);
}

/** A package being built from a document that has other notions: keys made unique, texts bounded, every loss remarked. */
export class ImportedDraft {
  readonly findings: Finding[] = [];
  read = 0;
  /** Row being read, for its remarks; null in a document without rows. */
  row: number | null = null;
  private readonly keys = new Set<string>();
  private readonly sections = new Map<string, OperatorText>();
  private readonly marked = new Set<string>();
  private readonly requirements: Requirement[] = [];
  readonly profiles: PackageContent['profiles'] = [];
  readonly scenarios: PackageContent['scenarios'] = [];
  readonly evidence: PackageContent['evidence'] = [];

  /** Adds a requirement, or rejects it with a remark; gives its key. */
  add(section: ImportedSection, number: string, statement: OperatorText, facts: ImportedFacts = {}): string | null {
    this.read += 1;
    const said = this.clean(statement);
    const label = number
      .replace(/[\s\p{C}]+/gu, ' ')
      .slice(0, 80)
      .trim();
    if (said.fr === '') return this.reject('row.without_statement', { number: label });
    if (label === '') return this.reject('row.without_number', {});
    const { title = null, why = null } = facts;
    if ([said, title, why].some((one) => one !== null && longest(one) > textLimit))
      return this.reject('row.too_long', { limit: textLimit });
    const key = this.free(label);
    if (key !== label) this.findings.push(finding('requirement.number_repeated', { row: this.row }, { number: label, key }));
    if (!this.sections.has(section.key)) this.sections.set(section.key, this.clean(section.title));
    this.requirements.push({
      ...requirementDefaults,
      domain: 'security',
      obligation: 'must',
      ...facts,
      key,
      number: label,
      section: section.key,
      title: title && this.clean(title),
      statement: said,
      why: why && this.clean(why),
    });
    return key;
  }

  /** The text as a package holds it: layout tags and signs that do not print are removed, with a remark. */
  clean({ fr, en }: OperatorText): OperatorText {
    const french = plainText(fr);
    const english = en === fr ? french : plainText(en ?? '');
    if (french.hadMarkup || english.hadMarkup) this.once('text.markup_removed');
    if (french.hadNoise || english.hadNoise) this.once('cell.unreadable');
    return { fr: french.text, ...(english.text !== '' && { en: english.text }) };
  }

  private once(code: 'text.markup_removed' | 'cell.unreadable'): void {
    const mark = `${code} ${this.row ?? this.read}`;
    if (this.marked.has(mark)) return;
    this.marked.add(mark);
    this.findings.push(finding(code, { row: this.row }));
  }

  remark(code: Parameters<typeof finding>[0], params: Record<string, string | number> = {}): void {
    this.findings.push(finding(code, { row: this.row }, params));
  }

  /** The content, or null when nothing was kept. */
  content(identity: Pick<PackageContent, 'code' | 'version' | 'title'> & Partial<PackageContent>): PackageContent | null {
    if (this.requirements.length === 0) return null;
    const parts = {
      sections: [...this.sections].map(([key, title]) => ({ key, title })),
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
    this.findings.push(finding(code, { row: this.row }, params));
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
