import { bilingual } from '#criteria';
import { decisionOutcomes, type DecisionPage } from '#decisions';
import type { CallWithDates, MilestoneKind } from '#calls';
import {
  candidatureLifecycle,
  chapterLifecycle,
  gapTexts,
  holderOf,
  isWaiting,
  progressOf,
  type CandidatureLine,
  type CandidatureStatus,
  type CandidatureSummary,
  type ChapterLine,
  type Completeness,
  type Overview,
  type Gap,
} from '#candidatures';
import { both, say, type Text } from '#platform';
import type { SolutionSheet } from '#solutions';
import type { Choice } from '../http/forms.js';
import { candidaturesPages } from './candidatures.messages.js';
import { counted, dayText, instantText, words } from './words.view.js';

/** Address of a page of a candidature. */
export const addressOf = (id: string, rest = ''): string => `/candidatures/${id}${rest}`;

/** How a status is printed as the cell of a table. */
const statusCell = (status: CandidatureStatus): object => {
  const { badge, label } = candidatureLifecycle.show(status);
  return { badge, text: label };
};

/** The table of a vendor's candidatures. */
export function vendorTable(lines: readonly CandidatureLine[]): object {
  return {
    caption: candidaturesPages['candidatures.title'],
    scope: candidaturesPages['candidatures.scope'],
    list: true,
    columns: columns(
      'candidatures.column.number',
      'candidatures.column.solution',
      'candidatures.column.call',
      'candidatures.column.status',
      'candidatures.column.since',
    ),
    rows: lines.map((line) => ({
      cells: [
        { text: line.number, href: addressOf(line.id), mono: true },
        { text: `${line.solution} ${line.versionLabel}` },
        { text: line.callTitle },
        statusCell(line.status),
        { text: dayText(line.statusAt, 'short') },
      ],
    })),
  };
}

/** What a vendor has to do, the first date first; files without a date come last. */
export function todoTable(lines: readonly CandidatureLine[], calls: readonly CallWithDates[]): object {
  const dateOf = ({ callId, status }: CandidatureLine): Date | null => {
    const dates = calls.find(({ call }) => call.id === callId)?.milestones ?? [];
    return dates.find(({ kind }) => kind === lastDate(status))?.at ?? null;
  };
  const dated = lines.map((line) => ({ line, before: dateOf(line) }));
  dated.sort((left, right) => (left.before?.getTime() ?? Number.MAX_SAFE_INTEGER) - (right.before?.getTime() ?? Number.MAX_SAFE_INTEGER));
  return {
    caption: candidaturesPages['todo.title'],
    hidden: true,
    list: true,
    columns: columns(
      'candidatures.column.number',
      'candidatures.column.solution',
      'candidatures.column.call',
      'candidatures.column.status',
      'todo.column.before',
    ),
    rows: dated.map(({ line, before }) => ({
      cells: [
        { text: line.number, href: addressOf(line.id), mono: true },
        { text: `${line.solution} ${line.versionLabel}` },
        { text: line.callTitle },
        statusCell(line.status),
        { text: before && instantText(before, line.zone) },
      ],
    })),
  };
}

/** The queue of the agency for one status. */
export function queueTable(lines: readonly CandidatureLine[], status: CandidatureStatus): object {
  return {
    caption: candidatureLifecycle.show(status).label,
    scope: candidaturesPages['agency.queue.scope'],
    dense: true,
    columns: columns(
      'candidatures.column.number',
      'candidatures.column.solution',
      'candidatures.column.vendor',
      'candidatures.column.call',
      'candidatures.column.filed',
      'candidatures.column.complete',
    ),
    rows: lines.map((line) => ({
      cells: [
        { text: line.number, href: `/agence/candidatures/${line.id}`, mono: true },
        { text: `${line.solution} ${line.versionLabel}` },
        { text: line.vendor },
        { text: line.callCode, mono: true },
        { text: line.filedAt && instantText(line.filedAt, line.zone) },
        { text: line.completeAt && instantText(line.completeAt, line.zone) },
      ],
    })),
  };
}

const columns = (...keys: readonly (keyof typeof candidaturesPages)[]): object[] => keys.map((key) => ({ label: candidaturesPages[key] }));

/** Open calls and versions to choose from. */
export function newChoices(calls: readonly CallWithDates[], solutions: readonly SolutionSheet[]): { calls: Choice[]; versions: Choice[] } {
  return {
    calls: calls.map(({ call, milestones }) => {
      const last = milestones.find(({ kind }) => kind === 'admin_file');
      return { value: call.id, label: call.title, ...(last && { hint: words('new.until', { date: instantText(last.at, call.zone) }) }) };
    }),
    versions: solutions.flatMap(({ solution, versions }) =>
      versions
        .filter(({ status }) => status !== 'obsolete')
        .map(({ id, label }) => ({ value: id, label: `${solution.name} ${label} (${solution.softwareType})` })),
    ),
  };
}

/** What the side menu of a candidature counts. */
export interface MenuFacts {
  readonly ready: number;
  readonly total: number;
}

/** The side menu of a candidature. */
export function menuOf(summary: CandidatureSummary, current: string, facts: MenuFacts | null = null): object {
  const entry = (key: keyof typeof candidaturesPages, rest: string, end?: string): object => ({
    href: addressOf(summary.id, rest),
    label: candidaturesPages[key],
    current: rest === current,
    ...(end && { end }),
  });
  return {
    name: candidaturesPages['candidature.menu'],
    title: candidaturesPages['candidature.menu.title'],
    reference: summary.number,
    items: [
      entry('candidature.menu.summary', ''),
      entry('candidature.menu.file', '/dossier'),
      entry('candidature.menu.profile', '/profil'),
      entry(
        'candidature.menu.requirements',
        '/exigences',
        facts === null || facts.total === 0 ? undefined : `${facts.ready} / ${facts.total}`,
      ),
      entry('candidature.menu.messages', '/messages'),
      entry('candidature.menu.receipts', '/recus'),
      entry('candidature.menu.versions', '/versions'),
    ],
  };
}

/** The page of a candidature, in the order: ball, life cycle, chapters, what blocks. */
export function summaryView(facts: Overview): object {
  const { summary, found, chapters } = facts;
  const { candidature, workflow } = summary;
  return {
    name: summary.solution,
    version: summary.versionLabel,
    lead: words('candidature.lead', {
      call: summary.callTitle,
      packages: summary.packages.map(({ code, label }) => `${code} ${label}`).join(', '),
    }),
    filed: summary.filedAt && words('candidature.lead.filed', { date: instantText(summary.filedAt, summary.zone) }),
    ball: ballOf(facts),
    steps: progressOf(workflow, candidature).map(({ label, state, at }) => ({ label, state, ...(at && { note: dayText(at, 'short') }) })),
    chapters: chapters.length > 0 ? chapterTable(summary.id, chapters, found) : null,
    gaps: gapList(summary.id, found.gaps.slice(0, 12)),
    more: found.gaps.length > 12 ? counted('gaps.more', found.gaps.length - 12) : null,
    gapCount: found.gaps.length,
    canComplete: candidature.status === 'open' && found.gaps.length === 0 && unsubmitted(chapters, found) === 0,
    canWithdraw: candidatureLifecycle.allows(candidature.status, 'withdraw'),
    withdrawHref: addressOf(summary.id, '/retrait'),
  };
}

/** Chapters that hold a must and are still to be submitted. */
const unsubmitted = (chapters: readonly ChapterLine[], found: Completeness): number =>
  chapters.filter(
    ({ id, status }) => ((found.chapters.get(id)?.total ?? 0) > 0 && chapterLifecycle.allows(status, 'submit')) || status === 'to_do',
  ).length;

/** Who has to act, on what, and by when. */
export function ballOf({ summary, found, chapters, dates, admissions, rank }: Overview): object {
  const { status, id } = summary;
  const holder = holderOf(status);
  const [reason] = admissions.map((admission) => admission.reason);
  const because = reason ? words('ball.reason', { reason }) : null;
  if (holder === 'agency') {
    const key = status === 'filed' || status === 'complete' || status === 'in_review' ? status : 'reviewed';
    const title = words(`ball.agency.${key}`, { rank: rank ?? 0 });
    return { yours: false, title, text: candidaturesPages['ball.agency.text'] };
  }
  if (holder === 'nobody') {
    const over = status === 'ineligible' || status === 'withdrawn' || status === 'expired' ? status : 'decided';
    return { yours: false, mark: 'done', title: candidaturesPages[`ball.over.${over}`], text: status === 'ineligible' ? because : null };
  }
  const date = dates.find(({ kind }) => kind === lastDate(status));
  const before = date ? words('ball.before', { date: instantText(date.at, summary.zone) }) : null;
  if (status === 'draft' || status === 'file_incomplete') {
    const text = status === 'file_incomplete' ? joined(because, before) : before;
    const action = { href: addressOf(id, '/dossier'), label: candidaturesPages['ball.draft.action'] };
    return { yours: true, title: candidaturesPages[`ball.${status}`], text, action };
  }
  if (status === 'clarification') {
    const action = { href: addressOf(id, '/complements'), label: candidaturesPages['ball.clarification.action'] };
    return { yours: true, title: candidaturesPages['ball.clarification'], text: before, action };
  }
  return openBall({ id, found, chapters, before });
}

/** A decided file: its outcome, its certificate when there is one, and the decision to read. */
export function decidedBall({ decision, certificate }: DecisionPage): object {
  const { label } = decisionOutcomes[decision.outcome];
  const text = certificate ? words('ball.over.certificate', { outcome: label, number: certificate.number }) : label;
  const action = { href: `/decisions/${decision.id}`, label: candidaturesPages['ball.over.action'] };
  return { yours: false, mark: 'done', title: candidaturesPages['ball.over.decided'], text, action };
}

interface OpenFacts {
  readonly id: string;
  readonly found: Completeness;
  readonly chapters: readonly ChapterLine[];
  readonly before: Text | null;
}

function openBall({ id, found, chapters, before }: OpenFacts): object {
  const blocking = found.gaps.filter((gap) => !isWaiting(gap));
  const left = unsubmitted(chapters, found);
  if (blocking.length === 0 && left === 0) {
    return { yours: false, mark: 'scan', title: candidaturesPages['ball.open.waiting'], text: candidaturesPages['ball.open.waiting.text'] };
  }
  const title = blocking.length > 0 ? counted('ball.open', blocking.length) : counted('ball.open.chapters', left);
  return { yours: true, title, text: before, action: { href: addressOf(id, '/exigences'), label: candidaturesPages['ball.open.action'] } };
}

/** The date that ends the vendor's turn. */
const lastDate = (status: CandidatureStatus): MilestoneKind => {
  if (status === 'draft') return 'admin_file';
  return status === 'clarification' ? 'exchanges_end' : 'complete_evidence';
};

const joined = (left: Text | null, right: Text | null): Text | null =>
  left && right ? both((locale) => `${say(left, locale)} ${say(right, locale)}`) : (left ?? right);

/** The chapters with their meter and status; the links are the vendor’s. */
export function chapterTable(id: string, chapters: readonly ChapterLine[], found: Completeness, hasLinks = true): object {
  return {
    caption: candidaturesPages['chapters.title'],
    scope: words('chapters.scope', {
      ready: found.ready,
      total: found.total,
      received: found.evidenceReceived,
      expected: found.evidenceExpected,
    }),
    list: true,
    columns: columns('chapters.column.chapter', 'chapters.column.ready', 'chapters.column.status', 'chapters.column.updated'),
    rows: chapters.map((chapter) => {
      const { ready, total } = found.chapters.get(chapter.id) ?? { ready: 0, total: 0 };
      const { badge, label } = chapterLifecycle.show(chapter.status);
      return {
        cells: [
          { text: bilingual(chapter.title), ...(hasLinks && { href: addressOf(id, `/chapitres/${chapter.id}`) }) },
          total === 0 ? { text: null } : { value: ready, of: total, text: words('chapters.progress', { ready, total }) },
          { badge, text: label },
          { text: dayText(chapter.updatedAt, 'short') },
        ],
      };
    }),
  };
}

/** What is missing, each line leading to where it is supplied. */
export function gapList(id: string, gaps: readonly Gap[]): object[] {
  return gaps.map((gap) => ({
    reference: gap.kind === 'question' ? '' : gap.reference,
    href: gapAddress(id, gap),
    text: gapTexts[gap.kind],
    note: gap.label && bilingual(gap.label),
    badge:
      gap.kind === 'infected'
        ? 'infected'
        : isWaiting(gap)
          ? 'scan'
          : gap.kind === 'answer' || gap.kind === 'evidence'
            ? 'todo'
            : 'warning',
  }));
}

function gapAddress(id: string, { requirementId, kind }: Gap): string {
  if (requirementId !== null) return addressOf(id, `/exigences/${requirementId}`);
  return kind === 'question' ? addressOf(id, '/profil') : '/solutions';
}
