import { CertificatesService } from '#decisions';
import { task } from '../job.js';

/** Writes the end of every validity that has passed in the register; looks every minute. */
export const expireCertificates = task('certificate.expire', {
  queue: 'documents',
  every: 60_000,
  needs: { certificates: CertificatesService },
  run: ({ certificates }, ctx) => certificates.expireDue(ctx),
});
