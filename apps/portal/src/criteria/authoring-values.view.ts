import type { ExpectedEvidence, OperatorText, PackageContent, Profile, Requirement, Scenario, Section } from '#criteria';
import { additions, mergeTexts, type Part } from '#platform';

/** The fields of a form by name; a field repeated row by row is a list. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

const fr = (text: OperatorText | null) => text?.fr ?? '';
const en = (text: OperatorText | null) => text?.en ?? '';

/** The fields of the package as a whole. */
export function factsValues({ version, domain, title, summary }: PackageContent): FormValues {
  return { label: version, domain, titleFr: fr(title), titleEn: en(title), summaryFr: fr(summary), summaryEn: en(summary) };
}

/** The fields of a section. */
export function sectionValues({ key, title }: Section): FormValues {
  return { key, titleFr: fr(title), titleEn: en(title) };
}

/** The fields of a profile. */
export function profileValues({ key, label, question }: Profile): FormValues {
  return { key, labelFr: fr(label), labelEn: en(label), questionFr: fr(question), questionEn: en(question) };
}

/** The fields of a requirement. */
export function requirementValues(one: Requirement): FormValues {
  const translations = Object.entries(one.translations);
  return {
    key: one.key,
    number: one.number,
    section: one.section,
    block: one.block ?? '',
    feature: one.feature ?? '',
    domain: one.domain,
    obligation: one.obligation,
    criticality: one.criticality ?? '',
    naPolicy: one.naPolicy,
    profile: one.profile ?? '',
    life: one.life,
    effectiveFrom: one.effectiveFrom ?? '',
    effectiveUntil: one.effectiveUntil ?? '',
    weight: String(one.weight / 1000),
    tier: one.tier === null ? '' : String(one.tier),
    titleFr: fr(one.title),
    titleEn: en(one.title),
    statementFr: fr(one.statement),
    statementEn: en(one.statement),
    whyFr: fr(one.why),
    whyEn: en(one.why),
    pointFr: one.verificationPoints.map(fr),
    pointEn: one.verificationPoints.map(en),
    refDocument: one.externalReferences.map(({ document }) => document),
    refId: one.externalReferences.map(({ id }) => id ?? ''),
    refUrl: one.externalReferences.map(({ url }) => url ?? ''),
    lang: translations.map(([tag]) => tag),
    langTitle: translations.map(([, { title = '' }]) => title),
    langStatement: translations.map(([, { statement }]) => statement),
    langWhy: translations.map(([, { why = '' }]) => why),
  };
}

/** The fields of a scenario; a step that serves all those of its scenario ticks none. */
export function scenarioValues(one: Scenario): FormValues {
  return {
    key: one.key,
    number: one.number ?? '',
    titleFr: fr(one.title),
    titleEn: en(one.title),
    statementFr: fr(one.statement),
    statementEn: en(one.statement),
    requirements: one.requirements,
    stepFr: one.steps.map(({ text }) => fr(text)),
    stepEn: one.steps.map(({ text }) => en(text)),
    stepServes: one.steps.flatMap(({ requirements }, row) => requirements.map((key) => `${row}:${key}`)),
  };
}

/** The fields of an expected evidence. */
export function evidenceValues(one: ExpectedEvidence): FormValues {
  return {
    key: one.key,
    number: one.number ?? '',
    scenario: one.scenario ?? '',
    labelFr: fr(one.label),
    labelEn: en(one.label),
    requirements: one.requirements,
    kinds: one.kinds,
    referenceKind: one.referenceKind ?? '',
  };
}

/** A field that two people changed differently: each text with what it adds to the other. */
export interface Contested {
  readonly name: string;
  readonly mine: readonly Part[];
  readonly theirs: readonly Part[];
}

/** Joins two forms started from the same one: what only one changed is taken, texts are merged, the rest is mine, and all is said. */
export function joinForms(base: FormValues, mine: FormValues, theirs: FormValues) {
  const values: Record<string, string | readonly string[]> = {};
  const contested: Contested[] = [];
  for (const name of Object.keys(theirs)) {
    const [origin, wanted, kept] = [base[name] ?? '', mine[name] ?? '', theirs[name]];
    const [before, here, there] = [origin, wanted, kept].map(wordsOf);
    values[name] = here === before ? kept : wanted;
    if (here === before || there === before || here === there) continue;
    if (typeof wanted === 'string') values[name] = mergeTexts(before, here, there).text;
    contested.push({ name, mine: additions(here, there), theirs: additions(there, here) });
  }
  return { values, contested };
}

/** A field as one text; the empty rows at its end say nothing. */
function wordsOf(value: string | readonly string[]): string {
  if (typeof value === 'string') return value;
  return value.slice(0, value.findLastIndex((row) => row !== '') + 1).join('\n');
}
