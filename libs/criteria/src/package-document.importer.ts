import { isAlias, isNode, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { finding, type Finding } from './finding.messages.js';
import { utf8Text } from './sheet.importer.js';
import { validatePackage, type Validation } from './package-validation.rules.js';

/** Largest package file read, in bytes. */
export const packageFileLimit = 8 * 1024 * 1024;

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

/**
 * Reads a package written in YAML 1.2 or JSON and validates it; remarks carry the line of the file.
 * Bounded on purpose: no alias (so no alias bomb), no tag (so no `!!omap`), a size limit, one document.
 */
export function readPackage(bytes: Uint8Array): Validation {
  if (bytes.byteLength > packageFileLimit) return refused(finding('file.too_large', {}, { limit: '8\u00a0Mo' }));
  const lines = new LineCounter();
  const document = parse(bytes, lines);
  if (document === null) return refused(finding('file.unreadable'));
  const syntax = syntaxFindings(document, lines);
  if (syntax.length > 0) return { content: null, findings: syntax };
  const validation = validatePackage(document.toJS({ maxAliasCount: 0 }));
  return { ...validation, findings: validation.findings.map((found) => ({ ...found, row: lineOf(document, found.path, lines) })) };
}

/** A YAML or JSON document of another kind; `lineOf` gives the line of a path in YAML, null in JSON. */
export interface ReadDocument {
  readonly value: unknown;
  readonly findings: Finding[];
  readonly lineOf: (path: string) => number | null;
}

/** Reads a YAML or JSON document of another kind, within the same bounds; its value is undefined, with remarks, when it was refused. */
export function readDocument(bytes: Uint8Array): ReadDocument {
  const noLine = () => null;
  const refusedWith = (found: Finding) => ({ value: undefined, findings: [found], lineOf: noLine });
  if (bytes.byteLength > packageFileLimit) return refusedWith(finding('file.too_large', {}, { limit: '8\u00a0Mo' }));
  const isJson = /^\ufeff?\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 200)));
  try {
    if (isJson) return { value: JSON.parse(utf8Text(bytes) ?? ''), findings: [], lineOf: noLine };
  } catch {
    return refusedWith(finding('file.unreadable')); // not JSON, or not UTF-8
  }
  const lines = new LineCounter();
  const document = parse(bytes, lines);
  if (document === null) return refusedWith(finding('file.unreadable'));
  const syntax = syntaxFindings(document, lines);
  if (syntax.length > 0) return { value: undefined, findings: syntax, lineOf: noLine };
  return { value: document.toJS({ maxAliasCount: 0 }), findings: [], lineOf: (path) => lineOf(document, path, lines) };
}

function parse(bytes: Uint8Array, lineCounter: LineCounter): Document.Parsed | null {
  const text = utf8Text(bytes);
  if (text === null) return null;
  try {
    return parseDocument(text, {
      lineCounter,
      version: '1.2',
      schema: 'core',
      merge: false,
      uniqueKeys: true,
      prettyErrors: false,
      stringKeys: true,
    });
  } catch {
    return null; // nested deeper than the parser's stack
  }
}

function syntaxFindings(document: Document.Parsed, lines: LineCounter): Finding[] {
  const found = document.errors.map((error) =>
    finding('document.syntax', { row: lines.linePos(error.pos[0]).line }, { detail: error.code.toLowerCase().replaceAll('_', ' ') }),
  );
  visit(document, {
    Node(_key, node) {
      const row = node.range ? lines.linePos(node.range[0]).line : null;
      if (isAlias(node)) found.push(finding('document.alias', { row }));
      else if (node.tag !== undefined && !plainTags.has(node.tag) && !isPlainNumber(node))
        found.push(finding('document.tag', { row }, { tag: node.tag }));
    },
  });
  return found;
}

/** A float is refused by the schema, with its path, rather than here. */
function isPlainNumber(node: unknown): boolean {
  return isScalar(node) && node.tag === 'tag:yaml.org,2002:float';
}

function lineOf(document: Document.Parsed, path: string, lines: LineCounter): number | null {
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

function refused(found: Finding): Validation {
  return { content: null, findings: [found] };
}
