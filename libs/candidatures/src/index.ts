export * from './acquired-result.entity.js';
export * from './acquired-result.queries.js';
export * from './acquired-result.rules.js';
export * from './acquired-result.service.js';
export * from './admission.service.js';
export * from './answer.entity.js';
export * from './answer.service.js';
export * from './candidature.dto.js';
export * from './candidature.entity.js';
export * from './candidature.events.js';
export * from './candidature.lifecycle.js';
export * from './candidature.messages.js';
export * from './candidature.policy.js';
export * from './candidature.queries.js';
export * from './candidature.service.js';
export * from './candidatures.module.js';
export * from './carry-over.entity.js';
export * from './carry-over.messages.js';
export * from './carry-over.queries.js';
export * from './carry-over.rules.js';
export * from './carry-over.service.js';
export * from './chapter.service.js';
export * from './completeness.rules.js';
export * from './completion.service.js';
export * from './dossier.queries.js';
export * from './evidence-uses.queries.js';
export * from './file.rules.js';
export * from './frozen.rules.js';
export type { AskedQuestion } from './needs.queries.js';
export * from './overview.queries.js';
export * from './profile.service.js';
export * from './progress.rules.js';
export * from './receipt.exporter.js';
export * from './receipt.queries.js';
export * from './receipt.rules.js';
export * from './receipt-document.entity.js';
export * from './receipt-document.service.js';
export * from './receipt-files.adapter.js';
export * from './recusal.entity.js';
export * from './recusal.service.js';
export * from './rehearsal.exporter.js';
export * from './rehearsal.queries.js';
export * from './rehearsal.rules.js';
export * from './rehearsal.service.js';
export * from './requirement.queries.js';
export * from './thread.service.js';

import { AcquiredResult } from './acquired-result.entity.js';
import { Answer, AnswerEvidence, AnswerRevision, Chapter, ChapterSubmission } from './answer.entity.js';
import { Admission, Candidature, CandidaturePackage, ProfileAnswer, Receipt, ThreadMessage } from './candidature.entity.js';
import { AnswerOrigin, ImpactReport, VersionMove } from './carry-over.entity.js';
import { ReceiptDocument } from './receipt-document.entity.js';
import { Recusal } from './recusal.entity.js';

/** Every entity of the room, for the connection. */
export const candidaturesEntities = [
  Candidature,
  CandidaturePackage,
  Admission,
  ProfileAnswer,
  Chapter,
  ChapterSubmission,
  Answer,
  AnswerRevision,
  AnswerEvidence,
  Receipt,
  ReceiptDocument,
  ThreadMessage,
  Recusal,
  VersionMove,
  AnswerOrigin,
  ImpactReport,
  AcquiredResult,
];
