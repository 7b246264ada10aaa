import {
  changeKinds,
  openStatuses,
  packageLifecycle,
  packagePolicy,
  type ChangeKind,
  type DifferenceDocument,
  type PackageVersion,
  type VersionSummary,
} from '#criteria';
import { rehearsalPolicy } from '#candidatures';
import { formatNumber, say, type Actor, type Locale, type Text } from '#platform';
import { holdsWords } from '../http/search-words.js';
import { formatDate } from '../http/formats.js';
import { anchor, requirementPath, shown, titleOf, versionPath } from './criteria.view.js';
import { blocksOf, blockView, changeId, chapterOf, textsIn, versionName, type Block } from './difference-blocks.view.js';
import { readingOf, type Reading } from './difference-facts.view.js';
import { differencePages, kindsLabels } from './differences.messages.js';

/** What a reader asks to see of a difference. */
export interface DifferenceFilters {
  /** Empty: every kind. */
  readonly kinds: readonly ChangeKind[];
  readonly q: string;
  readonly isSideBySide: boolean;
}

/** A difference, its two versions and what is asked of them. */
export interface DifferenceInput {
  readonly document: DifferenceDocument;
  readonly from: PackageVersion;
  readonly to: PackageVersion;
  readonly choices: readonly VersionSummary[];
  readonly filters: DifferenceFilters;
  readonly locale: Locale;
  readonly actor: Actor;
}

/** Address of the difference of two versions, whatever their packages. */
export function differencePath(from: Pick<PackageVersion, 'label' | 'content'>, to: Pick<PackageVersion, 'label' | 'content'>): string {
  const { code } = to.content;
  const query = new URLSearchParams({ de: versionName({ code: from.content.code, version: from.label }, code), a: to.label });
  return `/criteres/${encodeURIComponent(code)}/differences?${query}`;
}

/** The page of a package of which nothing stands before the version asked for: only the choice is left. */
export function onlyVersionView({ to, choices }: Pick<DifferenceInput, 'to' | 'choices'>, title: string): object {
  return { title, only: { version: to.label }, picker: pickerOf(null, to, choices) };
}

/** The whole page: figures, filters, chapters with their changes, both versions with their hashes. */
export function differenceView(input: DifferenceInput) {
  const { document, from, to, choices, filters, locale } = input;
  const reading = readingOf(from.content, to.content, locale);
  const { unchanged } = document.counts;
  const changed = document.changes.length - unchanged;
  const chapters = chaptersOf(document, reading, filters);
  const shownCount = chapters.reduce((sum, chapter) => sum + chapter.count, 0);
  const isFiltered = filters.kinds.length > 0 || filters.q.trim() !== '';
  return {
    ...headOf(input),
    desk: deskOf(input),
    changed,
    changedText: say(
      differencePages[changed === 0 ? 'difference.change.zero' : changed === 1 ? 'difference.change.one' : 'difference.change.other'],
      locale,
      { count: changed },
    ),
    bar: {
      value: unchanged,
      of: document.changes.length,
      text: say(differencePages['difference.bar'], locale, { same: unchanged, all: document.changes.length }),
    },
    linkCounts: linkCounts(document),
    tags: tagsOf(input, changed),
    picker: pickerOf(from, to, choices),
    search: { q: filters.q, action: differenceAction(to), hidden: hiddenOf(input) },
    isFiltered,
    clear: differencePath(from, to),
    shownCount,
    views: viewsOf(input),
    chapters,
    menu: chapters
      .filter(({ count }) => count > 0)
      .map(({ id, title, count }) => ({ href: `#${id}`, label: title.text, end: formatNumber(count, locale) })),
    versions: [from, to].map((version, place) => versionFacts(version, place === 0 ? document.from.hash : document.to.hash, locale)),
    downloads: downloadsOf(from, to),
  };
}

function headOf({ document, from, to, locale }: DifferenceInput) {
  const { code } = to.content;
  const isOne = from.content.code === code;
  const title = isOne
    ? say(differencePages['difference.title.one'], locale, { code, from: from.label, to: to.label })
    : say(differencePages['difference.title.two'], locale, { from: `${from.content.code} ${from.label}`, to: `${code} ${to.label}` });
  const state = ({ publishedAt, status }: PackageVersion, version: string): string =>
    publishedAt === null
      ? say(differencePages['difference.state.other'], locale, { version, status: packageLifecycle.show(status).label })
      : say(differencePages['difference.state.published'], locale, { version, date: formatDate(publishedAt, locale) });
  const [fromName, toName] = [from, to].map(({ content, label }) => (isOne ? label : `${content.code} ${label}`));
  const sizes = { before: document.from.requirements, after: document.to.requirements, same: document.counts.unchanged };
  return { title, subtitle: `${state(from, fromName)} · ${state(to, toName)}`, sizes, toVersion: toName, fromVersion: fromName };
}

/** What the agency may do from here, while the newer version is not published. */
function deskOf({ from, to, actor }: DifferenceInput): object[] {
  const address = `/agence/referentiels/${to.id}`;
  const mayRelate = packagePolicy.write(actor, to) && openStatuses.some((open) => open === to.status);
  const mayRehearse = rehearsalPolicy.rehearse(actor, null) && to.publishedAt === null;
  return [
    ...(mayRelate ? [{ href: `${address}/filiation?depuis=${from.id}`, label: differencePages['difference.relate'] }] : []),
    ...(mayRehearse ? [{ href: `${address}/repetition`, label: differencePages['difference.rehearse'] }] : []),
  ];
}

function linkCounts({ changes }: DifferenceDocument): object {
  const count = (test: (why: string | null) => boolean) => changes.filter(({ why }) => test(why)).length;
  return {
    confirmed: count((why) => why === 'confirmed'),
    sure: count((why) => why === 'same_text'),
    computed: count((why) => why === 'same_key' || why === 'closest_text'),
  };
}

function differenceAction({ content }: PackageVersion): string {
  return `/criteres/${encodeURIComponent(content.code)}/differences`;
}

function addressOf({ from, to, filters }: DifferenceInput, more: Partial<DifferenceFilters>): string {
  const { kinds, q, isSideBySide } = { ...filters, ...more };
  const query = new URLSearchParams({
    ...(kinds.length > 0 && { nature: kinds.join(',') }),
    ...(q.trim() !== '' && { q }),
    ...(isSideBySide && { vue: 'cote-a-cote' }),
  }).toString();
  return `${differencePath(from, to)}${query === '' ? '' : `&${query.replaceAll('%2C', ',')}`}`;
}

/** The kinds as filters: each adds itself to those chosen, or leaves them. */
function tagsOf(input: DifferenceInput, changed: number): object[] {
  const { kinds } = input.filters;
  const all = {
    text: differencePages['difference.all'],
    href: addressOf(input, { kinds: [] }),
    count: changed,
    active: kinds.length === 0 && 'current',
  };
  const each = changeKinds.map((kind) => {
    const isOn = kinds.includes(kind);
    const next = isOn ? kinds.filter((one) => one !== kind) : [...kinds, kind];
    const count = input.document.counts[kind];
    const text: Text = kindsLabels[kind];
    if (count === 0 && !isOn) return { text: `${text[input.locale]} 0`, href: null };
    return { text, href: addressOf(input, { kinds: changeKinds.filter((one) => next.includes(one)) }), count, active: isOn && 'current' };
  });
  // What did not change is not a difference: last.
  return [all, ...each.slice(1), each[0]];
}

function viewsOf(input: DifferenceInput): object[] {
  const { isSideBySide } = input.filters;
  return [
    { label: differencePages['difference.view.inline'], href: addressOf(input, { isSideBySide: false }), current: !isSideBySide },
    { label: differencePages['difference.view.side'], href: addressOf(input, { isSideBySide: true }), current: isSideBySide },
  ];
}

function hiddenOf({ from, to, filters }: DifferenceInput): object[] {
  return [
    { name: 'de', value: versionName({ code: from.content.code, version: from.label }, to.content.code) },
    { name: 'a', value: to.label },
    ...(filters.kinds.length > 0 ? [{ name: 'nature', value: filters.kinds.join(',') }] : []),
    ...(filters.isSideBySide ? [{ name: 'vue', value: 'cote-a-cote' }] : []),
  ];
}

/** Every version one may see, those of this package first. */
function pickerOf(from: PackageVersion | null, to: PackageVersion, choices: readonly VersionSummary[]): object {
  const { code } = to.content;
  const sorted = [...choices.filter((one) => one.code === code), ...choices.filter((one) => one.code !== code)];
  const options = sorted.map((one) => ({
    value: versionName({ code: one.code, version: one.label }, code),
    label: `${one.code} ${one.label}`,
  }));
  const de = from === null ? '' : versionName({ code: from.content.code, version: from.label }, code);
  return { action: differenceAction(to), options, form: { values: { de, a: to.label }, errors: [] } };
}

interface Chapter {
  readonly id: string;
  readonly key: string;
  readonly title: { readonly text: string; readonly lang: string | null };
  readonly count: number;
  readonly blocks: readonly object[];
  readonly unchanged: readonly object[];
  readonly isOpen: boolean;
}

/** The chapters of the newer version, then those of the older one that hold only what was dropped. */
function chaptersOf({ changes }: DifferenceDocument, reading: Reading, filters: DifferenceFilters): Chapter[] {
  const isWanted = (block: Block): boolean => {
    if (filters.kinds.length > 0 && !filters.kinds.includes(block.kind)) return false;
    return holdsWords(filters.q, textsIn(block, reading));
  };
  const byChapter = new Map<string, Block[]>();
  for (const block of blocksOf(changes).filter(isWanted)) {
    const key = chapterOf(block, reading);
    byChapter.set(key, [...(byChapter.get(key) ?? []), block]);
  }
  const { from, to, locale } = reading;
  const known = new Set(to.sections.map(({ key }) => key));
  const sections = [
    ...to.sections.map((section) => ({ ...section, isGone: false })),
    ...from.sections.filter(({ key }) => !known.has(key)).map((section) => ({ ...section, isGone: true })),
  ];
  return sections.flatMap(({ key, title, isGone }) => {
    const blocks = byChapter.get(key) ?? [];
    if (blocks.length === 0) return [];
    const { text, lang } = shown(title, locale);
    const name = isGone ? say(differencePages['difference.dropped-chapter'], locale, { title: text, from: from.version }) : text;
    return [chapterView({ key, title: { text: name, lang }, blocks }, reading, filters)];
  });
}

function chapterView(
  { key, title, blocks }: Pick<Chapter, 'key' | 'title'> & { readonly blocks: readonly Block[] },
  reading: Reading,
  { kinds, isSideBySide }: DifferenceFilters,
): Chapter {
  const isSame = ({ kind }: Block) => kind === 'unchanged';
  const changed = blocks.filter((block) => !isSame(block));
  const unchanged = blocks.filter(isSame).map(({ changes: [change] }) => {
    const requirement = reading.after.get(change.to ?? '');
    return {
      id: changeId(change),
      number: change.toNumber,
      title: requirement === undefined ? null : titleOf(requirement, reading.locale),
      href: requirementPath(reading.to, change.to ?? ''),
    };
  });
  return {
    id: `chapitre-${anchor(key)}`,
    key,
    title,
    count: changed.reduce((sum, { changes }) => sum + changes.length, 0),
    blocks: changed.map((block) => blockView(block, reading, isSideBySide)),
    unchanged,
    isOpen: kinds.includes('unchanged'),
  };
}

function versionFacts({ content, label, status, publishedAt }: PackageVersion, hash: string, locale: Locale): object {
  return {
    name: `${content.code} ${label}`,
    href: versionPath(content.code, label),
    status: packageLifecycle.show(status),
    publishedAt,
    count: formatNumber(content.requirements.length, locale),
    hash,
    isOpen: openStatuses.some((open) => open === status),
  };
}

function downloadsOf(from: PackageVersion, to: PackageVersion): object {
  const { code } = to.content;
  const query = new URLSearchParams({ from: versionName({ code: from.content.code, version: from.label }, code), to: to.label }).toString();
  const base = `/api/v1/packages/${encodeURIComponent(code)}/differences`;
  return { csv: `${base}.csv?${query}`, json: `${base}?${query}` };
}
