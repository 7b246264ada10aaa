import type { CertificateStatus } from '#decisions';

/** One product of the public list. */
export class SolutionSummary {
  /** Short name, as in the address of its page. */
  slug: string;
  name: string;
  vendor: string;
  /** Code of the type of software. */
  softwareType: string;
  /** Product identifier given by the CNDA. */
  nil: string | null;
  /** Codes of the lanes and waves of its calls. */
  lanes: string[];
  waves: string[];
  /** Status of the certificate that speaks for the product. */
  status: CertificateStatus;
  /** Its number, the exact version it covers, and its fingerprint (`sha256:`). */
  certificate: string;
  version: string;
  fingerprint: string;
  decidedAt: Date;
  validUntil: Date;
  /** Whether a certificate in force opens a right to funding. */
  financeable: boolean;
  /** Address of its page. */
  url: string;
}

/** How many products a value of a facet would leave. */
export class FacetValue {
  facet: string;
  value: string;
  count: number;
}

/** A page of the list. */
export class SolutionPage {
  items: SolutionSummary[];
  /** Products that answer the search, and in the whole catalogue. */
  total: number;
  all: number;
  facets: FacetValue[];
  /** To give back as `after`; null on the last page. */
  next: string | null;
}

/** Verdicts of one chapter, counted. */
export class ChapterCounts {
  package: string;
  version: string;
  section: string;
  total: number;
  mandatory: number;
  conform: number;
  minor: number;
  major: number;
  not_applicable: number;
}

/** One certificate of a product. */
export class SolutionCertificate {
  number: string;
  status: CertificateStatus;
  statusSince: string;
  /** Code of the ground of the last act. */
  ground: string;
  version: string;
  technicalNumber: string | null;
  /** Whether the vendor has declared this version obsolete. */
  isObsolete: boolean;
  organisation: string;
  siren: string | null;
  /** Codes of the procedure and of the call. */
  procedure: string;
  call: string;
  lane: string | null;
  wave: string | null;
  /** Criteria packages applied, as `CODE version`. */
  scope: string[];
  decisionNumber: string;
  decidedAt: string;
  validFrom: string;
  validUntil: string;
  fingerprint: string;
  /** SHA-256 of the PDF; null while it is being made. */
  pdfSha256: string | null;
  financeable: boolean;
  isDemonstration: boolean;
  chapters: ChapterCounts[];
  /** Address where anyone checks it. */
  verifyUrl: string;
}

/** One act of the register. */
export class RegisterActLine {
  certificate: string;
  act: string;
  status: CertificateStatus;
  decidedAt: Date;
  effectiveFrom: Date;
  ground: string;
}

/** A product with its certificates and history. */
export class SolutionSheetAnswer extends SolutionSummary {
  /** The one that speaks for the product first. */
  certificates: SolutionCertificate[];
  /** The newest act first. */
  history: RegisterActLine[];
}

/** One published figure. */
export class FigureAnswer {
  metric: string;
  /** `all`, or what the figure is cut to. */
  scope: string;
  asOf: Date;
  /** Null when masked. */
  value: number | null;
  isMasked: boolean;
  /** In French and English. */
  source: object;
  definition: object;
}

/** Published figures. */
export class FiguresAnswer {
  items: FigureAnswer[];
}

/** The instant a reading was published. */
export class ReadingAnswer {
  asOf: Date;
}
