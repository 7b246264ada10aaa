import type { DocumentImport } from './ciso-assistant.importer.js';
import { codeFrom, ImportedDraft, textFrom, versionFrom } from './imported.rules.js';
import { criticalities, naPolicies, obligations, type Requirement } from './package-content.rules.js';

/** The name space of the properties that only Guichet writes. */
export const oscalNamespace = 'urn:guichet:ns:criteria:1';

type Members = Record<string, unknown>;

/** Whether a parsed document is an OSCAL catalog. */
export function isOscalCatalog(document: unknown): boolean {
  return Object.keys(record(record(document).catalog)).length > 0;
}

/** Reads an OSCAL catalog 1.1 or 1.2: groups are chapters, controls and their enhancements are requirements. */
export function readOscalCatalog(document: unknown): DocumentImport {
  const catalog = record(record(document).catalog);
  const metadata = record(catalog.metadata);
  const isOurs = list(metadata.props).some((one) => record(one).ns === oscalNamespace);
  const draft = new ImportedDraft(isOurs ? 'fr' : 'en');
  const reader = new CatalogReader(draft, paramsOf(catalog));
  for (const group of list(catalog.groups).map(record)) reader.group(group, sectionOf(group), null);
  for (const control of list(catalog.controls).map(record)) reader.control(control, { key: 'general', title: 'Général' }, null);
  for (const id of reader.unresolved) draft.remark('oscal.param_unresolved', { id });
  const content = draft.content({
    code: property(metadata, 'code') || codeFrom(text(metadata.title)),
    version: versionFrom(text(metadata.version)),
    domain: property(metadata, 'domain') || 'security',
    title: textFrom(text(metadata.title) || 'OSCAL', isOurs ? 'fr' : 'en'),
  });
  return { content, rows: { read: draft.read, kept: draft.kept, rejected: draft.read - draft.kept }, findings: draft.findings };
}

class CatalogReader {
  readonly unresolved = new Set<string>();
  /** Parameters that may still be filled in: values may name others, and so on without end. */
  private insertions = 50_000;

  constructor(
    private readonly draft: ImportedDraft,
    private readonly params: ReadonlyMap<string, string>,
  ) {}

  group(group: Members, section: { key: string; title: string }, block: string | null): void {
    for (const control of list(group.controls).map(record)) this.control(control, section, block);
    for (const inner of list(group.groups).map(record)) this.group(inner, section, line(text(inner.title)));
  }

  control(control: Members, section: { key: string; title: string }, block: string | null): void {
    const parts = list(control.parts).map(record);
    const statements = parts.filter(({ name, class: kind }) => name === 'statement' && kind !== 'en');
    const english = parts.find(({ name, class: kind }) => name === 'statement' && kind === 'en');
    const prose =
      statements.map((part) => this.proseOf(part)).join('\n') ||
      parts
        .filter(isSpoken)
        .map((part) => this.proseOf(part))
        .join('\n');
    const all = propertiesOf(control);
    const has = (name: string) => all(name).at(0) ?? '';
    const isWithdrawn = has('status') === 'withdrawn';
    const title = this.resolve(text(control.title));
    const number = has('number') || has('label') || text(control.id);
    const facts = this.factsOf(control, has, english);
    const key = this.draft.add(section, number, prose || (isWithdrawn ? title : ''), {
      ...facts,
      block: block ?? (has('block') || null),
      title: has('untitled') === 'yes' || title === '' ? null : { fr: title },
      ...(isWithdrawn && { life: 'obsolete' }),
    });
    if (key !== null) this.scenarios(parts, key);
    for (const inner of list(control.controls).map(record)) this.control(inner, section, block);
  }

  private factsOf(control: Members, has: (name: string) => string, english: Members | undefined): Partial<Requirement> {
    const choice = <T extends string>(name: string, allowed: readonly T[]): T | undefined => allowed.find((one) => one === has(name));
    const weight = Number(has('weight'));
    const guidance = list(control.parts)
      .map(record)
      .find(({ name }) => name === 'guidance');
    const why = guidance === undefined ? '' : this.proseOf(guidance);
    const [key, criticality] = [has('key'), choice('criticality', criticalities)];
    return {
      ...(key !== '' && { key }),
      obligation: choice('obligation', obligations) ?? 'must',
      naPolicy: choice('na-policy', naPolicies) ?? 'allowed_with_reason',
      ...(criticality !== undefined && { criticality }),
      ...(has('domain') !== '' && { domain: has('domain') }),
      ...(has('feature') !== '' && { feature: has('feature') }),
      ...(has('weight') !== '' && Number.isSafeInteger(weight) && { weight }),
      ...(why !== '' && { why: { fr: why.slice(0, 12_000) } }),
      ...(english !== undefined && { statement: { fr: '', en: this.proseOf(english) } }),
      externalReferences: list(control.links)
        .map(record)
        .filter(({ rel, text: label }) => rel === 'reference' && text(label) !== '')
        .map(({ href, text: label }) => ({
          document: line(text(label)),
          id: null,
          url: /^https?:\/\/\S+$/.test(text(href)) ? text(href) : null,
        })),
    };
  }

  private scenarios(parts: readonly Members[], key: string): void {
    for (const part of parts.filter(({ name, ns }) => name === 'scenario' && ns === oscalNamespace)) {
      const scenarioKey = property(part, 'key') || `${key}.s${this.draft.scenarios.length + 1}`;
      const requirements = [key, ...propertiesOf(part)('requirement')];
      this.draft.scenarios.push({
        key: scenarioKey,
        number: text(part.title) || null,
        title: null,
        statement: { fr: text(part.prose) },
        requirements,
        steps: [],
      });
    }
  }

  /** A part and its items, each after its label, with its parameters filled in. */
  private proseOf(part: Members): string {
    const label = part.props === undefined ? '' : property(part, 'label');
    const own = this.resolve(text(part.prose));
    const head = [label, own].filter((one) => one !== '').join(' ');
    const inner = list(part.parts).map((one) => this.proseOf(record(one)));
    return [own === '' && inner.length === 0 ? '' : head, ...inner].filter((one) => one !== '').join('\n');
  }

  /** A parameter gives its value, its choices or its label in brackets; one that is nowhere is remarked upon. */
  private resolve(prose: string, depth = 0): string {
    if (!prose.includes('{{')) return prose;
    return prose.replace(/\{\{\s*insert:\s*param,\s*([^\s}]+)\s*\}\}/g, (_, id: string) => {
      const value = this.params.get(id);
      if (value === undefined) this.unresolved.add(id);
      this.insertions -= 1;
      return value === undefined || depth > 4 || this.insertions < 0 ? `[${id}]` : this.resolve(value, depth + 1);
    });
  }
}

function isSpoken({ name, class: kind, ns }: Members): boolean {
  return (
    ns !== oscalNamespace &&
    kind !== 'en' &&
    !['guidance', 'assessment-method', 'assessment-objective', 'assessment-object'].includes(text(name))
  );
}

function sectionOf(group: Members): { key: string; title: string } {
  const key = line(property(group, 'key') || property(group, 'label') || text(group.id) || text(group.title)) || 'general';
  return { key, title: text(group.title) || key };
}

/** Every parameter of the catalog by id, wherever it stands: its values, else its choices, else its label. */
function paramsOf(catalog: Members): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (holder: Members): void => {
    for (const param of list(holder.params).map(record)) {
      const values = list(param.values).map(text).join(', ');
      const choices = list(record(param.select).choice).map(text).join(' ; ');
      found.set(text(param.id), values || `[${choices || text(param.label) || text(param.id)}]`);
    }
    for (const inner of [...list(holder.groups), ...list(holder.controls)]) visit(record(inner));
  };
  visit(catalog);
  return found;
}

/** The properties of a holder by name, read once; a label is often given several times, the plain one without class. */
function propertiesOf(holder: Members): (name: string) => string[] {
  const plain = new Map<string, string[]>();
  const classed = new Map<string, string[]>();
  for (const one of list(holder.props).map(record)) {
    const [name, into] = [text(one.name), one.class === undefined ? plain : classed];
    const values = into.get(name);
    if (values === undefined) into.set(name, [text(one.value)]);
    else values.push(text(one.value));
  }
  return (name) => plain.get(name) ?? classed.get(name) ?? [];
}

function property(holder: Members, name: string): string {
  return propertiesOf(holder)(name).at(0) ?? '';
}

function record(value: unknown): Members {
  // an object read from JSON has string keys; anything else has no members for us
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function line(value: string): string {
  return value
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 120)
    .trim();
}
