import { CallQueries, type Milestone } from '#calls';
import type { Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import type { Admission } from './candidature.entity.js';
import { CandidatureQueries, type CandidatureSummary } from './candidature.queries.js';
import { CarryOverQueries, type MadeMove, type VersionOffer } from './carry-over.queries.js';
import type { Completeness } from './completeness.rules.js';
import { DossierQueries, type ChapterLine } from './dossier.queries.js';

/** Where a candidature stands: its names, what it misses, its chapters, the dates in force, the desk's answers, its rank. */
export interface Overview {
  readonly summary: CandidatureSummary;
  readonly found: Completeness;
  readonly chapters: readonly ChapterLine[];
  readonly dates: readonly Milestone[];
  /** Newest first. */
  readonly admissions: readonly Admission[];
  readonly rank: number | null;
}

/** Reads where a candidature stands. */
@Injectable()
export class OverviewQueries {
  constructor(
    private readonly candidatures: CandidatureQueries,
    private readonly dossiers: DossierQueries,
    private readonly calls: CallQueries,
    private readonly carryOver: CarryOverQueries,
  ) {}

  /** What the call offers a file in place of the versions it answers, and the moves it made. Three statements. */
  async versions(ctx: Ctx, { candidature }: CandidatureSummary): Promise<{ offers: readonly VersionOffer[]; moves: readonly MadeMove[] }> {
    return { offers: await this.carryOver.offered(ctx, candidature), moves: await this.carryOver.moves(ctx, candidature.id) };
  }

  /** Everything the page of a candidature tells, or 404; twelve statements whatever its size. */
  async overview(ctx: Ctx, id: string): Promise<Overview> {
    const summary = await this.candidatures.summary(ctx, id);
    return {
      summary,
      found: await this.dossiers.completeness(ctx, summary.candidature),
      chapters: await this.dossiers.chapters(ctx, id),
      dates: await this.calls.dates(ctx, summary.callId),
      admissions: await this.candidatures.admissions(ctx, id),
      rank: await this.candidatures.rank(ctx, summary),
    };
  }
}
