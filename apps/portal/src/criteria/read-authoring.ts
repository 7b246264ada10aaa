import {
  type Criticality,
  type EvidenceKind,
  type ExpectedEvidence,
  type NaPolicy,
  type NewPackage,
  type Obligation,
  type OperatorText,
  type PackageFacts,
  type Profile,
  type ReferenceKind,
  type Requirement,
  type RequirementLife,
  type Scenario,
  type Section,
} from '#criteria';
import type { EvidenceForm, FactsForm, ProfileForm, RequirementForm, ScenarioForm, SectionForm, StartForm } from './authoring.dto.js';

/**
 * Forms read as parts of a package. Nothing is refused here: what was chosen or typed goes to the schema as it is, which refuses what
 * it does not hold, everything at once. That is why choices are cast: their fields are checked by the schema, before any save.
 */
const text = (fr: string, en: string): OperatorText => ({ fr, ...(en !== '' && { en }) });
const optional = (fr: string, en: string): OperatorText | null => (fr === '' && en === '' ? null : text(fr, en));
const orNull = (typed: string): string | null => (typed === '' ? null : typed);

/** A number as people type it (`1,5`), in thousandths; NaN when it is not one. */
function thousandths(typed: string): number {
  const number = typed.replace(',', '.');
  return /^\d{1,6}(\.\d{1,3})?$/.test(number) ? Math.round(Number(number) * 1000) : Number.NaN;
}

function rows<T>(columns: readonly (readonly string[])[], make: (cells: string[], row: number) => T): T[] {
  const count = Math.max(0, ...columns.map(({ length }) => length));
  const all = Array.from({ length: count }, (_, row) => ({ row, cells: columns.map((column) => column[row] ?? '') }));
  return all.filter(({ cells }) => cells.some((cell) => cell !== '')).map(({ row, cells }) => make(cells, row));
}

/** A package to begin. */
export function readStart(form: StartForm): NewPackage {
  return {
    code: form.package,
    version: form.label,
    domain: form.domain,
    title: text(form.titleFr, form.titleEn),
    section: { key: form.key, title: text(form.sectionFr, form.sectionEn) },
  };
}

/** What is said of the package as a whole. */
export function readFacts(form: FactsForm): PackageFacts {
  return {
    version: form.label,
    domain: form.domain,
    title: text(form.titleFr, form.titleEn),
    summary: optional(form.summaryFr, form.summaryEn),
  };
}

/** A section. */
export function readSection(form: SectionForm): Section {
  return { key: form.key, title: text(form.titleFr, form.titleEn) };
}

/** A profile. */
export function readProfile(form: ProfileForm): Profile {
  return { key: form.key, label: text(form.labelFr, form.labelEn), question: text(form.questionFr, form.questionEn) };
}

/** A requirement without its origins, which follow what is done to it. */
export function readRequirement(form: RequirementForm): Omit<Requirement, 'derivedFrom'> {
  const translations = rows([form.lang, form.langTitle, form.langStatement, form.langWhy], ([lang, title, statement, why]) => [
    lang,
    { ...(title !== '' && { title }), statement, ...(why !== '' && { why }) },
  ]);
  return {
    key: form.key,
    number: form.number === '' ? form.key : form.number,
    section: form.section,
    block: orNull(form.block),
    feature: orNull(form.feature),
    domain: form.domain,
    obligation: form.obligation as Obligation,
    criticality: orNull(form.criticality) as Criticality | null,
    naPolicy: form.naPolicy as NaPolicy,
    profile: orNull(form.profile),
    life: form.life as RequirementLife,
    effectiveFrom: orNull(form.effectiveFrom),
    effectiveUntil: orNull(form.effectiveUntil),
    weight: thousandths(form.weight),
    tier: form.tier === '' ? null : Number(form.tier),
    title: optional(form.titleFr, form.titleEn),
    statement: text(form.statementFr, form.statementEn),
    why: optional(form.whyFr, form.whyEn),
    verificationPoints: rows([form.pointFr, form.pointEn], ([fr, en]) => text(fr, en)),
    externalReferences: rows([form.refDocument, form.refId, form.refUrl], ([document, id, url]) => ({
      document,
      id: orNull(id),
      url: orNull(url),
    })),
    translations: Object.fromEntries(translations) as Requirement['translations'],
  };
}

/** A scenario. */
export function readScenario(form: ScenarioForm): Scenario {
  const serves = (row: number) => form.stepServes.filter((one) => one.startsWith(`${row}:`)).map((one) => one.slice(one.indexOf(':') + 1));
  return {
    key: form.key,
    number: orNull(form.number),
    title: optional(form.titleFr, form.titleEn),
    statement: text(form.statementFr, form.statementEn),
    requirements: form.requirements,
    steps: rows([form.stepFr, form.stepEn], ([fr, en], row) => ({ text: text(fr, en), requirements: serves(row) })),
  };
}

/** An expected evidence. */
export function readEvidence(form: EvidenceForm): ExpectedEvidence {
  return {
    key: form.key,
    number: orNull(form.number),
    scenario: orNull(form.scenario),
    requirements: form.requirements,
    kinds: form.kinds as EvidenceKind[],
    referenceKind: orNull(form.referenceKind) as ReferenceKind | null,
    label: text(form.labelFr, form.labelEn),
  };
}
