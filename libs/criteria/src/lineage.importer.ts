import { finding, type Finding } from './finding.messages.js';
import { changeKindLabels } from './difference.messages.js';
import { derivationLabels } from './lineage.messages.js';
import type { LineageLink } from './lineage.rules.js';
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

/** Reads links from a CSV or a JSON of ours, a printed difference (CSV or JSON), or the tables of Ségur links. */
export function readLinks(bytes: Uint8Array): ImportedLinks {
  const isDocument = /^\ufeff?\s*[[{]/.test(new TextDecoder().decode(bytes.subarray(0, 200)));
  return isDocument ? fromDocument(bytes) : fromCsv(bytes);
}

function fromDocument(bytes: Uint8Array): ImportedLinks {
  const { value, findings } = readDocument(bytes);
  if (value === undefined) return account([], findings);
  const list = Array.isArray(value) ? value : isObject(value) ? (value.links ?? value.changes ?? value.requirements) : null;
  if (!Array.isArray(list)) return account([], [finding('links.none')]);
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
    links.push({ row, from, to, relation: said ?? null, note: note === '' ? null : note.slice(0, 2000) });
  }
  if (lines.length === 0 && findings.length === 0) findings.push(finding('links.none'));
  return { links, rows: { read: lines.length, kept: links.length, rejected: lines.length - links.length }, findings };
}

/**
 * Holds links against two versions: an end is found by its key, else by its number where only one requirement prints it. A link
 * whose end is unknown is rejected with a remark; without an older version (null) older ends are taken as they are written.
 */
export function resolveLinks(imported: ImportedLinks, from: PackageContent | null, to: PackageContent): ResolvedLinks {
  const [olders, newers] = [from === null ? null : finder(from), finder(to)];
  const findings = [...imported.findings];
  const links = new Map<string, { readonly row: number; readonly link: ResolvedLinks['links'][number] }>();
  let dangling = 0;
  for (const { row, from: older, to: newer, relation, note } of imported.links) {
    const [before, after] = [olders?.(older), newers(newer)];
    const isLost = olders !== null && before === undefined;
    if (isLost && from !== null) findings.push(finding('links.unknown_from', { row }, { key: older, package: nameOf(from) }));
    if (after === undefined) findings.push(finding('links.unknown_to', { row }, { key: newer, package: nameOf(to) }));
    if (isLost || after === undefined) {
      dangling += 1;
      continue;
    }
    const link = { from: before?.key ?? older, to: after.key, relation: relation ?? told(before, after), note };
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

function told(before: Requirement | undefined, after: Requirement): Derivation {
  if (before === undefined) return 'derived';
  const textOf = ({ title, statement }: Requirement) => foldedText(`${title?.fr ?? ''} ${statement.fr}`);
  if (textOf(before) !== textOf(after)) return 'reworded';
  return before.key === after.key ? 'unchanged' : 'renumbered';
}

function finder({ requirements }: PackageContent): (name: string) => Requirement | undefined {
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
