/** What an audit says of one criterion, or its mark on a scale. Absent from the marks: not assessed. */
export type Mark = 'met' | 'partial' | 'unmet' | 'in_progress' | 'not_applicable' | number;
/** Marks by criterion key. */
export type Marks = ReadonlyMap<string, Mark>;

/** A criterion as a score sees it; weights belong to the version of the algorithm, not to the criterion. */
export interface Scored {
  readonly key: string;
  /** Weight in thousandths: 1000 is one. */
  readonly weight: number;
  readonly obligation: 'must' | 'may';
  /** Theme or category in which it counts. */
  readonly group: string;
  /** Tier, from 0, where tiers are climbed one after the other. */
  readonly tier?: number;
  /** Not applicable may never be claimed for it. */
  readonly isUniversal?: boolean;
}

/** How a mark becomes a share of the weight, in thousandths; `null` takes the criterion out of the denominator. */
export interface Credits {
  readonly met: number;
  readonly partial: number;
  readonly unmet: number;
  readonly in_progress: number;
  readonly not_assessed: number;
  /** The policy on not applicable: excluded (`null`), held for met, or held for unmet. */
  readonly not_applicable: number | null;
}

/** How a value is rounded, and to how many decimals. `exact` keeps the number as computed. */
export type Rounding = { readonly mode: 'exact' } | { readonly mode: 'half-away' | 'half-even' | 'down'; readonly decimals: number };

/** From a value of at least `from` (strictly above it when `isStrict`), the label. */
export interface Band {
  readonly from: number;
  readonly label: string;
  readonly isStrict?: boolean;
}

/** A measure at or below `atMost` earns `credit` thousandths; limits go upwards, and above the last one it earns nothing. */
export interface Limit {
  readonly atMost: number;
  readonly credit: number;
}

/** How marks become one number: the closed list of ways a package may choose from. */
export type ScoreRule =
  /** `maximum` when every must that counts is fully credited, 0 otherwise. */
  | { readonly kind: 'all-must' }
  /** Each mark is a measure, held against the limits of its criterion; the shares are then averaged by weight. */
  | { readonly kind: 'thresholds'; readonly limits: Readonly<Record<string, readonly Limit[]>> }
  /** Weighted mean of the credits. */
  | { readonly kind: 'weighted-credit' }
  /** Percentages climbed in order: a tier counts once the one before is complete; capped below 100 until it is. */
  | { readonly kind: 'tiers'; readonly cap: number }
  /** Nothing unless every must is credited; then the rule inside, on the others. */
  | { readonly kind: 'knock-out'; readonly then: ScoreRule }
  /** Per group (floor + rest × share of mays) × share of musts, weighted by the number of criteria of the group; both in thousandths. */
  | { readonly kind: 'product-of-shares'; readonly floor: number; readonly rest: number }
  /** Weighted mean of marks on a scale from `from` to `to`. */
  | { readonly kind: 'scale'; readonly from: number; readonly to: number };

/** A score algorithm as data: its id and version are stored with every score it gives. */
export interface ScoreAlgorithm {
  readonly id: string;
  readonly version: string;
  readonly rule: ScoreRule;
  readonly credits: Credits;
  /** Value of a full score. */
  readonly maximum: number;
  readonly rounding: Rounding;
  readonly bands: readonly Band[];
}

/** A share of the score, with the sums it rests on (weights in units). */
export interface ScorePart {
  readonly group: string;
  readonly numerator: number;
  readonly denominator: number;
  /** `null` when nothing of the group counts: not applicable, which is neither 0 nor the maximum. */
  readonly value: number | null;
}

/** A score and what explains it. */
export interface Score {
  readonly algorithm: string;
  readonly version: string;
  /** Rounded as the algorithm says; `null` when nothing counts, or when a knock-out criterion fails. */
  readonly value: number | null;
  /** Before rounding. */
  readonly exact: number | null;
  readonly label: string | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly parts: readonly ScorePart[];
  /** Keys of knock-out or universal criteria that were not respected. */
  readonly failed: readonly string[];
}

/** Only a met criterion counts; not applicable leaves the denominator; what is not assessed stays in it. */
export const strictCredits: Credits = { met: 1000, partial: 0, unmet: 0, in_progress: 0, not_assessed: 0, not_applicable: null };

interface Sum {
  numerator: number;
  denominator: number;
}

/** Computes a score from the marks of an audit: a pure function of (algorithm, criteria, marks). */
export function score(algorithm: ScoreAlgorithm, criteria: readonly Scored[], marks: Marks): Score {
  const { rule, maximum } = algorithm;
  const total = sum(algorithm, rule, criteria, marks);
  const failed = failures(algorithm, criteria, marks);
  const isOut = rule.kind === 'knock-out' && failed.length > 0;
  const share = isOut ? null : shareOf(algorithm, rule, criteria, marks);
  const exact = share === null ? null : share * maximum;
  const value = exact === null ? null : rounded(exact, algorithm.rounding);
  const groups = [...new Set(criteria.map(({ group }) => group))];
  return {
    algorithm: algorithm.id,
    version: algorithm.version,
    value,
    exact,
    label: value === null ? null : bandOf(value, algorithm.bands),
    ...total,
    parts: groups.map((group) => part(algorithm, group, { criteria, marks })),
    failed,
  };
}

/** Rounds a value; binary noise below the twelfth figure never tips it. */
export function rounded(value: number, rounding: Rounding): number {
  if (rounding.mode === 'exact') return value;
  const power = 10 ** rounding.decimals;
  const scaled = Number((Math.abs(value) * power).toPrecision(12));
  const floor = Math.floor(scaled);
  const isHalf = scaled - floor === 0.5;
  const up = rounding.mode !== 'down' && (isHalf ? rounding.mode === 'half-away' || floor % 2 === 1 : scaled - floor > 0.5);
  return (Math.sign(value) * (floor + (up ? 1 : 0))) / power + 0;
}

/** The label of the highest band the value reaches. */
export function bandOf(value: number, bands: readonly Band[]): string | null {
  return bands.find(({ from, isStrict }) => (isStrict ? value > from : value >= from))?.label ?? null;
}

/** A percentage that never says 100 before everything is done, as tiers are printed. */
export function cappedPercent({ numerator, denominator }: Sum, cap: number): number {
  if (denominator === 0 || numerator === denominator) return 100;
  return Math.min(cap, rounded((100 * numerator) / denominator, { mode: 'half-away', decimals: 0 }));
}

/** Total of percentages climbed in order: each counts once those before it are complete. */
export function climbed(percentages: readonly number[]): number {
  const stop = percentages.findIndex((percent) => percent < 100);
  return stop < 0 ? percentages.length * 100 : stop * 100 + percentages[stop];
}

/** Share of musts times (floor + rest × share of mays), these two in thousandths; where there is only one kind, its share; nothing, 0. */
export function productOfShares(must: Sum, may: Sum, { floor, rest }: { readonly floor: number; readonly rest: number }): number {
  const [indispensable, recommended] = [ratio(must), ratio(may)];
  if (indispensable === null) return recommended ?? 0;
  return recommended === null ? indispensable : ((floor + rest * recommended) / 1000) * indispensable;
}

function creditOf({ credits, rule }: ScoreAlgorithm, criterion: Scored, marks: Marks): number | null {
  const mark = marks.get(criterion.key);
  if (typeof mark === 'number') return rule.kind === 'thresholds' ? withinLimits(rule.limits[criterion.key], mark) : onScale(rule, mark);
  if (mark === 'not_applicable' && criterion.isUniversal) return credits.unmet;
  return credits[mark ?? 'not_assessed'];
}

function onScale(rule: ScoreRule, mark: number): number {
  const { from, to } = rule.kind === 'scale' ? rule : { from: 0, to: 1 };
  if (mark < from || mark > to) throw new RangeError(`a mark lies from ${from} to ${to}`);
  return (1000 * (mark - from)) / (to - from);
}

function withinLimits(limits: readonly Limit[] | undefined, measure: number): number {
  if (limits === undefined) throw new RangeError('a measure is held against the limits of its criterion');
  return limits.find(({ atMost }) => measure <= atMost)?.credit ?? 0;
}

/** Sums are whole numbers of thousandths of thousandths until the last division, so that no order of adding changes them. */
function sum(algorithm: ScoreAlgorithm, rule: ScoreRule, criteria: readonly Scored[], marks: Marks): Sum {
  const counted = rule.kind === 'knock-out' ? criteria.filter(({ obligation }) => obligation === 'may') : criteria;
  const total = { numerator: 0, denominator: 0 };
  for (const criterion of counted) {
    const credit = creditOf(algorithm, criterion, marks);
    if (credit === null) continue;
    total.numerator += criterion.weight * credit;
    total.denominator += criterion.weight * 1000;
  }
  return { numerator: total.numerator / 1e6, denominator: total.denominator / 1e6 };
}

function shareOf(algorithm: ScoreAlgorithm, rule: ScoreRule, criteria: readonly Scored[], marks: Marks): number | null {
  switch (rule.kind) {
    case 'all-must': {
      const musts = sum(
        algorithm,
        rule,
        criteria.filter(({ obligation }) => obligation === 'must'),
        marks,
      );
      return musts.numerator === musts.denominator ? 1 : 0;
    }
    case 'thresholds':
    case 'weighted-credit':
    case 'scale':
      return ratio(sum(algorithm, rule, criteria, marks));
    case 'knock-out':
      return shareOf(
        algorithm,
        rule.then,
        criteria.filter(({ obligation }) => obligation === 'may'),
        marks,
      );
    case 'tiers': {
      const tiers = [...new Set(criteria.map(({ tier }) => tier ?? 0))].sort((a, b) => a - b);
      const percentages = tiers.map((tier) =>
        cappedPercent(
          sum(
            algorithm,
            rule,
            criteria.filter((one) => (one.tier ?? 0) === tier),
            marks,
          ),
          rule.cap,
        ),
      );
      return percentages.length === 0 ? null : climbed(percentages) / (percentages.length * 100);
    }
    case 'product-of-shares':
      return productShare(algorithm, rule, criteria, marks);
  }
}

function productShare(
  algorithm: ScoreAlgorithm,
  rule: Extract<ScoreRule, { kind: 'product-of-shares' }>,
  criteria: readonly Scored[],
  marks: Marks,
): number | null {
  const groups = [...new Set(criteria.map(({ group }) => group))];
  let [points, number] = [0, 0];
  for (const group of groups) {
    const own = criteria.filter((one) => one.group === group && creditOf(algorithm, one, marks) !== null);
    const of = (wanted: Scored['obligation']) =>
      sum(
        algorithm,
        rule,
        own.filter(({ obligation }) => obligation === wanted),
        marks,
      );
    points += own.length * productOfShares(of('must'), of('may'), rule);
    number += own.length;
  }
  return number === 0 ? null : points / number;
}

function part(
  algorithm: ScoreAlgorithm,
  group: string,
  { criteria, marks }: { readonly criteria: readonly Scored[]; readonly marks: Marks },
): ScorePart {
  const own = criteria.filter((one) => one.group === group);
  const inner = algorithm.rule.kind === 'knock-out' ? algorithm.rule.then : algorithm.rule;
  const share = shareOf(algorithm, inner, own, marks);
  const total = sum(algorithm, inner, own, marks);
  const hasValue = share !== null && total.denominator > 0;
  return { group, ...total, value: hasValue ? rounded(share * algorithm.maximum, algorithm.rounding) : null };
}

/** Knock-out musts that are not credited, and universal criteria set aside although they never may be. */
function failures(algorithm: ScoreAlgorithm, criteria: readonly Scored[], marks: Marks): string[] {
  return criteria
    .filter((one) => {
      const credit = creditOf(algorithm, one, marks);
      const isKnockedOut = algorithm.rule.kind === 'knock-out' && one.obligation === 'must' && credit !== null && credit < 1000;
      return isKnockedOut || (one.isUniversal === true && marks.get(one.key) === 'not_applicable');
    })
    .map(({ key }) => key);
}

function ratio({ numerator, denominator }: Sum): number | null {
  return denominator === 0 ? null : numerator / denominator;
}
