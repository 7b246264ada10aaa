import {
  authorKindLabels,
  commentKindLabels,
  consultationStates,
  dispositionLabels,
  endOf,
  stateAt,
  timeLeft,
  type AnswerLine,
  type CommentLine,
  type ConsultationBook,
  type ConsultationDates,
  type ConsultationNotice,
  type ConsultedVersion,
  type Disposition,
  type PackageContent,
  type Requirement,
} from '#criteria';
import { say, type Badge, type Ctx, type Locale } from '#platform';
import { holdsWords } from '../http/search-words.js';
import { formatInstant } from '../http/formats.js';
import { consultationPages } from './consultation.messages.js';
import { shown, versionPath, type Shown } from './criteria.view.js';

/** States by which the list of comments is cut. */
export const commentStates = ['avec', 'sans', 'miennes', 'masquees'] as const;

/** What the reader asks to see. */
export interface CommentFilters {
  readonly q: string;
  /** Key of a section, or of a requirement. */
  readonly section: string;
  readonly requirement: string;
  readonly state: (typeof commentStates)[number] | '';
}

/** A whole number of a query, or null. */
export function numberIn(value: unknown): number | null {
  return typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : null;
}

/** What the reader asks to see. */
export function filtersIn(query: Readonly<Record<string, unknown>>): CommentFilters {
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : '');
  return {
    q: text(query['q']),
    section: text(query['chapitre']),
    requirement: text(query['exigence']),
    state: commentStates.find((one) => one === query['etat']) ?? '',
  };
}

/** What views need of the context. */
export type Reader = Pick<Ctx, 'locale' | 'now' | 'actor'>;

const perPage = 50;
const dispositionBadges: Readonly<Record<Disposition, Badge>> = {
  accepted: 'done',
  accepted_in_part: 'done',
  not_accepted: 'error',
  already_covered: 'neutral',
  out_of_scope: 'neutral',
};

/** Address of the consultation on a version. */
export function consultationPath(code: string, label: string): string {
  return `${versionPath(code, label)}/consultation`;
}

/** An address with its query; empty values are left out. */
export function withQuery(path: string, values: Readonly<Record<string, string | number>>): string {
  const query = new URLSearchParams(
    Object.entries(values).flatMap(([name, value]): [string, string][] => (value === '' ? [] : [[name, String(value)]])),
  );
  return query.size === 0 ? path : `${path}?${query}`;
}

/** What the dates of a consultation say: state, dates in words, time left. */
export function datesView(dates: ConsultationDates, { now, locale }: Pick<Reader, 'now' | 'locale'>): object {
  const state = stateAt(dates, now);
  const words = (at: Date, named: boolean) => formatInstant(at, locale, { style: 'long', named });
  const left = state === 'closed' ? null : timeLeft(now, state === 'announced' ? dates.opensAt : endOf(dates));
  return {
    state: consultationStates[state],
    isOpen: state === 'open',
    isAnnounced: state === 'announced',
    isClosed: state === 'closed',
    dates: say(consultationPages['consult.dates'], locale, { from: words(dates.opensAt, false), to: words(endOf(dates), true) }),
    left:
      left === null
        ? consultationPages['consult.left.closed'][locale]
        : say(consultationPages[`consult.left.${state === 'announced' ? 'opens' : 'closes'}.${left.unit}`], locale, { count: left.count }),
  };
}

/** What the page of a version says of its consultation. */
export function noticeView(
  notice: ConsultationNotice | null,
  { code, label }: { code: string; label: string },
  locale: Locale,
): object | null {
  if (notice === null) return null;
  const words = (at: Date) => formatInstant(at, locale, { style: 'long' });
  return {
    href: consultationPath(code, label),
    text: say(consultationPages['consult.notice'], locale, { from: words(notice.opensAt), to: words(endOf(notice)) }),
    count: notice.contributions,
  };
}

/** Comments in printed order: the whole package, then each chapter and its requirements; by number within. */
export function inPrintedOrder(comments: readonly CommentLine[], content: PackageContent): CommentLine[] {
  const sections = new Map(content.sections.map(({ key }, place) => [key, place + 1]));
  const requirements = new Map(content.requirements.map(({ key }, place) => [key, place + 1]));
  const place = ({ sectionKey, requirementKey }: CommentLine): [number, number] => [
    sections.get(sectionKey ?? '') ?? 0,
    requirements.get(requirementKey ?? '') ?? 0,
  ];
  return [...comments].sort((a, b) => {
    const [[aSection, aRequirement], [bSection, bRequirement]] = [place(a), place(b)];
    return aSection - bSection || aRequirement - bRequirement || a.number - b.number;
  });
}

/** Whether a comment answers the filters. */
export function isChosen(comment: CommentLine, { q, section, requirement, state }: CommentFilters): boolean {
  if (section !== '' && comment.sectionKey !== section) return false;
  if (requirement !== '' && comment.requirementKey !== requirement) return false;
  if (state === 'miennes' && !comment.isMine) return false;
  if (state === 'masquees' && comment.fate !== 'hidden') return false;
  if (state === 'avec' && (comment.answers.length === 0 || comment.fate !== 'shown')) return false;
  if (state === 'sans' && (comment.answers.length > 0 || comment.fate !== 'shown')) return false;
  const { number, body, proposal, author, requirementKey } = comment;
  const answers = comment.answers.flatMap((one) => [one.body.fr, one.body.en]);
  return holdsWords(q, [`n°${number}`, body, proposal, author, requirementKey, ...answers]);
}

/** One page of a list cut after a comment. */
export function pageOf(comments: readonly CommentLine[], after: number | null): { lines: readonly CommentLine[]; next: number | null } {
  const start = after === null ? 0 : comments.findIndex(({ number }) => number === after) + 1;
  const lines = comments.slice(start, start + perPage);
  return { lines, next: comments.length > start + perPage ? (lines.at(-1)?.number ?? null) : null };
}

/** An answer as printed. */
export function answerView(answer: AnswerLine, subjects: ConsultationBook['subjects'], locale: Locale): object {
  const label = subjects.find(({ id }) => id === answer.subjectId)?.label;
  return {
    title: label === undefined ? consultationPages['consult.answer'] : say(consultationPages['consult.answer.group'], locale, { label }),
    badge: dispositionBadges[answer.disposition],
    disposition: dispositionLabels[answer.disposition],
    at: answer.publishedAt,
    body: shown(answer.body, locale),
  };
}

/** What is printed of a comment itself. */
export type CommentWords = Pick<
  CommentLine,
  'number' | 'kind' | 'author' | 'authorKind' | 'appearedAt' | 'language' | 'fate' | 'hiddenReason' | 'body' | 'proposal'
>;

/** A comment as printed, without its answers. */
export function wordsView(comment: CommentWords, locale: Locale): object {
  const { number, kind, author, authorKind, appearedAt, language, fate, hiddenReason } = comment;
  const isHidden = fate === 'hidden';
  return {
    id: `c${number}`,
    number,
    kind: commentKindLabels[kind],
    author,
    authorKind: authorKindLabels[authorKind],
    at: appearedAt,
    lang: language === locale ? null : language,
    body: isHidden ? null : comment.body,
    proposal: isHidden ? null : comment.proposal,
    hiddenReason,
  };
}

/** Keys of what a comment is about. */
export type CommentPlace = Pick<CommentLine, 'sectionKey' | 'requirementKey'>;

/** What a comment is about, as a heading. */
export function headingOf(
  content: PackageContent,
  { sectionKey, requirementKey }: CommentPlace,
  locale: Locale,
): { key: string | null; name: Shown } {
  const requirement = content.requirements.find(({ key }) => key === requirementKey);
  if (requirement !== undefined) return { key: requirement.number, name: nameOf(requirement, locale) };
  const section = content.sections.find(({ key }) => key === sectionKey);
  if (section !== undefined) return { key: section.key, name: shown(section.title, locale) };
  return { key: null, name: { text: consultationPages['consult.whole'][locale], lang: null } };
}

/** The title of a requirement, or its first words. */
function nameOf({ title, feature, statement }: Requirement, locale: Locale): Shown {
  if (title !== null) return shown(title, locale);
  if (feature !== null) return shown({ fr: feature }, locale);
  const { text, lang } = shown(statement, locale);
  return { text: text.length > 90 ? `${text.slice(0, text.lastIndexOf(' ', 88))}…` : text, lang };
}

/** The text of a requirement as it was commented upon. */
export function statementView(content: PackageContent, requirementKey: string | null, locale: Locale): object | null {
  const requirement = content.requirements.find(({ key }) => key === requirementKey);
  return requirement === undefined ? null : shown(requirement.statement, locale);
}

/** The openings of a version as views of one page; null when there is one only. */
export function iterationTabs({ rounds }: ConsultedVersion, current: number, path: string): object[] | null {
  if (rounds.length < 2) return null;
  return rounds.map(({ iteration }) => ({
    href: withQuery(path, { iteration }),
    label: { fr: `Itération ${iteration}`, en: `Iteration ${iteration}` },
    current: iteration === current,
  }));
}
