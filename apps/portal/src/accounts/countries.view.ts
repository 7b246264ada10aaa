import type { Locale } from '#platform';
import type { Choice } from '../http/forms.js';

/** Countries of the European Economic Area, Switzerland, the United Kingdom and a few others from which vendors come (ISO 3166-1). */
const codes =
  'FR DE AT BE BG CY HR DK ES EE FI GR HU IE IS IT LV LI LT LU MT NO NL PL PT CZ RO SK SI SE CH GB MC AD CA US IL MA TN SN IN JP AU'.split(
    ' ',
  );

/** The countries to choose from, France first, then by name. */
export function countryChoices(locale: Locale): Choice[] {
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  const order = new Intl.Collator(locale);
  const choices = codes.map((value) => ({ value, label: names.of(value) ?? value }));
  return choices.sort((one, other) => Number(other.value === 'FR') - Number(one.value === 'FR') || order.compare(one.label, other.label));
}

/** The name of a country. */
export function countryName(code: string, locale: Locale): string {
  return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
}
