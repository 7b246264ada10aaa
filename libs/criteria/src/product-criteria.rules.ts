import { applicability, type ProfileAnswers } from './applicability.rules.js';
import type { ExpectedEvidence, PackageContent, Profile, Requirement, Scenario, Section } from './package-content.rules.js';

/** A requirement with all a product must show for it. */
export interface AskedRequirement {
  readonly requirement: Requirement;
  readonly section: Section;
  readonly scenarios: readonly Scenario[];
  readonly evidence: readonly ExpectedEvidence[];
}

/** What one package asks of a product, once its profile is known. */
export interface ProductCriteria {
  readonly content: PackageContent;
  readonly contentHash: string;
  /** Exactly what applies, in printed order. */
  readonly asked: readonly AskedRequirement[];
  /** Left out by an answer of the profile. */
  readonly leftOut: number;
  /** Waiting for an answer; they are not in `asked`. */
  readonly undecided: number;
  /** Announced for later, and not counted. */
  readonly future: readonly Requirement[];
}

/** A package version as a call asks for it. */
export interface AskingVersion {
  readonly content: PackageContent;
  readonly contentHash: string | null;
}

/** What each package asks of a product with this profile: the same rule as the completeness of a candidature. */
export function productCriteria(versions: readonly AskingVersion[], answers: ProfileAnswers): ProductCriteria[] {
  return versions.map(({ content, contentHash }) => {
    const { applicable, notApplicable, undecided } = applicability(content, answers);
    const sections = new Map(content.sections.map((section) => [section.key, section]));
    const scenarios = grouped(content.scenarios);
    const evidence = grouped(content.evidence);
    return {
      content,
      contentHash: contentHash ?? '',
      asked: applicable.map((requirement) => ({
        requirement,
        section: sections.get(requirement.section) ?? { key: requirement.section, title: { fr: requirement.section } },
        scenarios: scenarios.get(requirement.key) ?? [],
        evidence: evidence.get(requirement.key) ?? [],
      })),
      leftOut: notApplicable.length,
      undecided: undecided.length,
      future: content.requirements.filter(({ life }) => life === 'future'),
    };
  });
}

/** The questions of some packages, each once: packages of one call may ask the same. */
export function questionsOf(versions: readonly Pick<AskingVersion, 'content'>[]): Profile[] {
  const questions = new Map<string, Profile>();
  for (const { content } of versions)
    for (const profile of content.profiles) if (!questions.has(profile.key)) questions.set(profile.key, profile);
  return [...questions.values()];
}

function grouped<T extends { readonly requirements: readonly string[] }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) for (const key of item.requirements) groups.set(key, [...(groups.get(key) ?? []), item]);
  return groups;
}
