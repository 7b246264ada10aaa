import { CallQueries, type Milestone } from '#calls';
import type { Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import type { Admission } from './candidature.entity.js';
import { CandidatureQueries, type CandidatureSummary } from './candidature.queries.js';
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
  ) {}

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
