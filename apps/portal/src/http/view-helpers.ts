import Handlebars from 'handlebars';
import { formatMoney, formatNumber, say, type Locale, type Params, type Text } from '#platform';
import { rosettePaths } from '#decisions';
import { drawChart, drawScore, type ChartData } from './charts.js';
import { publicHref, type Chrome } from './chrome.js';
import { drawClock, type ClockData } from './clock-bar.js';
import { fieldId, fieldOf, type FieldParams } from './forms.js';
import { formatBytes, formatDate, formatInstant, formatPercent, formatTime, type DateStyle, type Moment } from './formats.js';
import { badges, drawIcon, isBadge, isIcon } from './icons.js';

/** The texts of the pages, by key. */
export type PageTexts = Readonly<Record<string, Text>>;

/** What the helpers need besides the page. */
export interface HelperContext {
  readonly engine: typeof Handlebars;
  readonly texts: PageTexts;
  readonly strict: boolean;
}

type Options = Handlebars.HelperOptions;
type Helper = (...args: never[]) => unknown;

/** The frame of the page being printed, put by the engine beside its data. */
function chromeIn(options: Options): Chrome {
  return (options.data as { chrome: Chrome }).chrome;
}

const localeIn = (options: Options): Locale => chromeIn(options).locale;

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'fr' in value && 'en' in value;
}

/** A label in the language of the page; a plain string is printed as it is. */
function labelOf(value: unknown, locale: Locale): string {
  if (isText(value)) return say(value, locale);
  return value === null || value === undefined ? '' : String(value as string | number);
}

const plurals: Record<Locale, Intl.PluralRules> = { fr: new Intl.PluralRules('fr'), en: new Intl.PluralRules('en') };

/** Chooses between `key.zero`, `key.one` and `key.other` when the text is written by number. */
function keyFor(texts: PageTexts, key: string, count: unknown, locale: Locale): string {
  if (typeof count !== 'number') return key;
  const forms = [count === 0 ? `${key}.zero` : '', plurals[locale].select(count) === 'one' ? `${key}.one` : '', `${key}.other`];
  return forms.find((form) => Object.hasOwn(texts, form)) ?? key;
}

const safe = (markup: string): Handlebars.SafeString => new Handlebars.SafeString(markup);
const escape = (value: string): string => Handlebars.escapeExpression(value);

function formatHelpers(): Record<string, Helper> {
  return {
    date: (moment: Moment, options: Options) =>
      formatDate(moment, localeIn(options), options.hash.style as DateStyle | undefined, options.hash.zone as string | undefined),
    time: (moment: Moment, options: Options) => formatTime(moment, localeIn(options), options.hash),
    instant: (moment: Moment, options: Options) => formatInstant(moment, localeIn(options), options.hash),
    iso: (moment: Moment) => (typeof moment === 'string' ? moment : moment.toISOString()),
    number: (value: number, options: Options) => formatNumber(value, localeIn(options)),
    money: (cents: number | string, options: Options) => formatMoney(Number(cents), localeIn(options)),
    bytes: (bytes: number | string, options: Options) => formatBytes(Number(bytes), localeIn(options)),
    percent: (share: number, options: Options) => formatPercent(share, localeIn(options)),
  };
}

/** An icon in the tone of a badge, without words: in a dense list, beside hidden words. */
function mark(kind: string): Handlebars.SafeString {
  if (!isBadge(kind)) throw new Error(`No badge ${kind}`);
  return safe(`<span class="g-mark-${badges[kind].tone.replace(/^.*--/, '')}">${drawIcon(badges[kind].icon)}</span>`);
}

function badge(kind: string, label: unknown, options: Options): Handlebars.SafeString {
  if (!isBadge(kind)) throw new Error(`No badge ${kind}`);
  const { tone, icon } = badges[kind];
  const large = options.hash.size === 'lg' ? ' g-badge--lg' : '';
  return safe(`<span class="fr-badge ${tone}${large}">${drawIcon(icon)}${escape(labelOf(label, localeIn(options)))}</span>`);
}

/** A rosette in its square. */
function drawRosette(sha256: string, small: boolean): Handlebars.SafeString {
  const paths = rosettePaths(sha256, small ? 'small' : 'full');
  return safe(`<svg class="${small ? 'g-mini' : 'g-rosette'}" viewBox="0 0 1000 1000" aria-hidden="true" focusable="false">${paths}</svg>`);
}

function drawingHelpers(): Record<string, Helper> {
  return {
    icon: (name: string) => {
      if (!isIcon(name)) throw new Error(`No icon ${name}`);
      return safe(drawIcon(name));
    },
    badge,
    badgeMark: mark,
    drawChart: (chart: ChartData, options: Options) => safe(drawChart(chart, localeIn(options))),
    drawClock: (data: ClockData, options: Options) => safe(drawClock(data, localeIn(options))),
    drawScore: (value: number, threshold: number | null) => safe(drawScore(value, threshold)),
    rosette: (sha256: string, options: Options) => drawRosette(sha256, options.hash.size === 'small'),
  };
}

/** Every helper a template may call. Text comes out escaped; markup is only what the portal draws itself. */
export function viewHelpers({ engine, texts, strict }: HelperContext): Record<string, Handlebars.HelperDelegate> {
  const t = (key: string, options: Options): string => {
    const locale = localeIn(options);
    const text = texts[keyFor(texts, key, options.hash.count, locale)];
    if (text) return say(text, locale, options.hash as Params);
    if (strict) throw new Error(`No page text ${key}`);
    return key;
  };
  const helpers: Record<string, Helper> = {
    ...formatHelpers(),
    ...drawingHelpers(),
    t,
    label: (value: unknown, options: Options) => labelOf(value, localeIn(options)),
    link: (path: string, options: Options) => publicHref(path, localeIn(options)),
    eq: (a: unknown, b: unknown) => a === b,
    or: (...args: unknown[]) => args.slice(0, -1).find(Boolean),
    concat: (...args: unknown[]) => args.slice(0, -1).join(''),
    field: (params: FieldParams) => fieldOf(params),
    fieldId: (name: string) => fieldId(name),
    wrap(this: unknown, partial: string, options: Options) {
      const template: unknown = engine.partials[partial];
      if (typeof template !== 'function') throw new Error(`No partial ${partial}`);
      const print = template as Handlebars.TemplateDelegate<unknown>;
      return safe(print({ ...options.hash, body: safe(options.fn(this)) }, { data: options.data as object }));
    },
  };
  // Each helper names the arguments it takes; Handlebars types them all as a list of anything.
  return helpers as unknown as Record<string, Handlebars.HelperDelegate>;
}
