import type { OperatorText } from '#criteria';
import { say, type Locale, type Params, type Text } from '#platform';
import { reviewPages } from './review.messages.js';

/** A page text in both languages, its places filled. */
export function words(key: keyof typeof reviewPages, params: Params = {}): Text {
  return both((locale) => say(reviewPages[key], locale, params));
}

/** A sentence made in each language. */
export function both(sentence: (locale: Locale) => string): Text {
  return { fr: sentence('fr'), en: sentence('en') };
}

/** An operator's text: French where English is missing. */
export function operatorText(text: OperatorText): Text {
  return { fr: text.fr, en: text.en ?? text.fr };
}

/** A requirement's name: its title in plain words, or its printed number. */
export function titleOf({ title, number }: { readonly title: OperatorText | null; readonly number: string }): Text {
  return title ? operatorText(title) : { fr: `Exigence ${number}`, en: `Requirement ${number}` };
}

/** Address of a page of the agency about a candidature. */
export const deskAddress = (id: string, rest = ''): string => `/agence/candidatures/${id}${rest}`;
