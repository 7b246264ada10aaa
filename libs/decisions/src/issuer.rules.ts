/** First context of every credential (W3C Verifiable Credentials Data Model 2.0, 4.3). */
export const credentialContext = 'https://www.w3.org/ns/credentials/v2';

/** Who issues. */
export interface Issuer {
  /** Address of the portal, without a final slash; the keys are at `/.well-known/jwks.json` under it. */
  readonly url: string;
  readonly name: string;
  /** True for the invented agency: everything it issues says that it is worth nothing. */
  readonly demonstration: boolean;
}

/** The warning printed and signed on everything the invented agency issues. */
export const demonstrationWarning = 'démonstration – sans valeur';

/** Address where anyone checks a certificate. */
export function verificationUrl(issuer: Issuer, number: string): string {
  return `${issuer.url}/verifier/${encodeURIComponent(number)}`;
}
