import {
  consultationPolicy,
  dispositionLabels,
  dispositions,
  parisFields,
  stateAt,
  type AnswerLine,
  type CommentLine,
  type ConsultationBook,
  type ConsultedVersion,
} from '#criteria';
import { formatNumber, say, type Badge, type Text } from '#platform';
import { formatPercent } from '../http/formats.js';
import { consultationPages } from './consultation.messages.js';
import {
  answerView,
  consultationPath,
  datesView,
  headingOf,
  inPrintedOrder,
  isChosen,
  iterationTabs,
  pageOf,
  statementView,
  withQuery,
  wordsView,
  type CommentFilters,
  type Reader,
} from './consultation-words.view.js';
import { shown, versionPath } from './criteria.view.js';

/** Address of the work on the consultation of a version. */
export function workPath(versionId: string): string {
  return `/agence/referentiels/${versionId}/consultation`;
}

/** The work on a version: its dates, and once it was opened its comments and groups. */
export function workView(
  {
    version,
    book,
    filters,
    after,
  }: { version: ConsultedVersion; book: ConsultationBook | null; filters: CommentFilters; after: number | null },
  reader: Reader,
): object {
  const { actor, now, locale } = reader;
  const mayWork = consultationPolicy.open(actor, { accountId: null });
  const live = version.rounds.find((round) => stateAt(round, now) !== 'closed');
  const isLive = live !== undefined;
  const mayOpen = mayWork && !isLive && (version.status === 'draft' || version.status === 'consultation');
  const path = workPath(version.id);
  return {
    code: version.code,
    version: version.label,
    title: say(consultationPages['consult.work.title'], locale, { code: version.code, version: version.label }),
    path,
    package: { href: `/agence/referentiels/${version.id}`, label: `${version.code} ${version.label}` },
    public: version.rounds.length === 0 ? null : consultationPath(version.code, version.label),
    mayOpen,
    mayExtend: mayWork && isLive,
    live: live?.id ?? null,
    isFrozen: version.rounds.length === 0 && !mayOpen && version.status !== 'draft',
    openTitle: consultationPages[version.rounds.length === 0 ? 'consult.work.open' : 'consult.work.open.next'],
    book: book === null ? null : bookView({ version, book, filters, after }, reader, mayWork),
  };
}

/** The dates a form begins with: the present closing of a live opening. */
export function datesForm(version: ConsultedVersion, { now }: Pick<Reader, 'now'>): Readonly<Record<string, string>> {
  const live = version.rounds.find((round) => stateAt(round, now) !== 'closed');
  if (live === undefined) return { closesTime: '18:00' };
  const { day, time } = parisFields(live.closesAt);
  return { closesDay: day, closesTime: time };
}

interface BookSource {
  readonly version: ConsultedVersion;
  readonly book: ConsultationBook;
  readonly filters: CommentFilters;
  readonly after: number | null;
}

function bookView({ version, book, filters, after }: BookSource, reader: Reader, mayWork: boolean): object {
  const { locale } = reader;
  const { consultation, comments, figures, subjects } = book;
  const path = workPath(version.id);
  const iteration = consultation.iteration === version.rounds.at(-1)?.iteration ? '' : consultation.iteration;
  const found = inPrintedOrder(comments, consultation.content).filter((comment) => isChosen(comment, filters));
  const { lines, next } = pageOf(found, after);
  const query = { iteration, q: filters.q, chapitre: filters.section, etat: filters.state };
  return {
    id: consultation.id,
    ...datesView(consultation, reader),
    closeReason: consultation.closeReason,
    iterations: iterationTabs(version, consultation.iteration, path),
    iteration,
    mayWork,
    path,
    unanswered: figures.contributions - figures.answered,
    isEmpty: comments.length === 0,
    isAnswered: figures.contributions === figures.answered && filters.state === 'sans' && filters.q === '',
    figures: [
      { label: consultationPages['consult.contributions'], value: formatNumber(figures.contributions, locale) },
      { label: consultationPages['consult.answered'], value: formatNumber(figures.answered, locale) },
      { label: consultationPages['consult.share'], value: figures.contributions === 0 ? '–' : formatPercent(figures.share, locale) },
    ],
    tabs: statesTabs(book, filters, { path, iteration }),
    q: filters.q,
    asked: filters.state,
    sections: [
      { value: '', label: consultationPages['consult.every-chapter'] },
      ...consultation.content.sections.map(({ key, title }) => ({ value: key, label: shown(title, locale).text })),
    ],
    section: filters.section,
    found: found.length,
    comments: lines.map((line) => lineView(line, book, { path, reader })),
    next: next === null ? null : withQuery(path, { ...query, apres: next }),
    subjects: [
      { value: '', label: consultationPages['consult.work.group.none'] },
      ...subjects.map(({ id, label }) => ({ value: id, label })),
    ],
    groups: subjects.map(({ id, label }) => {
      const count = comments.filter(({ subjectId }) => subjectId === id).length;
      const isAnswered = comments.some((comment) => comment.answers.some((answer) => answer.subjectId === id));
      const hasDraft = book.drafts.some(({ subjectId }) => subjectId === id);
      return { href: `${path}/groupes/${id}`, label, count, status: statusOf(isAnswered, hasDraft) };
    }),
    csv: `${consultationPath(version.code, version.label)}.csv`,
    json: `/api/v1/packages/${encodeURIComponent(version.code)}/${encodeURIComponent(version.label)}/consultation`,
  };
}

function statesTabs(
  { comments }: ConsultationBook,
  { state }: CommentFilters,
  { path, iteration }: { path: string; iteration: number | '' },
): object[] {
  const all = { q: '', section: '', requirement: '' };
  const tabs: readonly [CommentFilters['state'], Text][] = [
    ['sans', consultationPages['consult.state.waiting']],
    ['avec', consultationPages['consult.state.answered']],
    ['masquees', consultationPages['consult.state.hidden']],
    ['', consultationPages['consult.state.all']],
  ];
  return tabs.map(([value, label]) => {
    const count = comments.filter((comment) => isChosen(comment, { ...all, state: value })).length;
    return {
      href: withQuery(path, { iteration, etat: value === '' ? 'toutes' : value }),
      label: { fr: `${label.fr} (${count})`, en: `${label.en} (${count})` },
      current: value === state,
    };
  });
}

function statusOf(isAnswered: boolean, hasDraft: boolean): { badge: Badge; label: Text } {
  if (isAnswered) return { badge: 'done', label: consultationPages['consult.state.answered'] };
  if (hasDraft) return { badge: 'working', label: consultationPages['consult.work.status.draft'] };
  return { badge: 'todo', label: consultationPages['consult.work.status.waiting'] };
}

function lineView(
  line: CommentLine,
  { consultation, subjects, drafts }: ConsultationBook,
  { path, reader }: { path: string; reader: Reader },
): object {
  const subject = subjects.find(({ id }) => id === line.subjectId);
  const hasDraft = drafts.some(({ commentId, subjectId }) => commentId === line.id || (subject !== undefined && subjectId === subject.id));
  const isShown = line.fate === 'shown';
  return {
    ...wordsView(line, reader.locale),
    // The agency reads what it has hidden.
    body: line.body,
    proposal: line.proposal,
    commentId: line.id,
    heading: headingOf(consultation.content, line, reader.locale),
    status: isShown
      ? statusOf(line.answers.length > 0, hasDraft)
      : { badge: 'locked', label: consultationPages['consult.work.status.hidden'] },
    subject: subject === undefined ? null : { href: `${path}/groupes/${subject.id}`, label: subject.label },
    mayPick: isShown && line.subjectId === null && line.answers.length === 0,
    answer: `${path}/contributions/${line.id}`,
    answerLabel: consultationPages[line.answers.length > 0 || !isShown ? 'consult.work.see' : 'consult.work.answer'],
  };
}

/** What an answer is about. */
export interface AnswerSubject {
  readonly version: ConsultedVersion;
  readonly book: ConsultationBook;
  readonly comments: readonly CommentLine[];
  /** The group, or null for one comment. */
  readonly subject: { readonly id: string; readonly label: string } | null;
}

/** The draft of an answer, and its published ones, latest first. */
export function answersOf({ book, comments, subject }: AnswerSubject): { draft: AnswerLine | null; published: readonly AnswerLine[] } {
  const isIts = ({ commentId, subjectId }: AnswerLine) => (subject === null ? commentId === comments[0]?.id : subjectId === subject.id);
  const published = comments.flatMap(({ answers }) => answers).filter(isIts);
  const once = [...new Map(published.map((answer) => [answer.id, answer])).values()].reverse();
  return { draft: book.drafts.find(isIts) ?? null, published: once };
}

/** The page where one comment, or a group, is answered. */
export function answerPageView(source: AnswerSubject, reader: Reader): object {
  const { version, book, comments, subject } = source;
  const { locale, actor } = reader;
  const { draft, published } = answersOf(source);
  const path = workPath(version.id);
  const mayWork = consultationPolicy.answer(actor, { accountId: null });
  const [first] = comments;
  const isShown = subject !== null || first?.fate === 'shown';
  const mayUngroup = mayWork && subject !== null && published.length === 0;
  return {
    code: version.code,
    version: version.label,
    title:
      subject === null
        ? say(consultationPages['consult.answer.title'], locale, { number: first?.number ?? '' })
        : say(consultationPages['consult.answer.title.group'], locale, { label: subject.label }),
    read: version.status === 'draft' ? null : versionPath(version.code, version.label),
    comments: comments.map((line) => ({
      ...lineView(line, book, { path, reader }),
      statement: statementView(book.consultation.content, line.requirementKey, locale),
      ungroup: mayUngroup ? `${path}/contributions/${line.id}/degroupement` : null,
    })),
    isGroup: subject !== null,
    action: subject === null ? `${path}/contributions/${first?.id ?? ''}/reponse` : `${path}/groupes/${subject.id}/reponse`,
    mayAnswer: mayWork && isShown,
    draftVersion: String(draft?.version ?? 0),
    publish: consultationPages[published.length === 0 ? 'consult.answer.publish' : 'consult.answer.correct'],
    dispositions: dispositions.map((value) => ({ value, label: dispositionLabels[value] })),
    published: published.map((answer) => answerView(answer, book.subjects, locale)),
    hide: mayWork && subject === null && isShown ? `${path}/contributions/${first?.id ?? ''}/masquage` : null,
    back: path,
  };
}
