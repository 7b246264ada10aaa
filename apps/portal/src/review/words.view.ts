import { bilingual, type OperatorText } from '#criteria';
import { filled, type Params, type Text } from '#platform';
import { reviewPages } from './review.messages.js';

/** A page text in both languages, its places filled. */
export function words(key: keyof typeof reviewPages, params: Params = {}): Text {
  return filled(reviewPages[key], params);
}

/** A requirement's name: its title in plain words, or its printed number. */
export function titleOf({ title, number }: { readonly title: OperatorText | null; readonly number: string }): Text {
  return title ? bilingual(title) : { fr: `Exigence ${number}`, en: `Requirement ${number}` };
}

/** Address of a page of the agency about a candidature. */
export const deskAddress = (id: string, rest = ''): string => `/agence/candidatures/${id}${rest}`;
