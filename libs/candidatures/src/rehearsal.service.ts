import { record } from '#audit';
import { authorize, newId, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { candidatureEvents } from './candidature.events.js';
import { rehearsalPolicy } from './candidature.policy.js';
import { ImpactReport } from './carry-over.entity.js';
import { RehearsalQueries } from './rehearsal.queries.js';

/** Keeps the reports of rehearsals: publishing a version rests on one. */
@Injectable()
export class RehearsalService {
  constructor(private readonly queries: RehearsalQueries) {}

  /** Rehearses a version and keeps the totals, with the hash of the content. @returns the report. */
  async record(ctx: Ctx, versionId: string): Promise<ImpactReport> {
    authorize(ctx.actor, rehearsalPolicy.rehearse, undefined);
    const { contentHash, totals, version } = await this.queries.rehearse(ctx, versionId);
    const report = { id: newId(), packageVersionId: versionId, contentHash, totals, recordedBy: ctx.actor.accountId, at: ctx.now };
    await ctx.tx.insert(ImpactReport, { ...report, totals: { ...totals, from: [...totals.from] } });
    const { candidatures, touched } = totals;
    await record(ctx, candidatureEvents, 'impact_report.record', {
      subject: { type: 'impact_report', id: report.id },
      organisationId: null,
      data: { code: version.content.code, version: version.label, hash: contentHash, candidatures, touched },
    });
    return report;
  }
}
