import { candidatureLifecycle } from '#candidatures';
import { bilingual, algorithmInWords, keptScore, scoreInWords } from '#criteria';
import {
  holderLabels,
  outcomeFacts,
  reviewPolicy,
  type ClockReading,
  type ClockSpan,
  type Holder,
  type JudgedAnswer,
  type ShownAssignment,
  type Standing,
  type Synthesis,
} from '#review';
import { both, afterWorkingDays, type Actor, type Badge, type Locale, type Text } from '#platform';
import type { ClockData } from '../http/clock-bar.js';
import { acquiredFrom } from '../candidatures/acquired.view.js';
import { deskAddress, titleOf, words } from './words.view.js';

/** What the summary page is made from. */
export interface SynthesisFacts {
  readonly synthesis: Synthesis;
  readonly standing: Standing;
  readonly assignments: readonly ShownAssignment[];
  readonly assignable: readonly { readonly accountId: string; readonly name: string }[];
  readonly actor: Actor;
  readonly clock: ClockReading & { readonly spans: readonly ClockSpan[] };
  readonly now: Date;
  readonly locale: Locale;
}

const badgeOf: Readonly<Record<Synthesis['outcome']['verdict'], Badge>> = {
  conform: 'done',
  not_conform: 'error',
  pending: 'working',
  not_applicable: 'neutral',
};

/** The summary of a review: what it amounts to, what stands in the way, who, and how long. */
export function synthesisView(facts: SynthesisFacts): object {
  const { synthesis, standing } = facts;
  const { outcome, dossier, blocking, pending, disagreements } = synthesis;
  const { id, status } = dossier.summary;
  const disputed = synthesis.answers.filter(({ answerId }) => disagreements.includes(answerId));
  const { blocking: count, pending: left } = outcome;
  return {
    verdict: { badge: badgeOf[outcome.verdict], text: words(`review.synthesis.${outcome.verdict}`, { blocking: count, pending: left }) },
    chapters: chapterTable(synthesis, id),
    scores: scoresOf(synthesis),
    blocking: blocking.length > 0 ? answerTable(words('review.synthesis.blocking'), blocking, id) : null,
    pending: pending.length > 0 ? answerTable(words('review.synthesis.left'), pending, id) : null,
    disputed: disputed.length > 0 ? answerTable(words('review.synthesis.disagreements'), disputed, id) : null,
    acquired: acquiredList(synthesis, id),
    team: teamOf(facts),
    clock: clockView(facts),
    close:
      candidatureLifecycle.allows(status, 'close_review') && standing.assigned.length > 0 && left === 0
        ? deskAddress(id, '/synthese/cloture')
        : null,
    desk: deskAddress(id, '/evaluation'),
  };
}

/** The scores the packages declare, as they stand; null when there is none. */
function scoresOf({ outcome }: Synthesis): object[] | null {
  const scores = outcome.packages.flatMap(({ scores }) => scores.map(keptScore));
  if (scores.length === 0) return null;
  return scores.map((score) => ({ term: bilingual(score.title), text: scoreInWords(score), note: algorithmInWords(score) }));
}

function teamOf({ synthesis, standing, assignments, assignable, actor }: SynthesisFacts): object {
  const { id } = synthesis.dossier.summary;
  const mayAssign = reviewPolicy.assign(actor, standing);
  return {
    people: assignments.map(({ id: assignmentId, name, role, accountId }) => ({
      name,
      role: words(`review.role.${role}`),
      end: mayAssign || accountId === actor.accountId ? deskAddress(id, `/equipe/${assignmentId}/fin`) : null,
    })),
    assign: mayAssign && assignable.length > 0 ? deskAddress(id, '/equipe') : null,
    choices: assignable.map(({ accountId, name }) => ({ value: accountId, label: name })),
    roles: (['verifier', 'lead'] as const).map((value) => ({ value, label: words(`review.role.${value}`) })),
  };
}

function chapterTable({ chapters, answers }: Synthesis, id: string): object {
  return {
    caption: words('review.synthesis.chapters'),
    columns: [
      { label: words('review.column.chapter') },
      { label: words('review.column.progress') },
      { label: words('review.column.gaps'), figures: true },
      { label: words('review.column.clarify'), figures: true },
    ],
    rows: chapters.map(({ id: chapterId, title, tally }) => {
      const first = answers.find((answer) => answer.chapterId === chapterId);
      return {
        cells: [
          { text: bilingual(title), ...(first && { href: deskAddress(id, `/evaluation/${first.requirementId}`) }) },
          { value: tally.judged, of: tally.total, text: words('review.progress', { judged: tally.judged, total: tally.total }) },
          { text: String(tally.gaps) },
          { text: String(tally.toClarify) },
        ],
      };
    }),
  };
}

function answerTable(caption: Text, answers: readonly JudgedAnswer[], id: string): object {
  return {
    caption,
    list: true,
    columns: [
      { label: words('review.column.requirement') },
      { label: words('review.column.verdict') },
      { label: words('review.column.reason') },
    ],
    rows: answers.map((answer) => {
      const shown = answer.verdict ? outcomeFacts[answer.verdict.outcome] : { badge: 'todo', label: words('review.not-judged') };
      const name = titleOf(answer);
      return {
        cells: [
          { text: both((locale) => `${answer.number} ${name[locale]}`), href: deskAddress(id, `/evaluation/${answer.requirementId}`) },
          { badge: shown.badge, text: shown.label },
          { text: answer.verdict?.reason ?? null },
        ],
      };
    }),
  };
}

/** Requirements held as conform by equivalence, with where each comes from. */
function acquiredList({ answers }: Synthesis, id: string): object[] {
  return answers.flatMap(({ number, requirementId, verdict, acquired }) => {
    if (acquired === null || verdict !== null) return [];
    return [{ term: number, text: acquiredFrom(acquired.path), href: deskAddress(id, `/evaluation/${requirementId}`) }];
  });
}

const owners = { agency: 'agency', vendor: 'vendor', expert: 'expert', third_party: 'third' } as const satisfies Record<Holder, string>;

function clockView({ clock, synthesis, now, locale }: SynthesisFacts): object | null {
  if (clock.spans.length === 0) return null;
  const { reviewDays } = synthesis.dossier.summary.workflow;
  const days = (holder: Holder): string => String(Math.round(clock.held[holder] / 86_400_000));
  const limit = afterWorkingDays(now, Math.max(0, reviewDays - clock.agencyDays));
  const figures = { agency: days('agency'), vendor: days('vendor'), expert: days('expert'), third: days('third_party') };
  const data: ClockData = {
    id: 'horloge',
    summary: words('review.clock.summary', figures)[locale],
    segments: clock.spans.map(({ holder, fromAt, toAt }) => ({
      owner: owners[holder],
      label: holderLabels[holder][locale].toLowerCase(),
      from: fromAt.toISOString(),
      to: (toAt ?? now).toISOString(),
    })),
    today: { at: now.toISOString(), label: words('review.clock.today')[locale] },
    end: { at: limit.toISOString(), label: words('review.clock.end')[locale] },
  };
  return {
    used: words('review.clock.used', { days: clock.agencyDays, limit: reviewDays }),
    data,
    key: [...new Set(clock.spans.map(({ holder }) => owners[holder]))].map((owner) => ({ owner })),
  };
}
