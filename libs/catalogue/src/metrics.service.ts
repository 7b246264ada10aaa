import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { record } from '#audit';
import { Call } from '#calls';
import { endedStatuses } from '#candidatures';
import { type RegisterEntry, RegisterQueries } from '#decisions';
import { authorize, type Ctx } from '#platform';
import { Metric } from './catalogue.entity.js';
import { catalogueEvents } from './catalogue.events.js';
import { cataloguePolicy } from './catalogue.policy.js';
import { isStanding } from './catalogue.rules.js';
import { metrics, type MetricName, type Phase } from './metric.messages.js';
import { countBy, maskRow, mayTell, type Measure } from './metric.rules.js';

/** Certificates of one reading: the whole programme holds a few thousand. */
const most = 1_000_000;
const zone = 'Europe/Paris';

/** Reads the figures of the programme and publishes them; what was published is never computed again. */
@Injectable()
export class MetricsService {
  constructor(private readonly register: RegisterQueries) {}

  /** Publishes every figure as it stands now. @returns the instant they are as of. */
  async publish(ctx: Ctx): Promise<Date> {
    authorize(ctx.actor, cataloguePolicy.publishFigures, undefined);
    await ctx.tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('metric', 0))`);
    if (await ctx.tx.existsBy(Metric, { asOf: ctx.now })) return ctx.now; // someone else published them at this very instant
    const measures = [...(await this.ofRegister(ctx)), ...(await ofCandidatures(ctx)), ...(await ofDecisions(ctx)), ...(await delays(ctx))];
    const rows = measures.map(({ metric, scope, value }) => {
      const { source, definition } = metrics[metric];
      return { metric, scope, asOf: ctx.now, value, isMasked: value === null, source, definition };
    });
    await ctx.tx.insert(Metric, rows);
    const data = { asOf: ctx.now.toISOString(), figures: rows.length };
    await record(ctx, catalogueEvents, 'metric.publish', { subject: { type: 'metric', id: data.asOf }, organisationId: null, data });
    return ctx.now;
  }

  /** Publishes them when none is of today, in Paris. @returns the instant, or null when there was nothing to do. */
  async publishDue(ctx: Ctx): Promise<Date | null> {
    const [{ last }] = await ctx.tx.query<[{ last: Date | null }]>('SELECT max(m.as_of) AS last FROM metric m');
    const day = (at: Date): string | null => DateTime.fromJSDate(at, { zone }).toISODate();
    return last !== null && day(last) === day(ctx.now) ? null : this.publish(ctx);
  }

  private async ofRegister(ctx: Ctx): Promise<Measure[]> {
    const entries = await this.register.list(ctx, { limit: most });
    const standing = entries.filter(isStanding);
    const lanes = new Map((await ctx.tx.find(Call, { select: { id: true, lane: true } })).map(({ id, lane }) => [id, lane]));
    const versions = await ctx.tx.query<{ id: string; solution: string }[]>(
      `SELECT v.id, v.solution_id AS solution FROM solution_version v WHERE v.id = ANY ($1)`,
      [standing.map(({ solutionVersionId }) => solutionVersionId)],
    );
    const solutions = new Map(versions.map(({ id, solution }) => [id, solution]));
    const cuts: [string, (entry: RegisterEntry) => string | null][] = [
      ['type', ({ facts }) => facts.product.softwareType],
      ['lane', ({ callId }) => lanes.get(callId) ?? null],
    ];
    return [
      one('certificates.standing', 'all', standing.length),
      one('solutions.standing', 'all', new Set(standing.map(({ solutionVersionId }) => solutions.get(solutionVersionId))).size),
      one('vendors.standing', 'all', new Set(standing.map(({ organisationId }) => organisationId)).size),
      ...cuts.flatMap(([name, cut]) => scoped('certificates.standing', name, countBy(standing, cut))),
      ...scoped(
        'certificates.by-status',
        'status',
        countBy(entries, ({ status }) => status),
      ),
    ];
  }
}

const one = (metric: MetricName, scope: string, value: number | null): Measure => ({ metric, scope, value });
const scoped = (metric: MetricName, name: string, counts: ReadonlyMap<string, number>): Measure[] =>
  [...counts].map(([code, count]) => one(metric, `${name}:${code}`, count));

async function ofCandidatures(ctx: Ctx): Promise<Measure[]> {
  const rows = await ctx.tx.query<{ stage: string; lane: string | null; count: number }[]>(
    `SELECT c.status AS stage, call.lane, count(*)::int AS count FROM candidature c JOIN call ON call.id = c.call_id
      WHERE c.status <> 'draft' GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const over: readonly string[] = [...endedStatuses, 'decided'];
  const running = rows.filter(({ stage }) => !over.includes(stage)).reduce((sum, { count }) => sum + count, 0);
  const stages = [...new Set(rows.map(({ stage }) => stage))];
  const lanes = [...new Set((await ctx.tx.find(Call, { select: { id: true, lane: true } })).map(({ lane }) => lane ?? 'none'))].sort();
  return [
    one('candidatures.running', 'all', running),
    ...stages.flatMap((stage) => {
      const counted = rows.filter((row) => row.stage === stage);
      const total = counted.reduce((sum, { count }) => sum + count, 0);
      const cells = lanes.map((lane) => ({ lane, count: counted.find((row) => (row.lane ?? 'none') === lane)?.count ?? 0 }));
      const byLane = maskRow(cells).map(({ lane, count, isMasked }) =>
        one('candidatures.by-stage', `stage:${stage}/lane:${lane}`, isMasked ? null : count),
      );
      return [one('candidatures.by-stage', `stage:${stage}`, total), ...byLane];
    }),
  ];
}

async function ofDecisions(ctx: Ctx): Promise<Measure[]> {
  const from = DateTime.fromJSDate(ctx.now, { zone }).startOf('month').minus({ months: 11 }).toJSDate();
  const rows = await ctx.tx.query<{ scope: string; count: number }[]>(
    `SELECT 'month:' || to_char(d.decided_at AT TIME ZONE '${zone}', 'YYYY-MM') || '/outcome:' || d.outcome AS scope, count(*)::int AS count
       FROM decision d WHERE d.decided_at >= $1 AND d.decided_at <= $2 GROUP BY 1 ORDER BY 1`,
    [from, ctx.now],
  );
  return rows.map(({ scope, count }) => one('decisions.by-month', scope, count));
}

/** From which instant to which each stage runs. */
const spans: Readonly<Record<Phase, readonly [string, string]>> = {
  admission: ['c.filed_at', 'c.admissible_at'],
  evidence: ['c.admissible_at', 'c.complete_at'],
  review: ['c.complete_at', 'final.decided_at'],
};

async function delays(ctx: Ctx): Promise<Measure[]> {
  const measured = Object.entries(spans).map(
    ([phase, [from, to]]) =>
      `SELECT '${phase}' AS phase, count(*)::int AS count,
              round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ${to} - ${from}) / 86400)::numeric, 1)::float8 AS median
         FROM candidature c
         LEFT JOIN LATERAL (SELECT d.decided_at FROM decision d
                             WHERE d.candidature_id = c.id AND d.outcome <> 'postponed' ORDER BY d.id LIMIT 1) final ON true
        WHERE ${to} >= ${from}`,
  );
  const rows = await ctx.tx.query<{ phase: Phase; count: number; median: number | null }[]>(measured.join(' UNION ALL '));
  return rows
    .filter(({ count }) => count > 0)
    .flatMap(({ phase, count, median }) => [
      one('delay.files', `phase:${phase}`, mayTell(count) ? count : null),
      one('delay.median', `phase:${phase}`, mayTell(count) ? median : null),
    ]);
}
