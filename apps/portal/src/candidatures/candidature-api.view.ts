import type {
  AdministrativeFile,
  AskedQuestion,
  CandidatureLine,
  CandidatureStatus,
  ChapterLine,
  ChapterStatus,
  CharterAcceptance,
  Claim,
  DossierAnswer,
  Gap,
  GapKind,
  Overview,
  PinnedPackage,
  ReceiptWithDocument,
  ShownMessage,
} from '#candidatures';
import type { OperatorText } from '#criteria';
import type { VersionStatus } from '#evidence';
import type { Text } from '#platform';

/** A candidature in a list. */
export class CandidatureLineView {
  id: string;
  number: string;
  status: CandidatureStatus;
  statusAt: Date;
  filedAt: Date | null;
  completeAt: Date | null;
  call: string;
  vendor: string;
  solution: string;
  version: string;
}

/** One thing that is missing. */
export class GapView {
  kind: GapKind;
  /** Printed number of the requirement, or key of the question or approval. */
  reference: string;
  requirementId: string | null;
  chapterId: string | null;
}

/** How far a file, or a chapter, has come; only musts count. */
export class MeterView {
  ready: number;
  total: number;
  evidenceExpected: number;
  evidenceReceived: number;
}

/** A chapter with its meter. */
export class ChapterView {
  id: string;
  section: string;
  title: OperatorText;
  status: ChapterStatus;
  round: number;
  meter: MeterView;
}

/** A pinned package version. */
export class PinnedPackageView {
  id: string;
  code: string;
  version: string;
  contentHash: string;
}

/** A candidature: where it stands, what it misses. */
export class CandidatureView extends CandidatureLineView {
  callId: string;
  callTitle: Text;
  /** To send back with a change of the administrative file. */
  fileVersion: number;
  file: AdministrativeFile;
  charterVersion: string;
  charter: CharterAcceptance | null;
  packages: PinnedPackageView[];
  meter: MeterView;
  chapters: ChapterView[];
  gaps: GapView[];
  /** Rank in the queue of the call, once complete. */
  rank: number | null;
}

/** A candidature as a line of a list. */
export function showLine(line: CandidatureLine): CandidatureLineView {
  const { id, number, status, statusAt, filedAt, completeAt, callCode, vendor, solution, versionLabel } = line;
  return { id, number, status, statusAt, filedAt, completeAt, call: callCode, vendor, solution, version: versionLabel };
}

/** A whole candidature. */
export function showOverview({ summary, found, chapters, rank }: Overview): CandidatureView {
  const { candidature, packages, callId, callTitle, charterVersion } = summary;
  return {
    ...showLine(summary),
    callId,
    callTitle,
    fileVersion: candidature.version,
    file: candidature.administrative,
    charterVersion,
    charter: candidature.charter,
    packages: packages.map(showPackage),
    meter: showMeter(found),
    chapters: chapters.map((chapter) => showChapter(chapter, found.chapters.get(chapter.id))),
    gaps: found.gaps.map(showGap),
    rank,
  };
}

const showPackage = ({ packageVersionId, code, label, contentHash }: PinnedPackage): PinnedPackageView => ({
  id: packageVersionId,
  code,
  version: label,
  contentHash,
});

const showGap = ({ kind, reference, requirementId, chapterId }: Gap): GapView => ({ kind, reference, requirementId, chapterId });

const nothing: MeterView = { ready: 0, total: 0, evidenceExpected: 0, evidenceReceived: 0 };
const showMeter = ({ ready, total, evidenceExpected, evidenceReceived }: MeterView): MeterView => ({
  ready,
  total,
  evidenceExpected,
  evidenceReceived,
});

const showChapter = ({ id, sectionKey, title, status, round }: ChapterLine, meter: MeterView = nothing): ChapterView => ({
  id,
  section: sectionKey,
  title,
  status,
  round,
  meter: showMeter(meter),
});

/** A profile question with its answer. */
export class QuestionView {
  key: string;
  question: OperatorText;
  requirements: number;
  answer: boolean | null;
}

/** A profile question as the API shows it. */
export const showQuestion = ({ key, question, requirements, answer }: AskedQuestion): QuestionView => ({
  key,
  question,
  requirements,
  answer,
});

/** A piece attached to a requirement. */
export class AttachedView {
  expectedEvidenceId: string;
  itemId: string;
  versionId: string;
  status: VersionStatus;
  sha256: string | null;
}

/** An applicable requirement with the vendor's answer. */
export class AnswerView {
  requirementId: string;
  chapterId: string;
  key: string;
  number: string;
  obligation: 'must' | 'may';
  naPolicy: 'forbidden' | 'allowed' | 'allowed_with_reason';
  claim: Claim | null;
  reason: string | null;
  text: string;
  /** To send back with a save. */
  version: number;
  evidence: AttachedView[];
}

/** An answer as the API shows it. */
export function showAnswer(answer: DossierAnswer): AnswerView {
  const { requirementId, chapterId, key, number, obligation, naPolicy, claim, reason, text, version } = answer;
  const evidence = answer.evidence.map((one) => ({
    expectedEvidenceId: one.expectedEvidenceId,
    itemId: one.itemId,
    versionId: one.versionId,
    status: one.status,
    sha256: one.sha256,
  }));
  return { requirementId, chapterId, key, number, obligation, naPolicy, claim, reason, text, version, evidence };
}

/** What a requirement expects. */
export class ExpectedView {
  id: string;
  key: string;
  label: OperatorText;
  kinds: string[];
  referenceKind: string | null;
}

/** One requirement of a file in full. */
export class RequirementView extends AnswerView {
  statement: OperatorText;
  expected: ExpectedView[];
}

/** What a save answers: the new version and its instant. */
export class SavedView {
  version: number;
  savedAt: Date;
}

/** What a submission answers. */
export class SubmittedView {
  round: number;
  submittedAt: Date;
  answersHash: string;
  /** The status of the candidature: `complete` when it was the last chapter. */
  status: CandidatureStatus;
}

/** A message of a thread. */
export class MessageView {
  id: string;
  channel: 'vendor' | 'internal';
  side: 'vendor' | 'agency';
  author: string | null;
  requirementId: string | null;
  body: string;
  at: Date;
}

/** A message as the API shows it. */
export const showMessage = ({ id, channel, authorSide, author, requirementId, body, at }: ShownMessage): MessageView => ({
  id,
  channel,
  side: authorSide,
  author,
  requirementId,
  body,
  at,
});

/** The document of a receipt. */
export class ReceiptPdfView {
  href: string;
  /** Bytes. */
  size: number;
  /** Hexadecimal, of the PDF. */
  sha256: string;
}

/** A receipt in a list. */
export class ReceiptLineView {
  id: string;
  number: string;
  /** Hexadecimal, of the RFC 8785 text of its content. */
  sha256: string;
  at: Date;
  /** Null while it is being drawn. */
  pdf: ReceiptPdfView | null;
}

/** A receipt in a list, and where its document is read. */
export function showReceipt({ receipt, document }: ReceiptWithDocument): ReceiptLineView {
  const { id, candidatureId, number, sha256, at } = receipt;
  const href = `/api/v1/candidatures/${candidatureId}/receipts/${id}/pdf`;
  return { id, number, sha256, at, pdf: document && { href, size: document.size, sha256: document.sha256 } };
}
