import type { Text } from '#platform';
import type { EcoindexVersion } from './scores-ecoindex.rules.js';
import { strictCredits, type ScoreAlgorithm } from './scores.rules.js';

/** Text written by the agency: French is required, English follows when it exists (imported REM texts are French only). */
export interface OperatorText {
  fr: string;
  en?: string;
}

/** A text of the agency to be read in either language: French where English is missing. */
export function bilingual({ fr, en }: OperatorText): Text {
  return { fr, en: en ?? fr };
}

/** What a requirement asks of the product: `must` (exigence, DOIT) or `may` (préconisation, PEUT). */
export const obligations = ['must', 'may'] as const;
/** One value of `obligations`. */
export type Obligation = (typeof obligations)[number];

/** Weight of a failure as printed by Convergence: mineure, majeure, critique. */
export const criticalities = ['minor', 'major', 'critical'] as const;
/** One value of `criticalities`. */
export type Criticality = (typeof criticalities)[number];

/** Whether the vendor may claim that a requirement does not apply to the product. */
export const naPolicies = ['forbidden', 'allowed', 'allowed_with_reason'] as const;
/** One value of `naPolicies`. */
export type NaPolicy = (typeof naPolicies)[number];

/** Life of a requirement inside its package: `future` is shown and not counted, `obsolete` is kept for reading only. */
export const requirementLives = ['current', 'future', 'obsolete'] as const;
/** One value of `requirementLives`. */
export type RequirementLife = (typeof requirementLives)[number];

/** Forms an evidence file may take. */
export const evidenceKinds = [
  'video',
  'screenshot',
  'document',
  'test_report',
  'sworn_statement',
  'log',
  'smtp_source',
  'pentest_form',
  'config_extract',
  'cnda_certificate',
  'scan_report',
  'sample_file',
] as const;
/** One value of `evidenceKinds`. */
export type EvidenceKind = (typeof evidenceKinds)[number];

/** Evidence that is a reference to another system rather than a file. */
export const referenceKinds = ['cnda_number', 'test_link', 'test_execution_id'] as const;
/** One value of `referenceKinds`. */
export type ReferenceKind = (typeof referenceKinds)[number];

/** How a requirement came from one of an earlier or shared package. */
export const derivations = ['derived', 'unchanged', 'reworded', 'strengthened', 'relaxed', 'split', 'merged', 'renumbered'] as const;
/** One value of `derivations`. */
export type Derivation = (typeof derivations)[number];

/** A chapter: the unit that is submitted and validated. */
export interface Section {
  key: string;
  title: OperatorText;
}

/** A group of requirements that applies only when its question is answered yes. */
export interface Profile {
  key: string;
  label: OperatorText;
  question: OperatorText;
}

/** A rule of another document on which a requirement rests. */
export interface ExternalReference {
  document: string;
  id: string | null;
  url: string | null;
}

/** Where a requirement comes from; `package` and `version` are null when the origin is only known by its number. */
export interface DerivationLink {
  package: string | null;
  version: string | null;
  key: string;
  relation: Derivation;
}

/** One requirement, in its complete form (every member present). */
export interface Requirement {
  /** Assigned once and kept through versions. */
  key: string;
  /** The label printed in the source; may repeat in a real file. */
  number: string;
  section: string;
  block: string | null;
  feature: string | null;
  domain: string;
  obligation: Obligation;
  criticality: Criticality | null;
  naPolicy: NaPolicy;
  /** Key of a profile; null means the implied profile `general`. */
  profile: string | null;
  life: RequirementLife;
  /** Day announced for a future requirement, `YYYY-MM-DD`; said to readers, while `life` alone decides what counts. */
  effectiveFrom: string | null;
  /** Last day of an obsolete one, `YYYY-MM-DD`. */
  effectiveUntil: string | null;
  /** Weight in thousandths: 1000 is one. */
  weight: number;
  /** Tier, from 0, where a score climbs tiers. */
  tier: number | null;
  title: OperatorText | null;
  statement: OperatorText;
  why: OperatorText | null;
  /** What the reviewer checks; never shown to the vendor. */
  verificationPoints: OperatorText[];
  externalReferences: ExternalReference[];
  derivedFrom: DerivationLink[];
  /** Further languages by BCP 47 tag. */
  translations: Record<string, { title?: string; statement: string; why?: string }>;
}

/** One step of a scenario; an empty `requirements` means the step serves all those of its scenario. */
export interface ScenarioStep {
  text: OperatorText;
  requirements: string[];
}

/** A conformity scenario: how one or several requirements are verified. */
export interface Scenario {
  key: string;
  number: string | null;
  title: OperatorText | null;
  statement: OperatorText;
  requirements: string[];
  steps: ScenarioStep[];
}

/** One thing to deposit: a file of one of `kinds`, or a reference of `referenceKind`; either satisfies it. */
export interface ExpectedEvidence {
  key: string;
  number: string | null;
  scenario: string | null;
  requirements: string[];
  kinds: EvidenceKind[];
  referenceKind: ReferenceKind | null;
  label: OperatorText;
}

/** How results become a verdict; `all-must`: every applicable must is conform. */
export interface Scoring {
  rule: 'all-must';
  version: 1;
}

/** A score computed from the results of the requirements of some sections (none named: all). */
export interface ComputedScore {
  key: string;
  label: OperatorText;
  sections: string[];
  algorithm: ScoreAlgorithm;
}

/** A score measured on the product itself; `requirement` is the one that asks for the measure. */
export interface MeasuredScore {
  key: string;
  label: OperatorText;
  measure: 'ecoindex';
  version: EcoindexVersion;
  requirement: string;
}

/** A score the package gives beside its verdict: information, graded by its own rule, which never changes the verdict. */
export type ScoreDeclaration = ComputedScore | MeasuredScore;

/** The content document of a package version: the truth, of which the tables are a projection. */
export interface PackageContent {
  format: 1;
  code: string;
  version: string;
  domain: string;
  title: OperatorText;
  summary: OperatorText | null;
  sections: Section[];
  profiles: Profile[];
  requirements: Requirement[];
  scenarios: Scenario[];
  evidence: ExpectedEvidence[];
  scoring: Scoring;
  scores: ScoreDeclaration[];
}

/** A score as written by an author. */
export type ScoreDocument =
  | MeasuredScore
  | (Pick<ComputedScore, 'key' | 'label'> & {
      sections?: string[];
      algorithm: Pick<ScoreAlgorithm, 'id' | 'version' | 'rule'> & Partial<ScoreAlgorithm>;
    });

/** A document as written by an author: members equal to their default may be left out. */
export type PackageDocument = Pick<PackageContent, 'format' | 'code' | 'version' | 'domain' | 'title'> & {
  /** Address of the schema, for the author's editor; no part of the content. */
  $schema?: string;
  summary?: OperatorText | null;
  sections: Section[];
  profiles?: Profile[];
  requirements: (Pick<Requirement, 'key' | 'section' | 'domain' | 'obligation' | 'statement'> & Partial<Requirement>)[];
  scenarios?: (Pick<Scenario, 'key' | 'statement' | 'requirements'> & Partial<Scenario>)[];
  evidence?: (Pick<ExpectedEvidence, 'key' | 'requirements' | 'label'> & Partial<ExpectedEvidence>)[];
  scoring?: Scoring;
  scores?: ScoreDocument[];
};

/** Default of each optional member of a package; a member equal to it may be left out and does not count in the hash. */
export const contentDefaults: Pick<PackageContent, 'summary' | 'profiles' | 'scenarios' | 'evidence' | 'scoring' | 'scores'> = {
  summary: null,
  profiles: [],
  scenarios: [],
  evidence: [],
  scoring: { rule: 'all-must', version: 1 },
  scores: [],
};
/** Default of each optional member of a requirement (`number` defaults to `key`). */
export const requirementDefaults: Omit<Requirement, 'key' | 'number' | 'section' | 'domain' | 'obligation' | 'statement'> = {
  block: null,
  feature: null,
  criticality: null,
  naPolicy: 'forbidden',
  profile: null,
  life: 'current',
  effectiveFrom: null,
  effectiveUntil: null,
  weight: 1000,
  tier: null,
  title: null,
  why: null,
  verificationPoints: [],
  externalReferences: [],
  derivedFrom: [],
  translations: {},
};
/** Default of each optional member of a scenario. */
export const scenarioDefaults: Pick<Scenario, 'number' | 'title' | 'steps'> = { number: null, title: null, steps: [] };
/** Default of each optional member of an expected evidence item. */
export const evidenceDefaults: Pick<ExpectedEvidence, 'number' | 'scenario' | 'kinds' | 'referenceKind'> = {
  number: null,
  scenario: null,
  kinds: [],
  referenceKind: null,
};

/** Default of each optional member of a computed score. */
export const scoreDefaults: Pick<ComputedScore, 'sections'> = { sections: [] };
/** Default of each optional member of a score algorithm: out of 100, to one decimal, and only a requirement met counts. */
export const algorithmDefaults: Pick<ScoreAlgorithm, 'credits' | 'maximum' | 'rounding' | 'bands'> = {
  credits: strictCredits,
  maximum: 100,
  rounding: { mode: 'half-away', decimals: 1 },
  bands: [],
};

/** Fills in every member an author may leave out; expects a document that passed `validatePackage`. */
export function complete({ $schema: _, ...document }: PackageDocument): PackageContent {
  return {
    ...contentDefaults,
    ...document,
    requirements: document.requirements.map(completeRequirement),
    scenarios: (document.scenarios ?? []).map((s) => ({
      ...scenarioDefaults,
      ...s,
      steps: (s.steps ?? []).map((step) => ({ text: step.text, requirements: step.requirements ?? [] })),
    })),
    evidence: (document.evidence ?? []).map((e) => ({ ...evidenceDefaults, ...e })),
    scores: (document.scores ?? []).map((score) =>
      'measure' in score ? score : { ...scoreDefaults, ...score, algorithm: { ...algorithmDefaults, ...score.algorithm } },
    ),
  };
}

/** Fills in every member of a requirement an author may leave out. */
export function completeRequirement(requirement: PackageDocument['requirements'][number]): Requirement {
  return {
    ...requirementDefaults,
    number: requirement.key,
    ...requirement,
    externalReferences: (requirement.externalReferences ?? []).map((x) => ({ ...x, id: x.id ?? null, url: x.url ?? null })),
    derivedFrom: (requirement.derivedFrom ?? []).map((d) => ({ ...d, package: d.package ?? null, version: d.version ?? null })),
  };
}
