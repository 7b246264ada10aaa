import { DateTime } from 'luxon';
import { formatNumber, type Locale } from '#platform';

/** How a day is printed: `full` has the day of the week, `short` an abbreviated month, `day` no year. */
export type DateStyle = 'full' | 'long' | 'short' | 'day' | 'year' | 'month';

/** What the formats accept as a moment: an instant, an ISO 8601 instant or a civil date (`2026-12-08`). */
export type Moment = Date | string;

const defaultZone = 'Europe/Paris';
const nbsp = '\u00a0';
const pattern: Record<DateStyle, string> = {
  full: 'cccc d LLLL yyyy',
  long: 'd LLLL yyyy',
  short: 'd LLL yyyy',
  day: 'd LLL',
  year: 'yyyy',
  month: 'LLLL yyyy',
};
const zoneNames: Record<string, Record<Locale, string>> = { [defaultZone]: { fr: 'heure de Paris', en: 'Paris time' } };

function inZone(moment: Moment, zone: string): DateTime {
  const read = typeof moment === 'string' ? DateTime.fromISO(moment, { zone }) : DateTime.fromJSDate(moment, { zone });
  if (!read.isValid) throw new Error(`not a moment: ${String(moment)}`);
  return read;
}

/** A day in words, in the zone of the call: “8 décembre 2026”, the first of a month as “1er”. */
export function formatDate(moment: Moment, locale: Locale, style: DateStyle = 'long', zone: string = defaultZone): string {
  const day = inZone(moment, zone).setLocale(locale === 'fr' ? 'fr' : 'en-GB');
  const printed = day.toFormat(pattern[style]);
  return locale === 'fr' && day.day === 1 ? printed.replace(/(^| )1 /, '$11er ') : printed;
}

/** A time of day: “14 h 03”, “12 h”; with seconds when the exact moment matters. */
export function formatTime(moment: Moment, locale: Locale, options: { zone?: string; seconds?: boolean } = {}): string {
  const time = inZone(moment, options.zone ?? defaultZone);
  if (locale === 'en') return time.toFormat(options.seconds ? 'HH:mm:ss' : 'HH:mm');
  const hour = `${time.hour}${nbsp}h`;
  const minutes = time.minute === 0 && !options.seconds ? hour : `${hour}${nbsp}${time.toFormat('mm')}`;
  return options.seconds ? `${minutes}${nbsp}min${nbsp}${time.toFormat('ss')}${nbsp}s` : minutes;
}

/** Options of an instant in words. */
export interface InstantOptions {
  readonly style?: DateStyle;
  readonly zone?: string;
  readonly seconds?: boolean;
  /** Names the zone: wherever a right depends on the instant. */
  readonly named?: boolean;
}

/** An instant in words: “mardi 8 décembre 2026 à 12 h (heure de Paris)”. */
export function formatInstant(moment: Moment, locale: Locale, options: InstantOptions = {}): string {
  const zone = options.zone ?? defaultZone;
  const style = options.style ?? 'full';
  const day = formatDate(moment, locale, style, zone);
  const time = formatTime(moment, locale, { zone, ...(options.seconds && { seconds: true }) });
  const link = style === 'short' || style === 'day' ? ', ' : { fr: ` à${nbsp}`, en: ' at ' }[locale];
  if (!options.named) return `${day}${link}${time}`;
  const name = zoneNames[zone]?.[locale] ?? inZone(moment, zone).setLocale(locale).toFormat('ZZZZ');
  return `${day}${link}${time} (${name})`;
}

/** A size in decimal units, one decimal from the megabyte: “412 ko”, “18,4 Mo”. */
export function formatBytes(bytes: number, locale: Locale): string {
  const units = { fr: ['octets', 'ko', 'Mo', 'Go', 'To'], en: ['bytes', 'kB', 'MB', 'GB', 'TB'] }[locale];
  const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const digits = power < 2 ? 0 : 1;
  const value = Number((bytes / 1000 ** power).toFixed(digits));
  return `${formatNumber(value, locale)}${nbsp}${units[power]}`;
}

/** A share between 0 and 1 as a percentage without decimals: “62 %”. */
export function formatPercent(share: number, locale: Locale): string {
  return `${formatNumber(Math.round(share * 100), locale)}${locale === 'fr' ? nbsp : ''}%`;
}
