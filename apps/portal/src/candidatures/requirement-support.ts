import { Injectable } from '@nestjs/common';
import type { RequirementOfFile, ShownExpected } from '#candidatures';
import { EvidenceQueries } from '#evidence';
import type { Ctx } from '#platform';
import { AcquiredPanel } from './acquired-panel.js';

/** What supports the answer to a requirement: the pieces attached, those of the library, and a result acquired by equivalence. */
@Injectable()
export class RequirementSupport {
  constructor(
    private readonly evidence: EvidenceQueries,
    private readonly acquired: AcquiredPanel,
  ) {}

  /** Versions of the pieces attached, and everything that could be attached. */
  async pieces(ctx: Ctx, expected: readonly ShownExpected[]) {
    const attached = expected.flatMap(({ pieces }) => pieces.map(({ versionId }) => versionId));
    return { versions: await this.evidence.versions(ctx, attached), library: await this.evidence.list(ctx, { limit: 200 }) };
  }

  /** The panel of the result acquired, or to be; null when there is none. */
  acquiredBy(ctx: Ctx, id: string, requirement: RequirementOfFile, isOpen: boolean): Promise<object | null> {
    return this.acquired.ofVendor(ctx, id, requirement, isOpen);
  }
}
