import { DateTime } from 'luxon';
import type { Text } from '#platform';

const units = [
  { fr: 'Go', en: 'GB', bytes: 1e9 },
  { fr: 'Mo', en: 'MB', bytes: 1e6 },
  { fr: 'ko', en: 'kB', bytes: 1e3 },
] as const;

/** A size as printed, in the unit that suits it (decimal multiples), one decimal under ten. */
export function formatSize(bytes: number): Text {
  const unit = units.find((candidate) => bytes >= candidate.bytes);
  if (!unit) return { fr: `${bytes}\u00a0octets`, en: `${bytes}\u00a0bytes` };
  const value = bytes / unit.bytes;
  const figure = (locale: string): string => value.toLocaleString(locale, { maximumFractionDigits: value < 10 ? 1 : 0 });
  return { fr: `${figure('fr-FR')}\u00a0${unit.fr}`, en: `${figure('en-GB')}\u00a0${unit.en}` };
}

/** The day in Paris (`YYYY-MM-DD`) of an instant. */
export function parisDay(instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: 'Europe/Paris' }).toFormat('yyyy-MM-dd');
}
