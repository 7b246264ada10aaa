import type { PackageContent, Profile, Requirement } from './package-content.rules.js';

/** Answers of a vendor to the profile questions, by profile key; a question not answered is absent. */
export type ProfileAnswers = Readonly<Record<string, boolean | undefined>>;

/** Which requirements a product must look at, given its profile answers. */
export interface Applicability {
  applicable: Requirement[];
  /** Left out because a question was answered no: not applicable by profile, which is not a claim of the vendor. */
  notApplicable: Requirement[];
  /** Waiting for an answer to their question. */
  undecided: Requirement[];
  /** Questions still to answer, in printed order. */
  unanswered: Profile[];
}

/** Sorts the current requirements of a package by the profile answers; `future` and `obsolete` ones are not counted. */
export function applicability(content: Pick<PackageContent, 'requirements' | 'profiles'>, answers: ProfileAnswers): Applicability {
  const sorted: Applicability = {
    applicable: [],
    notApplicable: [],
    undecided: [],
    unanswered: content.profiles.filter((profile) => answers[profile.key] === undefined),
  };
  for (const requirement of content.requirements) {
    if (requirement.life !== 'current') continue;
    const answer = requirement.profile === null ? true : answers[requirement.profile];
    if (answer === undefined) sorted.undecided.push(requirement);
    else (answer ? sorted.applicable : sorted.notApplicable).push(requirement);
  }
  return sorted;
}
