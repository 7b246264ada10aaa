import { writeFile } from 'node:fs/promises';
import { verifyCredential } from '#decisions';
import { parseJwks } from '#platform';
import type { StoryCandidature } from './filing.act.js';
import { declare } from './review.act.js';
import { hold, refused, type Stage, waitFor } from './stage.js';

/** The certificate of the story. */
export interface StoryCertificate {
  readonly number: string;
  readonly pdfSha256: string;
}

interface CertificatePage {
  readonly number: string;
  readonly status: string;
  readonly issued: boolean;
  readonly pdfSha256: string | null;
  readonly links: { readonly pdf: string | null; readonly credential: string | null };
}

/** One proposes, another decides; the certificate is drawn, signed, and checked by anyone. */
export async function decide(stage: Stage, candidature: StoryCandidature): Promise<StoryCertificate> {
  stage.begin('decision');
  const path = `/api/v1/candidatures/${candidature.id}`;
  const lead = await stage.theatre.enter('lead');
  await declare(lead, `${path}/review`);
  const proposal = await lead.api<{ id: string; dossierHash: string }>('POST', `${path}/proposal`, { outcome: 'referenced' });
  stage.tell(lead, `proposes to reference; the file is ${proposal.dossierHash}`);
  await refused('deciding on one’s own proposal', 403, () =>
    lead.api('POST', `${path}/decision`, { proposalId: proposal.id, choice: 'confirm' }),
  );

  const decider = await stage.theatre.enter('decider');
  await declare(decider, `${path}/review`);
  const decision = await decider.api<{ number: string; certificate: string | null; dossierHash: string }>('POST', `${path}/decision`, {
    proposalId: proposal.id,
    choice: 'confirm',
  });
  const { certificate } = decision;
  hold(
    certificate !== null && decision.dossierHash === proposal.dossierHash,
    'the decision grants a certificate on the file that was proposed',
  );
  stage.tell(decider, `decides: ${decision.number}, certificate ${certificate}`);
  return checkCertificate(stage, certificate);
}

async function checkCertificate(stage: Stage, number: string): Promise<StoryCertificate> {
  const visitor = stage.theatre.visitor();
  let shown = await visitor.api<CertificatePage>('GET', `/api/v1/certificates/${number}`);
  await waitFor('the certificate is drawn and signed', async () => {
    shown = await visitor.api<CertificatePage>('GET', `/api/v1/certificates/${number}`);
    return shown.issued;
  });
  const pdf = (await visitor.send('GET', shown.links.pdf ?? '')).bytes;
  const credential = (await visitor.send('GET', shown.links.credential ?? '')).bytes;
  const jwksText = (await visitor.send('GET', '/.well-known/jwks.json')).text;
  await waitFor('the status list is published', async () => (await visitor.send('GET', '/status')).status === 200);
  const status = (await visitor.send('GET', '/status')).bytes;
  const files: readonly (readonly [string, Buffer | string])[] = [
    ['certificate.pdf', pdf],
    ['certificate.json', credential],
    ['status-list.json', status],
    ['jwks.json', jwksText],
  ];
  for (const [name, bytes] of files) await writeFile(stage.path(name), bytes);

  const jwks = parseJwks(jwksText);
  hold(jwks !== null, 'the keys are published');
  const at = stage.theatre.now;
  const check = verifyCredential({ credential, pdf, status: [status], jwks, at });
  hold(check.valid, `the certificate is authentic and valid (${JSON.stringify(check).slice(0, 400)})`);
  const altered = Buffer.from(pdf);
  altered[Math.floor(altered.length / 2)] ^= 1;
  hold(!verifyCredential({ credential, pdf: altered, status: [status], jwks, at }).valid, 'one altered byte of the PDF is caught');
  const forged = Buffer.from(credential);
  forged[Math.floor(forged.length / 2)] ^= 1;
  hold(!verifyCredential({ credential: forged, pdf, status: [status], jwks, at }).valid, 'one altered byte of the credential is caught');
  stage.tell('Anyone', `checks ${number}: authentic and valid; one altered byte of the PDF or of the credential is caught`);
  return { number, pdfSha256: shown.pdfSha256 ?? '' };
}
