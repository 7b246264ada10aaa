import { evidenceForm } from './evidence-wording.rules.js';
import { codeFrom, ImportedDraft, textFrom, versionFrom } from './imported.rules.js';
import type { PackageContent } from './package-content.rules.js';
import type { Finding } from './finding.messages.js';

interface Node {
  readonly urn: string;
  readonly parent: string | null;
  readonly isAssessable: boolean;
  readonly reference: string;
  readonly name: string;
  readonly description: string;
  readonly evidence: string;
  readonly annotation: string;
  readonly groups: readonly string[];
  readonly weight: number;
  /** Texts of the questions asked on the node, one a line. */
  readonly questions: string;
  readonly hasQuestions: boolean;
}

/** A package read from another document: rows are its items, counted all. */
export interface DocumentImport {
  readonly content: PackageContent | null;
  readonly rows: { read: number; kept: number; rejected: number };
  readonly findings: Finding[];
}

/** Whether a parsed document is a CISO Assistant library that holds a framework. */
export function isCisoLibrary(document: unknown): boolean {
  return frameworkOf(document) !== null;
}

/** Reads a CISO Assistant library: nodes that are assessed are requirements, the others are their chapters. */
export function readCisoLibrary(document: unknown): DocumentImport {
  const framework = frameworkOf(document) ?? {};
  const library = record(document);
  const locale = text(library.locale) || 'fr';
  const draft = new ImportedDraft(locale);
  const nodes = list(framework.requirement_nodes).map(nodeOf);
  const byUrn = new Map(nodes.map((node) => [node.urn, node]));
  for (const node of nodes) if (node.isAssessable) addNode(draft, node, byUrn, locale);
  const asked = nodes.filter(({ hasQuestions }) => hasQuestions).length;
  if (asked > 0) draft.remark('import.left_out', { member: 'questions', count: asked });
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
  const section = root === undefined ? { key: 'general', title: 'Général' } : { key: nameOf(root), title: titleOf(root) };
  const parent = ancestors.at(0);
  const number = node.reference || node.urn.split(':').at(-1) || '';
  const statement = node.description || node.name || node.questions;
  const key = draft.add(section, number, statement, {
    obligation: node.groups.includes('may') ? 'may' : 'must',
    weight: node.weight,
    block: parent === undefined || parent === root ? null : line(titleOf(parent)),
    title: node.description !== '' && node.name !== '' ? textFrom(node.name, locale) : null,
    why: node.annotation === '' ? null : textFrom(node.annotation, locale),
    naPolicy: 'allowed_with_reason',
  });
  if (key === null || node.evidence === '') return;
  const { kinds, referenceKind } = evidenceForm(node.evidence);
  draft.evidence.push({
    key: `${key}.e1`,
    number: null,
    scenario: null,
    requirements: [key],
    kinds,
    referenceKind,
    label: textFrom(node.evidence, locale),
  });
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
    line(node.reference || node.urn.split(':').at(-1) || node.name)
      .slice(0, 150)
      .trim() || 'general'
  );
}

function titleOf(node: Node): string {
  return node.name || line(node.description) || node.reference || node.urn;
}

function line(value: string): string {
  return value
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .trim();
}

function nodeOf(value: unknown): Node {
  const node = record(value);
  const weight = typeof node.weight === 'number' && node.weight >= 0 && node.weight <= 1000 ? Math.round(node.weight * 1000) : 1000;
  return {
    urn: text(node.urn),
    parent: text(node.parent_urn) || null,
    isAssessable: node.assessable === true,
    reference: text(node.ref_id),
    name: text(node.name),
    description: text(node.description),
    evidence: text(node.typical_evidence),
    annotation: text(node.annotation),
    groups: list(node.implementation_groups).map(text),
    weight,
    questions: questionsOf(node.questions).join('\n'),
    hasQuestions: node.questions != null,
  };
}

function questionsOf(questions: unknown): string[] {
  const asked = Array.isArray(questions) ? list(questions) : Object.values(record(questions));
  return asked.map((question) => text(record(question).text)).filter((one) => one !== '');
}

function frameworkOf(document: unknown): Record<string, unknown> | null {
  const objects = record(record(document).objects);
  const framework = record(objects.framework ?? list(objects.frameworks).at(0));
  return Array.isArray(framework.requirement_nodes) ? framework : null;
}

function record(value: unknown): Record<string, unknown> {
  // an object read from YAML has string keys; anything else has no members for us
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.trim() : '';
}
