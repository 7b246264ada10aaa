export * from './answer.entity.js';
export * from './candidature.entity.js';
export * from './candidature.lifecycle.js';

import { Answer, AnswerEvidence, AnswerRevision, Chapter, ChapterSubmission } from './answer.entity.js';
import { Admission, Candidature, CandidaturePackage, ProfileAnswer, Receipt, ThreadMessage } from './candidature.entity.js';

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
  ThreadMessage,
];
