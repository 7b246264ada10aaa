import { inOneLanguage, isEnglishAlone } from './compared-language.rules.js';
import { attributesOf, directions, sideOf, type AttributeChange, type Side } from './difference-attributes.rules.js';
import { wordDifference, type Locale, type Part } from '#platform';
import {
  matchRequirements,
  statedLineage,
  type EditorSays,
  type Link,
  type LinkReason,
  type Matching,
  type Sureness,
} from './matching.rules.js';
import type { PackageContent, Requirement } from './package-content.rules.js';
import { coverage, foldedText } from './similarity.rules.js';

/** What became of a requirement between two versions. */
export const changeKinds = [
  'unchanged',
  'reworded',
  'strengthened',
  'relaxed',
  'split',
  'merged',
  'moved',
  'renumbered',
  'new',
  'dropped',
] as const;
/** One value of `changeKinds`. */
export type ChangeKind = (typeof changeKinds)[number];

/** One line of a difference: a requirement of the older version (`from`), of the newer one (`to`), or the same in both. */
export interface Change {
  readonly from: string | null;
  readonly to: string | null;
  readonly fromNumber: string | null;
  readonly toNumber: string | null;
  /** The weightiest thing that happened. */
  readonly kind: ChangeKind;
  /** All that happened, the kind included. */
  readonly also: readonly ChangeKind[];
  readonly attributes: readonly AttributeChange[];
  readonly why: LinkReason | null;
  readonly sureness: Sureness | null;
  /** Closeness of the texts, in thousandths. */
  readonly likeness: number | null;
  readonly shared: readonly string[];
}

/** The difference of two versions. */
export interface Difference {
  readonly from: { readonly package: string; readonly version: string; readonly requirements: number };
  readonly to: { readonly package: string; readonly version: string; readonly requirements: number };
  /** Share of the texts found again that kept their key, in thousandths. */
  readonly keysKept: number;
  readonly counts: Readonly<Record<ChangeKind, number>>;
  readonly changes: readonly Change[];
}

/** Shares of words by which a requirement left without a link is held for a part of another. */
const partLikeness = 320;
const leastOwn = 0.5;
const leastGain = 0.12;

/** Compares two versions of a package, or any two packages; the same input always gives the same difference. */
export function difference(older: PackageContent, newer: PackageContent, says: EditorSays = {}): Difference {
  const [from, to] = inOneLanguage(older, newer);
  const matching = matchRequirements(from, to, says);
  const sides = { from: sideOf(from), to: sideOf(to) };
  const isRefused = refusals(from, to, says);
  const parts = [...statedParts(from, to, matching, says), ...foundParts(matching).filter((part) => !isRefused(part))];
  const taken = takeParts(parts);
  const linked = matching.links.map((link) => changeOf(link, sides, partKind(taken, link)));
  const extra = taken.map((part) => changeOf(part, sides, part.kind));
  const [hasFrom, hasTo] = [new Set<number>(), new Set<number>()];
  for (const link of [...matching.links, ...taken]) {
    hasFrom.add(link.from);
    hasTo.add(link.to);
  }
  const news = to.requirements.filter((_, place) => !hasTo.has(place)).map((one) => alone(null, one));
  const gone = from.requirements.filter((_, place) => !hasFrom.has(place)).map((one) => alone(one, null));
  const place = new Map(to.requirements.map(({ key }, index) => [key, index]));
  const changes = [...linked, ...extra, ...news].sort((a, b) => (place.get(a.to ?? '') ?? 0) - (place.get(b.to ?? '') ?? 0));
  return {
    from: { package: from.code, version: from.version, requirements: from.requirements.length },
    to: { package: to.code, version: to.version, requirements: to.requirements.length },
    keysKept: matching.keysKept,
    counts: countsOf([...changes, ...gone]),
    changes: [...changes, ...gone],
  };
}

/**
 * Word by word, what became of the statement of a linked requirement; nothing to show when the texts are the same.
 * In English where both versions have it and it is asked for, or where one has nothing else; otherwise in French.
 */
export function statementDifference(change: Change, from: PackageContent, to: PackageContent, locale: Locale = 'fr'): Part[] {
  const before = from.requirements.find(({ key }) => key === change.from)?.statement;
  const after = to.requirements.find(({ key }) => key === change.to)?.statement;
  const hasEnglish = before?.en !== undefined && after?.en !== undefined;
  const spoken = hasEnglish && (locale === 'en' || isEnglishAlone(before) || isEnglishAlone(after)) ? 'en' : 'fr';
  return wordDifference(before?.[spoken] ?? '', after?.[spoken] ?? '');
}

interface PartLink extends Link {
  readonly kind: 'split' | 'merged';
}

/** Lineage stated by the newer version, or confirmed, beyond one to one: a further part, or a further origin. */
function statedParts(from: PackageContent, to: PackageContent, { links, near }: Matching, says: EditorSays): PartLink[] {
  const linkedTo = new Set(links.map((link) => link.to));
  const known = new Set(links.map((link) => `${link.from} ${link.to}`));
  return statedLineage(from, to, says)
    .filter((link) => !known.has(`${link.from} ${link.to}`))
    .map((link) => ({
      ...link,
      reason: 'confirmed',
      sureness: 'certain',
      likeness: Math.round((near[link.from].get(link.to) ?? 0) * 1000),
      shared: [],
      kind: linkedTo.has(link.to) ? 'merged' : 'split',
    }));
}

/** Whether the editor said that two places have nothing to do with each other. */
function refusals(from: PackageContent, to: PackageContent, { rejected = [], without = [] }: EditorSays) {
  const refused = new Set(rejected.map((link) => `${link.from}\n${link.to}`));
  const alone = new Set(without);
  return (link: Pick<Link, 'from' | 'to'>): boolean => {
    const [before, after] = [from.requirements[link.from].key, to.requirements[link.to].key];
    return alone.has(after) || refused.has(`${before}\n${after}`);
  };
}

/** What is left without a link but shares most of its words with a linked requirement, and adds words its partner lacks. */
function foundParts({ links, near, vectors }: Matching): PartLink[] {
  const partnerOf = { from: new Map(links.map((link) => [link.from, link.to])), to: new Map(links.map((link) => [link.to, link.from])) };
  const same = links.filter(({ likeness }) => likeness === 1000);
  const kept = { from: new Set(same.map((link) => link.from)), to: new Set(same.map((link) => link.to)) };
  const found: PartLink[] = [];
  near.forEach((row, a) =>
    row.forEach((close, b) => {
      const likeness = Math.round(close * 1000);
      // A requirement kept word for word lost no part of itself, and took none.
      if (kept.from.has(a) || kept.to.has(b)) return;
      if (likeness < partLikeness || partnerOf.from.has(a) === partnerOf.to.has(b)) return;
      const isSplit = partnerOf.from.has(a);
      const [whole, part] = isSplit ? [vectors.from[a], vectors.to[b]] : [vectors.to[b], vectors.from[a]];
      const partner = isSplit ? vectors.to[partnerOf.from.get(a) ?? 0] : vectors.from[partnerOf.to.get(b) ?? 0];
      const gain = coverage(whole, [partner, part]) - coverage(whole, [partner]);
      if (coverage(part, [whole]) < leastOwn || gain < leastGain) return;
      found.push({
        from: a,
        to: b,
        reason: 'closest_text',
        sureness: 'possible',
        likeness,
        shared: [],
        kind: isSplit ? 'split' : 'merged',
      });
    }),
  );
  return found.sort((x, y) => y.likeness - x.likeness || x.to - y.to || x.from - y.from);
}

/** A part found by text belongs to one requirement only; stated ones are all taken. */
function takeParts(parts: readonly PartLink[]): PartLink[] {
  const taken: PartLink[] = [];
  const used = new Set<string>();
  for (const part of parts) {
    const end = part.kind === 'split' ? `to ${part.to}` : `from ${part.from}`;
    if (part.reason !== 'confirmed' && used.has(end)) continue;
    used.add(end);
    taken.push(part);
  }
  return taken;
}

function partKind(parts: readonly PartLink[], link: Link): 'split' | 'merged' | null {
  const of = parts.find((part) => (part.kind === 'split' ? part.from === link.from : part.to === link.to));
  return of?.kind ?? null;
}

function changeOf(link: Link, sides: { readonly from: Side; readonly to: Side }, part: 'split' | 'merged' | null): Change {
  const [before, after] = [sides.from.requirements[link.from], sides.to.requirements[link.to]];
  const attributes = attributesOf(before, after, sides);
  const direction = directions(attributes, sides, [before.key, after.key]);
  const isSame =
    foldedText(`${before.title?.fr ?? ''} ${before.statement.fr}`) === foldedText(`${after.title?.fr ?? ''} ${after.statement.fr}`);
  const has = (...names: AttributeChange['name'][]) => attributes.some(({ name }) => names.includes(name));
  const also: ChangeKind[] = [
    ...(part === null ? [] : [part]),
    ...direction,
    ...(!isSame || has('scenario') || (has('evidence') && direction.length === 0) ? (['reworded'] as const) : []),
    ...(before.key !== after.key || has('number') ? (['renumbered'] as const) : []),
    ...(has('section', 'block') || (has('profile') && direction.length === 0) ? (['moved'] as const) : []),
  ];
  const kind = also.at(0) ?? 'unchanged';
  return {
    ...ends(before, after),
    kind,
    also: also.length === 0 ? ['unchanged'] : also,
    attributes,
    why: link.reason,
    sureness: link.sureness,
    likeness: link.likeness,
    shared: link.shared,
  };
}

function ends(before: Requirement | null, after: Requirement | null) {
  return { from: before?.key ?? null, to: after?.key ?? null, fromNumber: before?.number ?? null, toNumber: after?.number ?? null };
}

function alone(before: Requirement | null, after: Requirement | null): Change {
  const kind = before === null ? 'new' : 'dropped';
  return { ...ends(before, after), kind, also: [kind], attributes: [], why: null, sureness: null, likeness: null, shared: [] };
}

function countsOf(changes: readonly Change[]): Record<ChangeKind, number> {
  const counts = Object.fromEntries(changeKinds.map((kind) => [kind, 0])) as Record<ChangeKind, number>; // every kind has its count
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
}
