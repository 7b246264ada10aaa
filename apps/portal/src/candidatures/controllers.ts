import { AcquiredPages } from './acquired.pages.js';
import { AdmissionPages, QueuePages } from './admission.pages.js';
import { AttachmentPages } from './attachment.pages.js';
import { AnswerApi, MessagesApi, ProfileApi } from './answers.api.js';
import { AdmissionApi, CandidatureApi, ReceiptApi } from './candidature.api.js';
import { CandidatureActsPages, CandidaturePages, CandidatureRequirementsPages } from './candidature.pages.js';
import { ChapterPages } from './chapter.pages.js';
import { FilePages } from './file.pages.js';
import { AnswerPages } from './answer.pages.js';
import { ReceiptPages } from './receipt.pages.js';
import { RequirementPages } from './requirement.pages.js';
import { VersionsApi } from './versions.api.js';
import { VersionsPages } from './versions.pages.js';
import { VendorEntryPages } from './vendor-entry.pages.js';

/** Candidatures: the vendor’s pages, the admission desk, the API. */
export const candidaturesControllers = [
  VendorEntryPages,
  CandidaturePages,
  CandidatureActsPages,
  CandidatureRequirementsPages,
  ReceiptPages,
  FilePages,
  ChapterPages,
  RequirementPages,
  AcquiredPages,
  VersionsPages,
  VersionsApi,
  AnswerPages,
  AttachmentPages,
  QueuePages,
  AdmissionPages,
  CandidatureApi,
  ReceiptApi,
  AdmissionApi,
  AnswerApi,
  MessagesApi,
  ProfileApi,
];
