import type { EvidenceVersion, Finding, ItemKind, ItemWithVersions, VersionStatus } from '#evidence';

/** One version, as the API shows it. */
export class VersionView {
  id: string;
  number: number;
  status: VersionStatus;
  fileName: string | null;
  /** Bytes. */
  size: number | null;
  /** Lower-case hexadecimal. */
  sha256: string | null;
  mediaType: string | null;
  /** Value found in another system, for a reference. */
  reference: string | null;
  /** Day the document bears. */
  effectiveOn: string | null;
  /** Instant the last byte was stored. */
  receivedAt: Date | null;
  /** What a reviewer would send back: rule and place only. */
  findings: Finding[];
}

/** One item with its versions, the newest first. */
export class ItemView {
  id: string;
  kind: ItemKind;
  title: string;
  declaredFictitious: boolean;
  createdAt: Date;
  versions: VersionView[];
}

/** A version without what is the portal's own (where it is stored, who examined it). */
export function showVersion(version: EvidenceVersion): VersionView {
  const { id, number, status, effectiveOn } = version;
  return {
    id,
    number,
    status,
    effectiveOn: effectiveOn ?? null,
    fileName: version.fileName ?? null,
    size: version.size ?? null,
    sha256: version.sha256 ?? null,
    mediaType: version.mediaType ?? null,
    reference: version.reference?.value ?? null,
    receivedAt: version.receivedAt ?? null,
    findings: [...(version.scan?.findings ?? [])],
  };
}

/** An item and its versions. */
export function showItem({ item, versions }: ItemWithVersions): ItemView {
  const { id, kind, title, declaredFictitious, createdAt } = item;
  return { id, kind, title, declaredFictitious, createdAt, versions: versions.map(showVersion) };
}
