import { canonical, sha256 } from '#platform';

/** One file or reference listed by a receipt. */
export interface ReceiptPiece {
  /** Printed numbers of the requirements it serves. */
  readonly requirements: readonly string[];
  readonly title: string;
  readonly fileName: string | null;
  readonly size: number | null;
  readonly version: number;
  /** SHA-256 of the bytes, or of the value of a reference. */
  readonly sha256: string;
  readonly receivedAt: string;
}

/** A requirement held by a result acquired by equivalence, for which nothing was to be sent. */
export interface ReceiptAcquired {
  /** Printed number of the requirement. */
  readonly requirement: string;
  /** Where each origin of the result stands: requirement, package version and certificate. */
  readonly origins: readonly {
    readonly requirement: string;
    readonly package: string;
    readonly version: string;
    readonly certificate: string;
  }[];
  readonly acquiredAt: string;
}

/** What a receipt says; instants are ISO 8601. */
export interface ReceiptContent {
  readonly format: 1;
  readonly number: string;
  readonly candidature: string;
  readonly vendor: string;
  readonly solution: string;
  readonly version: string;
  readonly call: string;
  readonly packages: readonly { readonly code: string; readonly version: string; readonly contentHash: string }[];
  readonly completeAt: string;
  readonly issuedAt: string;
  readonly chapters: readonly {
    readonly section: string;
    readonly round: number;
    readonly submittedAt: string;
    readonly answersHash: string;
  }[];
  readonly pieces: readonly ReceiptPiece[];
  /** Left out when there is none. */
  readonly acquired?: readonly ReceiptAcquired[];
}

/** The SHA-256 of a receipt: of the RFC 8785 text of its content, in hexadecimal. Anyone can compute it again from the content. */
export const receiptHash = (content: ReceiptContent): string => sha256(canonical(content));
