import {
  changeKindLabels,
  outcomesOf,
  type Change,
  type CommentLine,
  type ConsultationBook,
  type ConsultedVersion,
  type PackageContent,
} from '#criteria';
import { formatNumber, say, type Locale } from '#platform';
import { formatPercent } from '../http/formats.js';
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
import { consultationPages } from './consultation.messages.js';
import { anchor, requirementPath, shown, versionPath } from './criteria.view.js';

/** What the page of a consultation is drawn from. */
export interface ConsultationPage {
  readonly version: ConsultedVersion;
  readonly book: ConsultationBook;
  /** The published text, once there is one. */
  readonly published: PackageContent | null;
  readonly filters: CommentFilters;
  /** Number of the comment the page continues after. */
  readonly after: number | null;
}

/** The page of a consultation. */
export function consultationView({ version, book, published, filters, after }: ConsultationPage, reader: Reader): object {
  const { consultation, comments, figures } = book;
  const { locale } = reader;
  const { content } = consultation;
  const path = consultationPath(version.code, version.label);
  const isLatest = consultation.iteration === version.rounds.at(-1)?.iteration;
  const iteration = isLatest ? '' : consultation.iteration;
  const { q, section, requirement, state } = filters;
  const query = { iteration, q, chapitre: section, exigence: requirement, etat: state };
  const found = inPrintedOrder(comments, content).filter((comment) => isChosen(comment, filters));
  const { lines, next } = pageOf(found, after);
  return {
    code: version.code,
    version: version.label,
    title: say(consultationPages['consult.of'], locale, { title: shown(content.title, locale).text }),
    ...datesView(consultation, reader),
    closeReason: consultation.closeReason,
    isPublished: published !== null,
    read: version.status === 'draft' || version.status === 'frozen' ? null : versionPath(version.code, version.label),
    ...askedTarget(content, filters, { path, locale }),
    path,
    iterations: iterationTabs(version, consultation.iteration, path),
    iteration,
    figures: [
      { label: consultationPages['consult.contributions'], value: formatNumber(figures.contributions, locale) },
      { label: consultationPages['consult.answered'], value: formatNumber(figures.answered, locale) },
      { label: consultationPages['consult.share'], value: figures.contributions === 0 ? '–' : formatPercent(figures.share, locale) },
    ],
    ...chaptersTable(book, { path, iteration, locale }),
    ...requirementLists(book, { path, iteration, locale }),
    ...filterChoices(content, reader),
    form: { values: { q, chapitre: section, etat: state }, errors: [] },
    q,
    isFiltered: [q, section, requirement, state].some((value) => value !== ''),
    found: found.filter(({ fate }) => fate === 'shown').length,
    hasAny: comments.length > 0 || requirement !== '',
    groups: groupsView(lines, { version, book, published, path }, reader),
    next: next === null ? null : withQuery(path, { ...query, apres: next }),
    csv: `${path}.csv`,
    json: `/api/v1/packages/${encodeURIComponent(version.code)}/${encodeURIComponent(version.label)}/consultation`,
  };
}

/** What the main button comments upon: the requirement asked for, or the whole. */
function askedTarget(content: PackageContent, { requirement }: CommentFilters, { path, locale }: { path: string; locale: Locale }): object {
  const number = content.requirements.find(({ key }) => key === requirement)?.number;
  if (number === undefined) return { comment: `${path}/contribuer`, commentLabel: consultationPages['consult.comment'], about: null };
  return {
    comment: withQuery(`${path}/contribuer`, { exigence: requirement }),
    commentLabel: say(consultationPages['consult.comment.requirement'], locale, { number }),
    about: say(consultationPages['consult.none.requirement'], locale, { number }),
  };
}

/** Every requirement under its chapter, leading to what was said of it. */
function requirementLists(
  { consultation, comments }: ConsultationBook,
  { path, iteration, locale }: { path: string; iteration: number | ''; locale: Locale },
): object {
  const { sections, requirements } = consultation.content;
  const counts = new Map<string, number>();
  for (const { fate, requirementKey } of comments) {
    if (fate === 'shown' && requirementKey !== null) counts.set(requirementKey, (counts.get(requirementKey) ?? 0) + 1);
  }
  const line = (key: string) => ({
    ...headingOf(consultation.content, { sectionKey: null, requirementKey: key }, locale),
    href: withQuery(path, { iteration, exigence: key }),
    count: counts.get(key) ?? 0,
  });
  return {
    requirementCount: formatNumber(requirements.length, locale),
    requirementLists: sections.map(({ key, title }) => ({
      title: shown(title, locale),
      requirements: requirements.filter(({ section }) => section === key).map((one) => line(one.key)),
    })),
  };
}

function chaptersTable(
  { consultation, comments }: ConsultationBook,
  { path, iteration, locale }: { path: string; iteration: number | ''; locale: Locale },
): object {
  const { content } = consultation;
  const all = comments.filter(({ fate }) => fate === 'shown');
  const row = (key: string | null, name: string, requirements: number | null) => {
    const here = all.filter(({ sectionKey }) => sectionKey === key);
    const answered = here.filter(({ answers }) => answers.length > 0).length;
    const cells = [requirements, here.length, answered].map((count) => ({ text: count === null ? null : formatNumber(count, locale) }));
    return {
      cells: [
        key === null || here.length === 0 ? { text: name } : { text: name, href: withQuery(path, { iteration, chapitre: key }) },
        ...cells,
      ],
    };
  };
  const sections = content.sections.map(({ key, title }) =>
    row(key, shown(title, locale).text, content.requirements.filter((one) => one.section === key).length),
  );
  return {
    columns: [
      { label: consultationPages['consult.chapter'] },
      { label: consultationPages['consult.requirements'], figures: true },
      { label: consultationPages['consult.contributions'], figures: true },
      { label: consultationPages['consult.answered'], figures: true },
    ],
    chapters: [row(null, consultationPages['consult.whole'][locale], null), ...sections],
  };
}

function filterChoices(content: PackageContent, { actor, locale }: Reader): object {
  return {
    sections: [
      { value: '', label: consultationPages['consult.every-chapter'] },
      ...content.sections.map(({ key, title }) => ({ value: key, label: shown(title, locale).text })),
    ],
    states: [
      { value: '', label: consultationPages['consult.state.all'] },
      { value: 'sans', label: consultationPages['consult.state.waiting'] },
      { value: 'avec', label: consultationPages['consult.state.answered'] },
      ...(actor.kind === 'account' ? [{ value: 'miennes', label: consultationPages['consult.state.mine'] }] : []),
    ],
  };
}

type GroupSource = Pick<ConsultationPage, 'version' | 'book' | 'published'> & { readonly path: string };

/** The comments of a page under what they are about. */
function groupsView(lines: readonly CommentLine[], { version, book, published, path }: GroupSource, reader: Reader): object[] {
  const { content } = book.consultation;
  const keys = new Set(lines.flatMap(({ requirementKey }) => requirementKey ?? []));
  const outcomes = published === null ? null : outcomesOf(content, published, keys);
  const targets = new Map<string, CommentLine[]>();
  for (const line of lines) {
    const target = `${line.sectionKey ?? ''}\n${line.requirementKey ?? ''}`;
    targets.set(target, [...(targets.get(target) ?? []), line]);
  }
  return [...targets.values()].map((group) => {
    const [{ sectionKey, requirementKey }] = group;
    const outcome = outcomes?.get(requirementKey ?? '');
    return {
      id: anchor(requirementKey ?? sectionKey ?? 'ensemble'),
      ...headingOf(content, group[0], reader.locale),
      statement: statementView(content, requirementKey, reader.locale),
      comment: withQuery(`${path}/contribuer`, requirementKey === null ? { chapitre: sectionKey ?? '' } : { exigence: requirementKey }),
      outcome: outcome === undefined ? null : outcomeView(outcome, version),
      comments: group.map((line) => commentView(line, book, { path, reader })),
    };
  });
}

function outcomeView({ change, words }: { change: Change; words: readonly object[] }, version: ConsultedVersion): object {
  return {
    kind: changeKindLabels[change.kind],
    number: change.toNumber,
    href: change.to === null ? null : requirementPath({ code: version.code, version: version.label }, change.to),
    words: change.kind === 'unchanged' ? [] : words,
  };
}

function commentView(line: CommentLine, book: ConsultationBook, { path, reader }: { path: string; reader: Reader }): object {
  const answers = [...line.answers].reverse().map((answer) => answerView(answer, book.subjects, reader.locale));
  const [answer, ...earlier] = line.fate === 'shown' ? answers : [];
  return {
    ...wordsView(line, reader.locale),
    answer: answer ?? null,
    earlier,
    withdraw: line.isMine && line.fate === 'shown' && line.answers.length === 0 ? `${path}/contributions/${line.id}/retrait` : null,
  };
}
