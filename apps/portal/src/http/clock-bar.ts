import type { Locale } from '#platform';
import { escapeSvg } from './charts.js';
import { formatDate } from './formats.js';

/** Who has the file during a stretch of time. `vendor` is hatched: the clock is stopped. */
type ClockOwner = 'agency' | 'vendor' | 'expert' | 'third';

/** The clock of a file: stretches in order, today, and the instant it runs to. */
export interface ClockData {
  /** Unique on the page. */
  readonly id: string;
  /** The whole in words, for those who do not see it. */
  readonly summary: string;
  readonly segments: readonly { readonly owner: ClockOwner; readonly label: string; readonly from: string; readonly to: string }[];
  readonly today: { readonly at: string; readonly label: string };
  readonly end: { readonly at: string; readonly label: string };
}

const tones: Record<ClockOwner, string> = { agency: 'c1', vendor: '', expert: 'c2', third: 'c4' };
const letter = 7.4;
const at = (value: number): string => String(Math.round(value * 10) / 10);

/** Dates under the bar, kept only where they do not touch the one before. */
function dates(data: ClockData, locale: Locale, x: (moment: string) => number, width: number): string {
  const end = `<text x="${width}" y="78" text-anchor="end">${escapeSvg(data.end.label)}</text>`;
  const limit = width - data.end.label.length * letter - 12;
  let free = 0;
  const marks = data.segments.map(({ from }) => {
    const printed = formatDate(from, locale, 'day');
    const [start, length] = [x(from), printed.length * letter + 8];
    if (start < free || start + length > limit) return '';
    free = start + length;
    return `<text x="${at(start)}" y="78">${escapeSvg(printed)}</text>`;
  });
  return marks.join('') + end;
}

function segment(owner: ClockOwner, label: string, span: { start: number; length: number; hatch: string }): string {
  const { start, length, hatch } = span;
  const fill = owner === 'vendor' ? ` fill="url(#${hatch})"` : '';
  const rect = `<rect${tones[owner] ? ` class="${tones[owner]}"` : ''} x="${at(start)}" y="28" width="${at(Math.max(1, length - 2))}" height="26"${fill}/>`;
  const wide = label.length * letter + 16;
  if (length < wide) return rect;
  const middle = start + length / 2;
  if (owner !== 'vendor') return `${rect}<text class="w" x="${at(start + 9)}" y="46">${escapeSvg(label)}</text>`;
  const plate = `<rect class="cs" x="${at(middle - wide / 2 + 3)}" y="32" width="${at(wide - 6)}" height="18"/>`;
  return `${rect}${plate}<text class="b" x="${at(middle)}" y="46" text-anchor="middle">${escapeSvg(label)}</text>`;
}

function drawAt(data: ClockData, locale: Locale, className: string, width: number): string {
  const first = Date.parse(data.segments[0]?.from ?? data.today.at);
  const last = Math.max(Date.parse(data.end.at), Date.parse(data.today.at), first + 1);
  const x = (moment: string): number => ((Date.parse(moment) - first) / (last - first)) * width;
  const [name, hatch] = [`${escapeSvg(data.id)}-${className}`, `${escapeSvg(data.id)}-${className}-h`];
  const pieces = data.segments.map(({ owner, label, from, to }) =>
    segment(owner, label, { start: x(from), length: x(to) - x(from), hatch }),
  );
  const today = x(data.today.at);
  const fitsRight = today + data.today.label.length * letter < width;
  const note = `<text class="b" x="${at(fitsRight ? today + 6 : today - 6)}" y="20"${fitsRight ? '' : ' text-anchor="end"'}>${escapeSvg(data.today.label)}</text>`;
  return [
    `<svg class="${className}" viewBox="0 0 ${width} 92" role="img" aria-labelledby="${name}"><title id="${name}">${escapeSvg(data.summary)}</title>`,
    `<defs><pattern id="${hatch}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="cs" width="6" height="6"/><path class="ch" d="M0 0v6"/></pattern></defs>`,
    `<rect class="cs" y="28" width="${width}" height="26"/>${pieces.join('')}<path class="li" d="M${at(today)} 18v46" stroke-width="2"/>${note}`,
    `${dates(data, locale, x, width)}</svg>`,
  ].join('');
}

/** The clock as a bar, drawn for wide and for narrow screens: the stylesheet shows one. */
export function drawClock(data: ClockData, locale: Locale): string {
  return drawAt(data, locale, 'g-draw-wide', 900) + drawAt(data, locale, 'g-draw-narrow', 300);
}
