import type { OperatorText } from '#criteria';
import type { VersionStatus } from '#evidence';
import type { Claim } from './answer.entity.js';

/** A version of evidence attached to what a requirement expects. */
export interface Piece {
  readonly itemId: string;
  readonly versionId: string;
  readonly status: VersionStatus;
  /** A reference to another system has no bytes to inspect. */
  readonly isReference: boolean;
  /** When its last byte was stored; null while it is being sent. */
  readonly receivedAt: Date | null;
}

/** One thing a requirement expects, with what was attached to it. */
export interface NeededEvidence {
  readonly id: string;
  readonly key: string;
  readonly label: OperatorText;
  readonly pieces: readonly Piece[];
}

/** One applicable requirement with the vendor's answer. */
export interface NeededAnswer {
  readonly answerId: string;
  readonly requirementId: string;
  readonly chapterId: string;
  /** Printed number. */
  readonly number: string;
  readonly obligation: 'must' | 'may';
  readonly naPolicy: 'forbidden' | 'allowed' | 'allowed_with_reason';
  readonly claim: Claim | null;
  readonly reason: string | null;
  readonly claimedAt: Date | null;
  /** When a conform result was acquired by equivalence, while it holds: nothing else is needed. */
  readonly acquiredAt?: Date | null;
  /** Carried over from an older version, and not taken up by the vendor yet. */
  readonly awaitsConfirmation?: boolean;
  readonly expected: readonly NeededEvidence[];
}

/** Everything completeness is computed from. */
export interface Needs {
  readonly admissibleAt: Date | null;
  readonly questions: readonly { readonly key: string; readonly label: OperatorText; readonly answeredAt: Date | null }[];
  /** Approvals the workflow requires, with the filing of each; null when it was not filed. */
  readonly approvals: readonly { readonly kind: string; readonly recordedAt: Date | null }[];
  readonly answers: readonly NeededAnswer[];
}

/** Why something is missing. The `waiting…` kinds end by themselves; the others wait for the vendor. */
export type GapKind =
  | 'question'
  | 'approval'
  | 'answer'
  | 'confirmation'
  | 'reason'
  | 'not_applicable_refused'
  | 'evidence'
  | 'infected'
  | 'unreadable'
  | 'waiting_upload'
  | 'waiting_scan';

/** One thing that is missing, and where to go to supply it. */
export interface Gap {
  readonly kind: GapKind;
  readonly chapterId: string | null;
  readonly requirementId: string | null;
  /** Printed number of the requirement, or key of the question or approval. */
  readonly reference: string;
  /** What is expected, in the words of the criteria. */
  readonly label: OperatorText | null;
}

/** How far a file, or one of its chapters, has come. Only musts count. */
export interface Meter {
  readonly ready: number;
  readonly total: number;
  readonly evidenceExpected: number;
  readonly evidenceReceived: number;
  readonly gaps: readonly Gap[];
}

/** The state of a file: its meter, each chapter's, and the instant it became complete, if it did. */
export interface Completeness extends Meter {
  readonly chapters: ReadonlyMap<string, Meter>;
  /** Requirements that miss nothing, musts and recommendations alike. */
  readonly readyRequirements: ReadonlySet<string>;
  /** When the last needed piece was received; null while something is missing. */
  readonly completeAt: Date | null;
}

/** A gap that ends by itself (an upload, a scan): it keeps the file incomplete but does not prevent a submission. */
export const isWaiting = (gap: Gap): boolean => gap.kind === 'waiting_upload' || gap.kind === 'waiting_scan';

/** What is missing from a file, each gap explained, and since when nothing is. Recommendations (`may`) never block, but for a word on what was carried over. */
export function completeness(needs: Needs): Completeness {
  const general: Gap[] = [
    ...needs.questions
      .filter(({ answeredAt }) => answeredAt === null)
      .map(({ key, label }): Gap => ({ kind: 'question', chapterId: null, requirementId: null, reference: key, label })),
    ...needs.approvals
      .filter(({ recordedAt }) => recordedAt === null)
      .map(({ kind }): Gap => ({ kind: 'approval', chapterId: null, requirementId: null, reference: kind, label: null })),
  ];
  const missing = needs.answers.map((answer) => ({ answer, gaps: gapsOf(answer) }));
  const byChapter = new Map<string, typeof missing>();
  for (const line of missing) byChapter.set(line.answer.chapterId, [...(byChapter.get(line.answer.chapterId) ?? []), line]);
  const whole = meter(missing);
  const gaps = [...general, ...whole.gaps];
  return {
    ...whole,
    gaps,
    chapters: new Map([...byChapter].map(([id, lines]) => [id, meter(lines)])),
    readyRequirements: new Set(missing.filter((line) => line.gaps.length === 0).map(({ answer }) => answer.requirementId)),
    completeAt: gaps.length === 0 ? lastReceived(needs) : null,
  };
}

interface Line {
  readonly answer: NeededAnswer;
  readonly gaps: readonly Gap[];
}

function meter(lines: readonly Line[]): Meter {
  const musts = lines.filter(({ answer }) => answer.obligation === 'must');
  // A piece expected by several requirements is one piece.
  const expected = new Map(musts.flatMap(({ answer }) => neededOf(answer)).map((evidence) => [evidence.id, evidence]));
  return {
    ready: musts.filter(({ gaps }) => gaps.length === 0).length,
    total: musts.length,
    evidenceExpected: expected.size,
    evidenceReceived: [...expected.values()].filter((evidence) => received(evidence) !== null).length,
    // What was carried over is confirmed, recommendations included.
    gaps: lines.flatMap(({ answer, gaps }) => (answer.obligation === 'must' ? gaps : gaps.filter(({ kind }) => kind === 'confirmation'))),
  };
}

function gapsOf(answer: NeededAnswer): Gap[] {
  const gap = (kind: GapKind, label: OperatorText | null = null): Gap => ({
    kind,
    chapterId: answer.chapterId,
    requirementId: answer.requirementId,
    reference: answer.number,
    label,
  });
  if (answer.acquiredAt) return [];
  if (answer.claim === null) return [gap('answer')];
  return [...(answer.awaitsConfirmation ? [gap('confirmation')] : []), ...claimGaps(answer, gap)];
}

function claimGaps(answer: NeededAnswer, gap: (kind: GapKind, label?: OperatorText | null) => Gap): Gap[] {
  if (answer.claim === 'not_applicable') {
    if (answer.naPolicy === 'forbidden') return [gap('not_applicable_refused')];
    return answer.naPolicy === 'allowed_with_reason' && !answer.reason?.trim() ? [gap('reason')] : [];
  }
  return answer.expected.flatMap((evidence) => {
    if (received(evidence) !== null) return [];
    return [gap(whyNotReceived(evidence.pieces), evidence.label)];
  });
}

/** What is expected of an answer: nothing when its result is acquired, or when the vendor claims the requirement does not apply. */
const neededOf = ({ acquiredAt, claim, expected }: NeededAnswer): readonly NeededEvidence[] =>
  acquiredAt || claim === 'not_applicable' ? [] : expected;

/** When the first usable piece was received; null when there is none. */
function received(evidence: NeededEvidence): Date | null {
  return evidence.pieces.filter(isUsable).reduce<Date | null>((first, { receivedAt }) => earliest(first, receivedAt), null);
}

/** A file counts once it was inspected: its hash stands in the receipt. A reference counts as soon as it is received. */
const isUsable = ({ status, isReference }: Piece): boolean =>
  status === 'clean' || status === 'unscanned' || (isReference && status === 'received');

function whyNotReceived(pieces: readonly Piece[]): GapKind {
  const has = (...statuses: readonly VersionStatus[]): boolean => pieces.some(({ status }) => statuses.includes(status));
  if (has('received', 'scanning')) return 'waiting_scan';
  if (has('uploading')) return 'waiting_upload';
  if (has('infected')) return 'infected';
  return has('unreadable') ? 'unreadable' : 'evidence';
}

function lastReceived(needs: Needs): Date | null {
  const musts = needs.answers.filter(({ obligation }) => obligation === 'must');
  const instants = [
    needs.admissibleAt,
    ...needs.questions.map(({ answeredAt }) => answeredAt),
    ...needs.approvals.map(({ recordedAt }) => recordedAt),
    ...musts.map(({ acquiredAt, claimedAt }) => acquiredAt ?? claimedAt),
    ...musts.flatMap(neededOf).map(received),
  ];
  return instants.reduce<Date | null>((last, instant) => latest(last, instant), null);
}

const earliest = (left: Date | null, right: Date | null): Date | null => (left === null || (right !== null && right < left) ? right : left);
const latest = (left: Date | null, right: Date | null): Date | null => (left === null || (right !== null && right > left) ? right : left);
