import {
  candidatureLifecycle,
  type CandidatureSummary,
  type RequirementOfFile,
  type ShownExpected,
  type ShownMessage,
  type ShownOrigin,
} from '#candidatures';
import { bilingual, type Scenario } from '#criteria';
import { kindLabel, servedStatuses, versionLifecycle } from '#evidence';
import { both, additions, formatNumber, type Text } from '#platform';
import {
  outcomeFacts,
  outcomes,
  type ClockReading,
  type EarlierVerdict,
  type JudgedAnswer,
  type JudgedChapter,
  type ShownRound,
  type ShownVerdict,
  type Standing,
} from '#review';
import { acquiredPages } from '../candidatures/acquired.messages.js';
import { markOf } from '../evidence/evidence.view.js';
import type { FormView } from '../http/forms.js';
import { carriedView } from './carried.view.js';
import { deskAddress, titleOf, words } from './words.view.js';

/** What the desk is made from. */
export interface DeskFacts {
  readonly summary: CandidatureSummary;
  readonly standing: Standing;
  readonly board: { readonly chapters: readonly JudgedChapter[]; readonly answers: readonly JudgedAnswer[] };
  readonly requirement: RequirementOfFile;
  readonly scenarios: readonly Scenario[];
  readonly expected: readonly ShownExpected[];
  readonly verdicts: readonly ShownVerdict[];
  readonly messages: readonly ShownMessage[];
  readonly rounds: readonly ShownRound[];
  readonly origins: readonly ShownOrigin[];
  readonly earlier: readonly EarlierVerdict[];
  readonly clock: ClockReading;
  /** The text of the answer that the last verdict judged, when it is known and differs. */
  readonly judgedText: string | null;
  readonly form: FormView;
  readonly onlyLeft: boolean;
}

/** The three-pane desk on one requirement: list, requirement and evidence, verdict and channels. */
export function deskView(facts: DeskFacts): object {
  const { summary, requirement, board, verdicts } = facts;
  const base = deskAddress(summary.id, `/evaluation/${requirement.requirementId}`);
  return {
    ...barView(facts),
    menu: menuOf(facts),
    key: requirement.number,
    title: titleOf({ title: requirement.body.title, number: requirement.number }),
    status: verdicts.length > 0 ? outcomeFacts[verdicts[0].outcome] : null,
    tags: [words(`review.obligation.${requirement.obligation}`)],
    statement: [bilingual(requirement.body.statement)],
    steps: facts.scenarios
      .flatMap(({ statement, steps }) => (steps.length > 0 ? steps : [{ text: statement }]))
      .map(({ text }) => ({ text: bilingual(text) })),
    points: requirement.body.verificationPoints.map(bilingual),
    answer: answerView(facts),
    evidence: evidenceLines(facts),
    carried: carriedView(facts),
    ...verdictView(facts, base),
    channels: channelsOf(facts, base),
    ...neighbours(board.answers, requirement, summary.id),
  };
}

/** The bar above the panes: whose turn, days used, progress, and the two ways out. */
export function barView({ summary, board, clock, rounds }: Pick<DeskFacts, 'summary' | 'board' | 'clock' | 'rounds'>): object {
  const judged = board.answers.filter(({ verdict, acquired }) => verdict !== null || acquired !== null).length;
  const draft = rounds.find(({ round }) => round.status === 'draft');
  return {
    solution: summary.solution,
    version: summary.versionLabel,
    number: summary.number,
    vendor: summary.vendor,
    criteria: summary.packages.map(({ code, label }) => `${code} ${label}`).join(' · '),
    ball: words(clock.holder === 'vendor' ? 'review.ball.vendor' : 'review.ball.agency'),
    days: words('review.days', { used: clock.agencyDays, limit: summary.workflow.reviewDays }),
    isLate: clock.agencyDays > summary.workflow.reviewDays,
    judged,
    total: board.answers.length,
    progress: words('review.progress', { judged, total: board.answers.length }),
    round: { href: deskAddress(summary.id, '/complements'), count: draft?.items.length ?? 0 },
    synthesis: deskAddress(summary.id, '/synthese'),
  };
}

function menuOf({ board, requirement, summary, onlyLeft }: DeskFacts): object {
  const suffix = onlyLeft ? '?vue=a-voir' : '';
  const address = (id: string): string => deskAddress(summary.id, `/evaluation/${id}${suffix}`);
  const items = board.chapters.flatMap((chapter) => {
    const own = board.answers.filter(({ chapterId }) => chapterId === chapter.id);
    const left = own.filter(isLeft);
    const isOpen = chapter.id === requirement.chapterId;
    const first = left[0] ?? own[0];
    const head = {
      href: address((first ?? requirement).requirementId),
      label: bilingual(chapter.title),
      end: `${chapter.tally.judged}/${chapter.tally.total}`,
      ...(isOpen && { current: 'section' }),
      isNew: own.some(changed),
    };
    if (!isOpen) return [head];
    const shown = onlyLeft ? own.filter((answer) => left.includes(answer) || answer.requirementId === requirement.requirementId) : own;
    return [
      head,
      ...shown.map((answer) => lineOf(answer, address(answer.requirementId), answer.requirementId === requirement.requirementId)),
    ];
  });
  const view = (label: Text, query: string, current: boolean): object => ({
    href: `${deskAddress(summary.id, `/evaluation/${requirement.requirementId}`)}${query}`,
    label,
    current,
  });
  return {
    items,
    views: [view(words('review.view.all'), '', !onlyLeft), view(words('review.view.left'), '?vue=a-voir', onlyLeft)],
  };
}

function lineOf(answer: JudgedAnswer, href: string, current: boolean): object {
  const waiting = answer.acquired
    ? { badge: 'done', label: acquiredPages['acquired.title'] }
    : { badge: 'todo', label: words('review.not-judged') };
  const shown = answer.verdict ? outcomeFacts[answer.verdict.outcome] : waiting;
  return {
    href,
    key: answer.number,
    label: titleOf(answer),
    badge: shown.badge,
    badgeLabel: shown.label,
    under: true,
    isNew: changed(answer),
    ...(current && { current: true }),
  };
}

/** Whether a requirement waits for a verdict: none was given and nothing was acquired, or it is to be clarified. */
export function isLeft({ verdict, acquired }: JudgedAnswer): boolean {
  return verdict === null ? acquired === null : verdict.outcome === 'needs_clarification';
}

/** The answer or its evidence moved since the verdict in force. */
function changed({ verdict, version, evidence }: JudgedAnswer): boolean {
  if (verdict === null) return false;
  return verdict.answerVersion !== version || evidence.some(({ versionId }) => !verdict.evidenceVersionIds.includes(versionId));
}

function answerView({ requirement, judgedText }: DeskFacts): object {
  const { claim, reason, text } = requirement;
  const isChanged = judgedText !== null && judgedText !== text;
  return {
    claim: words(`review.answer.${claim ?? 'no-claim'}`),
    reason,
    text,
    parts: isChanged ? additions(text, judgedText) : null,
  };
}

function evidenceLines({ expected, summary, verdicts, board }: DeskFacts): object[] {
  const addressOf = new Map(
    board.answers.map(({ number, requirementId }) => [number, deskAddress(summary.id, `/evaluation/${requirementId}`)]),
  );
  return expected.flatMap(({ key, label, pieces }): object[] => {
    const name = bilingual(label);
    if (pieces.length === 0) {
      const state = { badge: 'todo', label: words('review.evidence.missing') };
      return [{ piece: key, label: name, expected: '', state, actions: [] }];
    }
    return pieces.map((piece) => ({
      piece: key,
      label: both((locale) => `${name[locale]} – ${kindLabel(piece.kind)[locale].toLowerCase()}`),
      file: piece.fileName,
      version: piece.number,
      size: piece.size,
      received: piece.receivedAt,
      reference: piece.reference?.value ?? null,
      sha256: piece.sha256 && shortHash(piece.sha256),
      also: piece.alsoServes.flatMap((number) => {
        const href = addressOf.get(number);
        return href === undefined ? [] : [{ href, key: number }];
      }),
      cause: verdicts.length > 0 && !verdicts[0].evidenceVersionIds.includes(piece.versionId) ? words('review.new-version') : null,
      state: versionLifecycle.show(piece.status),
      mark: markOf(piece.kind),
      actions: servedStatuses.includes(piece.status)
        ? [{ href: deskAddress(summary.id, `/preuves/${piece.versionId}/fichier`), label: words('review.evidence.open') }]
        : [],
    }));
  });
}

function verdictView({ summary, standing, requirement, verdicts, form, expected }: DeskFacts, base: string): object {
  const isOpen = candidatureLifecycle.allows(summary.status, 'close_review');
  const isWaiting = candidatureLifecycle.allows(summary.status, 'start_review');
  const mayJudge = isOpen && standing.assigned.length > 0;
  const [last] = verdicts;
  return {
    form,
    judge: mayJudge && {
      action: `${base}/verdict`,
      options: outcomes
        .filter((outcome) => outcome !== 'not_applicable' || requirement.naPolicy !== 'forbidden')
        .map((outcome) => ({ value: outcome, ...outcomeFacts[outcome], shortcut: outcomeFacts[outcome].key })),
      chosen: form.values['outcome'] ?? last?.outcome ?? null,
      answerVersion: requirement.version,
      supersedes: last?.id ?? null,
      hasPieces: expected.some(({ pieces }) => pieces.length > 0),
      preview: last ? { href: deskAddress(summary.id, '/complements#apercu'), label: words('review.preview') } : null,
      ask: summary.workflow.stages.includes('clarification') ? `${base}/question` : null,
    },
    blocked: mayJudge ? null : words(isWaiting ? 'review.take.text' : isOpen ? 'review.read-only' : 'review.closed'),
    take:
      (isOpen || isWaiting) && standing.assigned.length === 0
        ? { action: deskAddress(summary.id, '/prise-en-charge'), label: words(isWaiting ? 'review.take' : 'review.take.join') }
        : null,
    history: verdicts.map(({ at, author, outcome, reason }) => ({
      at,
      title: author,
      text: reason ?? '',
      badge: outcomeFacts[outcome].badge,
      badgeLabel: outcomeFacts[outcome].label,
      withTime: true,
    })),
    historyNote: formatNumber(verdicts.length, 'fr'),
  };
}

function channelsOf({ summary, messages }: DeskFacts, base: string): object {
  const entries = (channel: ShownMessage['channel']): object[] =>
    messages.filter((message) => message.channel === channel).map(({ author, at, body }) => ({ who: author ?? '', at, text: body }));
  return {
    internal: { action: `${base}/note`, entries: entries('internal') },
    vendor: { action: `${base}/message`, entries: entries('vendor'), recipient: summary.vendor },
  };
}

function neighbours(answers: readonly JudgedAnswer[], { requirementId }: RequirementOfFile, id: string): object {
  const place = answers.findIndex((answer) => answer.requirementId === requirementId);
  const link = (answer: JudgedAnswer | undefined, direction: Text): object | null =>
    answer ? { href: deskAddress(id, `/evaluation/${answer.requirementId}`), label: titleOf(answer), direction, key: answer.number } : null;
  return { previous: link(answers[place - 1], words('review.previous')), next: link(answers[place + 1], words('review.next')) };
}

/** Enough of a fingerprint to compare by eye; the whole stands on the receipt. */
const shortHash = (sha256: string): string => `${sha256.slice(0, 8)}…${sha256.slice(-4)}`;
