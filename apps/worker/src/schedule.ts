import type { TaskDefinition } from './job.js';
import { followConsultations } from './jobs/consultation.job.js';
import { expireCandidatures } from './jobs/expire-candidatures.job.js';
import { expireCertificates } from './jobs/expire-certificates.job.js';
import { abandonStaleUploads } from './jobs/discard-upload.job.js';
import { lapseRounds } from './jobs/lapse-rounds.job.js';
import { publishRoot } from './jobs/publish-root.job.js';
import { renewStatusLists } from './jobs/publish-status-lists.job.js';
import { publishMetrics } from './jobs/publish-metrics.job.js';
import { succeedPackages } from './jobs/succeed-packages.job.js';
import { sweepAccounts } from './jobs/sweep-accounts.job.js';

/** Timed work: one line each. Each looks for what is due at the clock of the portal, so moving the clock is enough. */
export const schedule: readonly TaskDefinition[] = [
  publishRoot,
  renewStatusLists,
  expireCandidatures,
  expireCertificates,
  lapseRounds,
  succeedPackages,
  abandonStaleUploads,
  sweepAccounts,
  followConsultations,
  publishMetrics,
];
