import { finding, type Finding, type FindingCode } from './finding.messages.js';
import type { MappedEnd, MappedPackage, MappingContent, MappingLink } from './mapping-content.rules.js';
import type { PackageContent } from './package-content.rules.js';

/** What is needed of a package to check the keys of a mapping. */
export type BoundPackage = Pick<PackageContent, 'code' | 'version'> & {
  readonly requirements: readonly Pick<PackageContent['requirements'][number], 'key' | 'number'>[];
};

/** The packages at both ends of a mapping; null for one that is not known. */
export interface BoundPackages {
  readonly source: BoundPackage | null;
  readonly target: BoundPackage | null;
}

/** A mapping whose ends were looked for in their packages: links that lead nowhere are left out, each with its cause. */
export interface BoundMapping {
  readonly content: MappingContent;
  readonly findings: Finding[];
  /** How many links and mentions were left out. */
  readonly lost: number;
}

type Place = (link: number) => { path: string; row: number | null };

/**
 * Checks a mapping against its packages and writes keys as they do. A key is looked for as a key, then as a printed number, then without
 * regard to case and to a leading `V`, as long as only one requirement answers.
 */
export function bindMapping(content: MappingContent, packages: BoundPackages, placeOf: Place = whereInDocument): BoundMapping {
  const findings: Finding[] = [];
  const sides = { source: sideOf(packages.source), target: sideOf(packages.target) };
  for (const side of ['source', 'target'] as const) {
    if (packages[side] === null) findings.push(finding('mapping.package_unknown', { column: side }, { package: content[side].package }));
  }
  let lost = 0;
  const links = content.links.flatMap((link, place): MappingLink[] => {
    const missing = (['source', 'target'] as const).flatMap((side) =>
      link[`${side}s`]
        .filter((end) => sides[side].find(end.key) === null)
        .map(({ key }) => finding(danglingCodes[side], { ...placeOf(place), column: side }, { key, package: sides[side].name })),
    );
    findings.push(...missing);
    if (missing.length > 0) lost += 1;
    return missing.length > 0 ? [] : [{ ...link, sources: found(link.sources, sides.source), targets: found(link.targets, sides.target) }];
  });
  const mentioned = (keys: readonly string[], side: Side) =>
    keys.flatMap((key) => {
      const known = side.find(key);
      if (known !== null) return known;
      findings.push(finding('mapping.dangling_mention', {}, { key, package: side.name }));
      lost += 1;
      return [];
    });
  const checked: MappingContent = {
    ...content,
    source: named(content.source, packages.source),
    target: named(content.target, packages.target),
    links,
    withoutTarget: mentioned(content.withoutTarget, sides.source),
    withoutSource: mentioned(content.withoutSource, sides.target),
  };
  return { content: checked, findings, lost };
}

const danglingCodes = {
  source: 'mapping.dangling_source',
  target: 'mapping.dangling_target',
} as const satisfies Record<string, FindingCode>;

interface Side {
  readonly name: string;
  /** The key of the package, or null; an unknown package has every key. */
  readonly find: (key: string) => string | null;
}

function sideOf(known: BoundPackage | null): Side {
  if (known === null) return { name: '', find: (key) => key };
  const keys = new Set(known.requirements.map(({ key }) => key));
  const [numbers, folds] = [new Map<string, string | null>(), new Map<string, string | null>()];
  // null: several answer, so none is meant for sure
  const note = (map: Map<string, string | null>, name: string, key: string) => map.set(name, (map.get(name) ?? key) === key ? key : null);
  for (const { key, number } of known.requirements) {
    note(numbers, number, key);
    for (const name of new Set([folded(key), folded(number)])) note(folds, name, key);
  }
  const name = `${known.code} ${known.version}`;
  return { name, find: (key) => (keys.has(key) ? key : (numbers.get(key) ?? folds.get(folded(key)) ?? null)) };
}

/** `V1.2` and `1.2` are one number, and so are the enhancement `AC-2(1)` and its OSCAL identifier `ac-2.1`. */
function folded(name: string): string {
  return name
    .toLowerCase()
    .replace(/^v(?=\d)/, '')
    .replace(/\((\d+)\)/g, '.$1');
}

function found(ends: readonly MappedEnd[], side: Side): MappedEnd[] {
  return ends.map((end) => ({ ...end, key: side.find(end.key) ?? end.key }));
}

function named(end: MappedPackage, known: BoundPackage | null): MappedPackage {
  return known === null ? end : { ...end, package: known.code, version: known.version };
}

function whereInDocument(link: number): { path: string; row: null } {
  return { path: `/links/${link}`, row: null };
}
