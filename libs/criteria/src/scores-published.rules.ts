import { strictCredits, type Mark, type ScoreAlgorithm } from './scores.rules.js';

/** OpenSSF badge: three tiers of 100, each counted once the one before is complete, 99 at most before that. */
export const openssfBadge: ScoreAlgorithm = {
  id: 'openssf-badge',
  version: '0-1-2',
  rule: { kind: 'tiers', cap: 99 },
  credits: { ...strictCredits, not_applicable: 1000 },
  maximum: 300,
  rounding: { mode: 'half-away', decimals: 0 },
  bands: [],
};

/** Four prerequisites that exclude, ten further points: from 8 success, from 6 warning (score of public code). */
export const publicCode: ScoreAlgorithm = {
  id: 'codegouvfr',
  version: '1',
  rule: { kind: 'knock-out', then: { kind: 'weighted-credit' } },
  credits: { ...strictCredits, not_applicable: 0 },
  maximum: 100,
  rounding: { mode: 'half-away', decimals: 0 },
  bands: [
    { from: 80, label: 'success' },
    { from: 60, label: 'warning' },
    { from: 0, label: 'danger' },
  ],
};

/** Cloud sovereignty 1.2.1: eight objectives on a scale of 0 to 4, weighted. */
export const cloudSovereignty: ScoreAlgorithm = {
  id: 'cloud-sovereignty',
  version: '1.2.1',
  rule: { kind: 'scale', from: 0, to: 4 },
  credits: strictCredits,
  maximum: 100,
  rounding: { mode: 'half-away', decimals: 1 },
  bands: [],
};

/** ANSSI index out of 5: missing indispensables multiply what the recommended measures give. */
export const anssiIndex: ScoreAlgorithm = {
  id: 'anssi-indice-cyber',
  version: '0.6-0.4-0.5',
  rule: { kind: 'product-of-shares', floor: 600, rest: 400 },
  credits: { ...strictCredits, partial: 500, in_progress: 500 },
  maximum: 5,
  rounding: { mode: 'exact' },
  bands: [
    { from: 4, label: 'P3Y' },
    { from: 3, label: 'P2Y' },
    { from: 2, label: 'P1Y' },
    { from: 1, label: 'P6M' },
    { from: 0, label: 'P6M-discouraged' },
  ],
};

/** What the OpenSSF badge asks of an answer. */
export interface BadgeCriterion {
  readonly category: 'MUST' | 'SHOULD' | 'SUGGESTED';
  readonly needsUrl: boolean;
  readonly needsReason: boolean;
  readonly mayBeNa: boolean;
  readonly naNeedsReason: boolean;
}

/** Shortest justification that counts, in characters; one that starts as a comment does not count at all. */
const leastReason = 5;

/** Whether an answer to a badge criterion is enough, and so counts as met. */
export function badgeMark(criterion: BadgeCriterion, answer: { readonly mark: Mark | undefined; readonly justification: string }): Mark {
  const text = answer.justification.trim();
  const hasReason = !text.startsWith('// ') && text.length >= leastReason;
  const met = (isEnough: boolean): Mark => (isEnough ? 'met' : 'unmet');
  switch (answer.mark) {
    case 'met':
      return met(criterion.needsUrl ? hasReason && /https?:\/\/\S+/.test(text) : !criterion.needsReason || hasReason);
    case 'not_applicable':
      return met(criterion.mayBeNa && (!criterion.naNeedsReason || hasReason));
    case 'unmet':
      return met(criterion.category === 'SUGGESTED' || (criterion.category === 'SHOULD' && hasReason));
    default:
      return 'unmet';
  }
}
