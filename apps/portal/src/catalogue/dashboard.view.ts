import {
  figureOf,
  figuresBy,
  laneLabel,
  type Metric,
  type MetricName,
  metricNames,
  metrics,
  phases,
  type PublishedFigures,
  softwareTypeLabel,
} from '#catalogue';
import { candidatureLifecycle } from '#candidatures';
import { decisionOutcomes } from '#decisions';
import { type Locale, say, type Text } from '#platform';
import { DateTime } from 'luxon';
import type { ChartData } from '../http/charts.js';
import { publicHref } from '../http/chrome.js';
import { formatDate, formatInstant, formatPercent } from '../http/formats.js';
import { cataloguePages } from './catalogue.messages.js';

const texts = cataloguePages;

/** The charts of the dashboard, by the name of their file. */
export const chartNames = ['types', 'decisions', 'stages', 'delays'] as const;
/** One value of `chartNames`. */
export type ChartName = (typeof chartNames)[number];

/** A chart before it is drawn: the finding, and the figures that also fill the table and the CSV. */
export interface Chart {
  readonly name: ChartName;
  readonly metric: MetricName;
  /** The finding; null while there are too few cases. */
  readonly finding: string | null;
  readonly data: ChartData;
}

type Figures = readonly Metric[];

const metricOf: Readonly<Record<ChartName, MetricName>> = {
  types: 'certificates.standing',
  decisions: 'decisions.by-month',
  stages: 'candidatures.by-stage',
  delays: 'delay.median',
};

/** One chart from the published figures. */
export function chartOf(name: ChartName, figures: Figures, locale: Locale): Chart {
  return { name, metric: metricOf[name], ...builders[name](figures, locale) };
}

const builders: Readonly<Record<ChartName, (figures: Figures, locale: Locale) => Pick<Chart, 'finding' | 'data'>>> = {
  types: (figures, locale) =>
    ranking('types', told(figuresBy(figures, 'certificates.standing', 'type')), { locale, label: softwareTypeLabel }),
  stages: (figures, locale) => stagesChart(figures, locale),
  delays: (figures, locale) => delaysChart(figures, locale),
  decisions: (figures, locale) => decisionsChart(figures, locale),
};

interface Bar {
  readonly code: string;
  readonly value: number;
}

const told = (bars: readonly { code: string; value: number | null }[]): Bar[] =>
  bars.flatMap(({ code, value }) => (value === null ? [] : [{ code, value }]));

interface Ranking {
  readonly locale: Locale;
  readonly label: (code: string) => Text;
  /** Keeps the order given instead of the largest first. */
  readonly isOrdered?: boolean;
}

function ranking(
  name: 'types' | 'stages' | 'delays',
  bars: readonly Bar[],
  { locale, label, isOrdered }: Ranking,
): Pick<Chart, 'finding' | 'data'> {
  const sorted = isOrdered ? [...bars] : [...bars].sort((a, b) => b.value - a.value || a.code.localeCompare(b.code));
  const top = sorted.reduce((best, { value }, index) => (value > (sorted[best]?.value ?? 0) ? index : best), 0);
  const first = sorted.at(top);
  const names = { types: 'type', stages: 'stage', delays: 'phase' } as const;
  const isAlone = first !== undefined && sorted.every((bar) => bar === first || bar.value < first.value);
  const plain = first === undefined ? null : say(texts[`chart.${name}.empty`], locale); // equals make no finding
  const finding = isAlone ? say(texts[`chart.${name}`], locale, { [names[name]]: label(first.code) }) : plain;
  return {
    finding,
    data: {
      id: `graphique-${name}`,
      kind: 'bars',
      summary: finding ?? say(texts[`chart.${name}.empty`], locale),
      categories: sorted.map(({ code }) => say(label(code), locale)),
      series: [{ label: say(texts[`chart.${name}.series`], locale), values: sorted.map(({ value }) => value), tone: 1 }],
      ...(isAlone && { highlight: top }),
      ...(name === 'delays' && { unit: say(texts['chart.days'], locale) }),
    },
  };
}

const stageLabel = (code: string): Text => {
  const status = candidatureLifecycle.statuses.find((one) => one === code);
  return status === undefined ? { fr: code, en: code } : candidatureLifecycle.show(status).label;
};
const phaseLabel = (code: string): Text => {
  const phase = Object.entries(phases).find(([name]) => name === code);
  return phase?.[1] ?? { fr: code, en: code };
};

/** Stages in the order of the lifecycle. */
function stagesChart(figures: Figures, locale: Locale): Pick<Chart, 'finding' | 'data'> {
  const order: readonly string[] = candidatureLifecycle.statuses;
  const bars = told(figuresBy(figures, 'candidatures.by-stage', 'stage'));
  const sorted = bars.sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
  return ranking('stages', sorted, { locale, label: stageLabel, isOrdered: true });
}

function delaysChart(figures: Figures, locale: Locale): Pick<Chart, 'finding' | 'data'> {
  const order = Object.keys(phases);
  const bars = told(figuresBy(figures, 'delay.median', 'phase')).sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
  return ranking('delays', bars, { locale, label: phaseLabel, isOrdered: true });
}

/** The twelve months up to the reading, those that certify apart from the others. */
function decisionsChart(figures: Figures, locale: Locale): Pick<Chart, 'finding' | 'data'> {
  const cells = figures.flatMap(({ metric, scope, value }) => {
    const [, month, outcome] = /^month:(\d{4}-\d{2})\/outcome:(\w+)$/.exec(scope) ?? [];
    return metric === 'decisions.by-month' && month !== undefined && outcome !== undefined ? [{ month, outcome, value: value ?? 0 }] : [];
  });
  const asOf = figures.at(0)?.asOf;
  const last = asOf === undefined ? null : DateTime.fromJSDate(asOf, { zone: 'Europe/Paris' }).startOf('month');
  const months =
    last === null || cells.length === 0
      ? []
      : Array.from({ length: 12 }, (_, index) => last.minus({ months: 11 - index }).toFormat('yyyy-MM'));
  const certifies = (outcome: string): boolean =>
    Object.entries(decisionOutcomes).some(([name, facts]) => name === outcome && facts.certifies);
  const sum = (month: string | null, isFavourable: boolean): number =>
    cells
      .filter((cell) => (month === null || cell.month === month) && certifies(cell.outcome) === isFavourable)
      .reduce((total, { value }) => total + value, 0);
  const [yes, no] = [sum(null, true), sum(null, false)];
  const finding = yes + no === 0 ? null : say(texts['chart.decisions'], locale, { share: formatPercent(yes / (yes + no), locale) });
  return {
    finding,
    data: {
      id: 'graphique-decisions',
      kind: 'columns',
      summary: finding ?? say(texts['chart.decisions.empty'], locale),
      categories: months.map((month) =>
        formatDate(`${month}-01`, locale, 'short')
          .replace(/^\S+ /, '')
          .replace(/ \d{4}$/, ''),
      ),
      series: [
        { label: say(texts['chart.decisions.yes'], locale), values: months.map((month) => sum(month, true)), tone: 1 },
        { label: say(texts['chart.decisions.no'], locale), values: months.map((month) => sum(month, false)), tone: 4 },
      ],
    },
  };
}

/** What the dashboard is made from. */
export interface DashboardFacts {
  readonly published: PublishedFigures;
  readonly locale: Locale;
  /** Whether this reader may publish the figures. */
  readonly mayPublish: boolean;
}

/** The dashboard: key figures, charts, the table that masks small cells, definitions. */
export function dashboardView({ published: { asOf, figures }, locale, mayPublish }: DashboardFacts): object {
  const at = asOf === null ? '' : formatInstant(asOf, locale, { style: 'short' });
  return {
    isEmpty: asOf === null,
    asOf: asOf === null ? null : formatInstant(asOf, locale, { style: 'long', named: true }),
    key: keyFigures(figures, locale),
    charts: chartNames.map((name) => chartView(chartOf(name, figures, locale), at, locale)),
    lanes: lanesView(figures, locale),
    definitions: metricNames.map((name) => ({ id: definitionId(name), ...metrics[name] })),
    data: publicHref('/donnees-ouvertes', locale),
    mayPublish,
    publish: '/tableaux-de-bord/releves',
  };
}

const definitionId = (metric: MetricName): string => `definition-${metric.replace('.', '-')}`;

/** The four figures of the home page and of the dashboard. */
export function keyFigures(figures: Figures, locale: Locale): object[] {
  const names = ['certificates.standing', 'solutions.standing', 'vendors.standing', 'candidatures.running'] as const;
  const format = new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB');
  return names.flatMap((name) => {
    const value = figureOf(figures, name);
    return value === undefined
      ? []
      : [{ label: metrics[name].label, value: value === null ? texts['dashboard.masked'] : format.format(value) }];
  });
}

function chartView({ name, metric, finding, data }: Chart, at: string, locale: Locale): object {
  const { source } = metrics[metric];
  return {
    isWaiting: finding === null,
    empty: texts[`chart.${name}.empty`],
    title: finding,
    measure: texts[`chart.${name}.measure`],
    category: texts[`chart.${name}.category`],
    data,
    csv: `${publicHref('/tableaux-de-bord', locale)}/${name}.csv`,
    definition: `#${definitionId(metric)}`,
    source: say(texts['dashboard.source'], locale, { source, at }),
  };
}

/** Candidatures by stage and lane; a masked cell says so. */
function lanesView(figures: Figures, locale: Locale): object | null {
  const own = figures.filter(({ metric }) => metric === 'candidatures.by-stage');
  const cells = own.flatMap(({ scope, value }) => {
    const [, stage, lane] = /^stage:(\w+)\/lane:(.+)$/.exec(scope) ?? [];
    return stage !== undefined && lane !== undefined ? [{ stage, lane, value }] : [];
  });
  if (cells.length === 0) return null;
  const lanes = [...new Set(cells.map(({ lane }) => lane))].sort();
  const order: readonly string[] = candidatureLifecycle.statuses;
  const stages = [...new Set(cells.map(({ stage }) => stage))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const shown = (value: number | null | undefined): string =>
    value === null ? say(texts['dashboard.masked'], locale) : String(value ?? 0);
  return {
    columns: [
      { label: texts['chart.stages.category'] },
      ...lanes.map((lane) => ({ label: lane === 'none' ? texts['chart.stages.no-lane'] : laneLabel(lane), figures: true })),
      { label: texts['chart.stages.total'], figures: true },
    ],
    rows: stages.map((stage) => ({
      cells: [
        { text: stageLabel(stage) },
        ...lanes.map((lane) => ({ text: shown(cells.find((cell) => cell.stage === stage && cell.lane === lane)?.value) })),
        { text: shown(figureOf(figures, 'candidatures.by-stage', `stage:${stage}`)) },
      ],
    })),
  };
}
