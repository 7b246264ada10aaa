import {
  criticalityLabels,
  foldedText,
  lifeLabels,
  naPolicyLabels,
  obligationLabels,
  type AttributeChange,
  type Change,
  type PackageContent,
  type Requirement,
} from '#criteria';
import { say, wordDifference, type Locale, type Part, type Text } from '#platform';
import { formatDate } from '../http/formats.js';
import { shown } from './criteria.view.js';
import { differencePages } from './differences.messages.js';

/** The two contents of a difference, by key, and the language of the reader. */
export interface Reading {
  readonly from: PackageContent;
  readonly to: PackageContent;
  readonly before: ReadonlyMap<string, Requirement>;
  readonly after: ReadonlyMap<string, Requirement>;
  readonly locale: Locale;
}

/** A sentence on what changed beside the statement; `parts` where the change is shown word by word. */
export interface Fact {
  readonly text: string;
  readonly parts?: readonly Part[];
}

/** Opens both contents for a reader. */
export function readingOf(from: PackageContent, to: PackageContent, locale: Locale): Reading {
  const byKey = ({ requirements }: PackageContent) => new Map(requirements.map((one) => [one.key, one]));
  return { from, to, before: byKey(from), after: byKey(to), locale };
}

/** What changed beside the statement, in words: nature, criticality, evidence, profile, chapter, numbers. */
export function factsOf(change: Change, reading: Reading): Fact[] {
  const [before, after] = [reading.before.get(change.from ?? ''), reading.after.get(change.to ?? '')];
  if (before === undefined || after === undefined) return [];
  const key: AttributeChange[] = before.key === after.key ? [] : [{ name: 'number', from: before.key, to: after.key }];
  const isPrinted = change.attributes.some(({ name }) => name === 'number');
  return [
    ...titleFact(before, after, reading.locale),
    ...change.attributes.flatMap((attribute) => factOf(attribute, { before, after }, reading)),
    // The key is shown only where the printed number does not already say it.
    ...(isPrinted ? [] : key.map(({ from, to }) => sentence('difference.fact.key', from, to, reading.locale))),
  ];
}

/** What several parts or origins change together: their evidence as a whole, then what each end says otherwise. */
export function groupFacts(changes: readonly Change[], reading: Reading): Fact[] {
  const keys = (ends: readonly (string | null)[]) => ends.filter((key) => key !== null);
  const evidence = evidenceFacts(keys(changes.map(({ from }) => from)), keys(changes.map(({ to }) => to)), reading);
  const isSplit = changes.every(({ from }) => from === changes[0].from);
  const own = changes.flatMap((change) => {
    const [before, after] = [reading.before.get(change.from ?? ''), reading.after.get(change.to ?? '')];
    if (before === undefined || after === undefined) return [];
    const facts = change.attributes.filter(({ name }) => grouped.has(name)).flatMap((one) => factOf(one, { before, after }, reading));
    const number = isSplit ? after.number : before.number;
    return facts.map(({ text }) => ({ text: say(differencePages['difference.fact.of'], reading.locale, { number, fact: text }) }));
  });
  return [...evidence, ...own];
}

/** What is worth saying of each part of a split or of a merger: the texts, the numbers and the scenarios stand side by side. */
const grouped: ReadonlySet<AttributeChange['name']> = new Set([
  'obligation',
  'criticality',
  'profile',
  'naPolicy',
  'life',
  'effectiveFrom',
  'effectiveUntil',
  'section',
]);

type NameKey = `difference.fact.${'key' | 'title' | Exclude<AttributeChange['name'], 'evidence' | 'scenario'>}`;

function sentence(name: NameKey, from: string | Text | null, to: string | Text | null, locale: Locale): Fact {
  const none = differencePages['difference.fact.none'];
  return { text: say(differencePages['difference.fact'], locale, { name: differencePages[name], from: from ?? none, to: to ?? none }) };
}

function titleFact(before: Requirement, after: Requirement, locale: Locale): Fact[] {
  if (foldedText(before.title?.fr ?? '') === foldedText(after.title?.fr ?? '')) return [];
  if (before.title === null || after.title === null) return [];
  const parts = wordDifference(shown(before.title, locale).text, shown(after.title, locale).text);
  return [{ text: say(differencePages['difference.fact.title'], locale), parts }];
}

function factOf(
  { name, from, to }: AttributeChange,
  { before, after }: { readonly before: Requirement; readonly after: Requirement },
  reading: Reading,
): Fact[] {
  const { locale } = reading;
  switch (name) {
    case 'evidence':
      return evidenceFacts([before.key], [after.key], reading);
    case 'scenario':
      return [scenarioFact(before.key, after.key, reading)];
    case 'profile':
      return [sentence('difference.fact.profile', profileOf(reading.from, from, locale), profileOf(reading.to, to, locale), locale)];
    case 'section':
      return [sentence('difference.fact.section', sectionOf(reading.from, from, locale), sectionOf(reading.to, to, locale), locale)];
    case 'obligation':
      return [sentence('difference.fact.obligation', obligationLabels[before.obligation], obligationLabels[after.obligation], locale)];
    case 'criticality': {
      const label = ({ criticality }: Requirement) => (criticality === null ? null : criticalityLabels[criticality]);
      return [sentence('difference.fact.criticality', label(before), label(after), locale)];
    }
    case 'naPolicy':
      return [sentence('difference.fact.naPolicy', naPolicyLabels[before.naPolicy], naPolicyLabels[after.naPolicy], locale)];
    case 'life':
      return [sentence('difference.fact.life', lifeLabels[before.life], lifeLabels[after.life], locale)];
    case 'effectiveFrom':
    case 'effectiveUntil': {
      const day = (date: string | null) => (date === null ? null : formatDate(date, locale));
      return [sentence(`difference.fact.${name}`, day(from), day(to), locale)];
    }
    case 'block':
    case 'number':
      return [sentence(`difference.fact.${name}`, from, to, locale)];
  }
}

function profileOf({ profiles }: PackageContent, key: string | null, locale: Locale): string | Text {
  if (key === null) return differencePages['difference.fact.general'];
  const profile = profiles.find((one) => one.key === key);
  return profile === undefined ? key : shown(profile.label, locale).text;
}

function sectionOf({ sections }: PackageContent, key: string | null, locale: Locale): string | null {
  const section = sections.find((one) => one.key === key);
  return section === undefined ? key : shown(section.title, locale).text;
}

function evidenceFacts(from: readonly string[], to: readonly string[], reading: Reading): Fact[] {
  const labels = ({ evidence }: PackageContent, keys: readonly string[]) => {
    const own = evidence.filter(({ requirements }) => requirements.some((key) => keys.includes(key)));
    return new Map(own.map(({ label }) => [foldedText(label.fr), shown(label, reading.locale).text]));
  };
  const [before, after] = [labels(reading.from, from), labels(reading.to, to)];
  const only = (list: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    [...list].filter(([folded]) => !other.has(folded)).map(([, label]) => label);
  const [more, less] = [only(after, before), only(before, after)];
  const fact = (side: 'more' | 'less', list: readonly string[]): Fact[] =>
    list.length === 0
      ? []
      : [{ text: say(differencePages[`difference.fact.evidence.${side}`], reading.locale, { labels: list.join('\u202f; ') }) }];
  return [...fact('more', more), ...fact('less', less)];
}

function scenarioFact(from: string, to: string, reading: Reading): Fact {
  const count = ({ scenarios }: PackageContent, key: string) => scenarios.filter(({ requirements }) => requirements.includes(key)).length;
  const step = count(reading.to, to) - count(reading.from, from);
  const key = step > 0 ? 'more' : step < 0 ? 'less' : 'changed';
  return { text: say(differencePages[`difference.fact.scenario.${key}`], reading.locale) };
}
