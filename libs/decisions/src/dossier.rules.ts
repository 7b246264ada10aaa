import { originText, type AcquiredPath } from '#candidatures';
import type { KeptScore } from '#criteria';
import type { EvidenceReference } from '#evidence';
import { canonical, sha256 } from '#platform';
import type { Outcome } from '#review';
import type { Ground, RequiredApproval } from './decision.rules.js';

/** One piece of evidence as it was judged: a file by its hash, a reference by its value. */
export interface DossierEvidence {
  readonly itemId: string;
  readonly versionId: string;
  readonly number: number;
  readonly sha256: string | null;
  readonly reference: EvidenceReference | null;
}

/** One requirement with what was claimed, shown and found. */
export interface DossierEntry {
  readonly packageCode: string;
  readonly requirementKey: string;
  readonly number: string;
  readonly obligation: 'must' | 'may';
  readonly claim: 'conform' | 'not_applicable' | null;
  readonly reason: string | null;
  /** SHA-256 of the answer's text. */
  readonly textSha256: string;
  readonly evidence: readonly DossierEvidence[];
  readonly verdict: {
    readonly id: string;
    readonly outcome: Outcome;
    readonly reason: string | null;
    readonly at: string;
    readonly evidenceVersionIds: readonly string[];
  } | null;
  /** A conform result acquired by equivalence, counted where no verdict exists; left out when there is none. */
  readonly acquired?: AcquiredEntry;
}

/** A result acquired by equivalence, as a decision keeps it: its origins, and the links that led from them. */
export interface AcquiredEntry {
  readonly id: string;
  readonly at: string;
  readonly path: AcquiredPath;
}

/** A score declared by a package, with the algorithm and version that gave it. */
export interface DossierScore extends KeptScore {
  readonly packageCode: string;
}

/** Everything a decision is taken on, in printed order, without a person's name: hashed, then kept whole. */
export interface Dossier {
  readonly format: 1;
  readonly candidature: string;
  readonly call: string;
  readonly product: {
    readonly name: string;
    readonly version: string;
    readonly technicalNumber: string | null;
    readonly softwareType: string;
  };
  readonly organisation: { readonly name: string; readonly siren: string | null; readonly country: string };
  readonly packages: readonly { readonly code: string; readonly version: string; readonly contentHash: string }[];
  readonly profile: readonly { readonly key: string; readonly answer: boolean }[];
  readonly approvals: readonly RequiredApproval[];
  readonly entries: readonly DossierEntry[];
  /** Left out when no package declares a score. */
  readonly scores?: readonly DossierScore[];
}

/** `sha256:` of a dossier (RFC 8785): the same file gives the same hash on any machine. */
export function dossierHash(dossier: Dossier): string {
  return `sha256:${sha256(canonical(dossier))}`;
}

/** What counts of an entry: its verdict, else the result acquired by equivalence, which is always conform. */
export function resultOf({ verdict, acquired }: Pick<DossierEntry, 'verdict' | 'acquired'>): Outcome | null {
  return verdict?.outcome ?? (acquired === undefined ? null : 'conform');
}

/** The verdicts a decision rests on. */
export function groundsOf(dossier: Dossier): Ground[] {
  return dossier.entries.map((entry) => {
    const { packageCode, requirementKey, number, obligation, verdict, acquired } = entry;
    const stands = verdict === null && acquired !== undefined;
    return {
      ...{ packageCode, requirementKey, number, obligation, verdict: resultOf(entry), reason: verdict?.reason ?? null },
      ...(stands && { acquired: { from: acquired.path.origins.map(originText), at: acquired.at } }),
    };
  });
}
