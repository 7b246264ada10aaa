import { candidatureLifecycle } from '#candidatures';
import type { WorkLine } from '#review';
import { deskAddress, words } from './words.view.js';

const columns = [
  'review.column.file',
  'review.column.solution',
  'review.column.vendor',
  'review.column.call',
  'review.column.complete',
  'review.column.progress',
  'review.column.state',
  'review.column.reviewers',
] as const;

/** The work queue as a table: who has each file, and how far it is. */
export function workTable(lines: readonly WorkLine[]): object {
  return {
    caption: words('review.queue.title'),
    hidden: true,
    dense: true,
    columns: columns.map((key) => ({ label: words(key) })),
    rows: lines.map((line) => ({ cells: cellsOf(line) })),
  };
}

function cellsOf(line: WorkLine): object[] {
  const { badge, label } = candidatureLifecycle.show(line.status);
  const { judged, total } = line;
  return [
    { text: line.number, href: deskAddress(line.id, '/evaluation'), mono: true },
    { text: `${line.solution} ${line.versionLabel}` },
    { text: line.vendor },
    { text: line.callCode, mono: true },
    { text: line.completeAt && dayOf(line.completeAt) },
    { value: judged, of: total, text: words('review.progress', { judged, total }) },
    { badge, text: label },
    { text: line.reviewers.length > 0 ? line.reviewers.join(', ') : null },
  ];
}

const day = {
  fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'medium', timeZone: 'Europe/Paris' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'Europe/Paris' }),
};

function dayOf(instant: Date): { fr: string; en: string } {
  return { fr: day.fr.format(instant), en: day.en.format(instant) };
}
