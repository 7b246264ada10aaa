import type { Change, ExpectedEvidence, PackageContent, Requirement } from '#criteria';
import type { Claim } from './answer.entity.js';

/**
 * What becomes of an answer when its file moves to a newer version of the criteria, from the least to the most demanding:
 * it stays as it is, its author confirms it, its author also brings evidence anew, it is to be given. `dropped`: nothing asks for it any more.
 */
export const carryOutcomes = ['keeps', 'confirm', 'new_evidence', 'to_answer', 'dropped'] as const;
/** One value of `carryOutcomes`. */
export type CarryOutcome = (typeof carryOutcomes)[number];
/** What a link asks of an answer that was given. */
export type Demand = Extract<CarryOutcome, 'keeps' | 'confirm' | 'new_evidence'>;

/** A requirement of the older version and one of the newer version that takes its answers. */
export interface CarryLink {
  readonly from: string;
  readonly to: string;
  readonly demand: Demand;
}

/** What a difference of two versions means for answers, by keys. Only current requirements count. */
export interface CarryPlan {
  /** In the printed order of the newer version. */
  readonly links: readonly CarryLink[];
  /** Requirements of the newer version that no older one feeds. */
  readonly fresh: readonly string[];
  /** Requirements of the older version that feed none. */
  readonly gone: readonly string[];
  /** Things to deposit that are the same in both versions. */
  readonly evidence: readonly { readonly from: string; readonly to: string }[];
}

/** What a kind of change asks: carried by itself only when nothing but its place changed (domain study 4.9). */
const demandOfKind: Readonly<Record<Change['kind'], Demand | null>> = {
  unchanged: 'keeps',
  moved: 'keeps',
  renumbered: 'keeps',
  reworded: 'confirm',
  relaxed: 'confirm',
  merged: 'confirm',
  strengthened: 'new_evidence',
  split: 'new_evidence',
  new: null,
  dropped: null,
};

/** The part of a link the rule reads. */
export type LinkFacts = Pick<Change, 'from' | 'to' | 'also'> & {
  /** Whether the profile under which it applies is not the same: the vendor did not answer under that condition. */
  readonly isConditionChanged?: boolean;
  /** What the newer requirement expects and the older did not (`added`), or the reverse. */
  readonly evidence?: 'same' | 'added' | 'removed';
};

/** What one link asks of an answer; null when it links nothing. The weightiest thing that happened decides. */
export function demandOf({ from, to, also, isConditionChanged = false, evidence = 'same' }: LinkFacts): Demand | null {
  if (from === null || to === null) return null;
  const asked = also.flatMap((kind) => demandOfKind[kind] ?? []);
  if (evidence === 'added') asked.push('new_evidence');
  if (evidence === 'removed' || isConditionChanged) asked.push('confirm');
  return mostDemanding(asked);
}

/** The most demanding of several; `keeps` when there is none. */
export function mostDemanding<O extends CarryOutcome>(outcomes: readonly O[]): O | 'keeps' {
  return outcomes.reduce<O | 'keeps'>((most, one) => (carryOutcomes.indexOf(one) > carryOutcomes.indexOf(most) ? one : most), 'keeps');
}

/** Reads a difference as what becomes of answers. A requirement fed by several is under the most demanding of its links. */
export function carryPlan(from: PackageContent, to: PackageContent, changes: readonly Change[]): CarryPlan {
  const [older, newer] = [currentOf(from), currentOf(to)];
  const [before, after] = [expectationsOf(from), expectationsOf(to)];
  const linked = changes.flatMap((change): CarryLink[] => {
    if (change.from === null || change.to === null || !older.has(change.from) || !newer.has(change.to)) return [];
    const isConditionChanged = change.attributes.some(({ name }) => name === 'profile');
    const evidence = compared(before.get(change.from), after.get(change.to));
    const demand = demandOf({ ...change, isConditionChanged, evidence });
    return demand === null ? [] : [{ from: change.from, to: change.to, demand }];
  });
  const links = evened(linked);
  const [fed, feeding] = [new Set(links.map((link) => link.to)), new Set(links.map((link) => link.from))];
  return {
    links,
    fresh: [...newer.keys()].filter((key) => !fed.has(key)),
    gone: [...older.keys()].filter((key) => !feeding.has(key)),
    evidence: links.flatMap((link) => sameEvidence(before.get(link.from), after.get(link.to))),
  };
}

function currentOf({ requirements }: PackageContent): Map<string, Requirement> {
  return new Map(requirements.filter(({ life }) => life === 'current').map((one) => [one.key, one]));
}

/** Links to the same requirement ask the same: the most that one of them asks. */
function evened(links: readonly CarryLink[]): CarryLink[] {
  const asked = new Map<string, Demand[]>();
  for (const { to, demand } of links) asked.set(to, [...(asked.get(to) ?? []), demand]);
  return links.map((link) => ({ ...link, demand: mostDemanding(asked.get(link.to) ?? []) }));
}

/** Things to deposit by what they ask; two with the same words, kinds and reference are the same thing. */
type Expectations = ReadonlyMap<string, string>;

function expectationsOf({ evidence }: PackageContent): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const item of evidence) {
    for (const requirement of item.requirements) {
      const own = found.get(requirement) ?? new Map<string, string>();
      // Two things asked in the same words are two things, in printed order.
      let words = signature(item);
      while (own.has(words)) words += '\n+';
      found.set(requirement, own.set(words, item.key));
    }
  }
  return found;
}

function signature({ label, kinds, referenceKind }: ExpectedEvidence): string {
  const words = label.fr
    .normalize('NFC')
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
  return [words, [...kinds].sort().join(' '), referenceKind ?? ''].join('\n');
}

const nothing: Expectations = new Map();

function compared(before: Expectations = nothing, after: Expectations = nothing): 'same' | 'added' | 'removed' {
  if ([...after.keys()].some((one) => !before.has(one))) return 'added';
  return before.size > after.size ? 'removed' : 'same';
}

function sameEvidence(before: Expectations = nothing, after: Expectations = nothing): { from: string; to: string }[] {
  return [...before].flatMap(([words, from]) => {
    const to = after.get(words);
    return to === undefined ? [] : [{ from, to }];
  });
}

/** An answer of the older version. */
export interface SourceAnswer {
  readonly answerId: string;
  /** Key of its requirement. */
  readonly key: string;
  readonly chapterId: string;
  /** False when the profile put it aside. */
  readonly isApplicable: boolean;
  readonly claim: Claim | null;
  readonly reason: string | null;
  readonly text: string;
  readonly claimedAt: Date | null;
  /** Its result is acquired by equivalence: it rests on that very version, and is asked for again. */
  readonly isAcquired?: boolean;
}

/** An answer to make in the newer version, with those it comes from. */
export interface CarriedAnswer {
  readonly key: string;
  readonly isApplicable: boolean;
  readonly outcome: Exclude<CarryOutcome, 'dropped'>;
  /** Whether the move itself asks something of the vendor: what was already to answer does not count. */
  readonly asksVendor: boolean;
  readonly claim: Claim | null;
  readonly reason: string | null;
  readonly text: string;
  readonly claimedAt: Date | null;
  readonly sources: readonly SourceAnswer[];
}

/** What decides the answers of one file. */
export interface FileFacts {
  /** Answers of the older version, by requirement key. */
  readonly answers: ReadonlyMap<string, SourceAnswer>;
  /** Whether a profile of the newer version was answered yes. */
  readonly isOn: (profile: string) => boolean;
}

/** The answers of a file in the newer version, in printed order. What the profile puts aside is made only to keep an answer given. */
export function carryAnswers(plan: CarryPlan, to: PackageContent, file: FileFacts): CarriedAnswer[] {
  const linksTo = new Map<string, CarryLink[]>();
  for (const link of plan.links) linksTo.set(link.to, [...(linksTo.get(link.to) ?? []), link]);
  return [...currentOf(to).values()].flatMap((requirement) => {
    const links = linksTo.get(requirement.key) ?? [];
    const sources = links.flatMap(({ from }) => file.answers.get(from) ?? []);
    const isApplicable = requirement.profile === null || file.isOn(requirement.profile);
    if (!isApplicable && sources.length === 0) return [];
    return [{ key: requirement.key, isApplicable, sources, ...carried(requirement, links, sources) }];
  });
}

type Carried = Omit<CarriedAnswer, 'key' | 'isApplicable' | 'sources'>;

function carried(requirement: Requirement, [link]: readonly CarryLink[], sources: readonly SourceAnswer[]): Carried {
  const texts = [...new Set(sources.map(({ text }) => text.trim()).filter(Boolean))];
  const text = texts.length === 1 && sources.length === 1 ? sources[0].text : texts.join('\n\n');
  const open = { claim: null, reason: null, claimedAt: null, text };
  const live = sources.filter(({ isApplicable }) => isApplicable);
  // It did not apply, or did not exist: the move brings it.
  if (link === undefined || live.length === 0) return { ...open, outcome: 'to_answer', asksVendor: true };
  if (live.some(({ isAcquired }) => isAcquired)) return { ...open, outcome: 'to_answer', asksVendor: true };
  const claims = new Set(live.map(({ claim }) => claim));
  if (claims.has(null)) return { ...open, outcome: 'to_answer', asksVendor: claims.size > 1 };
  const [first] = live;
  const isRefused = first.claim === 'not_applicable' && requirement.naPolicy === 'forbidden';
  if (claims.size > 1 || isRefused) return { ...open, outcome: 'to_answer', asksVendor: true };
  const reasons = [...new Set(live.flatMap(({ reason }) => reason ?? []))];
  return {
    outcome: link.demand,
    asksVendor: link.demand !== 'keeps',
    claim: first.claim,
    reason: reasons.length > 0 ? reasons.join('\n\n') : null,
    text,
    claimedAt: live.reduce<Date | null>(
      (last, { claimedAt }) => (claimedAt !== null && (last === null || claimedAt > last) ? claimedAt : last),
      null,
    ),
  };
}

/** Answers given that nothing of the newer version asks for any more. */
export function droppedAnswers(plan: CarryPlan, answers: ReadonlyMap<string, SourceAnswer>): SourceAnswer[] {
  return plan.gone
    .flatMap((key) => answers.get(key) ?? [])
    .filter(({ isApplicable, claim, text }) => isApplicable && (claim !== null || text !== ''));
}
