import { say, type Locale, type Params, type Text } from './text.js';

/** The four ways a request may be refused. `not_found` also hides what one may not read (404). */
export type ErrorKind = 'not_found' | 'forbidden' | 'conflict' | 'invalid';

/** One field of an input that is refused, with its sentence in both languages. */
export interface FieldError {
  /** Path of the field, as in the form: `name`, `items.0.amount`. */
  readonly field: string;
  readonly code: string;
  readonly text: Text;
  readonly params?: Params;
}

/** A refusal: a stable code for machines and a sentence that says what to do next. */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly text: Text,
    readonly details: { readonly params?: Params; readonly fields?: readonly FieldError[] } = {},
  ) {
    super(`${code}: ${say(text, 'en', details.params)}`);
    this.name = 'DomainError';
  }

  /** The sentence to show, in one language. */
  sentence(locale: Locale): string {
    return say(this.text, locale, this.details.params);
  }
}

/**
 * The refusals a lib may throw, one factory per kind, bound to its table of sentences:
 * an unknown code does not compile.
 */
export function errorsOf<T extends Record<string, Text>>(table: T) {
  const factory =
    (kind: ErrorKind) =>
    (code: keyof T & string, params?: Params, fields?: readonly FieldError[]): DomainError =>
      new DomainError(kind, code, table[code], { ...(params && { params }), ...(fields && { fields }) });
  return { notFound: factory('not_found'), forbidden: factory('forbidden'), conflict: factory('conflict'), invalid: factory('invalid') };
}
