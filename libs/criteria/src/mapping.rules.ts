/**
 * What the source asks, beside what the target asks: `superset` means that the source asks for all the target asks for, and more.
 * `none` says that nothing is known or shared.
 */
export const relations = ['equal', 'superset', 'subset', 'intersects', 'none'] as const;
/** One value of `relations`. */
export type Relation = (typeof relations)[number];

/** What a link rests on (OSCAL mapping model): the wording, the meaning, or what is obtained in the end. */
export const rationaleKinds = ['syntactic', 'semantic', 'functional'] as const;
/** One value of `rationaleKinds`. */
export type RationaleKind = (typeof rationaleKinds)[number];

/** Which end’s conform result holds for the other end. */
export type Transfer = 'forward' | 'backward' | 'both' | 'nothing';

const inverses: Readonly<Record<Relation, Relation>> = {
  equal: 'equal',
  superset: 'subset',
  subset: 'superset',
  intersects: 'intersects',
  none: 'none',
};

/** Whole table: line, then column. Nothing can be said of two things included in, or only meeting, the same third one. */
const compositions: Readonly<Record<Relation, Readonly<Record<Relation, Relation>>>> = {
  equal: { equal: 'equal', superset: 'superset', subset: 'subset', intersects: 'intersects', none: 'none' },
  superset: { equal: 'superset', superset: 'superset', subset: 'intersects', intersects: 'intersects', none: 'none' },
  subset: { equal: 'subset', superset: 'none', subset: 'subset', intersects: 'none', none: 'none' },
  intersects: { equal: 'intersects', superset: 'none', subset: 'intersects', intersects: 'none', none: 'none' },
  none: { equal: 'none', superset: 'none', subset: 'none', intersects: 'none', none: 'none' },
};

const transfersOf: Readonly<Record<Relation, Transfer>> = {
  equal: 'both',
  superset: 'forward',
  subset: 'backward',
  intersects: 'nothing',
  none: 'nothing',
};

/** The same link read from its target. */
export function inverted(relation: Relation): Relation {
  return inverses[relation];
}

/** What is sure of a and c, from what holds of a and b, then of b and c. */
export function composed(first: Relation, second: Relation): Relation {
  return compositions[first][second];
}

/** The weaker of two statements about the same pair: what both agree on. */
export function weaker(one: Relation, other: Relation): Relation {
  if (one === other) return one;
  if (one === 'none' || other === 'none') return 'none';
  if (one === 'equal') return other;
  return other === 'equal' ? one : 'intersects';
}

/** Source ⊇ target: source conform, therefore target conform. Only a conform result is ever transferred. */
export function transferOf(relation: Relation): Transfer {
  return transfersOf[relation];
}

/** Whether a conform source makes a conform target. */
export function carriesForward(relation: Relation): boolean {
  return relation === 'equal' || relation === 'superset';
}
