import { canonical, sha256 } from '#platform';

/** One criteria package a certificate rests on. */
export interface ScopeEntry {
  readonly code: string;
  readonly version: string;
  /** Hash of the frozen content, `sha256:` and 64 hexadecimal digits. */
  readonly contentHash: string;
}

/** Everything a certificate states; the PDF, the credential and the register say the same because they read the same. */
export interface CertificateFacts {
  readonly number: string;
  readonly product: {
    readonly name: string;
    readonly version: string;
    readonly technicalNumber: string | null;
    readonly softwareType: string;
  };
  readonly organisation: { readonly name: string; readonly siren: string | null; readonly country: string };
  readonly scope: readonly ScopeEntry[];
  readonly decision: {
    readonly number: string;
    readonly outcome: 'referenced' | 'referenced_under_reservation';
    readonly decidedAt: string;
    readonly signatory: { readonly name: string; readonly capacity: string };
    /** `sha256:` of the canonical dossier the decision was taken on. */
    readonly dossierHash: string;
  };
  /** Instants, ISO 8601 in UTC. */
  readonly validFrom: string;
  readonly validUntil: string;
}

/** Fingerprint of a certificate: `sha256:` of its facts (RFC 8785). It draws the rosette, and the PDF can print it, unlike its own hash. */
export function fingerprint(facts: CertificateFacts): string {
  return `sha256:${sha256(canonical(facts))}`;
}

/** A hash as people compare it: the first twelve and the last four digits, by four. */
export function shortHash(hash: string): string {
  const digits = hash.replace(/^sha256:/, '');
  return `${digits.slice(0, 4)} ${digits.slice(4, 8)} ${digits.slice(8, 12)} … ${digits.slice(-4)}`;
}

/** A hash in full, by groups of eight digits. */
export function longHash(hash: string): string {
  return (hash.replace(/^sha256:/, '').match(/.{1,8}/g) ?? []).join(' ');
}
