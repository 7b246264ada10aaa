import { isDeepStrictEqual } from 'node:util';
import { canonical } from '#platform';
import { difference, type Change } from './difference.rules.js';
import type { Finding, FindingCode } from './finding.messages.js';
import {
  contentDefaults,
  derivations,
  type Derivation,
  type ExpectedEvidence,
  type PackageContent,
  type Profile,
  type Requirement,
  type Scenario,
  type Section,
} from './package-content.rules.js';

/** Lists of a package whose elements have a key. */
export const keyedLists = ['sections', 'profiles', 'requirements', 'scenarios', 'evidence'] as const;
/** One of `keyedLists`. */
export type KeyedList = (typeof keyedLists)[number];

/** What an editor may write of a package as a whole. */
export type PackageFacts = Pick<PackageContent, 'version' | 'domain' | 'title' | 'summary'>;
/** Up (-1) or down (1), among the neighbours of the element. */
export type Step = -1 | 1;

/** One change an editor makes to a draft. */
export type DraftEdit =
  | { readonly kind: 'package.change'; readonly facts: PackageFacts }
  | { readonly kind: 'section.add'; readonly section: Section }
  | { readonly kind: 'section.change'; readonly key: string; readonly facts: Omit<Section, 'key'> }
  | { readonly kind: 'section.move'; readonly key: string; readonly by: Step }
  | { readonly kind: 'section.remove'; readonly key: string }
  | { readonly kind: 'profile.add'; readonly profile: Profile }
  | { readonly kind: 'profile.change'; readonly key: string; readonly facts: Omit<Profile, 'key'> }
  | { readonly kind: 'profile.move'; readonly key: string; readonly by: Step }
  | { readonly kind: 'profile.remove'; readonly key: string }
  | { readonly kind: 'requirement.add'; readonly requirement: Requirement }
  | { readonly kind: 'requirement.change'; readonly key: string; readonly facts: Partial<Omit<Requirement, 'key'>> }
  | { readonly kind: 'requirement.copy'; readonly key: string; readonly as: string }
  | { readonly kind: 'requirement.move'; readonly key: string; readonly by: Step }
  | { readonly kind: 'requirement.place'; readonly key: string; readonly section: string }
  | { readonly kind: 'requirement.remove'; readonly key: string }
  | {
      readonly kind: 'requirement.split';
      readonly key: string;
      readonly first: Pick<Requirement, 'statement'>;
      readonly second: Pick<Requirement, 'key' | 'number' | 'title' | 'statement'>;
      /** Whether scenarios and evidence serve both parts. */
      readonly sharing: boolean;
    }
  | {
      readonly kind: 'requirement.merge';
      readonly key: string;
      readonly other: string;
      readonly facts: Pick<Requirement, 'title' | 'statement'>;
    }
  | { readonly kind: 'scenario.add'; readonly scenario: Scenario }
  | { readonly kind: 'scenario.change'; readonly key: string; readonly facts: Omit<Scenario, 'key'> }
  | { readonly kind: 'scenario.move'; readonly key: string; readonly by: Step }
  | { readonly kind: 'scenario.remove'; readonly key: string }
  | { readonly kind: 'evidence.add'; readonly evidence: ExpectedEvidence }
  | { readonly kind: 'evidence.change'; readonly key: string; readonly facts: Omit<ExpectedEvidence, 'key'> }
  | { readonly kind: 'evidence.move'; readonly key: string; readonly by: Step }
  | { readonly kind: 'evidence.remove'; readonly key: string };

/** Saves of a draft that are not one change. */
export const wholeSaves = ['start', 'derive', 'import', 'replace', 'restore', 'relate'] as const;
/** What a revision was made by. */
export type DraftAction = DraftEdit['kind'] | (typeof wholeSaves)[number];

/** Keys that changed between two revisions, list by list; `facts` when the package itself did. */
export type DraftChanges = { readonly facts: boolean } & {
  readonly [list in KeyedList]?: {
    readonly added: string[];
    readonly changed: string[];
    readonly removed: string[];
    readonly moved: boolean;
  };
};

/** The document of a package just begun: nothing but its first section. */
export function blankContent(facts: Pick<PackageContent, 'code' | 'version' | 'domain' | 'title'>, section: Section): PackageContent {
  return { format: 1, ...contentDefaults, ...facts, sections: [section], requirements: [] };
}

/** The document of a new version: everything of the older one under the same keys, each requirement saying where it comes from. */
export function derivedContent(from: PackageContent, version: string): PackageContent {
  return {
    ...from,
    version,
    requirements: from.requirements.map((one) => ({
      ...one,
      // Origins in other packages still hold; those of older versions of this one are read in that version.
      derivedFrom: [
        { package: from.code, version: from.version, key: one.key, relation: 'unchanged' },
        ...one.derivedFrom.filter((origin) => origin.package !== from.code),
      ],
    })),
  };
}

/** Errors of meaning without which the document could not be shown. */
const unreadable: readonly FindingCode[] = ['document.not_an_object', 'key.repeated', 'reference.dangling'];

/**
 * What refuses a save. The form of a draft is always that of the schema, keys are unique and references resolve; the one rule it
 * may break is to hold at least one requirement. Errors of meaning wait until the version is frozen.
 */
export function blocksSave({ code, path, level }: Finding): boolean {
  if (code === 'schema.size' && path === '/requirements') return false;
  return level === 'error' && (code.startsWith('schema.') || unreadable.includes(code));
}

/** What refuses freezing, publication and consultation: every error. */
export function blocksFreeze({ level }: Finding): boolean {
  return level === 'error';
}

/** What changed between two documents of a draft, by keys. */
export function changesBetween(before: PackageContent, after: PackageContent): DraftChanges {
  const head = ({ code, version, domain, title, summary, scoring, scores }: PackageContent) =>
    canonical({ code, version, domain, title, summary, scoring, scores });
  const lists = keyedLists.flatMap((list) => {
    const [old, now] = [byKey(before[list]), byKey(after[list])];
    const added = [...now.keys()].filter((key) => !old.has(key));
    const removed = [...old.keys()].filter((key) => !now.has(key));
    const changed = [...now.keys()].filter((key) => old.has(key) && !isSame(old.get(key), now.get(key)));
    const common = (one: ReadonlyMap<string, object>, other: ReadonlyMap<string, object>) =>
      [...one.keys()].filter((key) => other.has(key));
    const moved = common(old, now).join('\n') !== common(now, old).join('\n');
    return added.length + removed.length + changed.length === 0 && !moved ? [] : [[list, { added, changed, removed, moved }] as const];
  });
  return { facts: head(before) !== head(after), ...Object.fromEntries(lists) };
}

/** How many elements a save touched. */
export function countChanges(changes: DraftChanges): number {
  return keyedLists.reduce(
    (sum, list) => {
      const { added = [], changed = [], removed = [] } = changes[list] ?? {};
      return sum + added.length + changed.length + removed.length;
    },
    changes.facts ? 1 : 0,
  );
}

/**
 * Lets the relation of each requirement to the version it comes from follow its text, by the rules of differences: unchanged,
 * reworded, strengthened, relaxed, split, merged, renumbered. Only what `before` had otherwise is looked at again.
 */
export function followed(base: PackageContent, before: PackageContent, after: PackageContent): PackageContent {
  const origins = new Set(
    [...touchedKeys(before, after)].flatMap((key) => [...originsIn(base, before, key), ...originsIn(base, after, key)]),
  );
  if (origins.size === 0) return after;
  const comes = after.requirements.filter((one) => linksTo(base, one).some(({ key }) => origins.has(key)));
  const wanted = new Set(comes.flatMap((one) => linksTo(base, one).map(({ key }) => key)));
  const from = { ...base, requirements: base.requirements.filter(({ key }) => wanted.has(key)) };
  const found = difference(from, { ...after, requirements: comes });
  const relations = new Map(found.changes.flatMap((change): [string, Derivation][] => relationOf(change)));
  return {
    ...after,
    requirements: after.requirements.map((one) => {
      const links = linksTo(base, one);
      const isMoved = links.some((link) => (relations.get(pair(link.key, one.key)) ?? link.relation) !== link.relation);
      if (!isMoved) return one;
      return {
        ...one,
        derivedFrom: one.derivedFrom.map((link) =>
          links.includes(link) ? { ...link, relation: relations.get(pair(link.key, one.key)) ?? link.relation } : link,
        ),
      };
    }),
  };
}

const pair = (from: string, to: string) => `${from}\n${to}`;

function relationOf({ from, to, why, also }: Change): [string, Derivation][] {
  if (from === null || to === null || why !== 'confirmed') return [];
  const relation = derivations.find((one) => one === also.find((kind) => derivations.some((known) => known === kind)));
  // A move alone leaves the requirement as it was.
  return [[pair(from, to), relation ?? 'unchanged']];
}

function linksTo(base: PackageContent, { derivedFrom }: Requirement) {
  return derivedFrom.filter((link) => link.package === base.code && (link.version === null || link.version === base.version));
}

function originsIn(base: PackageContent, content: PackageContent, key: string): string[] {
  return content.requirements.filter((one) => one.key === key).flatMap((one) => linksTo(base, one).map((link) => link.key));
}

/** Requirements that are not the same in both, or whose scenarios or evidence are not. An edit keeps what it does not touch. */
function touchedKeys(before: PackageContent, after: PackageContent): Set<string> {
  const touched = new Set<string>();
  for (const list of ['requirements', 'scenarios', 'evidence'] as const) {
    const [old, now] = [before[list], after[list]].map((side: readonly (Requirement | Scenario | ExpectedEvidence)[]) => new Set(side));
    for (const one of [...old, ...now]) {
      if (old.has(one) && now.has(one)) continue;
      for (const key of 'requirements' in one ? one.requirements : [one.key]) touched.add(key);
    }
  }
  return touched;
}

function byKey(list: readonly { readonly key: string }[]): Map<string, object> {
  return new Map(list.map((one) => [one.key, one]));
}

function isSame(one: object | undefined, other: object | undefined): boolean {
  return one === other || isDeepStrictEqual(one, other);
}
