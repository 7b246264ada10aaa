import {
  changeKindLabels,
  criticalityLabels,
  differenceMessages,
  lifeLabels,
  obligationLabels,
  whyOf,
  type ChangeKind,
  type PackageContent,
  type Requirement,
  type WordedChange,
} from '#criteria';
import { additions, say, type Part, type Text } from '#platform';
import { formatDate } from '../http/formats.js';
import type { IconName } from '../http/icons.js';
import { anchor, requirementPath, searchTexts, titleOf } from './criteria.view.js';
import { factsOf, groupFacts, type Reading } from './difference-facts.view.js';
import { differencePages } from './differences.messages.js';

/** Changes shown as one: a requirement split in several, several merged in one, or any other change alone. */
export interface Block {
  readonly kind: ChangeKind;
  readonly changes: readonly WordedChange[];
}

/** How a kind looks: the mark says it as much as the colour. */
const looks: Readonly<Record<ChangeKind, { readonly tone: string; readonly mark: IconName }>> = {
  unchanged: { tone: '', mark: 'done' },
  reworded: { tone: 'fr-badge--info', mark: 'swap' },
  strengthened: { tone: 'fr-badge--warning', mark: 'upload' },
  relaxed: { tone: 'fr-badge--info', mark: 'download' },
  split: { tone: 'g-badge--act', mark: 'people' },
  merged: { tone: 'g-badge--act', mark: 'link' },
  moved: { tone: '', mark: 'next' },
  renumbered: { tone: '', mark: 'list' },
  new: { tone: 'fr-badge--success', mark: 'add' },
  dropped: { tone: '', mark: 'neutral' },
};

/** Brings together the parts of a split and the origins of a merger, at the place of the first. */
export function blocksOf(changes: readonly WordedChange[]): Block[] {
  const groups = new Map<string, WordedChange[]>();
  for (const change of changes) {
    const { kind, from, to } = change;
    const own = kind === 'split' ? `split ${from}` : kind === 'merged' ? `merged ${to}` : `${from} ${to}`;
    const group = groups.get(own);
    if (group === undefined) groups.set(own, [change]);
    else group.push(change);
  }
  return [...groups.values()].map((group) => ({ kind: group[0].kind, changes: group }));
}

/** Key of the chapter where a change is shown: that of the newer version, or the former one of what was dropped. */
export function chapterOf({ changes: [first] }: Block, { before, after }: Reading): string {
  return (after.get(first.to ?? '') ?? before.get(first.from ?? ''))?.section ?? '';
}

/** Id of a change in the page, the same at each reading; what was dropped cannot be taken for what is new under its key. */
export function changeId({ from, to }: Pick<WordedChange, 'from' | 'to'>): string {
  return to === null ? `${anchor(from ?? '')}-retiree` : anchor(to);
}

/** One block as printed. */
export function blockView(block: Block, reading: Reading, isSideBySide: boolean): object {
  const { kind, changes } = block;
  const [first] = changes;
  const requirement = reading.after.get(first.to ?? '') ?? reading.before.get(first.from ?? '');
  const { locale } = reading;
  const also = first.also.filter((one) => one !== kind).map((one) => say(changeKindLabels[one], locale).toLowerCase());
  return {
    id: changeId(first),
    ...looks[kind],
    kind: changeKindLabels[kind],
    number: (kind === 'split' ? first.fromNumber : (first.toNumber ?? first.fromNumber)) ?? '',
    note: noteOf(block, reading),
    title: requirement === undefined ? null : titleOf(requirement, locale),
    context: requirement === undefined ? '' : contextOf(requirement, reading),
    href: hrefOf(first, reading),
    ...(isGroup(kind) ? { columns: groupColumns(block, reading) } : textOf(first, reading, isSideBySide)),
    facts: isGroup(kind) ? groupFacts(changes, reading) : factsOf(first, reading),
    also: also.length === 0 ? null : say(differencePages['difference.also'], locale, { kinds: also.join(', ') }),
    why: [...new Set(changes.map((change) => whyIn(change, reading)))].filter((why) => why !== ''),
  };
}

function isGroup(kind: ChangeKind): boolean {
  return kind === 'split' || kind === 'merged';
}

function whyIn(change: WordedChange, { locale }: Reading): string {
  const why = whyOf(change, locale);
  if (change.why !== 'closest_text' || change.shared.length === 0) return why;
  return `${why}, ${say(differenceMessages['difference.words'], locale, { words: change.shared.join(', ') })}`;
}

function contextOf({ obligation, criticality, life, effectiveFrom }: Requirement, { locale }: Reading): string {
  const labels: Text[] = [
    obligationLabels[obligation],
    ...(criticality === null ? [] : [criticalityLabels[criticality]]),
    ...(life === 'current' ? [] : [lifeLabels[life]]),
  ];
  const day = life === 'future' && effectiveFrom !== null ? effectiveFrom : null;
  const from = day === null ? [] : [say(differencePages['difference.from-day'], locale, { day: formatDate(day, locale) })];
  return [...labels.map((label) => label[locale]), ...from].join(' · ');
}

function hrefOf({ from, to }: WordedChange, reading: Reading): string {
  return to === null ? requirementPath(reading.from, from ?? '') : requirementPath(reading.to, to);
}

/** Where a number comes from, or goes to, when it is not the same on both sides. */
function noteOf({ kind, changes }: Block, { locale }: Reading): string | null {
  const list = (numbers: readonly (string | null)[]) => {
    const known = [...new Set(numbers.filter((one) => one !== null))];
    const last = known.at(-1) ?? '';
    return known.length < 2 ? last : `${known.slice(0, -1).join(', ')}${say(differencePages['difference.and'], locale)}${last}`;
  };
  const tell = (key: 'difference.becomes' | 'difference.comes' | 'difference.was', numbers: string) =>
    say(differencePages[key], locale, { numbers });
  if (kind === 'split') return tell('difference.becomes', list(changes.map(({ toNumber }) => toNumber)));
  if (kind === 'merged') return tell('difference.comes', list(changes.map(({ fromNumber }) => fromNumber)));
  const [{ fromNumber, toNumber }] = changes;
  return fromNumber === null || toNumber === null || fromNumber === toNumber ? null : tell('difference.was', fromNumber);
}

interface Shown {
  readonly number: string | null;
  readonly parts: readonly Part[];
}

interface Columns {
  readonly lang: 'fr' | null;
  readonly left: readonly Shown[];
  readonly right: readonly Shown[];
}

/** The statement in the language asked for where every version has it, else in French. */
function spoken(requirements: readonly (Requirement | undefined)[], { locale }: Reading): { lang: 'fr' | null; texts: string[] } {
  const isThere = locale === 'fr' || requirements.every((one) => one?.statement.en !== undefined);
  const texts = requirements.map((one) => (isThere ? one?.statement[locale] : one?.statement.fr) ?? '');
  return { lang: isThere ? null : 'fr', texts };
}

function textOf(change: WordedChange, reading: Reading, isSideBySide: boolean): object {
  const [before, after] = [reading.before.get(change.from ?? ''), reading.after.get(change.to ?? '')];
  const own = [before, after].filter((one) => one !== undefined);
  const { lang, texts } = spoken(own, reading);
  const alone: Part['kind'] = before === undefined ? 'added' : after === undefined ? 'removed' : 'same';
  const { words } = change;
  if (!isSideBySide || words.length === 0)
    return { parts: words.length > 0 ? spaced(words) : [{ kind: alone, text: texts.at(-1) ?? '' }], lang };
  const side = (hidden: Part['kind']): Shown[] => [{ number: null, parts: spaced(words.filter(({ kind }) => kind !== hidden)) }];
  return { columns: { lang, left: side('added'), right: side('removed') } };
}

/** A split or a merger: what stood before on one side, what stands now on the other, each marked by what the other side lacks. */
function groupColumns({ changes }: Block, reading: Reading): Columns {
  const ends = (keys: readonly (string | null)[], map: ReadonlyMap<string, Requirement>) =>
    [...new Set(keys)].flatMap((key) => map.get(key ?? '') ?? []);
  const olders = ends(
    changes.map(({ from }) => from),
    reading.before,
  );
  const newers = ends(
    changes.map(({ to }) => to),
    reading.after,
  );
  const { lang, texts } = spoken([...olders, ...newers], reading);
  const [before, after] = [texts.slice(0, olders.length), texts.slice(olders.length)];
  const mark = (text: string, others: readonly string[], kind: Part['kind']): Part[] =>
    spaced(additions(text, others.join(' ')).map((part) => ({ ...part, kind: part.kind === 'same' ? 'same' : kind })));
  return {
    lang,
    left: olders.map(({ number }, place) => ({ number, parts: mark(before[place], after, 'removed') })),
    right: newers.map(({ number }, place) => ({ number, parts: mark(after[place], before, 'added') })),
  };
}

/** The space before a mark stays outside of it: a mark starts at its first letter. */
export function spaced(parts: readonly Part[]): Part[] {
  return parts.flatMap((part): Part[] => {
    const text = part.text.trimStart();
    if (part.kind === 'same' || text === part.text || text === '') return [part];
    return [
      { kind: 'same', text: part.text.slice(0, part.text.length - text.length) },
      { kind: part.kind, text },
    ];
  });
}

/** The texts of a block, to search in. */
export function textsIn({ changes }: Block, { before, after }: Reading): (string | null | undefined)[] {
  return changes
    .flatMap(({ from, to }) => [before.get(from ?? ''), after.get(to ?? '')])
    .flatMap((one) => (one === undefined ? [] : searchTexts(one)));
}

/** Address of a version among the choices of the picker: its label, or `CODE/LABEL` in another package. */
export function versionName(version: Pick<PackageContent, 'code' | 'version'>, code: string): string {
  return version.code === code ? version.version : `${version.code}/${version.version}`;
}
