import {
  changeKindLabels,
  changeKinds,
  difference,
  draftActionLabels,
  keyedLists,
  countChanges,
  type Change,
  type ChangeKind,
  type PackageContent,
  type RevisionSummary,
} from '#criteria';
import { say, wordDifference, type Badge, type Locale } from '#platform';
import { formatInstant } from '../http/formats.js';
import { authoringPages } from './authoring.messages.js';
import { draftPath, elementPath } from './authoring-places.view.js';
import { frameView, type DraftFrame } from './authoring-tree.view.js';
import { shown, versionPath } from './criteria.view.js';
import { factsOf, readingOf } from './difference-facts.view.js';

const kindBadges: Readonly<Record<ChangeKind, Badge>> = {
  unchanged: 'neutral',
  reworded: 'working',
  strengthened: 'warning',
  relaxed: 'warning',
  split: 'working',
  merged: 'working',
  moved: 'neutral',
  renumbered: 'neutral',
  new: 'todo',
  dropped: 'expired',
};

/** What a draft is compared with: the version it comes from, or one of its revisions. */
export interface Compared {
  readonly content: PackageContent;
  /** Null for the version the draft comes from. */
  readonly revision: number | null;
}

/** What changed since the version a draft comes from, or since one of its revisions, requirement by requirement. */
export function changesView(frame: DraftFrame, since: Compared | null, wanted: string): object {
  const { draft, locale } = frame;
  const head = frameView(frame, '/changements');
  if (since === null) return { ...head, hasBase: false };
  const same = since.revision === null ? [] : draft.content.requirements.map(({ key }) => ({ from: key, to: key }));
  // Between two revisions of one draft a key is the same requirement.
  const found = difference(since.content, draft.content, { confirmed: same });
  const changes = found.changes.filter(({ kind }) => kind !== 'unchanged');
  const kind = changeKinds.find((one) => one === wanted) ?? null;
  const query = since.revision === null ? '' : `depuis=${since.revision}&`;
  const path = draftPath(draft.id, '/changements');
  const tab = (one: ChangeKind) => ({
    href: `${path}?${query}nature=${one}`,
    label: say(authoringPages['authoring.changes.kind'], locale, { kind: changeKindLabels[one], count: found.counts[one] }),
    current: kind === one,
  });
  const from =
    since.revision === null
      ? since.content.version
      : say(authoringPages['authoring.changes.revision'], locale, { version: since.revision });
  const isPublic = since.revision === null && since.content.code === draft.content.code;
  return {
    ...head,
    hasBase: true,
    heading: say(authoringPages['authoring.changes.since'], locale, { from }),
    ...(isPublic && {
      full: `/criteres/${encodeURIComponent(draft.content.code)}/differences?de=${encodeURIComponent(from)}&a=${encodeURIComponent(draft.label)}`,
    }),
    tabs: [
      {
        href: `${path}?${query}`.replace(/[?&]$/, ''),
        label: say(authoringPages['authoring.changes.all'], locale, { count: changes.length }),
        current: kind === null,
      },
      ...changeKinds.filter((one) => one !== 'unchanged' && found.counts[one] > 0).map(tab),
    ],
    changes: changes.filter((one) => kind === null || one.kind === kind).map(changeRow(frame, since.content)),
  };
}

function changeRow({ draft, locale }: DraftFrame, before: PackageContent) {
  const reading = readingOf(before, draft.content, locale);
  return (change: Change): object => {
    const [old, now] = [reading.before.get(change.from ?? ''), reading.after.get(change.to ?? '')];
    const one = now ?? old;
    return {
      badge: kindBadges[change.kind],
      facts: factsOf(change, reading),
      kind: changeKindLabels[change.kind],
      key: change.to ?? change.from,
      from: change.from !== null && change.to !== null && change.from !== change.to ? change.from : null,
      href:
        now === undefined
          ? `${versionPath(before.code, before.version)}/exigences/${encodeURIComponent(change.from ?? '')}`
          : elementPath(draft.id, 'exigences', now.key),
      title: one === undefined || one.title === null ? null : shown(one.title, locale),
      parts: wordDifference(old?.statement.fr ?? '', now?.statement.fr ?? ''),
      also: change.also.filter((kind) => kind !== change.kind).map((kind) => changeKindLabels[kind]),
    };
  };
}

/** The revisions of a draft: who, when, what, and how to go back. */
export function revisionsView(frame: DraftFrame, revisions: readonly RevisionSummary[]): object {
  const { draft, locale } = frame;
  return {
    ...frameView(frame, '/revisions'),
    action: draftPath(draft.id, '/revisions'),
    revisions: revisions.map((one) => ({
      number: one.version,
      what: say(draftActionLabels[one.action], locale, { subject: one.subject ?? '' }),
      touched: touchedBy(one, locale),
      who: one.savedBy ?? say(authoringPages['authoring.revisions.portal'], locale),
      when: formatInstant(one.savedAt, locale, { style: 'short' }),
      isPresent: one.version === draft.version,
      compare: draftPath(draft.id, `/changements?depuis=${one.version}`),
    })),
  };
}

/** Keys a save touched, the first ones named. */
function touchedBy({ changes }: RevisionSummary, locale: Locale): string | null {
  const keys = keyedLists.flatMap((list) => {
    const { added = [], changed = [], removed = [] } = changes[list] ?? {};
    return [...added, ...changed, ...removed];
  });
  if (keys.length === 0) return null;
  const named = `${keys.slice(0, 6).join(', ')}${keys.length > 6 ? '…' : ''}`;
  const count = countChanges(changes) - (changes.facts ? 1 : 0);
  return say(authoringPages[count === 1 ? 'authoring.revisions.touched.one' : 'authoring.revisions.touched.other'], locale, {
    count,
    keys: named,
  });
}
