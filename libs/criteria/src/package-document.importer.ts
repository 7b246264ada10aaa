import { Composer, isAlias, isMap, isNode, isScalar, LineCounter, Parser, visit, type CST, type Document, type YAMLMap } from 'yaml';
import { finding, type Finding } from './finding.messages.js';
import { utf8Text } from './sheet.importer.js';
import { validatePackage, type Validation } from './package-validation.rules.js';

/** Largest package file read, in bytes. */
export const packageFileLimit = 8 * 1024 * 1024;
const documentLimit = 50;
const depthLimit = 200;
const syntaxLimit = 100;

const plainTags = new Set([
  '!',
  '?',
  'tag:yaml.org,2002:str',
  'tag:yaml.org,2002:int',
  'tag:yaml.org,2002:bool',
  'tag:yaml.org,2002:null',
  'tag:yaml.org,2002:map',
  'tag:yaml.org,2002:seq',
]);

/** One document of a file: its value, undefined with remarks when it was refused, and where its members stand. */
export interface ReadDocument {
  readonly value: unknown;
  readonly findings: Finding[];
  /** Line, from 1, of a member by its path; null when it stands nowhere. */
  readonly lineOf: (path: string) => number | null;
}

/** Reads a package written in YAML 1.2 or JSON and validates it; remarks carry the line of the file. */
export function readPackage(bytes: Uint8Array): Validation {
  const [{ value, findings, lineOf: locate }, ...more] = readDocuments(bytes);
  if (more.length > 0) return { content: null, findings: [finding('file.several_packages', {}, { count: more.length + 1, names: '…' })] };
  if (value === undefined) return { content: null, findings };
  const validation = validatePackage(value);
  return { ...validation, findings: validation.findings.map((found) => ({ ...found, row: locate(found.path) })) };
}

/**
 * The documents of a file in YAML 1.2 or JSON, at least one. Bounded on purpose: no alias (so no alias bomb), no tag (so no
 * `!!omap`), a size limit, a number of documents; a member written twice is an error.
 */
export function readDocuments(bytes: Uint8Array): ReadDocument[] {
  if (bytes.byteLength > packageFileLimit) return refused(finding('file.too_large', {}, { limit: { fr: '8\u00a0Mo', en: '8\u00a0MB' } }));
  const text = utf8Text(bytes);
  if (text === null) return refused(finding('file.unreadable'));
  if (text.trim() === '') return refused(finding('file.no_rows'));
  const parsed = /^\s*\{/.test(text) ? foreignJson(text) : undefined;
  if (parsed !== undefined) return [{ value: parsed, findings: [], lineOf: () => null }];
  const lines = new LineCounter();
  const documents = parse(text, lines);
  if (documents === null) return refused(finding('file.unreadable'));
  return documents.map((document) => {
    const findings = syntaxFindings(document, lines);
    const value: unknown = findings.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 });
    return { value, findings, lineOf: (path) => lineIn(document, path, lines) };
  });
}

/** The only document of a file of another kind, within the same bounds; its value is undefined, with remarks, when it was refused. */
export function readDocument(bytes: Uint8Array): ReadDocument {
  const [one, ...more] = readDocuments(bytes);
  return more.length === 0 ? one : refused(finding('file.several_packages', {}, { count: more.length + 1, names: '…' }))[0];
}

/** A JSON document that is no package of ours, which needs no lines; undefined when it is one, or when it is not JSON. */
function foreignJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'format' in value ? undefined : value;
  } catch {
    return undefined; // not JSON: reading it as YAML says where
  }
}

function parse(text: string, lineCounter: LineCounter): Document.Parsed[] | null {
  const options = {
    lineCounter,
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false, // looked for below, in one pass
    prettyErrors: false,
    stringKeys: true,
  } as const;
  try {
    const tokens = [...new Parser(lineCounter.addNewLine).parse(text)];
    if (isTooDeep(tokens)) return null;
    const documents = [...new Composer(options).compose(tokens, true, text.length)];
    return documents.length <= documentLimit ? documents : null;
  } catch {
    return null; // more than the parser can hold
  }
}

/** Whether collections stand inside each other beyond what a package needs: composing them is recursive. */
function isTooDeep(tokens: readonly CST.Token[]): boolean {
  const waiting: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    if (depth > depthLimit) return true;
    if (token.type === 'document') {
      if (token.value) waiting.push({ token: token.value, depth });
    } else if ('items' in token) {
      for (const { key, value } of token.items) {
        if (key) waiting.push({ token: key, depth: depth + 1 });
        if (value) waiting.push({ token: value, depth: depth + 1 });
      }
    }
  }
  return false;
}

function syntaxFindings(document: Document.Parsed, lines: LineCounter): Finding[] {
  const lineAt = (offset: number | undefined) => (offset === undefined ? null : lines.linePos(offset).line);
  const found = document.errors
    .slice(0, syntaxLimit)
    .map((error) => finding('document.syntax', { row: lineAt(error.pos[0]) }, { detail: error.code.toLowerCase().replaceAll('_', ' ') }));
  const tags = new Set<string>();
  try {
    visit(document, {
      Node(_key, node) {
        if (found.length >= syntaxLimit) return visit.BREAK;
        const row = lineAt(node.range?.[0]);
        if (isAlias(node)) found.push(finding('document.alias', { row }));
        else if (node.tag !== undefined && !plainTags.has(node.tag) && !isPlainNumber(node) && !tags.has(node.tag)) {
          tags.add(node.tag);
          found.push(finding('document.tag', { row }, { tag: node.tag }));
        }
        if (isMap(node))
          found.push(
            ...repeatedMembers(node).map((offset) => finding('document.syntax', { row: lineAt(offset) }, { detail: 'duplicate key' })),
          );
        return undefined;
      },
    });
  } catch {
    return [finding('file.unreadable')]; // nested deeper than the visitor's stack
  }
  return found;
}

function repeatedMembers(map: YAMLMap): (number | undefined)[] {
  const seen = new Set<unknown>();
  return map.items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const isRepeated = seen.has(key.value);
    seen.add(key.value);
    return isRepeated ? [key.range?.[0]] : [];
  });
}

/** A float is refused by the schema, with its path, rather than here. */
function isPlainNumber(node: unknown): boolean {
  return isScalar(node) && node.tag === 'tag:yaml.org,2002:float';
}

function lineIn(document: Document.Parsed, path: string, lines: LineCounter): number | null {
  const parts = path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let length = parts.length; length >= 0; length -= 1) {
    const node: unknown = document.getIn(parts.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}

function refused(found: Finding): ReadDocument[] {
  return [{ value: undefined, findings: [found], lineOf: () => null }];
}
