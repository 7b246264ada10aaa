import { type Jwks, readJws, verifyJws } from '#platform';
import type { auditMessages } from './audit.messages.js';
import { chainHash, chainStart, eventHash, leafOf, MerkleFrontier, type SealedEvent } from './chain.rules.js';

/** Where the journal does not hold, with the code of its sentence. */
export interface BrokenLink {
  readonly code: keyof typeof auditMessages;
  /** Position of the seal, or size of the root. */
  readonly position: number;
  readonly eventId: string | null;
}

interface SealFacts {
  readonly position: number;
  readonly eventId: string;
  readonly eventHash: string;
  readonly previousHash: string;
  readonly chainHash: string;
}

interface RootFacts {
  readonly day: string;
  readonly size: number;
  readonly merkleRoot: string;
  readonly chainHash: string;
  readonly kid: string;
  readonly token: string;
}

/** Re-checks a journal seal by seal, in order; remembers the first thing that does not hold. */
export class JournalCheck {
  broken: BrokenLink | null = null;
  chainHash = chainStart;
  sealed = 0;
  private readonly tree = new MerkleFrontier();
  private readonly ahead: RootFacts[];

  /** @param roots the published roots, smallest first. */
  constructor(
    roots: readonly RootFacts[],
    private readonly keys: Jwks,
  ) {
    this.ahead = [...roots];
  }

  /** Checks the next seal against its event, the seal before it and the roots published at its position. */
  add(seal: SealFacts, event: SealedEvent | null): void {
    const position = this.sealed + 1;
    const fault = this.fault(seal, event, position);
    if (fault !== null) {
      this.broken ??= { code: fault, position, eventId: fault === 'audit.position-missing' ? null : seal.eventId };
      return;
    }
    this.sealed = position;
    this.chainHash = seal.chainHash;
    this.tree.push(leafOf(seal.eventHash));
    for (let root = this.ahead[0]; root !== undefined && root.size === position; root = this.ahead[0]) {
      this.ahead.shift();
      this.checkRoot(root);
    }
  }

  /** Checks what is left after the last seal: roots beyond it, and events that nobody would ever seal. */
  finish(hiddenEvents: number): void {
    const [beyond] = this.ahead;
    if (beyond !== undefined) this.broken ??= { code: 'audit.truncated', position: beyond.size, eventId: null };
    if (hiddenEvents > 0) this.broken ??= { code: 'audit.unsealed-hidden', position: hiddenEvents, eventId: null };
  }

  /** Merkle root of the seals checked so far. */
  merkleRoot(): string {
    return this.tree.root();
  }

  private fault(seal: SealFacts, event: SealedEvent | null, position: number): BrokenLink['code'] | null {
    if (seal.position !== position) return 'audit.position-missing';
    if (event === null) return 'audit.event-missing';
    if (eventHash(event) !== seal.eventHash) return 'audit.event-changed';
    const isLinked = seal.previousHash === this.chainHash;
    const expected = chainHash({ position, previous: seal.previousHash, event: seal.eventHash });
    return isLinked && seal.chainHash === expected ? null : 'audit.link-changed';
  }

  private checkRoot(root: RootFacts): void {
    const matches = root.merkleRoot === this.tree.root() && root.chainHash === this.chainHash;
    if (!matches) this.broken ??= { code: 'audit.root-differs', position: root.size, eventId: null };
    else if (!isSigned(root, this.keys)) this.broken ??= { code: 'audit.root-signature', position: root.size, eventId: null };
  }
}

/** Whether the token of a root is signed by one of the keys and says the same as the row. */
export function isSigned(root: RootFacts, keys: Jwks): boolean {
  const key = keys.keys.find(({ kid }) => kid === root.kid);
  const jws = readJws(root.token);
  if (key === undefined || jws === null || !verifyJws(jws, key)) return false;
  const said = JSON.parse(jws.payload.toString('utf8')) as Partial<RootFacts>; // signed by us: its members are compared below
  return said.day === root.day && said.size === root.size && said.merkleRoot === root.merkleRoot && said.chainHash === root.chainHash;
}
