import type { AcquiredOrigin, AcquiredPath, LapseReason } from '#candidatures';
import { requirementNode, transferred, type Result, type Transferred, type TransferMapping } from '#criteria';
import { standingStatuses, type CertificateStatus } from './certificate.lifecycle.js';
import type { Dossier } from './dossier.rules.js';

/** A decision in force on the product, with its certificate and what was judged. */
export interface CertifiedDossier {
  readonly certificateId: string;
  readonly certificate: string;
  readonly decisionId: string;
  readonly decision: string;
  readonly decidedAt: Date;
  readonly packages: Dossier['packages'];
  readonly entries: Dossier['entries'];
}

/** What is known now of everything a live result rests on. */
export interface OriginsNow {
  readonly mappings: readonly { readonly id: string; readonly isInForce: boolean; readonly content: TransferMapping['content'] }[];
  readonly certificates: readonly { readonly id: string; readonly status: CertificateStatus | null }[];
  /** Whether each decision is still the last word on its file. */
  readonly decisions: readonly { readonly id: string; readonly isLast: boolean; readonly dossier: CertifiedDossier }[];
  /** Verdicts of the path that another one superseded. */
  readonly superseded: readonly string[];
}

/** The results that decisions in force give, by requirement, and where each conform one comes from. */
function knownFrom(dossiers: readonly CertifiedDossier[]): { results: Map<string, Result[]>; origins: Map<string, AcquiredOrigin> } {
  const [results, origins] = [new Map<string, Result[]>(), new Map<string, AcquiredOrigin>()];
  for (const { packages, entries, decidedAt, ...ids } of dossiers) {
    const versionOf = new Map(packages.map(({ code, version }) => [code, version]));
    for (const { packageCode, requirementKey: key, number, verdict } of entries) {
      const version = versionOf.get(packageCode);
      // only what a person judged is an origin: an acquired result is not acquired again from itself
      if (version === undefined || verdict === null) continue;
      const node = requirementNode({ package: packageCode, version }, key);
      results.set(node, [...(results.get(node) ?? []), verdict.outcome]);
      if (verdict.outcome !== 'conform' || origins.has(node)) continue;
      origins.set(node, { package: packageCode, version, key, number, ...ids, verdictId: verdict.id, decidedAt: decidedAt.toISOString() });
    }
  }
  return { results, origins };
}

/** Every requirement that a conform result of these decisions reaches through these mappings, with its path; the oldest decision first. */
export function acquirable(dossiers: readonly CertifiedDossier[], mappings: readonly TransferMapping[]): Map<string, AcquiredPath> {
  const { results, origins } = knownFrom(dossiers);
  return new Map(
    [...transferred(mappings, results)].flatMap(([node, found]): [string, AcquiredPath][] => {
      const path = pathOf(found, origins);
      return path === null ? [] : [[node, path]];
    }),
  );
}

/** Why a live result no longer holds on `target`, or null when the same computation, made again from the same inputs, still gives it. */
export function lapseOf(target: string, path: AcquiredPath, now: OriginsNow): LapseReason | null {
  if (now.mappings.some(({ isInForce }) => !isInForce)) return 'mapping_withdrawn';
  const standing: readonly (CertificateStatus | null)[] = standingStatuses;
  const fallen = now.certificates.find(({ status }) => !standing.includes(status));
  if (fallen !== undefined) return certificateReason(fallen.status);
  if (now.decisions.some(({ isLast }) => !isLast) || now.superseded.length > 0) return 'verdict_superseded';
  const again = acquirable(
    now.decisions.map(({ dossier }) => dossier),
    now.mappings,
  ).get(target);
  const isSame =
    again !== undefined && path.origins.every(({ verdictId }) => again.origins.some((origin) => origin.verdictId === verdictId));
  return isSame ? null : 'not_reproduced';
}

function pathOf({ relation, origins, steps }: Transferred, known: ReadonlyMap<string, AcquiredOrigin>): AcquiredPath | null {
  const found = origins.flatMap((node) => known.get(node) ?? []);
  if (found.length !== origins.length || (relation !== 'equal' && relation !== 'superset')) return null;
  return { relation, origins: found, steps };
}

function certificateReason(status: CertificateStatus | null): LapseReason {
  if (status === 'withdrawn') return 'certificate_withdrawn';
  if (status === 'expired') return 'certificate_expired';
  return status === 'replaced' ? 'certificate_replaced' : 'certificate_suspended';
}
