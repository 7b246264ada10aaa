import type { ShownExpected } from '#candidatures';
import type { EvidencePin } from '#review';

/**
 * Pieces and pages as people write them (“P1 p. 12, P2”), found among what the requirement expects.
 * @returns the pins, or null when one names nothing.
 */
export function readPins(typed: string, expected: readonly ShownExpected[]): EvidencePin[] | null {
  const pins: EvidencePin[] = [];
  for (const part of typed
    .split(/[,;]/)
    .map((one) => one.trim())
    .filter(Boolean)) {
    const [, name, page] = /^(\S+)(?:\s+(?:p(?:age|\.)?\s*)?(\d{1,5}))?$/i.exec(part) ?? [];
    const found = expected.find(
      ({ key, number }) => key.toLowerCase() === name?.toLowerCase() || number?.toLowerCase() === name?.toLowerCase(),
    );
    if (name === undefined || !found || found.pieces.length === 0) return null;
    for (const { versionId } of found.pieces) pins.push({ versionId, ...(page !== undefined && { page: Number(page) }) });
  }
  return pins;
}
