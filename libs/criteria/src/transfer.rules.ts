import type { Result } from './evaluation.rules.js';
import { keysOf, wholeRelation, type MappedPackage, type MappingContent } from './mapping-content.rules.js';
import { carriesForward, composed, inverted, type Relation } from './mapping.rules.js';

/** A mapping in force, as a transfer names it. */
export interface TransferMapping {
  readonly id: string;
  readonly content: MappingContent;
}

/** One link followed: its sources, all conform, make the target conform. */
export interface TransferStep {
  readonly mappingId: string;
  /** Code and version of the mapping. */
  readonly mapping: string;
  /** Place of the link in it, from 0, and whether it was read from its target. */
  readonly link: number;
  readonly isInverted: boolean;
  readonly sources: readonly string[];
  readonly target: string;
  readonly relation: Relation;
}

/** A conform result that reaches a requirement: from where, by which links, and how the whole path reads (its weakest link). */
export interface Transferred {
  readonly target: string;
  readonly relation: Relation;
  readonly hops: number;
  readonly origins: readonly string[];
  /** In the order in which they follow each other. */
  readonly steps: readonly TransferStep[];
}

/** Final results already given, by requirement; several when several decisions judged the same one. */
export type KnownResults = ReadonlyMap<string, readonly Result[]>;

/** Longest chain of mappings followed. */
export const maxHops = 4;

/** The name of a requirement of a package version among all others. */
export function requirementNode({ package: code, version }: Pick<MappedPackage, 'package' | 'version'>, key: string): string {
  return `${code} ${version ?? ''} ${key}`;
}

/**
 * Every requirement a conform result reaches. Only `equal` and `superset` carry it, read in either direction; all the sources of a link
 * must be conform; the shortest path is kept, then the strongest, then the first in the order of codes. The most restrictive result wins: a
 * requirement with a gap, or fed by a source with a gap through any link that includes one in the other, receives nothing. What is not
 * applicable, or waits, neither gives nor prevents. Loops end by themselves: a requirement is reached once.
 */
export function transferred(mappings: readonly TransferMapping[], known: KnownResults): Map<string, Transferred> {
  const edges = [...mappings].sort(byCode).flatMap(edgesOf);
  const isWorse = (node: string) => known.get(node)?.some((result) => result === 'minor' || result === 'major') ?? false;
  const restrained = new Set(edges.filter(({ sources }) => sources.some(isWorse)).flatMap(({ targets }) => targets));
  const reached = new Map<string, Transferred>();
  for (const [node, results] of known) {
    if (results.includes('conform') && !isWorse(node))
      reached.set(node, { target: node, relation: 'equal', hops: 0, origins: [node], steps: [] });
  }
  const carriers = edges.filter(({ relation }) => carriesForward(relation));
  for (let hops = 1; hops <= maxHops; hops += 1) {
    const found = new Map<string, Transferred>();
    for (const edge of carriers) {
      const targets = edge.targets.filter((target) => !reached.has(target) && !restrained.has(target) && !isWorse(target));
      const sources = targets.length === 0 ? null : allReached(edge.sources, reached);
      if (sources === null) continue;
      for (const target of targets) keepStronger(found, followed(edge, target, { sources, hops }));
    }
    for (const [target, transfer] of found) reached.set(target, transfer);
  }
  return new Map([...reached].filter(([, { hops }]) => hops > 0));
}

interface Edge extends Omit<TransferStep, 'target'> {
  readonly targets: readonly string[];
}

/** Links that include one end in the other, in both directions; a condition still open lets nothing through. */
function edgesOf({ id, content }: TransferMapping): Edge[] {
  const mapping = `${content.code} ${content.version}`;
  return content.links.flatMap((link, place): Edge[] => {
    const relation = wholeRelation(link);
    if (link.conditions.length > 0 || relation === 'intersects' || relation === 'none') return [];
    const sources = keysOf(link.sources).map((key) => requirementNode(content.source, key));
    const targets = keysOf(link.targets).map((key) => requirementNode(content.target, key));
    const named = { mappingId: id, mapping, link: place };
    return [
      { ...named, isInverted: false, sources, targets, relation },
      { ...named, isInverted: true, sources: targets, targets: sources, relation: inverted(relation) },
    ];
  });
}

function allReached(sources: readonly string[], reached: ReadonlyMap<string, Transferred>): Transferred[] | null {
  const found = sources.flatMap((source) => reached.get(source) ?? []);
  return found.length === sources.length ? found : null;
}

function followed(edge: Edge, target: string, { sources, hops }: { sources: readonly Transferred[]; hops: number }): Transferred {
  const { targets: _targets, ...named } = edge;
  // several sources: the path is as weak as the weakest of them
  const before = sources.some(({ relation }) => relation === 'superset') ? 'superset' : 'equal';
  const steps = new Map(sources.flatMap((source) => source.steps).map((step) => [step.target, step]));
  return {
    target,
    relation: composed(before, edge.relation),
    hops,
    origins: [...new Set(sources.flatMap(({ origins }) => origins))],
    steps: [...steps.values(), { ...named, target }],
  };
}

function keepStronger(found: Map<string, Transferred>, transfer: Transferred): void {
  const other = found.get(transfer.target);
  if (other === undefined || (other.relation !== 'equal' && transfer.relation === 'equal')) found.set(transfer.target, transfer);
}

function byCode(one: TransferMapping, other: TransferMapping): number {
  const name = ({ id, content }: TransferMapping) => `${content.code} ${content.version} ${id}`;
  return name(one) < name(other) ? -1 : 1;
}

/** A requirement named by `requirementNode`, read again. */
export function readNode(node: string): { readonly package: string; readonly version: string; readonly key: string } {
  const [code = '', version = '', ...key] = node.split(' ');
  return { package: code, version, key: key.join(' ') };
}
