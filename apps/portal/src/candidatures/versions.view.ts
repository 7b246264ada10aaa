import { bilingual } from '#criteria';
import {
  candidatureLifecycle,
  outcomeLabels,
  type Candidature,
  type CandidatureSummary,
  type LeftAnswer,
  type MadeMove,
  type ShownOrigin,
  type VersionOffer,
} from '#candidatures';
import { both, filled, formatNumber, say, type Params, type Text } from '#platform';
import { addressOf } from './candidature.view.js';
import { claimText } from './chapter.view.js';
import { versionsPages } from './versions.messages.js';
import { dayText } from './words.view.js';

/** A sentence of these pages with its places filled. */
export const told = (key: keyof typeof versionsPages, params: Params = {}): Text => filled(versionsPages[key], params);

/** A column of a table of these pages. */
export const column = (key: keyof typeof versionsPages): object => ({ label: versionsPages[key] });
/** Address of a version, as a file may move to it. */
export const versionAddress = (id: string, versionId: string): string => addressOf(id, `/versions/${versionId}`);
const civilDay = (day: string): Text => dayText(new Date(`${day}T12:00:00Z`));

/** Until when the older version is accepted. */
export const closing = (closesOn: string | null, from: string): Text =>
  closesOn === null ? told('newer.no-close', { from }) : told('newer.closes', { from, date: civilDay(closesOn) });

/** What the page of versions is made from. */
export interface VersionsFacts {
  readonly summary: CandidatureSummary;
  readonly offers: readonly VersionOffer[];
  readonly moves: readonly MadeMove[];
}

/** The versions a file answers, those its call offers, and the changes made. */
export function versionsView({ summary, offers, moves }: VersionsFacts): object {
  const { id, status, packages } = summary;
  const mayMove = candidatureLifecycle.allows(status, 'move_version');
  return {
    pinned: {
      caption: versionsPages['newer.pinned'],
      hidden: true,
      list: true,
      columns: [column('newer.column.package'), column('newer.column.version'), column('newer.column.hash')],
      rows: packages.map(({ code, title, label, contentHash }) => ({
        cells: [
          { text: bilingual(title), note: code },
          { text: label, href: `/criteres/${encodeURIComponent(code)}/${encodeURIComponent(label)}` },
          { text: shortHash(contentHash), mono: true },
        ],
      })),
    },
    fixed: mayMove ? null : versionsPages['newer.fixed'],
    offers: mayMove
      ? offers.map(({ packageVersionId, code, label, replacesLabel, closesOn }) => ({
          title: told('newer.offer', { code, label, from: replacesLabel }),
          text: closing(closesOn, replacesLabel),
          href: versionAddress(id, packageVersionId),
        }))
      : [],
    moves: moves.map((one) => ({
      at: one.movedAt,
      title: told('newer.move', { code: one.code, from: one.fromLabel, to: one.toLabel }),
      href: versionAddress(id, one.toVersionId),
      text: one.author ?? '',
    })),
  };
}

const shortHash = (hash: string): string => `${hash.slice(0, 19)}…`;

/** The notice of the summary page; null when nothing is offered. */
export function offerNotice({ id, status }: CandidatureSummary, offers: readonly VersionOffer[]): object | null {
  if (offers.length === 0 || !candidatureLifecycle.allows(status, 'move_version')) return null;
  const versions = offers.map(({ code, label }) => `${code} ${label}`).join(', ');
  return {
    title: told('newer.notice', { versions }),
    text: versionsPages['newer.notice.text'],
    action: { href: addressOf(id, '/versions'), label: versionsPages['newer.offer.see'] },
  };
}

/** Whether the vendor has the ball because it moved the file during its review. */
export const isMoving = ({ statusAt }: Pick<Candidature, 'statusAt'>, [last]: readonly MadeMove[]): boolean =>
  last !== undefined && last.fromStatus === 'in_review' && last.movedAt.getTime() === statusAt.getTime();

/** What the move asks before the review resumes. */
export const movedBall = ({ id }: CandidatureSummary): object => ({
  yours: true,
  title: versionsPages['ball.moved'],
  text: versionsPages['ball.moved.text'],
  action: { href: addressOf(id, '/exigences'), label: versionsPages['ball.moved.action'] },
});

/** The public page of the difference of two versions. */
const differenceAddress = ({ code, fromLabel, toLabel }: Pick<MadeMove, 'code' | 'fromLabel' | 'toLabel'>): string =>
  `/criteres/${encodeURIComponent(code)}/differences?${new URLSearchParams({ de: fromLabel, a: toLabel })}`;

/** What a move made of a file, with the answers it left for reading. */
export function madeView({ id }: CandidatureSummary, made: MadeMove, left: readonly LeftAnswer[]): object {
  const counts = {
    keeps: made.kept,
    confirm: made.toConfirm,
    new_evidence: made.newEvidence,
    to_answer: made.toAnswer,
    dropped: made.dropped,
  };
  return {
    heading: told('move.title', { from: `${made.code} ${made.fromLabel}`, to: made.toLabel }),
    made: told('move.made', { date: dayText(made.movedAt), author: made.author ?? '' }),
    next: { href: addressOf(id, '/exigences'), label: versionsPages['move.made.next'] },
    difference: { href: differenceAddress(made), label: versionsPages['move.difference'] },
    figures: (Object.keys(counts) as (keyof typeof counts)[]).map((key) => ({
      label: versionsPages[`move.${key}`],
      value: both((locale) => formatNumber(counts[key], locale)),
      note: key === 'to_answer' ? versionsPages['move.to_answer.made'] : versionsPages[`move.${key}.note`],
    })),
    left: {
      caption: told('move.left', { from: made.fromLabel }),
      list: true,
      columns: [
        column('move.column.before'),
        column('move.left.column.outcome'),
        column('move.column.after'),
        column('move.column.answer'),
      ],
      rows: left.map(({ number, title, outcome, carriedTo, claim, text }) => ({
        cells: [
          { text: number, ...(title && { note: bilingual(title) }) },
          { badge: outcomeLabels[outcome].badge, text: outcomeLabels[outcome].label },
          { text: carriedTo },
          { text: text || claimText(claim) },
        ],
      })),
    },
    hasLeft: left.length > 0,
  };
}

/** Where an origin is shown. */
export interface OriginPlace {
  /** Address of the requirement. */
  readonly action: string;
  /** Address of the move that carried the answer. */
  readonly move: string;
  readonly isOpen: boolean;
}

/** Where the answer to a requirement comes from, and the word it waits for; null when it was given under this version. */
export function originView(origins: readonly ShownOrigin[], { action, move, isOpen }: OriginPlace): object | null {
  if (origins.length === 0) return null;
  const waiting = origins.find(({ outcome, confirmedAt }) => (outcome === 'confirm' || outcome === 'new_evidence') && confirmedAt === null);
  const versions = both((locale) =>
    origins.map(({ versionLabel, number }) => say(versionsPages['origin.from'], locale, { label: versionLabel, number })).join(' ; '),
  );
  const asked = waiting?.outcome === 'new_evidence' ? 'new_evidence' : 'confirm';
  const [{ confirmedAt }] = origins;
  return {
    kind: waiting ? 'warning' : 'info',
    title: told('origin.title', { versions }),
    text: waiting ? versionsPages[`origin.${asked}.text`] : confirmedAt && told('origin.done', { date: dayText(confirmedAt) }),
    move: { href: move, label: versionsPages['origin.move'] },
    action: waiting && isOpen ? `${action}/confirmation` : null,
  };
}
