import { createHash } from 'node:crypto';
import { canonical, sha256 } from '#platform';

/** What is sealed of an event: every column of its row. */
export interface SealedEvent {
  readonly id: string;
  readonly name: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly organisationId: string | null;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly at: Date;
  readonly requestId: string;
  readonly audience: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the first link of the chain holds in place of the link before it. */
export const chainStart = '0'.repeat(64);

/** SHA-256 (hexadecimal) of the RFC 8785 bytes of an event's row. */
export function eventHash(event: SealedEvent): string {
  const { id, name, subjectType, subjectId, organisationId, actorKind, actorId, at, requestId, audience, data } = event;
  return sha256(
    canonical({
      id,
      name,
      subject: { type: subjectType, id: subjectId },
      organisation: organisationId,
      actor: { kind: actorKind, id: actorId },
      at: at.toISOString(),
      request: requestId,
      audience,
      data,
    }),
  );
}

/** One link of the chain: SHA-256 (hexadecimal) over its position, the link before it and the event it holds. */
export function chainHash(link: { readonly position: number; readonly previous: string; readonly event: string }): string {
  return sha256(canonical(link));
}

const hash = (...parts: readonly Uint8Array[]): Buffer => {
  const state = createHash('sha256');
  for (const part of parts) state.update(part);
  return state.digest();
};
const leafPrefix = Uint8Array.of(0x00);
const nodePrefix = Uint8Array.of(0x01);

/** RFC 9162, 2.1.1: hash of a leaf. */
export const leafHash = (entry: Uint8Array): Buffer => hash(leafPrefix, entry);

const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => hash(nodePrefix, left, right);

/** The leaf of a sealed event: its hash is the entry. */
export const leafOf = (eventHashHex: string): Buffer => leafHash(Buffer.from(eventHashHex, 'hex'));

/** A Merkle tree that grows: the roots of its full subtrees, largest first. Its size in memory is the logarithm of the journal's. */
export class MerkleFrontier {
  private readonly peaks: { hash: Buffer; leaves: number }[] = [];

  /** Number of leaves so far. */
  get size(): number {
    return this.peaks.reduce((sum, { leaves }) => sum + leaves, 0);
  }

  /** Appends a leaf hash. */
  push(leaf: Buffer): void {
    let peak = { hash: leaf, leaves: 1 };
    for (let last = this.peaks.at(-1); last?.leaves === peak.leaves; last = this.peaks.at(-1)) {
      this.peaks.pop();
      peak = { hash: nodeHash(last.hash, peak.hash), leaves: 2 * peak.leaves };
    }
    this.peaks.push(peak);
  }

  /** RFC 9162, 2.1.1: the Merkle Tree Hash of the leaves so far, in hexadecimal. */
  root(): string {
    const smallestFirst = this.peaks.map(({ hash: peak }) => peak).reverse();
    if (smallestFirst.length === 0) return sha256('');
    return smallestFirst.reduce((right, left) => nodeHash(left, right)).toString('hex');
  }
}

/** RFC 9162, 2.1.1: the Merkle Tree Hash of a list of leaf hashes. */
export function merkleRoot(leaves: readonly Buffer[]): string {
  const tree = new MerkleFrontier();
  for (const leaf of leaves) tree.push(leaf);
  return tree.root();
}

/**
 * RFC 9162, 2.1.3.1: the hashes that lead from a leaf to the root, nearest first, in hexadecimal.
 * @param index position of the leaf, from 0.
 */
export function inclusionPath(leaves: readonly Buffer[], index: number): string[] {
  if (index < 0 || index >= leaves.length) throw new RangeError('This leaf is not in the tree');
  if (leaves.length === 1) return [];
  const split = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split ? [...inclusionPath(left, index), merkleRoot(right)] : [...inclusionPath(right, index - split), merkleRoot(left)];
}

function largestPowerBelow(size: number): number {
  let power = 1;
  while (2 * power < size) power *= 2;
  return power;
}

/** What ties one event to a published root: anyone can check it with SHA-256 alone. */
export interface InclusionProof {
  /** Hash of the event, in hexadecimal. */
  readonly eventHash: string;
  /** Position of its leaf, from 0. */
  readonly index: number;
  readonly treeSize: number;
  readonly path: readonly string[];
  /** Merkle root the path leads to, in hexadecimal. */
  readonly root: string;
}

/** RFC 9162, 2.1.3.2: whether the proof leads to its root. */
export function provesInclusion({ eventHash: event, index, treeSize, path, root }: InclusionProof): boolean {
  if (index < 0 || index >= treeSize) return false;
  let [first, last] = [index, treeSize - 1];
  let found = leafOf(event);
  for (const step of path) {
    if (last === 0) return false;
    const sibling = Buffer.from(step, 'hex');
    if (first % 2 === 1 || first === last) {
      found = nodeHash(sibling, found);
      while (first % 2 === 0 && first !== 0) [first, last] = [half(first), half(last)];
    } else {
      found = nodeHash(found, sibling);
    }
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && found.toString('hex') === root;
}

const half = (value: number): number => Math.floor(value / 2);
