import type { ProfileAnswers } from './applicability.rules.js';
import type { PackageContent, Requirement } from './package-content.rules.js';

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
      const inProfile = requirement.profile === null || answers[requirement.profile] !== false;
      // A question without an answer leaves its requirements pending: nothing is favourable by omission.
      const isDecided = requirement.profile === null || answers[requirement.profile] !== undefined;
      const result = isDecided ? results.get(requirement.key) : undefined;
      count(bySection[section], inProfile, result, blocks);
      count(byDomain[domain], inProfile, result, blocks);
      if (!inProfile || !blocks) continue;
      if (result === 'minor' || result === 'major') blocking.push(requirement.key);
      else if (result === undefined || result === 'needs_clarification') pending.push(requirement.key);
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

function count(tally: Tally, inProfile: boolean, result: Result | undefined, blocks: boolean): void {
  if (!inProfile) {
    tally.outOfProfile += 1;
    return;
  }
  switch (result) {
    case 'conform':
      tally.conform += 1;
      return;
    case 'not_applicable':
      tally.notApplicable += 1;
      return;
    case 'minor':
    case 'major':
      tally[result] += 1;
      tally.blocked ||= blocks;
      return;
    case 'needs_clarification':
    case undefined:
      tally.pending += 1;
      tally.waiting ||= blocks;
  }
}

function conclude({ blocked, waiting, ...group }: Tally): GroupEvaluation {
  const counted = group.conform + group.minor + group.major + group.pending;
  return { ...group, verdict: blocked ? 'not_conform' : waiting ? 'pending' : counted === 0 ? 'not_applicable' : 'conform' };
}
