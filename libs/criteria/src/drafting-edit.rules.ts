import { added, changed, find, moved, refuseTaken, removed } from './drafting-list.rules.js';
import type { DraftEdit, Step } from './drafting.rules.js';
import { draftMessages, refuseDraft } from './drafting.messages.js';
import { limitedKeys } from './package-validation.rules.js';
import type { ExpectedEvidence, PackageContent, Requirement, Scenario } from './package-content.rules.js';

/**
 * The document after one change; what the change does not touch stays the same object.
 * @throws DomainError when what is changed is no longer there (404), a key is taken or a part is still used (409).
 */
export function edited(content: PackageContent, edit: DraftEdit): PackageContent {
  switch (edit.kind) {
    case 'package.change':
      return { ...content, ...edit.facts };
    case 'section.add':
      return added(content, 'sections', edit.section);
    case 'section.change':
      return changed(content, 'sections', edit.key, edit.facts);
    case 'section.move':
      return moved(content, 'sections', edit);
    case 'section.remove':
      return withoutSection(content, edit.key);
    case 'profile.add':
      return added(content, 'profiles', edit.profile);
    case 'profile.change':
      return changed(content, 'profiles', edit.key, edit.facts);
    case 'profile.move':
      return moved(content, 'profiles', edit);
    case 'profile.remove':
      return withoutProfile(content, edit.key);
    case 'scenario.add':
      return added(content, 'scenarios', edit.scenario);
    case 'scenario.change':
      return changed(content, 'scenarios', edit.key, edit.facts);
    case 'scenario.move':
      return moved(content, 'scenarios', edit);
    case 'scenario.remove':
      return withoutScenario(content, edit.key);
    case 'evidence.add':
      return added(content, 'evidence', edit.evidence);
    case 'evidence.change':
      return changed(content, 'evidence', edit.key, edit.facts);
    case 'evidence.move':
      return moved(content, 'evidence', edit);
    case 'evidence.remove':
      return removed(content, 'evidence', edit.key);
    default:
      return editedRequirement(content, edit);
  }
}

/** Key of what a change is about; null for the package itself. */
export function subjectOf(edit: DraftEdit): string | null {
  switch (edit.kind) {
    case 'package.change':
      return null;
    case 'section.add':
      return edit.section.key;
    case 'profile.add':
      return edit.profile.key;
    case 'requirement.add':
      return edit.requirement.key;
    case 'scenario.add':
      return edit.scenario.key;
    case 'evidence.add':
      return edit.evidence.key;
    default:
      return edit.key;
  }
}

/** What a change reads before it writes: when it is the same in an older revision, the change still holds on the present one. */
export function touchedBy(content: PackageContent, edit: DraftEdit): unknown {
  const { code, version, domain, title, summary } = content;
  const serving = (...keys: string[]) => [
    content.requirements.filter(({ key }) => keys.includes(key)),
    [...content.scenarios, ...content.evidence].filter(({ requirements }) => requirements.some((key) => keys.includes(key))),
  ];
  switch (edit.kind) {
    case 'package.change':
      return { code, version, domain, title, summary };
    case 'section.change':
    case 'section.remove':
      return content.sections.filter(({ key }) => key === edit.key);
    case 'profile.change':
    case 'profile.remove':
      return content.profiles.filter(({ key }) => key === edit.key);
    case 'requirement.change':
    case 'requirement.copy':
      return content.requirements.filter(({ key }) => key === edit.key);
    case 'requirement.remove':
    case 'requirement.split':
      return serving(edit.key);
    case 'requirement.merge':
      return serving(edit.key, edit.other);
    case 'scenario.change':
    case 'scenario.remove':
      return [content.scenarios.filter(({ key }) => key === edit.key), content.evidence.filter(({ scenario }) => scenario === edit.key)];
    case 'evidence.change':
    case 'evidence.remove':
      return content.evidence.filter(({ key }) => key === edit.key);
    // Adding and moving depend on nothing that was read: a taken key or a missing element refuses by itself.
    default:
      return null;
  }
}

type RequirementEdit = Extract<DraftEdit, { kind: `requirement.${string}` }>;

function editedRequirement(content: PackageContent, edit: RequirementEdit): PackageContent {
  switch (edit.kind) {
    case 'requirement.add':
      return insertedAfter(content, edit.requirement, lastOf(content, edit.requirement.section));
    case 'requirement.change':
      return changedRequirement(content, edit.key, edit.facts);
    case 'requirement.copy': {
      const origin = find(content, 'requirements', edit.key);
      return insertedAfter(content, { ...origin, key: edit.as, number: edit.as, derivedFrom: [] }, edit.key);
    }
    case 'requirement.move':
      return movedInSection(content, edit);
    case 'requirement.place':
      return changedRequirement(content, edit.key, { section: edit.section });
    case 'requirement.remove':
      return afterRemoval(content, edit.key).content;
    case 'requirement.split':
      return split(content, edit);
    case 'requirement.merge':
      return merged(content, edit);
  }
}

/** What goes with a requirement: scenarios, steps and evidence that serve nothing else. */
export interface Removal {
  readonly content: PackageContent;
  readonly scenarios: readonly Scenario[];
  readonly evidence: readonly ExpectedEvidence[];
  readonly steps: number;
}

/** The document without a requirement, and what goes with it; what serves others stays for them. */
export function afterRemoval(content: PackageContent, key: string): Removal {
  find(content, 'requirements', key);
  refuseScored(content, key);
  const servesOnly = ({ requirements }: { readonly requirements: readonly string[] }) =>
    requirements.length === 1 && requirements[0] === key;
  const scenarios = content.scenarios.filter(servesOnly);
  const gone = new Set(scenarios.map((one) => one.key));
  const evidence = content.evidence.filter(servesOnly);
  let steps = 0;
  const kept = content.scenarios
    .filter((one) => !gone.has(one.key))
    .map((one) => {
      if (!one.requirements.includes(key)) return one;
      // An empty list would mean "all those of the scenario": a step that served this one alone goes with it.
      const left = one.steps.filter((step) => !servesOnly(step));
      steps += one.steps.length - left.length;
      return without({ ...one, steps: left.map((step) => without(step, key)) }, key);
    });
  const left = content.evidence.filter((one) => !servesOnly(one)).map((one) => withoutScenarios(without(one, key), gone));
  const requirements = content.requirements.filter((one) => one.key !== key);
  return { content: { ...content, requirements, scenarios: kept, evidence: left }, scenarios, evidence, steps };
}

function split(content: PackageContent, edit: Extract<DraftEdit, { kind: 'requirement.split' }>): PackageContent {
  const origin = find(content, 'requirements', edit.key);
  const derivedFrom = origin.derivedFrom.map((link) => ({ ...link, relation: 'split' as const }));
  const first = changed(content, 'requirements', edit.key, { ...edit.first, derivedFrom });
  const both = insertedAfter(first, { ...origin, translations: {}, ...edit.second, derivedFrom }, edit.key);
  if (!edit.sharing) return both;
  const share = <T extends { requirements: string[] }>(one: T): T =>
    one.requirements.includes(edit.key) ? { ...one, requirements: after(one.requirements, edit.key, edit.second.key) } : one;
  return {
    ...both,
    scenarios: both.scenarios.map((one) => {
      const shared = share(one);
      return shared === one ? one : { ...shared, steps: one.steps.map(share) };
    }),
    evidence: both.evidence.map(share),
  };
}

function merged(content: PackageContent, { key, other, facts }: Extract<DraftEdit, { kind: 'requirement.merge' }>): PackageContent {
  if (key === other) throw refuseMerge('draft.merge-itself');
  const one = find(content, 'requirements', key);
  const two = content.requirements.find((item) => item.key === other);
  if (two === undefined) throw refuseMerge('draft.merge-none');
  refuseScored(content, other);
  const links = [...one.derivedFrom, ...two.derivedFrom];
  const derivedFrom = links
    .filter(
      (link, place) =>
        links.findIndex((same) => same.package === link.package && same.version === link.version && same.key === link.key) === place,
    )
    .map((link) => ({ ...link, relation: 'merged' as const }));
  const take = <T extends { requirements: string[] }>(item: T): T =>
    item.requirements.includes(other)
      ? { ...item, requirements: [...new Set(item.requirements.map((served) => (served === other ? key : served)))] }
      : item;
  const joined = changed(content, 'requirements', key, { ...facts, derivedFrom });
  return {
    ...joined,
    requirements: joined.requirements.filter((item) => item.key !== other),
    scenarios: joined.scenarios.map((item) => {
      const taken = take(item);
      return taken === item ? item : { ...taken, steps: item.steps.map(take) };
    }),
    evidence: joined.evidence.map(take),
  };
}

function refuseMerge(code: 'draft.merge-itself' | 'draft.merge-none') {
  return refuseDraft.invalid(code, {}, [{ field: 'other', code, text: draftMessages[code] }]);
}

function changedRequirement(content: PackageContent, key: string, facts: Partial<Omit<Requirement, 'key'>>): PackageContent {
  const origin = find(content, 'requirements', key);
  const { section = origin.section } = facts;
  if (section === origin.section) return changed(content, 'requirements', key, facts);
  const others = { ...content, requirements: content.requirements.filter((one) => one.key !== key) };
  return insertedAfter(others, { ...origin, ...facts, key }, lastOf(others, section));
}

function movedInSection(content: PackageContent, { key, by }: { readonly key: string; readonly by: Step }): PackageContent {
  const { section } = find(content, 'requirements', key);
  const places = content.requirements.flatMap((one, place) => (one.section === section ? [place] : []));
  const at = places.findIndex((place) => content.requirements[place].key === key);
  const [from, to] = [places[at], places.at(at + by)];
  if (to === undefined || at + by < 0) return content;
  const requirements = [...content.requirements];
  [requirements[from], requirements[to]] = [requirements[to], requirements[from]];
  return { ...content, requirements };
}

/** A score that names an element would name nothing once it is gone. */
function refuseScored({ scores }: PackageContent, key: string): void {
  const score = scores.find((one) =>
    'measure' in one ? one.requirement === key : one.sections.includes(key) || limitedKeys(one.algorithm).includes(key),
  );
  if (score !== undefined) throw refuseDraft.conflict('draft.scored', { key, score: score.key });
}

function withoutSection(content: PackageContent, key: string): PackageContent {
  refuseScored(content, key);
  const count = content.requirements.filter(({ section }) => section === key).length;
  if (count > 0) throw refuseDraft.conflict('draft.section-used', { key, count });
  if (content.sections.length === 1) throw refuseDraft.conflict('draft.last-section');
  return removed(content, 'sections', key);
}

function withoutProfile(content: PackageContent, key: string): PackageContent {
  const count = content.requirements.filter(({ profile }) => profile === key).length;
  if (count > 0) throw refuseDraft.conflict('draft.profile-used', { key, count });
  return removed(content, 'profiles', key);
}

function withoutScenario(content: PackageContent, key: string): PackageContent {
  // What a scenario yields goes with it.
  return { ...removed(content, 'scenarios', key), evidence: content.evidence.filter(({ scenario }) => scenario !== key) };
}

function insertedAfter(content: PackageContent, requirement: Requirement, previous: string | null): PackageContent {
  refuseTaken(content, 'requirements', requirement.key);
  const place = previous === null ? content.requirements.length : content.requirements.findIndex(({ key }) => key === previous) + 1;
  return { ...content, requirements: content.requirements.toSpliced(place, 0, requirement) };
}

/** Key of the last requirement of a section, or null when it has none. */
function lastOf({ requirements }: PackageContent, section: string): string | null {
  return requirements.findLast((one) => one.section === section)?.key ?? null;
}

function without<T extends { requirements: string[] }>(item: T, key: string): T {
  return item.requirements.includes(key) ? { ...item, requirements: item.requirements.filter((one) => one !== key) } : item;
}

function withoutScenarios(item: ExpectedEvidence, gone: ReadonlySet<string>): ExpectedEvidence {
  return item.scenario !== null && gone.has(item.scenario) ? { ...item, scenario: null } : item;
}

function after(list: readonly string[], one: string, next: string): string[] {
  return list.flatMap((key) => (key === one ? [key, next] : [key]));
}

/** The next key of a family: the number that ends the last one plus one, as wide, and free. */
export function nextKey(taken: readonly string[], last: string | null, fallback: string): string {
  const known = new Set(taken);
  const [, stem, digits] = /^(.*?)(\d+)$/.exec(last ?? '') ?? [null, `${fallback}.`, '00'];
  for (let number = Number(digits) + 1; ; number += 1) {
    const key = `${stem}${String(number).padStart(digits.length, '0')}`;
    if (!known.has(key)) return key;
  }
}
