import { criticalities, obligations, type PackageContent, type Requirement } from './package-content.rules.js';
import { foldedText } from './similarity.rules.js';

/** A member that differs, as stored in each version. */
export interface AttributeChange {
  readonly name:
    | 'obligation'
    | 'criticality'
    | 'evidence'
    | 'scenario'
    | 'profile'
    | 'naPolicy'
    | 'life'
    | 'effectiveFrom'
    | 'effectiveUntil'
    | 'section'
    | 'block'
    | 'number';
  readonly from: string | null;
  readonly to: string | null;
}

/** One version of a difference: its requirements, and the scenarios and evidence of each, folded. */
export interface Side {
  readonly requirements: readonly Requirement[];
  readonly scenarios: ReadonlyMap<string, readonly string[]>;
  readonly evidence: ReadonlyMap<string, readonly string[]>;
}

/** Opens a version for a difference. */
export function sideOf(content: PackageContent): Side {
  const scenarios = new Map<string, string[]>();
  const evidence = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, keys: readonly string[], text: string) => {
    for (const key of keys) {
      const list = map.get(key);
      if (list === undefined) map.set(key, [text]);
      else list.push(text);
    }
  };
  for (const { requirements, statement } of content.scenarios) add(scenarios, requirements, foldedText(statement.fr));
  for (const { requirements, label } of content.evidence) add(evidence, requirements, foldedText(label.fr));
  return { requirements: content.requirements, scenarios, evidence };
}

/** The members that differ between two linked requirements. */
export function attributesOf(
  before: Requirement,
  after: Requirement,
  sides: { readonly from: Side; readonly to: Side },
): AttributeChange[] {
  const list = (map: ReadonlyMap<string, readonly string[]>, key: string) => (map.get(key) ?? []).join('\n') || null;
  const pairs: AttributeChange[] = [
    { name: 'obligation', from: before.obligation, to: after.obligation },
    { name: 'criticality', from: before.criticality, to: after.criticality },
    { name: 'evidence', from: list(sides.from.evidence, before.key), to: list(sides.to.evidence, after.key) },
    { name: 'profile', from: before.profile, to: after.profile },
    { name: 'naPolicy', from: before.naPolicy, to: after.naPolicy },
    { name: 'life', from: before.life, to: after.life },
    // A day goes with a life: once the life changed, the day says nothing more.
    ...(before.life === after.life ? days(before, after) : []),
    { name: 'scenario', from: list(sides.from.scenarios, before.key), to: list(sides.to.scenarios, after.key) },
    { name: 'section', from: before.section, to: after.section },
    { name: 'block', from: before.block, to: after.block },
    { name: 'number', from: before.number, to: after.number },
  ];
  return pairs.filter(({ from, to }) => from !== to);
}

function days(before: Requirement, after: Requirement): AttributeChange[] {
  return (['effectiveFrom', 'effectiveUntil'] as const).map((name) => ({ name, from: before[name], to: after[name] }));
}

/** A requirement asked for sooner, or for longer, is strengthened; no day is never, for what begins as for what ends. */
function daySign(name: 'effectiveFrom' | 'effectiveUntil', from: string | null, to: string | null): number {
  const never = '9999-12-31';
  const isLater = (to ?? never) > (from ?? never);
  return isLater === (name === 'effectiveUntil') ? 1 : -1;
}

/** From the mildest to the strictest; a value that is not ranked says nothing. */
const ranks: Partial<Record<AttributeChange['name'], readonly string[]>> = {
  obligation: [...obligations].reverse(),
  criticality: criticalities,
  naPolicy: ['allowed', 'allowed_with_reason', 'forbidden'],
  life: ['obsolete', 'future', 'current'],
};

/** Strengthened, relaxed, or both; the weightiest member decides which comes first. */
export function directions(
  attributes: readonly AttributeChange[],
  sides: { readonly from: Side; readonly to: Side },
  [before, after]: readonly [string, string],
): ('strengthened' | 'relaxed')[] {
  const signs = attributes.map(({ name, from, to }) => {
    if (name === 'evidence') return (sides.to.evidence.get(after)?.length ?? 0) - (sides.from.evidence.get(before)?.length ?? 0);
    // General applies to everyone: leaving it relaxes, coming to it strengthens; another profile is a move.
    if (name === 'profile') return from === null ? -1 : to === null ? 1 : 0;
    if (name === 'effectiveFrom' || name === 'effectiveUntil') return daySign(name, from, to);
    const rank = ranks[name];
    if (rank === undefined || from === null || to === null) return 0;
    return rank.indexOf(to) - rank.indexOf(from);
  });
  return [...new Set(signs.filter((sign) => sign !== 0).map((sign) => (sign > 0 ? 'strengthened' : 'relaxed')))];
}
