import { finding, type Finding } from './finding.messages.js';
import { changeKindLabels } from './difference.messages.js';
import { derivationLabels } from './lineage.messages.js';
import type { LineageLink } from './lineage.rules.js';
import { mappedPairs } from './mapping-content.rules.js';
import { importMapping } from './mapping.importer.js';
import { inverted, type Relation } from './mapping.rules.js';
import { derivations, type Derivation, type PackageContent, type Requirement } from './package-content.rules.js';
import { readDocument } from './package-document.importer.js';
import type { RowCount } from './rem.importer.js';
import { openCsv } from './sheet.importer.js';
import { foldedText } from './similarity.rules.js';

/** One link as a file gives it; `relation` null: told from the two texts. */
export interface ImportedLink {
  /** Row of a CSV, place in the list of a document, from 1. */
  readonly row: number;
  readonly from: string;
  readonly to: string;
  readonly relation: Derivation | null;
  /** What a mapping says of both texts: `superset` when the older asks for all the newer asks for, and more. */
  readonly mapped: Relation | null;
  readonly note: string | null;
}

/** The links of a file, before they are held against two versions. */
export interface ImportedLinks {
  readonly links: readonly ImportedLink[];
  readonly rows: RowCount;
  readonly findings: readonly Finding[];
}

/** The links that hold between two versions, with the whole account of the file. */
export interface ResolvedLinks {
  readonly links: readonly (LineageLink & { readonly note: string | null })[];
  readonly rows: RowCount;
  readonly findings: readonly Finding[];
}

/** Names of columns and members, without accents or case: ours, those of a printed difference, those of the Ségur tables. */
const names = {
  from: ['de', 'from', 'ancien', 'ancienne', 'old', 'ancien numero', 'old number', 'source', 'idvague1', 'related_req_path'],
  to: ['a', 'to', 'nouveau', 'nouvelle', 'new', 'nouveau numero', 'new number', 'target', 'cible', 'idvague2', 'req_path'],
  relation: ['relation', 'nature', 'kind', 'related_req_role'],
  note: ['note', 'motif', 'rationale', 'remarque', 'comment', 'commentaire'],
} as const;

/** Words for a relation; those that leave it to the texts are null. */
const relations: ReadonlyMap<string, Derivation | null> = new Map([
  ...derivations.flatMap((one): [string, Derivation][] => words(one, derivationLabels[one]).map((word) => [word, one])),
  ...derivations.flatMap((one): [string, Derivation][] =>
    one === 'derived' ? [] : words(one, changeKindLabels[one]).map((word) => [word, one]),
  ),
  ...words('moved', changeKindLabels.moved).map((word): [string, null] => [word, null]),
  ...['', 'equal', 'equal-to', 'equivalent', 'equivalent-to'].map((word): [string, null] => [word, null]),
  ...['subset', 'superset', 'intersect', 'intersects', 'segur_parent', 'segur_derivated'].map((word): [string, Derivation] => [
    word,
    'derived',
  ]),
]);

function words(key: string, { fr, en }: { readonly fr: string; readonly en: string }): string[] {
  return [key, plain(fr), plain(en)];
}

/**
 * Reads links from a CSV or a JSON of ours, a printed difference (CSV or JSON), the tables of Ségur links, or a mapping in any of
 * its formats (CISO Assistant, OSCAL, ASVS, OpenSSF, ours).
 */
export function readLinks(bytes: Uint8Array): ImportedLinks {
  const start = new TextDecoder().decode(bytes.subarray(0, 4000)).replace(/^\ufeff?(?:\s*#[^\n]*\n|\s*\n|---\s*\n)*/, '');
  if (/^\s*[[{]/.test(start)) return fromDocument(bytes);
  return /^[\w.-]+:(?:\s|$)/m.test(start.split('\n')[0]) ? fromMapping(bytes) : fromCsv(bytes);
}

function fromDocument(bytes: Uint8Array): ImportedLinks {
  const { value, findings } = readDocument(bytes);
  if (value === undefined) return account([], findings);
  const list = Array.isArray(value) ? value : isObject(value) ? (value.links ?? value.changes ?? value.requirements) : null;
  if (!Array.isArray(list) || list.some((item) => isObject(item) && item.sources !== undefined)) return fromMapping(bytes);
  const lines = list.map((item: unknown, index) => {
    const cells = new Map(Object.entries(isObject(item) ? item : {}).map(([name, cell]) => [plain(name), cell]));
    return lineOf(index + 1, (wanted) => cells.get(wanted));
  });
  return account(lines, []);
}

function fromCsv(bytes: Uint8Array): ImportedLinks {
  const { sheets, findings } = openCsv(bytes);
  const rows = sheets.at(0)?.rows ?? [];
  const heads = (rows.at(0) ?? []).map(plain);
  const has = (member: 'from' | 'to') => names[member].some((name) => heads.includes(name));
  if (rows.length > 0 && !(has('from') && has('to'))) return account([], [...findings, finding('links.no_columns', { row: 1 })]);
  const lines = rows.flatMap((row, index) => {
    if (index === 0 || row.every((cell) => cell.trim() === '')) return [];
    return [lineOf(index + 1, (wanted) => row[heads.indexOf(wanted)])];
  });
  return account(lines, findings);
}

/** The pairs of a mapping, or of the first one of a file that also holds its reverse. */
function fromMapping(bytes: Uint8Array): ImportedLinks {
  const { mappings, rows, findings } = importMapping(bytes);
  const pairs = mappings.slice(0, 1).flatMap(mappedPairs);
  const links = pairs
    .filter(({ relation }) => relation !== 'none')
    .map(({ source, target, relation, rationale, link }) => ({
      row: link + 1,
      from: source.key,
      to: target.key,
      relation: null,
      mapped: relation,
      note: rationale?.fr ?? null,
    }));
  const rejected = rows.rejected + pairs.length - links.length;
  // Both ends are held against the versions of the lineage, whatever the packages the mapping names.
  const known = findings.filter(({ code }) => code !== 'file.unknown_format' && code !== 'mapping.package_unknown');
  const none = pairs.length === 0 && known.length === 0 ? [finding('links.none')] : [];
  return { links, rows: { read: links.length + rejected, kept: links.length, rejected }, findings: [...known, ...none] };
}

interface Line {
  readonly row: number;
  readonly from: string;
  readonly to: string;
  readonly relation: string;
  readonly note: string;
}

function lineOf(row: number, cell: (name: string) => unknown): Line {
  const of = (member: keyof typeof names): string => {
    const value = names[member].map(cell).find((found) => typeof found === 'string' || typeof found === 'number');
    return value === undefined ? '' : lastOfPath(String(value as string | number).trim());
  };
  return { row, from: of('from'), to: of('to'), relation: of('relation'), note: of('note') };
}

/** A path of the Ségur tables (`/a/b\/c/d`) gives its last part; a cell made safe for spreadsheets loses its apostrophe. */
function lastOfPath(text: string): string {
  if (!text.startsWith('/')) return text.replace(/^'(?=[=+\-@])/, '');
  const parts = text.split(/(?<!\\)\//);
  return (parts.at(-1) ?? '').replaceAll('\\/', '/').trim();
}

function account(lines: readonly Line[], found: readonly Finding[]): ImportedLinks {
  const findings = [...found];
  const links: ImportedLink[] = [];
  for (const { row, from, to, relation, note } of lines) {
    if (from === '' || to === '') {
      findings.push(finding('links.incomplete', { row }, { read: `${from} → ${to}` }));
      continue;
    }
    const said = relations.get(plain(relation));
    if (said === undefined) findings.push(finding('links.unknown_relation', { row }, { relation, known: derivations.join(', ') }));
    links.push({ row, from, to, relation: said ?? null, mapped: null, note: note === '' ? null : note.slice(0, 2000) });
  }
  if (lines.length === 0 && findings.length === 0) findings.push(finding('links.none'));
  return { links, rows: { read: lines.length, kept: links.length, rejected: lines.length - links.length }, findings };
}

/**
 * Holds links against two versions: an end is found by its key, else by its number where only one requirement prints it. A link
 * whose end is unknown is rejected with a remark; without an older version (null) older ends are taken as they are written.
 */
export function resolveLinks(given: ImportedLinks, from: PackageContent | null, to: PackageContent): ResolvedLinks {
  const [olders, newers] = [from === null ? null : finder(from), finder(to)];
  const imported = olders === null ? given : facing(given, olders, newers);
  const counts = { from: countOf(imported.links.map((link) => link.from)), to: countOf(imported.links.map((link) => link.to)) };
  const findings = [...imported.findings];
  const links = new Map<string, { readonly row: number; readonly link: ResolvedLinks['links'][number] }>();
  let dangling = 0;
  for (const { row, from: older, to: newer, relation, mapped, note } of imported.links) {
    const [before, after] = [olders?.(older), newers(newer)];
    const isLost = olders !== null && before === undefined;
    if (isLost && from !== null) findings.push(finding('links.unknown_from', { row }, { key: older, package: nameOf(from) }));
    if (after === undefined) findings.push(finding('links.unknown_to', { row }, { key: newer, package: nameOf(to) }));
    if (isLost || after === undefined) {
      dangling += 1;
      continue;
    }
    const shape = (counts.to.get(newer) ?? 0) > 1 ? 'merged' : (counts.from.get(older) ?? 0) > 1 ? 'split' : null;
    const link = {
      from: before?.key ?? older,
      to: after.key,
      relation: (relation ?? mapped === null) ? told(before, after) : ofMapping(mapped, shape, { before, after }),
      note,
    };
    const known = links.get(`${link.from}\n${link.to}`);
    if (known === undefined) links.set(`${link.from}\n${link.to}`, { row, link });
    else findings.push(finding('links.repeated', { row }, { from: link.from, to: link.to, first: known.row }));
  }
  const { read, kept, rejected } = imported.rows;
  return {
    links: [...links.values()].map(({ link }) => link),
    rows: { read, kept: kept - dangling, rejected: rejected + dangling },
    findings: findings.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)),
  };
}

/** A mapping often goes from the newer to the older version: its ends are exchanged when more of them are found that way. */
function facing(imported: ImportedLinks, olders: Finder, newers: Finder): ImportedLinks {
  if (imported.links.every(({ mapped }) => mapped === null)) return imported;
  const fit = (older: (link: ImportedLink) => string, newer: (link: ImportedLink) => string) =>
    imported.links.filter((link) => olders(older(link)) !== undefined && newers(newer(link)) !== undefined).length;
  const [straight, reverse] = [
    fit(
      ({ from }) => from,
      ({ to }) => to,
    ),
    fit(
      ({ to }) => to,
      ({ from }) => from,
    ),
  ];
  if (reverse <= straight) return imported;
  const turned = imported.links.map((link) => ({
    ...link,
    from: link.to,
    to: link.from,
    mapped: link.mapped === null ? null : inverted(link.mapped),
  }));
  return { ...imported, links: turned };
}

/** How a requirement came from another, when a mapping compares what both ask: equality is told by the texts. */
function ofMapping(
  mapped: Relation,
  shape: 'split' | 'merged' | null,
  { before, after }: { readonly before: Requirement | undefined; readonly after: Requirement },
): Derivation {
  if (mapped === 'equal') return told(before, after);
  if (shape !== null) return shape;
  return mapped === 'superset' ? 'relaxed' : mapped === 'subset' ? 'strengthened' : 'reworded';
}

function countOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function told(before: Requirement | undefined, after: Requirement): Derivation {
  if (before === undefined) return 'derived';
  const textOf = ({ title, statement }: Requirement) => foldedText(`${title?.fr ?? ''} ${statement.fr}`);
  if (textOf(before) !== textOf(after)) return 'reworded';
  return before.key === after.key ? 'unchanged' : 'renumbered';
}

type Finder = (name: string) => Requirement | undefined;

function finder({ requirements }: PackageContent): Finder {
  const byKey = new Map(requirements.map((one) => [one.key, one]));
  const byNumber = new Map<string, Requirement[]>();
  for (const one of requirements) byNumber.set(one.number, [...(byNumber.get(one.number) ?? []), one]);
  return (name) => {
    const printed = byNumber.get(name) ?? [];
    return byKey.get(name) ?? (printed.length === 1 ? printed[0] : undefined);
  };
}

function nameOf({ code, version }: PackageContent): string {
  return `${code} ${version}`;
}

function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
