import { certificateHtml, CertificatesService, RegisterQueries } from '#decisions';
import { documentFonts, PdfPool } from '#platform';
import { job } from '../job.js';
import { SigningKeyHolder } from '../signing-key.js';

/**
 * Draws and signs a granted certificate, outside any transaction, then keeps both at once. Killed anywhere, it is run again: the document
 * depends on the certificate alone, and the first one kept stays.
 */
export const issueCertificate = job('certificate.issue', {
  queue: 'documents',
  attempts: 10,
  backoff: 1_000,
  needs: { certificates: CertificatesService, register: RegisterQueries, keys: SigningKeyHolder, pdf: PdfPool },
  run: async ({ certificates, register, keys, pdf }, work) => {
    const { certificate, isIssued } = await work.read((ctx) => register.certificate(ctx, work.event.subjectId));
    if (isIssued) return work.finish(() => Promise.resolve());
    const { bytes, chromium } = await pdf.render(certificateHtml(certificate.facts, certificate.issuer), certificate.validFrom);
    const drawn = { pdf: bytes, chromium, fonts: documentFonts() };
    await work.finish((ctx) => certificates.issue(ctx, certificate.id, drawn, keys.key));
  },
});
