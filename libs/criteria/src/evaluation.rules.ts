import type { ProfileAnswers } from './applicability.rules.js';
import type { Obligation, PackageContent, Requirement } from './package-content.rules.js';

/** What a reviewer found on one requirement; absent means not reviewed yet. */
export type Result = 'conform' | 'minor' | 'major' | 'not_applicable' | 'needs_clarification';
/** Results of a review by requirement key. */
export type Results = ReadonlyMap<string, Result>;
/** A verdict on a group of requirements. */
export type GroupVerdict = 'conform' | 'not_conform' | 'pending' | 'not_applicable';

/** Counts and verdict of a chapter or of a domain. */
export interface GroupEvaluation {
  key: string;
  verdict: GroupVerdict;
  conform: number;
  minor: number;
  major: number;
  notApplicable: number;
  /** Applicable requirements without a final result. */
  pending: number;
  /** Requirements left out by a profile answered no. */
  outOfProfile: number;
}

/** The verdict on a product and everything that explains it. */
export interface Evaluation {
  algorithm: 'all-must';
  algorithmVersion: 1;
  verdict: GroupVerdict;
  sections: GroupEvaluation[];
  domains: GroupEvaluation[];
  /** Keys of applicable musts found minor or major: each one blocks. */
  blocking: string[];
  /** Keys of applicable musts without a final result. */
  pending: string[];
}

/** Where one requirement stands, whatever it weighs. */
export type Standing = Result | 'missing' | 'na_forbidden' | 'unanswered_profile' | 'out_of_profile' | 'future' | 'obsolete';
/** What a must in that standing does to the verdict. */
export type Effect = 'favourable' | 'blocks' | 'waits' | 'none';

/** The effect of each standing on the verdict (rule `all-must`): nothing is favourable by omission. */
export const effects: Readonly<Record<Standing, Effect>> = {
  conform: 'favourable',
  not_applicable: 'favourable',
  minor: 'blocks',
  major: 'blocks',
  needs_clarification: 'waits',
  missing: 'waits',
  na_forbidden: 'waits',
  unanswered_profile: 'waits',
  out_of_profile: 'none',
  future: 'none',
  obsolete: 'none',
};

/** One line of an explanation: a requirement, where it stands and what that does. */
export interface RequirementExplanation {
  readonly key: string;
  readonly number: string;
  readonly section: string;
  readonly domain: string;
  readonly obligation: Obligation;
  readonly standing: Standing;
  /** A `may` never blocks nor waits. */
  readonly effect: Effect;
}

/** Where a requirement stands: its life, then the profile, then the result it was given. */
export function standingOf(
  { key, life, profile, naPolicy }: Pick<Requirement, 'key' | 'life' | 'profile' | 'naPolicy'>,
  answers: ProfileAnswers,
  results: Results,
): Standing {
  if (life !== 'current') return life;
  if (profile !== null) {
    const answer = answers[profile];
    if (answer === undefined) return 'unanswered_profile';
    if (!answer) return 'out_of_profile';
  }
  const result = results.get(key);
  if (result === undefined) return 'missing';
  return result === 'not_applicable' && naPolicy === 'forbidden' ? 'na_forbidden' : result;
}

/** The evaluation told requirement by requirement, from the same inputs, in printed order; future and obsolete ones included. */
export function explain(
  content: Pick<PackageContent, 'requirements'>,
  answers: ProfileAnswers,
  results: Results,
): RequirementExplanation[] {
  return content.requirements.map((requirement) => {
    const { key, number, section, domain, obligation } = requirement;
    const standing = standingOf(requirement, answers, results);
    const effect = effects[standing];
    const counts = obligation === 'must' || effect === 'favourable';
    return { key, number, section, domain, obligation, standing, effect: counts ? effect : 'none' };
  });
}

interface Tally extends GroupEvaluation {
  blocked: boolean;
  waiting: boolean;
}

interface Prepared {
  requirement: Requirement;
  blocks: boolean;
  section: number;
  domain: number;
}

/**
 * Prepares a package once and evaluates any number of candidatures against it (rule `all-must`, version 1):
 * favourable when every applicable must is conform or accepted as not applicable; minor and major both block; a `may` never blocks.
 */
export function evaluator(
  content: Pick<PackageContent, 'requirements' | 'sections'>,
): (answers: ProfileAnswers, results: Results) => Evaluation {
  const sections = content.sections.map((section) => section.key);
  const domains = [...new Set(content.requirements.map((requirement) => requirement.domain))];
  const counted: Prepared[] = content.requirements
    .filter((requirement) => requirement.life === 'current')
    .map((requirement) => ({
      requirement,
      blocks: requirement.obligation === 'must',
      section: sections.indexOf(requirement.section),
      domain: domains.indexOf(requirement.domain),
    }));
  return (answers, results) => {
    const bySection = sections.map(emptyTally);
    const byDomain = domains.map(emptyTally);
    const blocking: string[] = [];
    const pending: string[] = [];
    for (const { requirement, blocks, section, domain } of counted) {
      const standing = standingOf(requirement, answers, results);
      count(bySection[section], standing, blocks);
      count(byDomain[domain], standing, blocks);
      if (!blocks) continue;
      const effect = effects[standing];
      if (effect === 'blocks') blocking.push(requirement.key);
      else if (effect === 'waits') pending.push(requirement.key);
    }
    return {
      algorithm: 'all-must',
      algorithmVersion: 1,
      verdict: blocking.length > 0 ? 'not_conform' : pending.length > 0 ? 'pending' : 'conform',
      sections: bySection.map(conclude),
      domains: byDomain.map(conclude),
      blocking,
      pending,
    };
  };
}

/** Evaluates one candidature; prefer `evaluator` for many. */
export function evaluate(
  content: Pick<PackageContent, 'requirements' | 'sections'>,
  answers: ProfileAnswers,
  results: Results,
): Evaluation {
  return evaluator(content)(answers, results);
}

function emptyTally(key: string): Tally {
  return {
    key,
    verdict: 'pending',
    conform: 0,
    minor: 0,
    major: 0,
    notApplicable: 0,
    pending: 0,
    outOfProfile: 0,
    blocked: false,
    waiting: false,
  };
}

function count(tally: Tally, standing: Standing, blocks: boolean): void {
  switch (standing) {
    case 'out_of_profile':
      tally.outOfProfile += 1;
      return;
    case 'conform':
      tally.conform += 1;
      return;
    case 'not_applicable':
      tally.notApplicable += 1;
      return;
    case 'minor':
    case 'major':
      tally[standing] += 1;
      tally.blocked ||= blocks;
      return;
    case 'needs_clarification':
    case 'missing':
    case 'na_forbidden':
    case 'unanswered_profile':
      tally.pending += 1;
      tally.waiting ||= blocks;
      return;
    case 'future':
    case 'obsolete':
      return;
  }
}

function conclude({ blocked, waiting, ...group }: Tally): GroupEvaluation {
  const counted = group.conform + group.minor + group.major + group.pending;
  return { ...group, verdict: blocked ? 'not_conform' : waiting ? 'pending' : counted === 0 ? 'not_applicable' : 'conform' };
}
