import { DateTime } from 'luxon';
import type { Badge, Text } from '#platform';
import { difference, statementDifference, type Change } from './difference.rules.js';
import type { PackageContent, Requirement, Section } from './package-content.rules.js';

/** The zone in which a consultation is opened and closed. */
export const consultationZone = 'Europe/Paris';
/** The shortest consultation, in hours. */
export const shortestHours = 24;
/** The longest comment, wording or answer, in characters. */
export const longestText = 4_000;
/** How long a visitor may confirm a comment by the link of the mail, in hours; what is not confirmed is erased then. */
export const confirmationHours = 48;
/** How long after the closing the address of a visitor is kept at most, in days; it is erased as soon as the answer was sent. */
export const addressDays = 365;
/** The hour of Paris from which editors are told, once a day, how many comments arrived. */
export const digestHour = 10;

/** What a comment is. */
export const commentKinds = ['question', 'proposal', 'objection', 'support'] as const;
/** One value of `commentKinds`. */
export type CommentKind = (typeof commentKinds)[number];

/** What the editor did of a comment. */
export const dispositions = ['accepted', 'accepted_in_part', 'not_accepted', 'already_covered', 'out_of_scope'] as const;
/** One value of `dispositions`. */
export type Disposition = (typeof dispositions)[number];

/** Languages a comment may be written in. */
export const commentLanguages = ['fr', 'en'] as const;
/** One value of `commentLanguages`. */
export type CommentLanguage = (typeof commentLanguages)[number];

/** Kinds of authors, as printed beside their name. */
export const authorKinds = ['vendor', 'agency', 'payer', 'ministry', 'region', 'beneficiary', 'visitor'] as const;
/** One value of `authorKinds`. */
export type AuthorKind = (typeof authorKinds)[number];

/** The dates of a consultation. */
export interface ConsultationDates {
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** When it was closed before its date; null otherwise. */
  readonly closedAt: Date | null;
}

/** Where a consultation stands: a matter of instants, never of a stored status. */
export type ConsultationState = 'announced' | 'open' | 'closed';

/** Labels of the states. */
export const consultationStates: Readonly<Record<ConsultationState, { readonly label: Text; readonly badge: Badge }>> = {
  announced: { label: { fr: 'Annoncée', en: 'Announced' }, badge: 'todo' },
  open: { label: { fr: 'Ouverte', en: 'Open' }, badge: 'working' },
  closed: { label: { fr: 'Close', en: 'Closed' }, badge: 'locked' },
};

/** When it really ends. */
export function endOf({ closesAt, closedAt }: ConsultationDates): Date {
  return closedAt ?? closesAt;
}

/** Its state at an instant: open from the very instant of its opening, closed from the very instant of its end. */
export function stateAt(dates: ConsultationDates, now: Date): ConsultationState {
  if (now >= endOf(dates)) return 'closed';
  return now < dates.opensAt ? 'announced' : 'open';
}

/** Whether its state changes within so many minutes: what is shown of it must not be kept longer. */
export function changesWithin(dates: ConsultationDates, now: Date, minutes: number): boolean {
  const soon = new Date(now.getTime() + minutes * 60_000);
  return stateAt(dates, now) !== stateAt(dates, soon);
}

/** The time left until an instant, in the largest unit that says enough: days from two days on, then hours, then minutes, rounded up. */
export function timeLeft(now: Date, until: Date): { readonly unit: 'days' | 'hours' | 'minutes'; readonly count: number } {
  const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
  if (minutes > 2 * 1440) return { unit: 'days', count: Math.floor(minutes / 1440) };
  return minutes > 120 ? { unit: 'hours', count: Math.floor(minutes / 60) } : { unit: 'minutes', count: minutes };
}

/** The instant of a day (`YYYY-MM-DD`) and an hour (`HH:MM`) of Paris; null when that hour does not exist there (spring clock change). */
export function parisInstant(day: string, time: string): Date | null {
  const local = DateTime.fromISO(`${day}T${time}`, { zone: consultationZone });
  if (!local.isValid || local.toFormat('yyyy-MM-dd HH:mm') !== `${day} ${time}`) return null;
  // An hour that happens twice in autumn is read as the first.
  return local.getPossibleOffsets()[0].toJSDate();
}

/** The day and the hour of Paris of an instant, as a form shows them. */
export function parisFields(at: Date): { readonly day: string; readonly time: string } {
  const local = DateTime.fromJSDate(at, { zone: consultationZone });
  return { day: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm') };
}

/** Whether the daily word to editors is due: its hour has come in Paris, and none was sent that day. */
export function isDigestDue(last: Date | null, now: Date): boolean {
  const local = DateTime.fromJSDate(now, { zone: consultationZone });
  if (local.hour < digestHour) return false;
  return last === null || DateTime.fromJSDate(last, { zone: consultationZone }).toISODate() !== local.toISODate();
}

/** What a comment is about: a requirement, a chapter, or the whole package. */
export interface CommentTarget {
  readonly section: Section | null;
  readonly requirement: Requirement | null;
}

/** Finds what a comment is about in the text under consultation; null when there is no such thing. */
export function targetIn(
  content: PackageContent,
  asked: { readonly section?: string; readonly requirement?: string },
): CommentTarget | null {
  if (asked.requirement !== undefined) {
    const requirement = content.requirements.find(({ key }) => key === asked.requirement);
    const section = content.sections.find(({ key }) => key === requirement?.section);
    return requirement === undefined || section === undefined ? null : { section, requirement };
  }
  if (asked.section === undefined) return { section: null, requirement: null };
  const section = content.sections.find(({ key }) => key === asked.section);
  return section === undefined ? null : { section, requirement: null };
}

/** What is left of a comment once it is no longer shown. */
export type CommentFate = 'shown' | 'hidden' | 'withdrawn' | 'awaiting';

/** The instants that decide whether a comment is shown. */
export interface CommentMarks {
  readonly appearedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly hiddenAt: Date | null;
}

/** Whether a comment is shown, waits for its confirmation, was withdrawn by its author, or hidden by the editor. */
export function fateOf({ appearedAt, withdrawnAt, hiddenAt }: CommentMarks): CommentFate {
  if (withdrawnAt !== null) return 'withdrawn';
  if (appearedAt === null) return 'awaiting';
  return hiddenAt === null ? 'shown' : 'hidden';
}

/** An answer, to one comment or to a group. */
export interface AnswerFacts {
  readonly commentId: string | null;
  readonly subjectId: string | null;
  readonly publishedAt: Date | null;
}

/** The published answers that hold for a comment, its own and those of its group, oldest first: the last one is in force. */
export function answersTo<A extends AnswerFacts>(
  comment: { readonly id: string; readonly subjectId: string | null },
  answers: readonly A[],
): (A & { readonly publishedAt: Date })[] {
  return answers
    .filter((answer): answer is A & { readonly publishedAt: Date } => answer.publishedAt !== null)
    .filter(({ commentId, subjectId }) => commentId === comment.id || (subjectId !== null && subjectId === comment.subjectId))
    .sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime());
}

/** The figures of a consultation: contributions shown, those answered, and the share answered, between 0 and 1 (1 without any). */
export interface ConsultationFigures {
  readonly contributions: number;
  readonly answered: number;
  readonly share: number;
}

/** Counts what is shown, and what of it is answered. */
export function figuresOf(comments: readonly { readonly fate: CommentFate; readonly isAnswered: boolean }[]): ConsultationFigures {
  const shown = comments.filter(({ fate }) => fate === 'shown');
  const answered = shown.filter(({ isAnswered }) => isAnswered).length;
  return { contributions: shown.length, answered, share: shown.length === 0 ? 1 : answered / shown.length };
}

/**
 * What became of the requirements that were commented upon, by key: their line of the difference between the text under consultation and
 * the published one, with the words that changed. What kept its key is itself; the rest is looked for by the rules of differences.
 */
export function outcomesOf(
  commented: PackageContent,
  published: PackageContent,
  keys: ReadonlySet<string>,
): ReadonlyMap<string, { readonly change: Change; readonly words: ReturnType<typeof statementDifference> }> {
  const before = new Set(commented.requirements.map(({ key }) => key));
  const after = new Set(published.requirements.map(({ key }) => key));
  const from = only(commented, ({ key }) => keys.has(key) || !after.has(key));
  const to = only(published, ({ key }) => keys.has(key) || !before.has(key));
  const kept = from.requirements.flatMap(({ key }) => (after.has(key) ? [{ from: key, to: key }] : []));
  const found = difference(from, to, { confirmed: kept });
  return new Map(
    found.changes.flatMap((change) =>
      change.from === null || !keys.has(change.from)
        ? []
        : [[change.from, { change, words: change.to === null ? [] : statementDifference(change, from, to) }] as const],
    ),
  );
}

/** A content cut to some of its requirements. */
function only(content: PackageContent, keep: (requirement: Requirement) => boolean): PackageContent {
  const requirements = content.requirements.filter(keep);
  const keys = new Set(requirements.map(({ key }) => key));
  const serves = ({ requirements: served }: { requirements: string[] }) => served.some((key) => keys.has(key));
  return { ...content, requirements, scenarios: content.scenarios.filter(serves), evidence: content.evidence.filter(serves) };
}
