import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform';
import type { MetricSearch } from './catalogue.dto.js';
import { Metric } from './catalogue.entity.js';
import type { MetricName } from './metric.messages.js';

/** Figures of one reading. */
export interface PublishedFigures {
  /** The instant they are as of; null before the first reading. */
  readonly asOf: Date | null;
  readonly figures: readonly Metric[];
}

/** Reads published figures, as they were published. */
@Injectable()
export class MetricsQueries {
  /** The latest reading, whole. */
  async latest(ctx: Ctx): Promise<PublishedFigures> {
    const figures = await this.list(ctx, {});
    return { asOf: figures.at(0)?.asOf ?? null, figures };
  }

  /** The figures asked for: of the latest reading, or of every one, the newest first. */
  list(ctx: Ctx, { metric, history }: MetricSearch): Promise<Metric[]> {
    return ctx.tx
      .createQueryBuilder(Metric, 'figure')
      .where(history === 'all' ? 'true' : 'figure.as_of = (SELECT max(known.as_of) FROM metric known)')
      .andWhere(metric === undefined ? 'true' : 'figure.metric = :metric', { metric })
      .orderBy('figure.as_of', 'DESC')
      .addOrderBy('figure.metric')
      .addOrderBy('figure.scope')
      .getMany();
  }
}

/** The value of a figure in a scope; null when it is masked, undefined when it was not published. */
export function figureOf(figures: readonly Metric[], metric: MetricName, scope = 'all'): number | null | undefined {
  return figures.find((figure) => figure.metric === metric && figure.scope === scope)?.value;
}

/** The figures cut along one axis (`type`, `lane`…), by code; those cut further are left out. */
export function figuresBy(figures: readonly Metric[], metric: MetricName, axis: string): { code: string; value: number | null }[] {
  return figures.flatMap(({ metric: name, scope, value }) =>
    name === metric && scope.startsWith(`${axis}:`) && !scope.includes('/') ? [{ code: scope.slice(axis.length + 1), value }] : [],
  );
}
