import { finding, type Finding, type FindingCode } from './finding.messages.js';
import { codeFrom } from './imported.rules.js';
import type { MappedEnd, MappedPackage, MappingContent, MappingLink } from './mapping-content.rules.js';
import { rationaleKinds, weaker, type RationaleKind, type Relation } from './mapping.rules.js';
import type { OperatorText } from './package-content.rules.js';
import type { Params } from '#platform';

/** Most requirements at one end of a link, and most links of a mapping. */
const endLimit = 200;
const linkLimit = 20_000;

/** The words of every known format for a relation. */
const words = new Map<string, Relation>([
  ['equal', 'equal'],
  ['equal-to', 'equal'],
  ['equivalent-to', 'equal'],
  ['superset', 'superset'],
  ['superset-of', 'superset'],
  ['subset', 'subset'],
  ['subset-of', 'subset'],
  ['intersect', 'intersects'],
  ['intersects', 'intersects'],
  ['intersects-with', 'intersects'],
  ['none', 'none'],
  ['no-relationship', 'none'],
  ['not_related', 'none'],
]);

/** A link as a file gives it: words not yet understood. */
export interface RawLink {
  readonly path: string;
  readonly sources: readonly MappedEnd[];
  readonly targets: readonly MappedEnd[];
  readonly relation: string;
  readonly rationaleKind?: string;
  readonly rationale?: string;
  readonly rationaleEn?: string;
  readonly sureness?: number | null;
  readonly coverage?: number | null;
  readonly conditions?: readonly string[];
}

/** A mapping read from a file, with the place of each of its links there. */
export interface ReadMapping {
  readonly content: MappingContent;
  readonly paths: readonly string[];
}

type MappingIdentity = Pick<MappingContent, 'code' | 'version' | 'title' | 'summary' | 'source' | 'target'>;

/** A mapping being read from a file: every link is kept or rejected with a remark, none is counted twice. */
export class MappingDraft {
  readonly links: MappingLink[] = [];
  /** Where each link stands in the file, in the same order. */
  private readonly paths: string[] = [];
  private readonly lonely = { withoutTarget: new Set<string>(), withoutSource: new Set<string>() };
  private readonly places = new Map<string, number>();

  constructor(private readonly account: MappingAccount) {}

  /** Adds a link, or rejects it with its cause. */
  add(raw: RawLink): void {
    this.account.read += 1;
    const [sources, targets] = [cleaned(raw.sources), cleaned(raw.targets)];
    const relation = words.get(raw.relation);
    if (sources.length === 0 || targets.length === 0) return this.account.remark('mapping.end_missing', raw.path);
    if (relation === undefined) return this.account.remark('mapping.relation_unknown', raw.path, { value: raw.relation.slice(0, 80) });
    if (sources.length > endLimit || targets.length > endLimit || this.links.length >= linkLimit)
      return this.account.remark('mapping.too_many', raw.path, { limit: endLimit });
    const name = `${nameOf(sources)} → ${nameOf(targets)}`;
    const earlier = this.places.get(name);
    if (earlier !== undefined) return this.again(raw.path, name.slice(0, 200), { place: earlier, relation });
    const conditions = [...(raw.conditions ?? [])].filter((one) => one !== '').map((one) => one.slice(0, 1000));
    if (conditions.length > 0) this.account.remark('mapping.conditional', raw.path, { link: name.slice(0, 200) });
    this.account.kept += 1;
    this.places.set(name, this.links.length);
    this.paths.push(raw.path);
    this.links.push({
      sources,
      targets,
      relation,
      rationaleKind: this.kindOf(raw),
      rationale: rationaleOf(raw),
      sureness: raw.sureness ?? null,
      coverage: raw.coverage ?? null,
      conditions,
    });
  }

  private again(path: string, link: string, { place, relation }: { place: number; relation: Relation }): void {
    const known = this.links[place];
    if (known.relation === relation) return this.account.remark('mapping.link_repeated', path, { link });
    const kept = weaker(known.relation, relation);
    this.account.remark('mapping.link_contradicts', path, { link, first: known.relation, second: relation, kept });
    this.links[place] = { ...known, relation: kept };
  }

  private kindOf({ rationaleKind = '', path }: RawLink): RationaleKind | null {
    const kind = rationaleKinds.find((one) => one === rationaleKind) ?? null;
    if (kind === null && rationaleKind !== '')
      this.account.remark('mapping.rationale_unknown', path, { value: rationaleKind.slice(0, 80) });
    return kind;
  }

  /** A requirement that its author says answers to nothing at the other end: a row of its own, kept. */
  alone(side: keyof typeof this.lonely, key: string): void {
    this.account.read += 1;
    if (key === '' || this.lonely[side].has(key)) return;
    this.account.kept += 1;
    this.lonely[side].add(key.slice(0, 150));
  }

  /** The mapping, its parts on statements remarked upon; none when no link was kept. */
  mapping(identity: MappingIdentity): ReadMapping[] {
    if (this.links.length === 0) return [];
    const parts = this.links.filter(({ sources, targets }) => [...sources, ...targets].some(({ part }) => part !== null)).length;
    if (parts > 0) this.account.remark('mapping.statement_level', '', { count: parts });
    const { withoutTarget, withoutSource } = this.lonely;
    const lists = { links: this.links, withoutTarget: [...withoutTarget], withoutSource: [...withoutSource] };
    return [{ content: { ...identity, ...lists, format: 1 }, paths: this.paths }];
  }
}

/** What was read, kept and remarked in one file, whatever the mappings it holds. */
export class MappingAccount {
  readonly findings: Finding[] = [];
  read = 0;
  kept = 0;

  constructor(private readonly lineOf: (path: string) => number | null) {}

  remark(code: FindingCode, path: string, params: Params = {}): void {
    this.findings.push(finding(code, this.placeOf(path), params));
  }

  /** A path with its line in the file. */
  placeOf(path: string): { path: string; row: number | null } {
    return { path, row: path === '' ? null : this.lineOf(path) };
  }

  /** A share written as a percentage or, when `whole` is 1, as a share; in thousandths. */
  share(value: unknown, path: string, whole: 1 | 100): number | null {
    if (value === undefined || value === null || value === '') return null;
    const number =
      typeof value === 'number' ? value : Number(/^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(typeof value === 'string' ? value : '')?.[1]);
    const share = Math.round((number * 1000) / whole);
    if (Number.isFinite(share) && share >= 0 && share <= 1000) return share;
    this.remark('mapping.share_unreadable', path, { value: String(value).slice(0, 80) });
    return null;
  }
}

/** The package an address names: its last word that is not the kind of file. */
export function mappedPackage(address: string, version: string | null = null): MappedPackage {
  const tail = address
    .split(/[/:#?]/)
    .map((word) => word.replace(/\.(json|ya?ml|xml)$/i, ''))
    .filter((word) => word !== '' && !/^(catalog|profile)$/i.test(word))
    .at(-1);
  return { package: codeFrom(tail ?? address), version, address: address.slice(0, 500) };
}

function rationaleOf({ rationale, rationaleEn }: RawLink): OperatorText | null {
  if (!rationale) return null;
  return { fr: rationale.slice(0, 4000), ...(rationaleEn && { en: rationaleEn.slice(0, 4000) }) };
}

function cleaned(ends: readonly MappedEnd[]): MappedEnd[] {
  const line = (value: string) =>
    value
      .replace(/[\s\p{C}]+/gu, ' ')
      .trim()
      .slice(0, 150)
      .trim();
  return ends.map(({ key, part }) => ({ key: line(key), part: part === null ? null : line(part) })).filter(({ key }) => key !== '');
}

function nameOf(ends: readonly MappedEnd[]): string {
  return ends
    .map(({ key, part }) => part ?? key)
    .sort()
    .join(' + ');
}
