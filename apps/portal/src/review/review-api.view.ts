import type { ClarificationItem, EvidencePin, Outcome, RoundStatus, ShownRound, Synthesis, Verdict } from '#review';

/** A verdict, as the agency reads it. */
export class VerdictView {
  id: string;
  outcome: Outcome;
  /** Read by the vendor once a round is sent or a decision taken. */
  reason: string | null;
  accountId: string;
  at: Date;
  answerVersion: number;
  packageVersionId: string;
  evidenceVersionIds: string[];
  pins: EvidencePin[];
  supersedes: string | null;
}

/** A requirement with the verdict in force. */
export class JudgedRequirementView {
  requirementId: string;
  key: string;
  number: string;
  chapterId: string;
  obligation: 'must' | 'may';
  /** The version to name when giving a verdict. */
  answerVersion: number;
  claim: 'conform' | 'not_applicable' | null;
  evidenceVersionIds: string[];
  verdict: VerdictView | null;
}

/** What the verdicts of a file amount to. */
export class SynthesisView {
  candidatureId: string;
  status: string;
  verdict: 'conform' | 'not_conform' | 'pending' | 'not_applicable';
  /** Keys of the musts that stand in the way. */
  blocking: string[];
  /** Keys of the musts without a final verdict. */
  pending: string[];
  requirements: JudgedRequirementView[];
}

/** One question of a round. */
export class QuestionView {
  id: string;
  requirementId: string;
  number: string;
  question: string;
  answer: string | null;
  version: number;
}

/** A round that was sent. */
export class RoundView {
  id: string;
  number: number;
  status: RoundStatus;
  sentAt: Date | null;
  dueAt: Date | null;
  answeredAt: Date | null;
  questions: QuestionView[];
}

/** A verdict without what is only ours. */
export function showVerdict(verdict: Verdict): VerdictView {
  const { id, outcome, reason, accountId, at, answerVersion, packageVersionId, evidenceVersionIds, pins, supersedes } = verdict;
  return { id, outcome, reason, accountId, at, answerVersion, packageVersionId, evidenceVersionIds, pins, supersedes };
}

/** The synthesis of a review. */
export function showSynthesis({ dossier, outcome, answers, blocking, pending }: Synthesis): SynthesisView {
  return {
    candidatureId: dossier.summary.id,
    status: dossier.summary.status,
    verdict: outcome.verdict,
    blocking: blocking.map(({ key }) => key),
    pending: pending.map(({ key }) => key),
    requirements: answers.map(({ requirementId, key, number, chapterId, obligation, version, claim, evidence, verdict }) => ({
      ...{ requirementId, key, number, chapterId, obligation, answerVersion: version, claim },
      evidenceVersionIds: evidence.map(({ versionId }) => versionId),
      verdict: verdict && showVerdict(verdict),
    })),
  };
}

/** A round as the vendor reads it. */
export function showRound({ round, items }: ShownRound): RoundView {
  const { id, number, status, sentAt, dueAt, answeredAt } = round;
  return { id, number, status, sentAt, dueAt, answeredAt, questions: items.map(showQuestion) };
}

function showQuestion(item: ClarificationItem & { readonly number: string }): QuestionView {
  const { id, requirementId, number, question, answer, version } = item;
  return { id, requirementId, number, question, answer, version };
}
