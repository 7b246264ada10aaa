import type { DocumentImport } from './ciso-assistant.importer.js';
import { itemsOf, membersOf } from './document-members.rules.js';
import { codeFrom, ImportedDraft, textFrom, versionFrom, type ImportedSection } from './imported.rules.js';
import { string, type OscalMembers } from './oscal-names.rules.js';
import { OscalParameters } from './oscal-parameters.rules.js';
import type { ExternalReference } from './package-content.rules.js';

/** Whether a parsed document is an OSCAL catalog. */
export function isOscalCatalog(document: unknown): boolean {
  return Object.keys(membersOf(membersOf(document).catalog)).length > 0;
}

/** Reads any OSCAL catalog 1.1 or 1.2: groups are chapters, controls and their enhancements are requirements. */
export function readOscalCatalog(catalog: OscalMembers): DocumentImport {
  const metadata = membersOf(catalog.metadata);
  const draft = new ImportedDraft();
  const parameters = new OscalParameters(catalog);
  const reader = new CatalogReader(draft, parameters);
  for (const group of itemsOf(catalog.groups).map(membersOf)) reader.group(group, sectionOf(group), null);
  for (const control of itemsOf(catalog.controls).map(membersOf))
    reader.control(control, { key: 'general', title: { fr: 'Général', en: 'General' } }, null);
  for (const [member, count] of reader.leftOut) draft.remark('import.left_out', { member, count });
  draft.findings.push(...parameters.findings());
  const title = text(metadata.title) || 'OSCAL';
  const content = draft.content({ code: codeFrom(title), version: versionFrom(text(metadata.version)), title: textFrom(title, 'en') });
  return { content, rows: { read: draft.read, kept: draft.kept, rejected: draft.read - draft.kept }, findings: draft.findings };
}

class CatalogReader {
  /** Parts that have no place in a package, counted by name. */
  readonly leftOut = new Map<string, number>();

  constructor(
    private readonly draft: ImportedDraft,
    private readonly parameters: OscalParameters,
  ) {}

  group(group: OscalMembers, section: ImportedSection, block: string | null): void {
    for (const control of itemsOf(group.controls).map(membersOf)) this.control(control, section, block);
    for (const inner of itemsOf(group.groups).map(membersOf)) this.group(inner, section, line(text(inner.title)) || block);
  }

  control(control: OscalMembers, section: ImportedSection, block: string | null): void {
    const parts = itemsOf(control.parts).map(membersOf);
    const statements = parts.filter(({ name }) => name === 'statement');
    const spoken = statements.length > 0 ? statements : parts.filter(isSpoken);
    const prose = spoken.map((part) => this.proseOf(part)).join('\n');
    for (const part of parts) if (!spoken.includes(part) && part.name !== 'guidance') this.count(text(part.name) || 'parts');
    const properties = propertiesOf(control);
    const isWithdrawn = properties('status').includes('withdrawn');
    const title = this.parameters.fill(text(control.title));
    const number = properties('label').at(0) || text(control.id);
    const why = parts
      .filter(({ name }) => name === 'guidance')
      .map((part) => this.proseOf(part))
      .join('\n');
    this.draft.add(section, number, textFrom(prose || (isWithdrawn ? title : ''), 'en'), {
      naPolicy: 'allowed_with_reason',
      block,
      title: title === '' ? null : textFrom(title, 'en'),
      why: why === '' ? null : textFrom(why, 'en'),
      externalReferences: referencesOf(control),
      ...(isWithdrawn && { life: 'obsolete' }),
    });
    for (const inner of itemsOf(control.controls).map(membersOf)) this.control(inner, section, block);
  }

  private count(member: string): void {
    this.leftOut.set(member, (this.leftOut.get(member) ?? 0) + 1);
  }

  /** A part and its items, each after its label, with its parameters filled in. */
  private proseOf(part: OscalMembers): string {
    const label = part.props === undefined ? '' : (propertiesOf(part)('label').at(0) ?? '');
    const own = this.parameters.fill(text(part.prose));
    const inner = itemsOf(part.parts).map((one) => this.proseOf(membersOf(one)));
    const head = own === '' && inner.length === 0 ? '' : [label, own].filter((one) => one !== '').join(' ');
    return [head, ...inner].filter((one) => one !== '').join('\n');
  }
}

function isSpoken({ name }: OscalMembers): boolean {
  return !['guidance', 'assessment-method', 'assessment-objective', 'assessment-object', 'objective'].includes(text(name));
}

function referencesOf(control: OscalMembers): ExternalReference[] {
  return itemsOf(control.links)
    .map(membersOf)
    .filter(({ rel, text: label }) => rel === 'reference' && line(text(label)) !== '')
    .map(({ href, text: label }) => ({
      document: line(text(label)),
      id: null,
      url: /^https?:\/\/\S{1,480}$/.test(text(href)) ? text(href) : null,
    }));
}

function sectionOf(group: OscalMembers): ImportedSection {
  const key = line(propertiesOf(group)('label').at(0) || text(group.id) || text(group.title)) || 'general';
  return { key, title: textFrom(text(group.title) || key, 'en') };
}

/** The properties of a holder by name; a label is often given several times, the plain one without class. */
function propertiesOf(holder: OscalMembers): (name: string) => string[] {
  const properties = itemsOf(holder.props).map(membersOf);
  return (name) => {
    const named = properties.filter((one) => one.name === name);
    const plain = named.filter((one) => one.class === undefined);
    return (plain.length > 0 ? plain : named).map((one) => text(one.value));
  };
}

function text(value: unknown): string {
  return string(value).trim();
}

function line(value: string): string {
  return value
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 120)
    .trim();
}
