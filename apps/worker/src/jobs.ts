import type { JobDefinition } from './job.js';
import { followAcquired } from './jobs/follow-acquired.job.js';
import { followApproval } from './jobs/follow-approval.job.js';
import { discardUpload } from './jobs/discard-upload.job.js';
import { followEvidence } from './jobs/follow-evidence.job.js';
import { beginInspection, compareFingerprints, inspectEvidence } from './jobs/inspect-evidence.job.js';
import { followMove } from './jobs/follow-move.job.js';
import { issueCertificate } from './jobs/issue-certificate.job.js';
import { notifyDecision } from './jobs/notify-decision.job.js';
import { mailInvitation, mailMessage, tellPeople } from './jobs/notify.job.js';
import { mailCommentAnswer, mailCommentConfirmation, tellAuthors } from './jobs/consultation.job.js';
import { projectSolution, rebuildCatalogue } from './jobs/project-solution.job.js';
import { writePackageFiles } from './jobs/write-package-files.job.js';
import { renderReceipt } from './jobs/render-receipt.job.js';
import { publishStatusLists } from './jobs/publish-status-lists.job.js';
import { tellOffer } from './jobs/tell-offer.job.js';

/** Every job: one line each. */
export const jobs = [
  beginInspection,
  inspectEvidence,
  compareFingerprints,
  discardUpload,
  followEvidence,
  followApproval,
  followAcquired,
  followMove,
  renderReceipt,
  issueCertificate,
  notifyDecision,
  publishStatusLists,
  tellOffer,
  tellPeople,
  tellAuthors,
  mailCommentConfirmation,
  mailCommentAnswer,
  mailMessage,
  mailInvitation,
  projectSolution,
  rebuildCatalogue,
  writePackageFiles,
] as const satisfies readonly JobDefinition[];

/** The names a reaction may ask for. */
export type JobName = (typeof jobs)[number]['name'];
