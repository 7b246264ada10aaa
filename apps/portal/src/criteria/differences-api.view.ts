import type { ChangeKind, WordedChange } from '#criteria';

/** One of the two versions compared. */
export class ComparedVersionView {
  package: string;
  version: string;
  requirements: number;
  /** `sha256:` of the RFC 8785 text of the content. */
  hash: string;
}

/** What became of each requirement between two versions: what `./guichet criteria diff --json` prints. */
export class DifferenceView {
  from: ComparedVersionView;
  to: ComparedVersionView;
  /** Share of the texts found again that kept their key, in thousandths. */
  keysKept: number;
  /** How many requirements by kind: unchanged, reworded, strengthened, relaxed, split, merged, moved, renumbered, new, dropped. */
  counts: Readonly<Record<ChangeKind, number>>;
  /** In the order of the newer version, then what was dropped; each with its kind, why it is linked, how sure, and its words. */
  changes: readonly WordedChange[];
}
