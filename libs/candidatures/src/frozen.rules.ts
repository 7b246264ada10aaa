import { canonical, sha256 } from '#platform';
import type { Claim } from './answer.entity.js';

/** One answer as it was when its chapter was submitted. */
export interface FrozenAnswer {
  /** Stable key of the requirement. */
  readonly requirement: string;
  readonly claim: Claim | null;
  readonly reason: string | null;
  readonly text: string;
  readonly evidence: readonly FrozenEvidence[];
}

/** One attached piece: what it was expected as, which version, and its hash when it was already known. */
export interface FrozenEvidence {
  readonly expected: string;
  readonly version: string;
  readonly sha256: string | null;
}

/** What a submission freezes. */
export interface FrozenChapter {
  readonly candidature: string;
  /** Content hash of the package version. */
  readonly package: string;
  readonly section: string;
  readonly round: number;
  readonly answers: readonly FrozenAnswer[];
}

/** The hash of a submitted chapter: `sha256:` of its RFC 8785 text. The same answers give the same hash on any machine. */
export function answersHash(chapter: FrozenChapter): string {
  const answers = [...chapter.answers]
    .sort((a, b) => (a.requirement < b.requirement ? -1 : 1))
    .map((answer) => ({ ...answer, evidence: [...answer.evidence].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) }));
  return `sha256:${sha256(canonical({ format: 1, ...chapter, answers }))}`;
}

const keyOf = (evidence: FrozenEvidence): string => `${evidence.expected} ${evidence.version}`;
