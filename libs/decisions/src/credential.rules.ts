import { canonical, signJws, type SigningKey } from '#platform';
import { type CertificateFacts, fingerprint } from './certificate.rules.js';
import { credentialContext, demonstrationWarning, type Issuer, verificationUrl } from './issuer.rules.js';
import { statusListUrl, statusPlace, statusPurposes, type StatusPurpose } from './status-list.rules.js';

/** Type of our certificates, beside `VerifiableCredential`. */
export const certificateType = 'ReferencingCertificate';

/** One line of `credentialStatus`. */
export interface StatusEntry {
  readonly id: string;
  readonly type: 'BitstringStatusListEntry';
  readonly statusPurpose: StatusPurpose;
  readonly statusListIndex: string;
  readonly statusListCredential: string;
}

/** What a certificate credential says of its subject. */
export interface CertificateSubject extends CertificateFacts {
  readonly id: string;
  readonly type: 'ReferencedSoftware';
  readonly fingerprint: string;
  readonly pdfSha256: string;
  readonly demonstration?: string;
}

/** A certificate as a verifiable credential: this very object is the payload of the signature. */
export interface CertificateCredential {
  readonly '@context': readonly unknown[];
  readonly id: string;
  readonly type: readonly string[];
  readonly name: readonly { readonly '@value': string; readonly '@language': string }[];
  readonly issuer: { readonly id: string; readonly name: string; readonly jwks: string };
  readonly validFrom: string;
  readonly validUntil: string;
  readonly credentialStatus: readonly StatusEntry[];
  readonly credentialSubject: CertificateSubject;
}

/** The credential of a certificate (W3C VCDM 2.0), naming the SHA-256 of its PDF. */
export function certificateCredential(
  facts: CertificateFacts,
  pdfSha256: string,
  statusIndex: number,
  issuer: Issuer,
): CertificateCredential {
  const { list, position } = statusPlace(statusIndex);
  return {
    '@context': [credentialContext, { '@vocab': `${issuer.url}/vocabulaire#` }],
    id: verificationUrl(issuer, facts.number),
    type: ['VerifiableCredential', certificateType],
    name: [
      { '@value': `Certificat de référencement ${facts.number}`, '@language': 'fr' },
      { '@value': `Referencing certificate ${facts.number}`, '@language': 'en' },
    ],
    issuer: { id: issuer.url, name: issuer.name, jwks: `${issuer.url}/.well-known/jwks.json` },
    validFrom: facts.validFrom,
    validUntil: facts.validUntil,
    credentialStatus: statusPurposes.map((statusPurpose) => {
      const statusListCredential = statusListUrl(issuer, statusPurpose, list);
      const entry = { statusPurpose, statusListIndex: String(position), statusListCredential };
      return { id: `${statusListCredential}#${position}`, type: 'BitstringStatusListEntry', ...entry };
    }),
    credentialSubject: {
      id: `${verificationUrl(issuer, facts.number)}#solution`,
      type: 'ReferencedSoftware',
      ...facts,
      fingerprint: fingerprint(facts),
      pdfSha256,
      ...(issuer.demonstration && { demonstration: demonstrationWarning }),
    },
  };
}

/** Signs a certificate as `vc+jwt` (W3C Securing Verifiable Credentials using JOSE and COSE): the payload is the credential. */
export function signCredential(credential: CertificateCredential, key: SigningKey): string {
  return signJws({ typ: 'vc+jwt', cty: 'vc' }, canonical(credential), key);
}

const dataUrl = 'data:application/vc+jwt,';

function enveloped(token: string): Readonly<Record<string, string>> {
  return { '@context': credentialContext, id: dataUrl + token, type: 'EnvelopedVerifiableCredential' };
}

/** A signed credential as a JSON file (W3C VCDM 2.0, 4.13, enveloped). It has one exact form, without a final line end, so that no altered byte passes. */
export function envelope(token: string): string {
  return JSON.stringify(enveloped(token), null, 2);
}

/** Several signed credentials in one JSON file, as a presentation (W3C VCDM 2.0, 4.13): the two status lists together. */
export function presentation(tokens: readonly string[]): string {
  const file = { '@context': [credentialContext], type: ['VerifiablePresentation'], verifiableCredential: tokens.map(enveloped) };
  return JSON.stringify(file, null, 2);
}

/**
 * The signed credentials a file holds: a bare token, our JSON envelope or our presentation, each in its exact form.
 * Blank characters after it are let through. Null when the file is none of these.
 */
export function tokensOf(file: string): readonly string[] | null {
  const text = file.trimEnd();
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return [text];
  const tokens = [...text.matchAll(/"id": "data:application\/vc\+jwt,([\w.-]+)"/g)].map(([, token]) => token);
  if (tokens.length === 1 && envelope(tokens[0]) === text) return tokens;
  return tokens.length > 0 && presentation(tokens) === text ? tokens : null;
}
