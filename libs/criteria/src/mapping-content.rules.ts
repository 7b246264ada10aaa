import { canonical, sha256 } from '#platform';
import type { OperatorText } from './package-content.rules.js';
import { composed, transferOf, type RationaleKind, type Relation, type Transfer } from './mapping.rules.js';

/** The package at one end of a mapping, as its author names it. */
export interface MappedPackage {
  /** Code of the package. */
  package: string;
  /** Label of its version; null when the author names none. */
  version: string | null;
  /** How the file it came from names it: a URN, an address; null for a mapping written here. */
  address: string | null;
}

/** A requirement at one end of a link; `part` names the only statement of it that is meant, null for the whole. */
export interface MappedEnd {
  key: string;
  part: string | null;
}

/** A link: what its sources together ask, beside what its targets together ask. */
export interface MappingLink {
  sources: MappedEnd[];
  targets: MappedEnd[];
  relation: Relation;
  rationaleKind: RationaleKind | null;
  rationale: OperatorText | null;
  /** How sure its author is, in thousandths. */
  sureness: number | null;
  /** How much of the target the source covers, in thousandths. */
  coverage: number | null;
  /** What else must hold for the relation to hold; while there is one, the link transfers nothing. */
  conditions: string[];
}

/** The document of a mapping: its truth, hashed when published. */
export interface MappingContent {
  format: 1;
  code: string;
  version: string;
  title: OperatorText;
  summary: OperatorText | null;
  source: MappedPackage;
  target: MappedPackage;
  links: MappingLink[];
  /** Keys of the source that its author says answer to nothing in the target, and the reverse. */
  withoutTarget: string[];
  withoutSource: string[];
}

/** A document of mapping as written: members equal to their default may be left out, an end may be a plain key. */
export type MappingDocument = Pick<MappingContent, 'format' | 'code' | 'version' | 'title'> &
  Partial<Pick<MappingContent, 'summary' | 'withoutTarget' | 'withoutSource'>> & {
    source: Pick<MappedPackage, 'package'> & Partial<MappedPackage>;
    target: Pick<MappedPackage, 'package'> & Partial<MappedPackage>;
    links: (Pick<MappingLink, 'relation'> &
      Partial<Omit<MappingLink, 'sources' | 'targets'>> & { sources: (string | MappedEnd)[]; targets: (string | MappedEnd)[] })[];
  };

/** One source and one target of a link, for who only reads pairs. */
export interface MappedPair {
  readonly source: MappedPackage & { readonly key: string };
  readonly target: MappedPackage & { readonly key: string };
  /** What is sure of this pair alone. */
  readonly relation: Relation;
  /** What the link says of all its sources and all its targets together. */
  readonly declared: Relation;
  /** Place of the link, and whether it joins one requirement to one requirement. */
  readonly link: number;
  readonly isOneToOne: boolean;
  readonly rationaleKind: RationaleKind | null;
  readonly rationale: OperatorText | null;
}

const linkDefaults: Omit<MappingLink, 'sources' | 'targets' | 'relation'> = {
  rationaleKind: null,
  rationale: null,
  sureness: null,
  coverage: null,
  conditions: [],
};

/** Fills in every member an author may leave out; expects a document of the right form. */
export function completeMapping(document: MappingDocument): MappingContent {
  const named = (end: MappingDocument['source']): MappedPackage => ({
    package: end.package,
    version: end.version ?? null,
    address: end.address ?? null,
  });
  const whole = (end: string | MappedEnd): MappedEnd =>
    typeof end === 'string' ? { key: end, part: null } : { key: end.key, part: end.part ?? null };
  return {
    format: 1,
    code: document.code,
    version: document.version,
    title: document.title,
    summary: document.summary ?? null,
    source: named(document.source),
    target: named(document.target),
    links: document.links.map((link) => ({
      ...linkDefaults,
      ...link,
      sources: link.sources.map(whole),
      targets: link.targets.map(whole),
    })),
    withoutTarget: document.withoutTarget ?? [],
    withoutSource: document.withoutSource ?? [],
  };
}

/** The shortest document that means the same: nulls and empty lists left out, a whole requirement as its plain key, text in NFC with LF. */
export function mappingForm(content: MappingContent): unknown {
  const short = (end: MappedEnd) => (end.part === null ? end.key : end);
  return shortest({
    ...content,
    links: content.links.map((link) => ({ ...link, sources: link.sources.map(short), targets: link.targets.map(short) })),
  });
}

/** `sha256:` of the RFC 8785 text of the shortest form, in UTF-8. */
export function mappingHash(content: MappingContent): string {
  return `sha256:${sha256(canonical(mappingForm(content)))}`;
}

/** What a link says of whole requirements: a source of which only a statement is meant asks for more, a target too. */
export function wholeRelation({ sources, targets, relation }: Pick<MappingLink, 'sources' | 'targets' | 'relation'>): Relation {
  const fromSource = sources.some(({ part }) => part !== null) ? composed('superset', relation) : relation;
  return targets.some(({ part }) => part !== null) ? composed(fromSource, 'subset') : fromSource;
}

/** What a link transfers between whole requirements. */
export function linkTransfer(link: MappingLink): Transfer {
  return link.conditions.length > 0 ? 'nothing' : transferOf(wholeRelation(link));
}

/** Every source of every link with every target, in order. Lineage is read from these. */
export function mappedPairs(content: MappingContent): MappedPair[] {
  return content.links.flatMap((link, place) => {
    const [sources, targets] = [keysOf(link.sources), keysOf(link.targets)];
    const one = sources.length > 1 ? composed('subset', wholeRelation(link)) : wholeRelation(link);
    const relation = targets.length > 1 ? composed(one, 'superset') : one;
    return sources.flatMap((source) =>
      targets.map((target) => ({
        source: { ...content.source, key: source },
        target: { ...content.target, key: target },
        relation,
        declared: link.relation,
        link: place,
        isOneToOne: sources.length === 1 && targets.length === 1,
        rationaleKind: link.rationaleKind,
        rationale: link.rationale,
      })),
    );
  });
}

/** The keys of some ends, each once. */
export function keysOf(ends: readonly MappedEnd[]): string[] {
  return [...new Set(ends.map(({ key }) => key))];
}

function shortest(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n').normalize('NFC');
  if (Array.isArray(value)) return value.map(shortest);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null && !(Array.isArray(member) && member.length === 0));
  return Object.fromEntries(members.map(([name, member]) => [name, shortest(member)]));
}
