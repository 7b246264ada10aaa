import { both, filled, say, type Locale, type Params, type Text } from '#platform';
import { formatDate, formatInstant, type DateStyle } from '../http/formats.js';
import { candidaturesPages } from './candidatures.messages.js';

/** A sentence of these pages with its places filled. */
export const words = (key: keyof typeof candidaturesPages, params: Params = {}): Text => filled(candidaturesPages[key], params);

/** An instant in words, with its zone named: a right depends on it. */
export const instantText = (at: Date, zone: string): Text => both((locale) => formatInstant(at, locale, { zone, named: true }));

/** A day in words. */
export const dayText = (at: Date, style: DateStyle = 'long'): Text => both((locale) => formatDate(at, locale, style));

/** A sentence chosen by number: `key.one` or `key.other`, its `{count}` filled; zero is singular in French only. */
export function counted(key: CountedKey, count: number): Text {
  const form = (locale: Locale): 'one' | 'other' => (count === 1 || (count === 0 && locale === 'fr') ? 'one' : 'other');
  return both((locale) => say(candidaturesPages[`${key}.${form(locale)}`], locale, { count }));
}

type OneKey = Extract<keyof typeof candidaturesPages, `${string}.one`>;
type CountedKey = OneKey extends `${infer Key}.one` ? Key : never;
