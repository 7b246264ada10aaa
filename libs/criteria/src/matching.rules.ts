import { inOneLanguage } from './compared-language.rules.js';
import type { PackageContent, Requirement } from './package-content.rules.js';
import { foldedText, neighbours, sharedStems, vectors, type Vector } from './similarity.rules.js';

/** Why two requirements are held for the same, from the surest to the least sure. */
export const linkReasons = ['confirmed', 'same_text', 'same_key', 'closest_text'] as const;
/** One value of `linkReasons`. */
export type LinkReason = (typeof linkReasons)[number];

/** How sure a link is. */
export type Sureness = 'certain' | 'probable' | 'possible';

/** A requirement of each version held for the same; places are those of the lists of requirements. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly reason: LinkReason;
  readonly sureness: Sureness;
  /** Closeness of the texts, in thousandths; 1000 for the same text. */
  readonly likeness: number;
  /** Stems the two texts share, heaviest first. */
  readonly shared: readonly string[];
}

/** A link an editor confirmed or rejected, by keys. */
export interface EditorLink {
  readonly from: string;
  readonly to: string;
}

/** What an editor said of earlier runs. */
export interface EditorSays {
  readonly confirmed?: readonly EditorLink[];
  readonly rejected?: readonly EditorLink[];
  /** Keys of the newer version that come from nothing in the older one. */
  readonly without?: readonly string[];
}

/** The matching of two versions: one-to-one links, their points, and whether keys were found to be kept. */
export interface Matching {
  readonly links: Link[];
  readonly vectors: { readonly from: Vector[]; readonly to: Vector[] };
  readonly near: readonly Map<number, number>[];
  /** Share of identical texts that kept their key, in thousandths; keys are believed from one half. */
  readonly keysKept: number;
}

type Version = Pick<PackageContent, 'code' | 'version' | 'sections' | 'requirements'>;

/** Closeness from which a text alone makes a link, and from which that link is probable. */
const leastLikeness = 0.32;
const probableLikeness = 0.55;
/** Below it, down to this, two texts are linked when each is by far the other’s closest: the next one has at most this share. */
const loneLikeness = 0.2;
const loneShare = 0.9;
/** Once keys are known to be kept, another key is evidence against a link: the texts must be closer. */
const otherKeyLikeness = 0.5;
/** What keeping a key adds to the closeness of two texts, once keys are known to be kept. */
const keyBonus = 0.5;

/**
 * Links the requirements of two versions, one to one. In this order: lineage confirmed in the newer version or by the editor;
 * same text; then pairs from the closest down, where keeping its key counts if keys are kept, or else going where its chapter went.
 * Deterministic: ties go to the printed order.
 */
export function matchRequirements(from: Version, to: Version, says: EditorSays = {}): Matching {
  const points = pointsOf(from, to);
  const pairs = new Pairs(from, to, says);
  for (const { from: a, to: b } of statedLineage(from, to, says)) pairs.add(a, b, 'confirmed');
  addSameTexts(pairs);
  const near = neighbours(points.from, points.to, pairs.settled());
  const keysKept = keysKeptIn(pairs, near);
  addClosest(pairs, near, keysKept >= 500);
  if (keysKept < 500) addInSameChapter(pairs, near);
  if (keysKept >= 500) addSameKeys(pairs);
  const links = pairs.all.map(({ from: a, to: b, reason }) => {
    const isSame = pairs.isSameText(a, b);
    const likeness = isSame ? 1000 : Math.round((near[a].get(b) ?? 0) * 1000);
    return { from: a, to: b, reason, likeness, sureness: surenessOf(reason, likeness), shared: sharedStems(points.from[a], points.to[b]) };
  });
  return { links: links.sort((a, b) => a.to - b.to), vectors: points, near, keysKept };
}

/** A requirement of the older version and how close its text is, in thousandths. */
export interface NearOrigin {
  readonly key: string;
  readonly likeness: number;
}

/** The requirements of the older version closest to one of the newer, closest first. */
export function closestOrigins(older: Version, newer: Version, key: string, limit = 10): NearOrigin[] {
  const [from, to] = inOneLanguage(older, newer);
  const place = to.requirements.findIndex((one) => one.key === key);
  if (place < 0) return [];
  const points = pointsOf(from, to);
  const [row] = neighbours([points.to[place]], points.from, { from: new Set(), to: new Set() });
  return [...row]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, limit)
    .map(([origin, close]) => ({ key: from.requirements[origin].key, likeness: Math.round(close * 1000) }));
}

function surenessOf(reason: LinkReason, likeness: number): Sureness {
  if (reason === 'confirmed' || reason === 'same_text') return 'certain';
  if (reason === 'same_key') return likeness >= leastLikeness * 1000 ? 'certain' : 'probable';
  return likeness >= probableLikeness * 1000 ? 'probable' : 'possible';
}

function pointsOf(from: Version, to: Version): Matching['vectors'] {
  const comparable = ({ sections, requirements }: Version) => {
    const titles = new Map(sections.map(({ key, title }) => [key, title.fr]));
    return requirements.map((one) => ({
      text: [one.title?.fr, one.statement.fr].filter((text) => text !== undefined).join(' '),
      context: [titles.get(one.section), one.block, one.feature].filter((text) => text != null).join(' '),
    }));
  };
  const all = vectors([...comparable(from), ...comparable(to)]);
  return { from: all.slice(0, from.requirements.length), to: all.slice(from.requirements.length) };
}

/** The links made so far; a requirement has one link at most, and a rejected link is never made. */
class Pairs {
  readonly all: { from: number; to: number; reason: LinkReason }[] = [];
  readonly linkedFrom = new Set<number>();
  readonly linkedTo = new Set<number>();
  private readonly texts: { from: string[]; to: string[] };
  private readonly rejected: ReadonlySet<string>;
  private readonly without: ReadonlySet<string>;

  constructor(
    readonly from: Version,
    readonly to: Version,
    says: EditorSays,
  ) {
    this.texts = { from: from.requirements.map(textOf), to: to.requirements.map(textOf) };
    this.rejected = new Set((says.rejected ?? []).map((link) => `${link.from}\n${link.to}`));
    this.without = new Set(says.without);
  }

  isFree(a: number, b: number): boolean {
    return !this.linkedFrom.has(a) && !this.linkedTo.has(b) && !this.isRejected(a, b);
  }

  isSameText(a: number, b: number): boolean {
    return this.texts.from[a] === this.texts.to[b];
  }

  isSameKey(a: number, b: number): boolean {
    return this.from.requirements[a].key === this.to.requirements[b].key;
  }

  /** Places linked to the very same text: nothing more is looked for there. */
  settled(): { from: ReadonlySet<number>; to: ReadonlySet<number> } {
    const same = this.all.filter((pair) => this.isSameText(pair.from, pair.to));
    return { from: new Set(same.map((pair) => pair.from)), to: new Set(same.map((pair) => pair.to)) };
  }

  textFrom(a: number): string {
    return this.texts.from[a];
  }

  textTo(b: number): string {
    return this.texts.to[b];
  }

  add(a: number, b: number, reason: LinkReason): void {
    if (!this.isFree(a, b)) return;
    this.all.push({ from: a, to: b, reason });
    this.linkedFrom.add(a);
    this.linkedTo.add(b);
  }

  private isRejected(a: number, b: number): boolean {
    const [before, after] = [this.from.requirements[a].key, this.to.requirements[b].key];
    return this.without.has(after) || this.rejected.has(`${before}\n${after}`);
  }
}

function textOf({ title, statement }: Requirement): string {
  return foldedText(`${title?.fr ?? ''} ${statement.fr}`);
}

/** Lineage the newer version states of the older one, and what the editor confirmed, by places. */
export function statedLineage(from: Version, to: Version, says: EditorSays): { from: number; to: number }[] {
  const placeFrom = new Map(from.requirements.map(({ key }, place) => [key, place]));
  const placeTo = new Map(to.requirements.map(({ key }, place) => [key, place]));
  const stated = to.requirements.flatMap((one) =>
    one.derivedFrom
      .filter((origin) => origin.package === from.code && (origin.version === null || origin.version === from.version))
      .map((origin) => ({ from: origin.key, to: one.key })),
  );
  return [...(says.confirmed ?? []), ...stated].flatMap((link) => {
    const [a, b] = [placeFrom.get(link.from), placeTo.get(link.to)];
    return a === undefined || b === undefined ? [] : [{ from: a, to: b }];
  });
}

/** Same texts: those that kept their key first, then their section, then in printed order. */
function addSameTexts(pairs: Pairs): void {
  const byText = new Map<string, number[]>();
  pairs.from.requirements.forEach((_, a) => byText.set(pairs.textFrom(a), [...(byText.get(pairs.textFrom(a)) ?? []), a]));
  const sameSection = (a: number, b: number) => pairs.from.requirements[a].section === pairs.to.requirements[b].section;
  for (const fits of [(a: number, b: number) => pairs.isSameKey(a, b), sameSection, () => true]) {
    pairs.to.requirements.forEach((_, b) => {
      const found = byText.get(pairs.textTo(b))?.find((a) => pairs.isFree(a, b) && fits(a, b));
      if (found !== undefined) pairs.add(found, b, 'same_text');
    });
  }
}

/** Of the texts found again, the share that kept its key; without any, of the common keys, the share with a close text. */
function keysKeptIn(pairs: Pairs, near: readonly Map<number, number>[]): number {
  const found = pairs.all;
  if (found.length > 0) return Math.round((1000 * found.filter(({ from: a, to: b }) => pairs.isSameKey(a, b)).length) / found.length);
  const common = sameKeys(pairs);
  const close = common.filter(([a, b]) => (near[a].get(b) ?? 0) >= probableLikeness);
  return common.length === 0 ? 0 : Math.round((1000 * close.length) / common.length);
}

function sameKeys(pairs: Pairs): [number, number][] {
  const places = new Map(pairs.to.requirements.map(({ key }, place) => [key, place]));
  return pairs.from.requirements.flatMap(({ key }, a): [number, number][] => {
    const b = places.get(key);
    return b === undefined ? [] : [[a, b]];
  });
}

interface Candidate {
  readonly a: number;
  readonly b: number;
  readonly score: number;
  readonly reason: LinkReason;
}

/** Pairs taken from the closest down: each is the best of what is left for both. */
function addClosest(pairs: Pairs, near: readonly Map<number, number>[], isKeyKept: boolean): void {
  const free = near.map((row, a) => (pairs.linkedFrom.has(a) ? new Map<number, number>() : row));
  const [bestFrom, bestTo] = closest(free, pairs.to.requirements.length);
  const isClose = (a: number, b: number, likeness: number): boolean => {
    if (isKeyKept && !pairs.isSameKey(a, b)) return likeness >= otherKeyLikeness;
    if (likeness >= leastLikeness) return true;
    const isLone = [bestFrom[a], bestTo[b]].every(({ first, second }) => first === likeness && second <= likeness * loneShare);
    return likeness >= loneLikeness && isLone;
  };
  const candidates: Candidate[] = [];
  free.forEach((row, a) => {
    for (const [b, likeness] of row) {
      if (!pairs.isFree(a, b) || !isClose(a, b, likeness)) continue;
      const hasKey = isKeyKept && pairs.isSameKey(a, b);
      candidates.push({ a, b, score: likeness + (hasKey ? keyBonus : 0), reason: hasKey ? 'same_key' : 'closest_text' });
    }
  });
  candidates.sort((x, y) => y.score - x.score || x.b - y.b || x.a - y.a);
  for (const { a, b, reason } of candidates) pairs.add(a, b, reason);
}

/** Closeness from which two texts are linked when their chapters answer to each other and nothing free there is closer. */
const sameChapterLikeness = 0.3;
/** A chapter answers to another when at least this many of its links, and this share, go there. */
const chapterLinks = 3;
const chapterShare = 2 / 3;

/**
 * What the surest links say of chapters helps the others: where most of a chapter went to one chapter, two texts left in both,
 * each the closest left to the other, need be less close.
 */
function addInSameChapter(pairs: Pairs, near: readonly Map<number, number>[]): void {
  const chapter = {
    from: (a: number) => pairs.from.requirements[a].section,
    to: (b: number) => pairs.to.requirements[b].section,
  };
  const went = new Map<string, number>();
  const left = new Map<string, number>();
  for (const { from: a, to: b } of pairs.all) {
    const way = `${chapter.from(a)}\n${chapter.to(b)}`;
    went.set(way, (went.get(way) ?? 0) + 1);
    left.set(chapter.from(a), (left.get(chapter.from(a)) ?? 0) + 1);
  }
  const answers = (a: number, b: number): boolean => {
    const count = went.get(`${chapter.from(a)}\n${chapter.to(b)}`) ?? 0;
    return count >= chapterLinks && count >= chapterShare * (left.get(chapter.from(a)) ?? 0);
  };
  const free = near.map((row, a) => new Map([...row].filter(([b]) => pairs.isFree(a, b) && answers(a, b))));
  const [bestFrom, bestTo] = closest(free, pairs.to.requirements.length);
  free.forEach((row, a) => {
    for (const [b, likeness] of row) {
      if (likeness >= sameChapterLikeness && bestFrom[a].first === likeness && bestTo[b].first === likeness)
        pairs.add(a, b, 'closest_text');
    }
  });
}

interface Best {
  first: number;
  second: number;
}

/** The two highest closenesses of each row and of each column. */
function closest(rows: readonly ReadonlyMap<number, number>[], width: number): [Best[], Best[]] {
  const make = (): Best => ({ first: 0, second: 0 });
  const [bestFrom, bestTo] = [rows.map(make), Array.from({ length: width }, make)];
  rows.forEach((row, a) =>
    row.forEach((likeness, b) => {
      for (const best of [bestFrom[a], bestTo[b]]) {
        if (likeness > best.first) [best.first, best.second] = [likeness, best.first];
        else if (likeness > best.second) best.second = likeness;
      }
    }),
  );
  return [bestFrom, bestTo];
}

/** Where keys are kept, what still has its key is the same requirement, however much it was rewritten. */
function addSameKeys(pairs: Pairs): void {
  for (const [a, b] of sameKeys(pairs)) pairs.add(a, b, 'same_key');
}
