import { type Jwks, type Jws, type Params, readJws, sha256, type Text, verifyJws } from '#platform';
import { certificateType, type CertificateCredential, tokensOf } from './credential.rules.js';
import { credentialContext } from './issuer.rules.js';
import { readStatuses, type StatusReading } from './status-reading.rules.js';
import { verificationMessages, type VerificationCode } from './verification.messages.js';

/** The answers a check may give, the worst first. Only `authentic` is valid. */
export const verificationOutcomes = [
  'unproven',
  'altered',
  'wrong_key',
  'withdrawn',
  'suspended',
  'not_yet_valid',
  'expired',
  'authentic',
] as const;
export type VerificationOutcome = (typeof verificationOutcomes)[number];

/** What is checked: files as read, nothing is fetched. */
export interface VerificationInput {
  /** The credential: JSON file or bare token. */
  readonly credential: string | Uint8Array;
  readonly pdf?: Uint8Array;
  /** Saved status lists, each one list or both. */
  readonly status?: readonly (string | Uint8Array)[];
  /** The issuer's published keys: the only ground of trust. */
  readonly jwks: Jwks;
  /** The instant of the check. */
  readonly at: Date;
}

/** One sentence of the answer. */
export interface VerificationReason {
  readonly code: VerificationCode;
  readonly text: Text;
  readonly params: Params;
}

/** The answer: one outcome, and why. */
export interface Verification {
  readonly outcome: VerificationOutcome;
  /** True when authentic, in force at the instant, and nothing known against it. */
  readonly valid: boolean;
  readonly label: Text;
  readonly reasons: readonly VerificationReason[];
  readonly status: { readonly checked: boolean; readonly publishedAt: string | null };
  readonly pdf: 'matches' | 'differs' | 'not_checked';
  /** What the credential states, once its signature holds. */
  readonly certificate: CertificateCredential | null;
}

const nothingChecked = { status: { checked: false, publishedAt: null }, pdf: 'not_checked', certificate: null } as const;

/** Checks a credential offline and purely: same files, keys and instant, same answer. */
export function verifyCredential(input: VerificationInput): Verification {
  if (isPdf(input.credential)) return answer('unproven', [reason('pdf.alone')], nothingChecked);
  const tokens = tokensOf(asText(input.credential));
  const jws = tokens?.length === 1 ? readJws(tokens[0]) : null;
  if (jws === null) return answer('altered', [reason('file.not-exact')], nothingChecked);
  const key = input.jwks.keys.find(({ kid }) => kid === jws.header['kid']);
  if (key === undefined) return answer('wrong_key', [reason('key.unknown')], nothingChecked);
  if (!verifyJws(jws, key)) return answer('altered', [reason('signature.broken')], nothingChecked);
  const certificate = certificateOf(jws);
  if (certificate === null) return answer('unproven', [reason('content.other')], nothingChecked);
  return judge(certificate, input);
}

function judge(certificate: CertificateCredential, input: VerificationInput): Verification {
  const pdf = pdfFinding(certificate, input.pdf);
  const validity = validityFinding(certificate, input.at);
  const status = statusFinding(certificate, readStatuses(certificate, input));
  const findings = [status, validity, pdf.outcome === 'altered' ? pdf : null].filter((finding) => finding !== null);
  const outcome = verificationOutcomes.find((one) => findings.some((finding) => finding.outcome === one)) ?? 'authentic';
  const reasons = [
    reason('signature.holds', { issuer: certificate.issuer.name }),
    pdf.reason,
    validity.reason,
    ...status.reasons,
    ...('demonstration' in certificate.credentialSubject ? [reason('demonstration.warning')] : []),
  ];
  return answer(outcome, reasons, { status: status.facts, pdf: pdf.state, certificate });
}

function pdfFinding(certificate: CertificateCredential, pdf: Uint8Array | undefined) {
  if (pdf === undefined) return { outcome: 'authentic', state: 'not_checked', reason: reason('pdf.not-given') } as const;
  return sha256(pdf) === certificate.credentialSubject.pdfSha256
    ? ({ outcome: 'authentic', state: 'matches', reason: reason('pdf.matches') } as const)
    : ({ outcome: 'altered', state: 'differs', reason: reason('pdf.differs') } as const);
}

function validityFinding({ validFrom, validUntil }: CertificateCredential, at: Date) {
  const params = { from: day(validFrom), until: day(validUntil) };
  if (at.getTime() < Date.parse(validFrom)) return { outcome: 'not_yet_valid', reason: reason('validity.early', params) } as const;
  if (at.getTime() >= Date.parse(validUntil)) return { outcome: 'expired', reason: reason('validity.expired', params) } as const;
  return { outcome: 'authentic', reason: reason('validity.current', params) } as const;
}

interface StatusFinding {
  readonly outcome: VerificationOutcome;
  readonly reasons: readonly VerificationReason[];
  readonly facts: Verification['status'];
}

function statusFinding(certificate: CertificateCredential, reading: StatusReading): StatusFinding {
  const params = {
    issued: day(certificate.credentialSubject.decision.decidedAt),
    published: reading.publishedAt === null ? '' : day(reading.publishedAt),
    missing: reading.missing.join(', '),
  };
  const facts = { checked: reading.state !== 'not_checked' && reading.state !== 'stale', publishedAt: reading.publishedAt };
  const found = (outcome: VerificationOutcome, ...codes: readonly VerificationCode[]): StatusFinding => ({
    outcome,
    reasons: codes.map((code) => reason(code, params)),
    facts: outcome === 'unproven' ? { ...facts, checked: false } : facts,
  });
  switch (reading.state) {
    case 'unusable':
      return found('unproven', 'status.unusable');
    case 'withdrawn':
      return found('withdrawn', 'status.withdrawn');
    case 'suspended':
      return found('suspended', 'status.suspended');
    case 'stale':
      return found('authentic', 'status.stale');
    case 'not_checked':
      return found('authentic', 'status.not-checked');
    case 'clear':
      return reading.missing.length > 0 ? found('authentic', 'status.clear', 'status.partial') : found('authentic', 'status.clear');
  }
}

function answer(
  outcome: VerificationOutcome,
  reasons: readonly VerificationReason[],
  rest: Pick<Verification, 'status' | 'pdf' | 'certificate'>,
): Verification {
  return { outcome, valid: outcome === 'authentic', label: verificationMessages[`outcome.${outcome}`], reasons, ...rest };
}

function reason(code: VerificationCode, params: Params = {}): VerificationReason {
  return { code, text: verificationMessages[code], params };
}

/** A signature of ours covers only what we wrote; still, another document of ours must not pass for a certificate. */
function certificateOf(jws: Jws): CertificateCredential | null {
  if (jws.header['typ'] !== 'vc+jwt') return null;
  try {
    const value = JSON.parse(jws.payload.toString('utf8')) as CertificateCredential; // its type is checked just below
    return value['@context'][0] === credentialContext && value.type.includes(certificateType) ? value : null;
  } catch {
    return null;
  }
}

/** True for the bytes of a PDF. */
export function isPdf(file: string | Uint8Array): boolean {
  return asText(typeof file === 'string' ? file.slice(0, 5) : file.subarray(0, 5)) === '%PDF-';
}

function asText(file: string | Uint8Array): string {
  return typeof file === 'string' ? file : Buffer.from(file).toString('utf8');
}

const days = { fr: dayFormat('fr-FR'), en: dayFormat('en-GB') };

function dayFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Paris' });
}

/** An instant as a day of Paris, in both languages; made once, since a check costs little more than its signature. */
function day(instant: string): Text {
  const moment = new Date(instant);
  return { fr: days.fr.format(moment).replace(/^1 /, '1er '), en: days.en.format(moment) };
}
