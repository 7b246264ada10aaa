import {
  closestOrigins,
  derivationLabels,
  derivations,
  isOpen,
  isSure,
  lineageChoiceLabels,
  proposedLinks,
  surenessLabels,
  whyOf,
  type DifferenceDocument,
  type LineageBatch,
  type LineageDecision,
  type PackageVersion,
  type Requirement,
  type Sureness,
  type VersionSummary,
  type WordedChange,
} from '#criteria';
import { formatNumber, say, type Locale } from '#platform';
import { holdsWords } from '../http/search-words.js';
import { formatInstant } from '../http/formats.js';
import type { Choice } from '../http/forms.js';
import { searchTexts, shown, titleOf } from './criteria.view.js';
import { spaced } from './difference-blocks.view.js';
import { factsOf, readingOf, type Reading } from './difference-facts.view.js';
import { differencePath } from './differences.view.js';
import { lineagePages } from './lineage.messages.js';

/** The lists of the page, by their word in the address. */
const lists = { 'a-confirmer': 'proposed', confirmes: 'confirmed', 'sans-origine': 'without', ecartes: 'rejected' } as const;
type ListWord = keyof typeof lists;
type List = (typeof lists)[ListWord];

const perPage = 25;
const tones: Readonly<Record<Sureness, string>> = { certain: 'success', probable: 'info', possible: 'warning' };

/** What an editor asks to see. */
export interface LineageFilters {
  readonly list: ListWord;
  readonly page: number;
}

interface LineageInput {
  readonly from: PackageVersion;
  readonly to: PackageVersion;
  readonly document: DifferenceDocument;
  readonly decisions: readonly LineageDecision[];
  readonly batches: readonly LineageBatch[];
  readonly choices: readonly VersionSummary[];
  readonly filters: LineageFilters;
  readonly locale: Locale;
}

/** The list and the page of an address. */
export function lineageFilters({ liste, page }: Record<string, unknown>): LineageFilters {
  const list = (Object.keys(lists) as ListWord[]).find((one) => one === liste) ?? 'a-confirmer'; // keys of a literal
  return { list, page: Math.max(1, Math.min(1000, Math.trunc(Number(page)) || 1)) };
}

/** Address of the page of lineage of a draft. */
export function lineagePath(id: string, { origin, list, page }: { origin: string } & Partial<LineageFilters>): string {
  const query = new URLSearchParams({ depuis: origin, ...(list && { liste: list }), ...(page && page > 1 && { page: String(page) }) });
  return `/agence/referentiels/${id}/filiation?${query}`;
}

/** The page when no version stands before: choose one, or import links. */
export function withoutOriginView({ to, choices, batches, locale }: Pick<LineageInput, 'to' | 'choices' | 'batches' | 'locale'>): object {
  return { ...commonOf({ to, choices, batches, locale }, null), isOpen: isOpen(to.status) };
}

/** The links of one list, with what may be done to each. */
export function lineageView(input: LineageInput): object {
  const { from, to, document, filters, locale } = input;
  const rows = rowsOf(input);
  const all = rows[lists[filters.list]];
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const page = Math.min(filters.page, pages);
  const path = (more: Partial<LineageFilters>) => lineagePath(to.id, { origin: from.id, list: filters.list, ...more });
  const sure = proposedLinks(document).filter(({ change }) => isSure(change)).length;
  return {
    ...commonOf(input, from),
    isOpen: isOpen(to.status),
    read: differencePath(from, to),
    figures: Object.values(lists).map((list) => ({
      label: lineagePages[`lineage.figures.${list}`],
      value: formatNumber(rows[list].length, locale),
    })),
    sure: sure === 0 ? null : { count: sure },
    tabs: (Object.entries(lists) as [ListWord, List][]).map(([word, list]) => ({
      label: say(lineagePages['lineage.list'], locale, { label: lineagePages[`lineage.figures.${list}`], count: rows[list].length }),
      href: path({ list: word, page: 1 }),
      current: word === filters.list,
    })),
    back: new URLSearchParams({ liste: filters.list, page: String(page) }).toString(),
    relations: relationChoices(),
    rows: all.slice((page - 1) * perPage, page * perPage).map((make) => make()),
    emptyTitle: lineagePages[`lineage.empty.${lists[filters.list]}`],
    pagination:
      pages === 1
        ? null
        : {
            previous: page > 1 ? path({ page: page - 1 }) : null,
            next: page < pages ? path({ page: page + 1 }) : null,
            position: say(lineagePages['lineage.pages'], locale, { page, pages }),
          },
  };
}

function commonOf(
  { to, choices, batches, locale }: Pick<LineageInput, 'to' | 'choices' | 'batches' | 'locale'>,
  from: PackageVersion | null,
) {
  const own = to.content.code;
  const others = choices.filter(({ id }) => id !== to.id);
  const sorted = [...others.filter(({ code }) => code === own), ...others.filter(({ code }) => code !== own)];
  const options = sorted.map(({ id, code, label }) => ({ value: id, label: `${code} ${label}` }));
  return {
    heading: say(lineagePages['lineage.heading'], locale, { code: own, version: to.label }),
    address: `/agence/referentiels/${to.id}/filiation`,
    draft: `/agence/referentiels/${to.id}`,
    origin: from === null ? null : { id: from.id, name: `${from.content.code} ${from.label}` },
    picker: { options, form: { values: { depuis: from?.id ?? '' }, errors: [] } },
    upload: {
      action: `/envois/filiations/${to.id}`,
      options: [...options, { value: 'none', label: lineagePages['lineage.import.by-number'] }],
      form: { values: { origin: from?.id ?? 'none' }, errors: [] },
    },
    batches: batches.map((batch) => batchView(batch, locale)),
  };
}

function batchView({ id, decision, decidedAt, count, keys }: LineageBatch, locale: Locale): object {
  const more = count > keys.length ? '…' : '';
  const words = { decision: lineageChoiceLabels[decision], count, keys: `${keys.join(', ')}${more}` };
  return { id, at: decidedAt, when: formatInstant(decidedAt, locale), what: say(lineagePages['lineage.undo.what'], locale, words) };
}

function relationChoices(): Choice[] {
  return derivations.map((value) => ({ value, label: derivationLabels[value] }));
}

/** Rows are made when they are shown: a page holds some of them. */
function rowsOf({ from, to, document, decisions, locale }: LineageInput): Record<List, (() => object)[]> {
  const reading = readingOf(from.content, to.content, locale);
  const search = (key: string) =>
    `/agence/referentiels/${to.id}/filiation/recherche?${new URLSearchParams({ depuis: from.id, pour: key })}`;
  const declared = new Set(decisions.filter(({ decision }) => decision === 'without').map(({ toKey }) => toKey));
  const byChange = new Map(document.changes.map((change) => [`${change.from}\n${change.to}`, change]));
  const linkRow = (change: WordedChange, isConfirmed: boolean) => () => linkView(change, reading, { isConfirmed, search });
  return {
    proposed: proposedLinks(document).flatMap(({ change }) => {
      const worded = byChange.get(`${change.from}\n${change.to}`);
      return worded === undefined ? [] : [linkRow(worded, false)];
    }),
    confirmed: document.changes.filter(({ why }) => why === 'confirmed').map((change) => linkRow(change, true)),
    without: document.changes
      .filter(({ kind }) => kind === 'new')
      .map(
        ({ to: key }) =>
          () =>
            newView(key ?? '', reading, { isDeclared: declared.has(key ?? ''), search }),
      ),
    rejected: decisions.filter(({ decision }) => decision === 'rejected').map((decision) => () => rejectedView(decision, reading)),
  };
}

interface RowTools {
  readonly search: (key: string) => string;
}

/** Both numbers of a link, told apart, and as one name for who hears them. */
function endsOf(from: string | null, to: string, locale: Locale): object {
  if (from === null || from === to) return { from: null, to, spoken: to };
  return { from, to, spoken: say(lineagePages['lineage.from-to'], locale, { from, to }) };
}

function endOf(requirement: Requirement | undefined, locale: Locale) {
  if (requirement === undefined) return null;
  return { number: requirement.number, title: titleOf(requirement, locale), statement: shown(requirement.statement, locale) };
}

function linkView(change: WordedChange, reading: Reading, { isConfirmed, search }: RowTools & { isConfirmed: boolean }): object {
  const [before, after] = [reading.before.get(change.from ?? ''), reading.after.get(change.to ?? '')];
  const { code, version } = reading.from;
  const link = after?.derivedFrom.find(
    ({ package: origin, version: label, key }) => origin === code && (label === null || label === version) && key === change.from,
  );
  const said = link?.relation ?? proposedLinks({ changes: [change] }).at(0)?.relation ?? 'derived';
  return {
    from: change.from,
    to: change.to,
    numbers: endsOf(before?.number ?? '', after?.number ?? '', reading.locale),
    title: after === undefined ? null : titleOf(after, reading.locale),
    sureness: isConfirmed || change.sureness === null ? null : { label: surenessLabels[change.sureness], tone: tones[change.sureness] },
    parts: change.words.length > 0 ? spaced(change.words) : [{ kind: 'same', text: endOf(after, 'fr')?.statement.text ?? '' }],
    lang: reading.locale === 'fr' ? null : endOf(after, reading.locale)?.statement.lang,
    facts: factsOf(change, reading),
    why: isConfirmed
      ? say(lineagePages['lineage.relation-is'], reading.locale, { relation: derivationLabels[said] })
      : whyOf(change, reading.locale),
    form: { values: { relation: said }, errors: [] },
    search: search(change.to ?? ''),
    isLink: true,
    isConfirmed,
  };
}

function newView(key: string, reading: Reading, { isDeclared, search }: RowTools & { isDeclared: boolean }): object {
  const end = endOf(reading.after.get(key), reading.locale);
  return {
    to: key,
    numbers: endsOf(null, end?.number ?? key, reading.locale),
    title: end?.title ?? null,
    parts: [{ kind: 'same', text: end?.statement.text ?? '' }],
    lang: end?.statement.lang ?? null,
    why: isDeclared ? say(lineagePages['lineage.declared'], reading.locale) : null,
    search: search(key),
    isAlone: !isDeclared,
  };
}

function rejectedView({ fromKey, toKey, batchId }: LineageDecision, reading: Reading): object {
  const [before, after] = [reading.before.get(fromKey ?? ''), reading.after.get(toKey)];
  const end = endOf(after, reading.locale);
  return {
    numbers: endsOf(before?.number ?? fromKey ?? '', after?.number ?? toKey, reading.locale),
    title: end?.title ?? null,
    parts: [{ kind: 'same', text: end?.statement.text ?? '' }],
    lang: end?.statement.lang ?? null,
    batch: batchId,
  };
}

/** One requirement of the draft, and those of the older version that hold the words looked for, or are the closest to it. */
export function originSearchView({
  from,
  to,
  requirement,
  q,
  locale,
}: Pick<LineageInput, 'from' | 'to' | 'locale'> & { readonly requirement: Requirement; readonly q: string }): object {
  const found = q.trim() === '' ? closest(from, to, requirement) : holding(from, q);
  return {
    number: requirement.number,
    key: requirement.key,
    own: endOf(requirement, locale),
    address: `/agence/referentiels/${to.id}/filiation`,
    search: `/agence/referentiels/${to.id}/filiation/recherche`,
    hidden: [
      { name: 'depuis', value: from.id },
      { name: 'pour', value: requirement.key },
    ],
    q,
    label: say(lineagePages['lineage.search.label'], locale, { version: `${from.content.code} ${from.label}` }),
    isClosest: q.trim() === '',
    count: found.length,
    origin: from.id,
    relations: relationChoices(),
    form: { values: { relation: 'reworded' }, errors: [] },
    back: new URLSearchParams({ liste: 'sans-origine' }).toString(),
    found: found.map(({ one, likeness }) => ({
      key: one.key,
      ...endOf(one, locale),
      likeness: likeness === null ? null : say(lineagePages['lineage.search.likeness'], locale, { percent: Math.round(likeness / 10) }),
    })),
  };
}

interface Found {
  readonly one: Requirement;
  readonly likeness: number | null;
}

function closest(from: PackageVersion, to: PackageVersion, { key }: Requirement): Found[] {
  const byKey = new Map(from.content.requirements.map((one) => [one.key, one]));
  return closestOrigins(from.content, to.content, key).flatMap(({ key: origin, likeness }) => {
    const one = byKey.get(origin);
    return one === undefined ? [] : [{ one, likeness }];
  });
}

function holding({ content }: PackageVersion, q: string): Found[] {
  return content.requirements
    .filter((one) => holdsWords(q, searchTexts(one)))
    .slice(0, 30)
    .map((one) => ({ one, likeness: null }));
}
