/** The two languages of the portal; French is the reference. */
export type Locale = 'fr' | 'en';

/** A sentence or a label in both languages. Operator texts always have both; French is required. */
export interface Text {
  readonly fr: string;
  readonly en: string;
}

/** Values that may fill the `{name}` places of a sentence. */
export type Params = Readonly<Record<string, string | number | Text>>;

/** A typed table of sentences: the keys are the stable codes used by machines. */
export function messages<T extends Record<string, Text>>(table: T): T {
  return table;
}

/** Reads a text in one language and fills its `{name}` places; an unknown place is left as it is written. */
export function say(text: Text, locale: Locale, params: Params = {}): string {
  return text[locale].replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name];
    if (value === undefined) return place;
    if (typeof value === 'number') return formatNumber(value, locale);
    return typeof value === 'string' ? value : value[locale];
  });
}

/** A sentence made in each language. */
export function both(sentence: (locale: Locale) => string): Text {
  return { fr: sentence('fr'), en: sentence('en') };
}

/** A sentence with its `{name}` places filled, in both languages. */
export function filled(text: Text, params: Params): Text {
  return both((locale) => say(text, locale, params));
}

const figures = { fr: new Intl.NumberFormat('fr-FR'), en: new Intl.NumberFormat('en-GB') };

/** A number as printed in the language (narrow no-break space in French thousands). */
export function formatNumber(value: number, locale: Locale): string {
  return figures[locale].format(value);
}
