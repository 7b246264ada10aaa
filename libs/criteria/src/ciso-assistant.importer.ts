import { itemsOf, membersOf } from './document-members.rules.js';
import { evidenceForm } from './evidence-wording.rules.js';
import { codeFrom, ImportedDraft, textFrom, versionFrom } from './imported.rules.js';
import type { OperatorText, PackageContent, Requirement } from './package-content.rules.js';
import type { Finding } from './finding.messages.js';
import { withoutNoise } from './plain-text.rules.js';

interface Node {
  readonly urn: string;
  readonly parent: string | null;
  readonly isAssessable: boolean;
  readonly reference: string;
  readonly name: string;
  readonly description: string;
  readonly evidence: string;
  readonly annotation: string;
  readonly isOptional: boolean;
  readonly weight: number;
  /** Texts of the questions asked on the node, one a line. */
  readonly questions: string;
  /** The same texts in other languages, by tag. */
  readonly translations: ReadonlyMap<string, Said>;
  /** Row of the sheet it stands on; null in a YAML library. */
  readonly row: number | null;
  /** Members that have no place in a package. */
  readonly others: readonly string[];
}

/** A package read from another document: rows are its items, counted all. */
export interface DocumentImport {
  readonly content: PackageContent | null;
  readonly rows: { read: number; kept: number; rejected: number };
  readonly findings: Finding[];
}

/** Whether a parsed document is a CISO Assistant library that holds a framework. */
export function isCisoLibrary(document: unknown): boolean {
  return frameworksOf(document).length > 0;
}

/** Reads a CISO Assistant library, a package per framework: nodes that are assessed are requirements, the others are their chapters. */
export function readCisoLibrary(document: unknown): DocumentImport[] {
  const library = membersOf(document);
  return frameworksOf(document).map((framework) => readFramework(framework, library));
}

function readFramework(framework: Record<string, unknown>, library: Record<string, unknown>): DocumentImport {
  const locale = text(library.locale) || 'fr';
  const draft = new ImportedDraft();
  const nodes = itemsOf(framework.requirement_nodes).map(nodeOf);
  const byUrn = new Map(nodes.map((node) => [node.urn, node]));
  for (const node of nodes) if (node.isAssessable) addNode(draft, node, byUrn, locale);
  const others = new Map<string, number>();
  for (const member of nodes.flatMap((node) => node.others)) others.set(member, (others.get(member) ?? 0) + 1);
  draft.row = null;
  for (const [member, count] of others) draft.remark('import.left_out', { member, count });
  const name = text(framework.name) || text(library.name) || 'CISO Assistant';
  const content = draft.content({
    code: codeFrom(text(framework.ref_id) || text(library.ref_id) || name),
    version: versionFrom(text(library.version) || '1'),
    title: textFrom(name, locale),
    summary: text(framework.description) === '' ? null : textFrom(text(framework.description), locale),
  });
  return { content, rows: { read: draft.read, kept: draft.kept, rejected: draft.read - draft.kept }, findings: draft.findings };
}

function addNode(draft: ImportedDraft, node: Node, byUrn: ReadonlyMap<string, Node>, locale: string): void {
  const ancestors = ancestorsOf(node, byUrn);
  const root = ancestors.at(-1);
  const section = root === undefined ? general : { key: nameOf(root), title: titleOf(root, locale) };
  const parent = ancestors.at(0);
  const isTitled = node.description !== '' && node.name !== '';
  draft.row = node.row;
  const key = draft.add(section, node.reference || ownName(node), bothLanguages(node, statementOf, locale), {
    obligation: node.isOptional ? 'may' : 'must',
    weight: node.weight,
    block: parent === undefined || parent === root ? null : line(titleOf(parent, locale).fr) || null,
    title: isTitled ? bothLanguages(node, ({ name }) => name, locale) : null,
    why: node.annotation === '' ? null : bothLanguages(node, ({ annotation }) => annotation, locale),
    naPolicy: 'allowed_with_reason',
    translations: otherLanguages(node, locale),
  });
  if (key === null || node.evidence === '') return;
  const { kinds, referenceKind } = evidenceForm(node.evidence);
  const label = draft.clean(bothLanguages(node, ({ evidence }) => evidence, locale));
  draft.evidence.push({ key: `${key}.e1`, number: null, scenario: null, requirements: [key], kinds, referenceKind, label });
}

const general = { key: 'general', title: { fr: 'Général', en: 'General' } };

interface Said {
  readonly name: string;
  readonly description: string;
  readonly annotation: string;
  readonly evidence: string;
}

function statementOf({ description, name }: Said): string {
  return description || name;
}

/** A text of a node in French and in English where the library says it; what it says in one language alone stands for French. */
function bothLanguages(node: Node, pick: (said: Said) => string, locale: string): OperatorText {
  const told = pick(node) || (pick === statementOf ? node.questions : '');
  const translated = (tag: string) => pick(node.translations.get(tag) ?? { name: '', description: '', annotation: '', evidence: '' });
  const english = locale === 'en' ? told : translated('en');
  return { fr: (locale === 'fr' ? told : translated('fr')) || told, ...(english !== '' && { en: english }) };
}

/** Texts in languages other than French and English. */
function otherLanguages(node: Node, locale: string): Requirement['translations'] {
  const found = [...node.translations].flatMap(([tag, { name, description, annotation }]) => {
    const statement = description || name;
    if (tag === 'en' || tag === 'fr' || tag === locale || statement === '') return [];
    return [
      [
        tag,
        { ...(description !== '' && name !== '' && { title: name }), statement, ...(annotation !== '' && { why: annotation }) },
      ] as const,
    ];
  });
  return Object.fromEntries(found);
}

/** From the nearest to the root; a loop in the file ends where it began. */
function ancestorsOf(node: Node, byUrn: ReadonlyMap<string, Node>): Node[] {
  const found: Node[] = [];
  let parent = node.parent === null ? undefined : byUrn.get(node.parent);
  while (parent !== undefined && !found.includes(parent)) {
    found.push(parent);
    parent = parent.parent === null ? undefined : byUrn.get(parent.parent);
  }
  return found;
}

function nameOf(node: Node): string {
  return (
    line(node.reference || ownName(node) || node.name)
      .slice(0, 150)
      .trim() || 'general'
  );
}

/** What an address (`urn:packager:risk:req_node:framework:3.1:2`) says of the node itself. */
function ownName({ urn }: Node): string {
  const parts = urn.split(':');
  return parts.slice(5).join(':') || (parts.at(-1) ?? '');
}

function titleOf(node: Node, locale: string): OperatorText {
  const title = bothLanguages(node, ({ name, description }) => name || line(description), locale);
  return title.fr === '' ? { fr: node.reference || node.urn } : title;
}

function line(value: string): string {
  return value
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .trim();
}

/** Members of a node that are read, or that say nothing of a package. */
const known = new Set([
  'urn',
  'parent_urn',
  'assessable',
  'depth',
  'ref_id',
  'name',
  'description',
  'annotation',
  'typical_evidence',
  'importance',
  'implementation_groups',
  'weight',
  'translations',
  'row',
]);
const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

function nodeOf(value: unknown): Node {
  const node = membersOf(value);
  const weight = Number(node.weight ?? 1);
  return {
    urn: text(node.urn),
    parent: text(node.parent_urn) || null,
    isAssessable: node.assessable === true,
    reference: text(node.ref_id),
    name: text(node.name),
    description: text(node.description),
    evidence: text(node.typical_evidence),
    annotation: text(node.annotation),
    isOptional: itemsOf(node.implementation_groups).map(text).includes('may') || /^(recommended|nice_to_have)$/.test(text(node.importance)),
    weight: weight >= 0 && weight <= 1000 ? Math.round(weight * 1000) : 1000,
    questions: questionsOf(node.questions).join('\n'),
    translations: new Map(
      Object.entries(membersOf(node.translations))
        .filter(([tag]) => languageTag.test(tag))
        .map(([tag, said]) => {
          const { name, description, annotation, typical_evidence: evidence } = membersOf(said);
          return [tag, { name: text(name), description: text(description), annotation: text(annotation), evidence: text(evidence) }];
        }),
    ),
    row: typeof node.row === 'number' ? node.row : null,
    others: Object.keys(node).filter((member) => !known.has(member) && node[member] != null),
  };
}

function questionsOf(questions: unknown): string[] {
  const asked = Array.isArray(questions) ? itemsOf(questions) : Object.values(membersOf(questions));
  return asked.map((question) => text(membersOf(question).text)).filter((one) => one !== '');
}

function frameworksOf(document: unknown): Record<string, unknown>[] {
  const objects = membersOf(membersOf(document).objects);
  return [objects.framework, ...itemsOf(objects.frameworks)].map(membersOf).filter(({ requirement_nodes: nodes }) => Array.isArray(nodes));
}

function text(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? withoutNoise(value).trim() : '';
}
