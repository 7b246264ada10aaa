import { formatNumber, type Locale } from '#platform';

/** One measured series; a null is an empty cell, not a zero. */
interface Series {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** Colour of the chart palette: 1 highlighted, 4 grey. */
  readonly tone: 1 | 2 | 3 | 4;
}

/** What a chart draws: the same figures fill its table. */
export interface ChartData {
  /** Unique on the page. */
  readonly id: string;
  readonly kind: 'bars' | 'columns' | 'lines';
  /** What the drawing shows, for those who do not see it. */
  readonly summary: string;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  /** Printed after each direct label: “ j”, “ M€”. */
  readonly unit?: string;
  /** A dashed line to compare with. */
  readonly reference?: { readonly label: string; readonly value: number };
  /** Category drawn in violet when there is one series, the others grey. */
  readonly highlight?: number;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text made safe inside a drawing. */
export function escapeSvg(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A coordinate with one decimal at most. */
const at = (value: number): string => String(Math.round(value * 10) / 10);

const text = (x: number, y: number, content: string, attributes = ''): string =>
  `<text x="${at(x)}" y="${at(y)}"${attributes}>${escapeSvg(content)}</text>`;
const box = (of: { x: number; y: number; width: number; height: number; tone: number | string }): string =>
  `<rect class="c${of.tone}" x="${at(of.x)}" y="${at(of.y)}" width="${at(Math.max(0, of.width))}" height="${at(Math.max(0, of.height))}"/>`;

/** Round graduations from zero that reach the highest value. */
function graduations(highest: number): number[] {
  const rough = Math.max(highest, 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10, 1) * power;
  const count = Math.ceil(Math.max(highest, 1) / step);
  return Array.from({ length: count + 1 }, (_, index) => Math.round(index * step * 1000) / 1000);
}

const value = (series: Series, index: number): number => series.values[index] ?? 0;
const total = (data: ChartData, index: number): number => data.series.reduce((sum, series) => sum + value(series, index), 0);

interface Frame {
  readonly data: ChartData;
  readonly locale: Locale;
  readonly width: number;
}

function label(frame: Frame, amount: number): string {
  return formatNumber(amount, frame.locale) + (frame.data.unit ?? '');
}

/** Horizontal bars, stacked when there are several series; the name stands above its bar where room is short. */
function bars(frame: Frame): { body: string; height: number } {
  const { data, width } = frame;
  const narrow = width < 480;
  const left = narrow ? 1 : Math.min(width * 0.34, 16 + 7.2 * Math.max(...data.categories.map((name) => name.length)));
  const row = narrow ? 52 : 40;
  const scale = (width - left - 64) / Math.max(1, ...data.categories.map((_, index) => total(data, index)));
  const parts = data.categories.map((name, index) => {
    const y = index * row + (narrow ? 20 : 6);
    let x = left;
    const pieces = data.series.map((series) => {
      const length = value(series, index) * scale;
      const tone = data.highlight !== undefined && data.series.length === 1 ? (index === data.highlight ? 1 : 4) : series.tone;
      const piece = box({ x, y, width: length - (length > 4 ? 2 : 0), height: 26, tone });
      x += length;
      return length > 0 ? piece : '';
    });
    const title = narrow ? text(0, y - 6, name) : text(0, y + 18, name);
    return title + pieces.join('') + text(x + 8, y + 18, label(frame, total(data, index)), ' class="b"');
  });
  const height = data.categories.length * row + 8;
  return { body: `${parts.join('')}<path class="li" d="M${at(left)} 2V${at(height - 4)}"/>`, height };
}

interface Plane {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly y: (amount: number) => number;
}

function plane(frame: Frame, highest: number, right: number): { grid: string; plane: Plane } {
  const steps = graduations(highest);
  const left = 12 + 7.5 * Math.max(...steps.map((step) => formatNumber(step, frame.locale).length));
  const [top, bottom] = [26, 212];
  const last = steps[steps.length - 1] ?? 1;
  const y = (amount: number): number => bottom - (amount / last) * (bottom - top);
  const grid = steps.map(
    (step) =>
      `<path class="lr" d="M${at(left)} ${at(y(step))}H${at(right)}"/>${text(left - 8, y(step) + 4, formatNumber(step, frame.locale), ' text-anchor="end"')}`,
  );
  return { grid: grid.join(''), plane: { left, right, top, bottom, y } };
}

/** Names under the axis, thinned out so that they never touch. */
function axis(frame: Frame, position: (index: number) => number, step: number): string {
  const widest = Math.max(...frame.data.categories.map((name) => name.length)) * 6.6 + 6;
  const every = Math.max(1, Math.ceil(widest / step));
  return frame.data.categories
    .map((name, index) => (index % every === 0 ? text(position(index), 232, name, ' text-anchor="middle"') : ''))
    .join('');
}

/** Vertical columns, stacked when there are several series; the highest one carries its total. */
function columns(frame: Frame): { body: string; height: number } {
  const { data, width } = frame;
  const totals = data.categories.map((_, index) => total(data, index));
  const highest = Math.max(...totals, data.reference?.value ?? 0);
  const { grid, plane: on } = plane(frame, highest, width);
  const step = (on.right - on.left) / Math.max(1, data.categories.length);
  const thick = Math.min(36, step * 0.64);
  const middle = (index: number): number => on.left + step * (index + 0.5);
  const stacks = data.categories.map((_, index) => {
    let base = on.bottom;
    return data.series
      .map((series) => {
        const height = on.bottom - on.y(value(series, index));
        base -= height;
        return height > 0
          ? box({
              x: middle(index) - thick / 2,
              y: base,
              width: thick,
              height: height - (base + height < on.bottom ? 2 : 0),
              tone: series.tone,
            })
          : '';
      })
      .join('');
  });
  const peak = totals.indexOf(Math.max(...totals));
  const mark =
    totals.length > 0
      ? text(middle(peak), on.y(totals[peak] ?? 0) - 6, label(frame, totals[peak] ?? 0), ' class="b" text-anchor="middle"')
      : '';
  return { body: grid + stacks.join('') + mark + referenceLine(frame, on) + axis(frame, middle, step), height: 244 };
}

function referenceLine(frame: Frame, on: Plane): string {
  const { reference } = frame.data;
  if (!reference) return '';
  const y = on.y(reference.value);
  return `<path class="l4" d="M${at(on.left)} ${at(y)}H${at(on.right)}" stroke-dasharray="6 4" stroke-width="2"/>${text(on.left + 8, y - 6, reference.label, ' class="b"')}`;
}

const dashes = ['', ' stroke-dasharray="2 5" stroke-linecap="round"', ' stroke-dasharray="9 4"', ' stroke-dasharray="9 4 2 4"'];

/** Lines that differ by dash; the last point of each carries its name. */
function lines(frame: Frame): { body: string; height: number } {
  const { data, width } = frame;
  const highest = Math.max(...data.series.flatMap((series) => series.values.map((amount) => amount ?? 0)), data.reference?.value ?? 0);
  const room = Math.min(width * 0.3, 20 + 7.5 * Math.max(...data.series.map((series) => Math.max(series.label.length, 7))));
  const { grid, plane: on } = plane(frame, highest, width - room);
  const step = (on.right - on.left - 16) / Math.max(1, data.categories.length - 1);
  const x = (index: number): number => on.left + 8 + step * index;
  const drawn = data.series.map((series, order) => {
    const known = series.values.flatMap((amount, index) => (amount === null ? [] : [{ index, amount }]));
    const path = known.map(({ index, amount }, first) => `${first === 0 ? 'M' : 'L'}${at(x(index))} ${at(on.y(amount))}`).join('');
    const end = known[known.length - 1];
    if (!end) return '';
    const [ex, ey] = [x(end.index), on.y(end.amount)];
    const name = text(ex + 10, ey + 4, label(frame, end.amount), ' class="b"') + text(ex + 10, ey + 19, series.label);
    return `<path class="l${series.tone}" d="${path}" fill="none" stroke-width="3"${dashes[order % 4]}/><circle class="c${series.tone}" cx="${at(ex)}" cy="${at(ey)}" r="5"/>${name}`;
  });
  return { body: grid + referenceLine(frame, on) + drawn.join('') + axis(frame, x, step), height: 244 };
}

const kinds = { bars, columns, lines };

/** The drawing at one width; its figures are read in the table beside it. */
function drawAt(frame: Frame, className: string): string {
  const { data, width } = frame;
  const { body, height } = kinds[data.kind](frame);
  const name = `${data.id}-${className}`;
  return `<svg class="${className}" viewBox="0 0 ${width} ${at(height)}" role="img" aria-labelledby="${escapeSvg(name)}"><title id="${escapeSvg(name)}">${escapeSvg(data.summary)}</title>${body}</svg>`;
}

/** Draws a chart twice, for wide and for narrow screens: the stylesheet shows one, so that text keeps its size. */
export function drawChart(data: ChartData, locale: Locale): string {
  return drawAt({ data, locale, width: 560 }, 'g-draw-wide') + drawAt({ data, locale, width: 300 }, 'g-draw-narrow');
}

/** A score on its scale, with the bar to reach. `score` and `threshold` are between 0 and 100. */
export function drawScore(score: number, threshold: number | null): string {
  const mark =
    threshold === null
      ? ''
      : `<path class="t" d="M${at(threshold * 4)} 1v22" stroke-width="6" vector-effect="non-scaling-stroke"/><path class="li" d="M${at(threshold * 4)} 1v22" stroke-width="2" vector-effect="non-scaling-stroke"/>`;
  return `<svg viewBox="0 0 400 24" preserveAspectRatio="none" aria-hidden="true" focusable="false">${box({ x: 0, y: 7, width: 400, height: 10, tone: 's' })}${box({ x: 0, y: 7, width: score * 4, height: 10, tone: 1 })}${mark}</svg>`;
}
