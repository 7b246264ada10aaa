import {
  asksWork,
  candidatureLifecycle,
  costliest,
  outcomeLabels,
  type CandidatureImpact,
  type ImpactCounts,
  type RecordedImpact,
  type Rehearsal,
} from '#candidatures';
import { bilingual, changeKindLabels, openStatuses, packageLifecycle } from '#criteria';
import { filled, both, formatNumber, say, type Params, type Text } from '#platform';
import { formatInstant } from '../http/formats.js';
import { rehearsalPages } from './rehearsal.messages.js';

const told = (key: keyof typeof rehearsalPages, params: Params = {}): Text => filled(rehearsalPages[key], params);
const figure = (count: number): Text => both((locale) => formatNumber(count, locale));
const column = (key: keyof typeof rehearsalPages, isFigures = false): object => ({
  label: rehearsalPages[key],
  ...(isFigures && { figures: true }),
});

/** How many requirements the page shows before all are asked for. */
const shownRequirements = 12;
/** How many files a page holds. */
export const filesPerPage = 50;

const counts = ['keeps', 'confirm', 'newEvidence', 'toAnswer', 'dropped'] as const satisfies readonly (keyof ImpactCounts)[];

/** What the page is made from. */
export interface RehearsalFacts {
  readonly rehearsal: Rehearsal;
  readonly files: readonly CandidatureImpact[];
  readonly reports: readonly RecordedImpact[];
  /** Whether the person may see candidatures at all. */
  readonly seesFiles: boolean;
  readonly after: string | null;
  readonly isWhole: boolean;
}

/** The rehearsal of a version: figures, files, requirements, and the reports recorded. */
export function rehearsalView(facts: RehearsalFacts): object {
  const { rehearsal, after } = facts;
  const { version, totals, from } = rehearsal;
  const path = rehearsalPath(version.id);
  const isOpen = openStatuses.some((status) => status === version.status) || version.status === 'frozen';
  return {
    heading: told('rehearsal.title', { code: version.content.code, label: version.label }),
    status: packageLifecycle.show(version.status),
    isEmpty: totals.candidatures === 0,
    version: { href: `/agence/referentiels/${version.id}`, label: `${version.content.code} ${version.label}` },
    gate: isOpen && totals.candidatures > 0 ? gateOf(facts) : null,
    figures: figuresOf(rehearsal),
    standing: standingTable(rehearsal),
    questions: from.flatMap(({ version: older, newQuestions }) => {
      const labels = version.content.profiles.filter(({ key }) => newQuestions.includes(key)).map(({ label }) => bilingual(label));
      const questions = both((locale) => labels.map((label) => say(label, locale)).join(', '));
      return labels.length === 0 ? [] : [told('rehearsal.questions', { from: older.label, questions })];
    }),
    requirements: requirementTable(rehearsal, facts.isWhole),
    whole: facts.isWhole
      ? { href: path, label: rehearsalPages['rehearsal.fewer'] }
      : { href: `${path}?vue=tout`, label: rehearsalPages['rehearsal.all'] },
    files: facts.files.length > 0 ? fileTable(facts.files, from.length > 1) : null,
    filesNote: rehearsalPages[facts.seesFiles ? 'rehearsal.files.unnamed' : 'rehearsal.files.hidden'],
    next: facts.files.length === filesPerPage ? `${path}?apres=${encodeURIComponent(facts.files[filesPerPage - 1].number)}#dossiers` : null,
    first: after === null ? null : `${path}#dossiers`,
    exports: [
      { href: `${path}/exigences.csv`, label: rehearsalPages['rehearsal.export.requirements'] },
      ...(facts.seesFiles ? [{ href: `${path}/dossiers.csv`, label: rehearsalPages['rehearsal.export.files'] }] : []),
      { href: `/api/v1/packages/versions/${version.id}/rehearsal`, label: rehearsalPages['rehearsal.export.json'] },
    ],
    record: path,
    reports: facts.reports.map((report) => reportEntry(report, rehearsal.contentHash)),
  };
}

/** Address of the rehearsal of a version. */
export const rehearsalPath = (versionId: string): string => `/agence/referentiels/${versionId}/repetition`;

function gateOf({ rehearsal, reports: [last, ...others] }: RehearsalFacts): object {
  const current = [last, ...others].find((report) => report?.contentHash === rehearsal.contentHash);
  if (current !== undefined) return { kind: 'success', text: told('rehearsal.gate.done', { date: instant(current.at) }) };
  if (last !== undefined) return { kind: 'warning', text: told('rehearsal.gate.changed', { date: instant(last.at) }) };
  return { kind: 'warning', text: rehearsalPages['rehearsal.gate.missing'] };
}

const instant = (at: Date): Text => both((locale) => formatInstant(at, locale));

function figuresOf({ totals }: Rehearsal): object[] {
  const { candidatures, movable, answered, touched, reopened } = totals;
  return [
    {
      label: rehearsalPages['rehearsal.figure.candidatures'],
      value: figure(candidatures),
      note: told('rehearsal.figure.candidatures.note', { movable }),
    },
    {
      label: rehearsalPages['rehearsal.figure.touched'],
      value: figure(touched),
      note: told('rehearsal.figure.touched.note', { answered }),
    },
    { label: rehearsalPages['rehearsal.figure.reopened'], value: figure(reopened) },
    ...counts.map((key) => ({ label: rehearsalPages[`rehearsal.figure.${key}`], value: figure(totals[key]) })),
  ];
}

function standingTable({ totals }: Rehearsal): object {
  return {
    caption: rehearsalPages['rehearsal.from'],
    dense: true,
    list: true,
    columns: [
      column('rehearsal.column.version'),
      column('rehearsal.column.status'),
      column('rehearsal.column.files', true),
      column('rehearsal.column.move'),
    ],
    rows: totals.from.map(({ label, status, candidatures }) => {
      const { badge, label: name } = candidatureLifecycle.show(status);
      const mayMove = candidatureLifecycle.allows(status, 'move_version');
      return {
        cells: [
          { text: label, mono: true },
          { badge, text: name },
          { text: figure(candidatures) },
          { text: rehearsalPages[mayMove ? 'rehearsal.may-move' : 'rehearsal.may-not-move'] },
        ],
      };
    }),
  };
}

function requirementTable({ requirements: all, from: older }: Rehearsal, isWhole: boolean): object | null {
  const isSeveral = older.length > 1;
  const costly = costliest(all).filter((one) => isWhole || (asksWork(one) && one.candidatures > 0));
  const shown = isWhole ? costly : costly.slice(0, shownRequirements);
  if (shown.length === 0) return null;
  return {
    caption: rehearsalPages['rehearsal.costly'],
    scope: told('rehearsal.costly.scope', { shown: shown.length, total: all.length }),
    dense: true,
    list: true,
    columns: [
      column('rehearsal.column.after'),
      column('rehearsal.column.before'),
      column('rehearsal.column.requirement'),
      column('rehearsal.column.outcome'),
      column('rehearsal.column.files', true),
    ],
    rows: shown.map(({ from, to, fromVersion, title, outcome, candidatures }) => ({
      cells: [
        { text: to ?? changeKindLabels.dropped, ...(to !== null && { mono: true }) },
        {
          text: from ?? changeKindLabels.new,
          ...(from !== null && { mono: true }),
          ...(isSeveral && fromVersion && { note: fromVersion }),
        },
        { text: both((locale) => clipped(title[locale])) },
        { badge: outcomeLabels[outcome].badge, text: outcomeLabels[outcome].label },
        { text: figure(candidatures) },
      ],
    })),
  };
}

const clipped = (text: string): string => (text.length > 160 ? `${text.slice(0, 157).trimEnd()}…` : text);

function fileTable(files: readonly CandidatureImpact[], isSeveral: boolean): object {
  return {
    caption: rehearsalPages['rehearsal.files'],
    hidden: true,
    dense: true,
    list: true,
    columns: [
      column('rehearsal.column.file'),
      column('rehearsal.column.status'),
      ...(isSeveral ? [column('rehearsal.column.version')] : []),
      ...counts.map((key) => column(`rehearsal.column.${key}`, true)),
      column('rehearsal.column.reopened', true),
    ],
    rows: files.map((file) => {
      const { badge, label } = candidatureLifecycle.show(file.status);
      return {
        cells: [
          {
            text: file.number,
            href: `/agence/candidatures/${file.id}`,

            note: `${file.solution} ${file.versionLabel}, ${file.vendor}`,
          },
          { badge, text: label },
          ...(isSeveral ? [{ text: file.from, mono: true }] : []),
          ...counts.map((key) => ({ text: figure(file[key]) })),
          { text: figure(file.reopened) },
        ],
      };
    }),
  };
}

function reportEntry({ at, author, totals, contentHash }: RecordedImpact, current: string): object {
  const { candidatures, touched, confirm, newEvidence, toAnswer } = totals;
  const isCurrent = contentHash === current;
  return {
    at,
    title: author ?? '',
    text: told('rehearsal.report', { candidatures, touched, confirm, newEvidence, toAnswer }),
    badge: isCurrent ? 'done' : 'neutral',
    badgeLabel: rehearsalPages[isCurrent ? 'rehearsal.report.current' : 'rehearsal.report.former'],
    withTime: true,
  };
}
