import type { FastifyRequest } from 'fastify';
import type { Actor, Ctx, FieldError, Locale } from '#platform';

/** What a refused form, or a successful action, leaves for the next page. */
export interface Flash {
  /** A sentence already in the reader's language. */
  readonly message?: string;
  readonly tone?: 'success' | 'error' | 'info';
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  /** What was typed, secrets left out. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** What the hooks know of a request; every field is set before Nest sees it. */
export interface Known {
  actor: Actor;
  locale: Locale;
  /** Hash of the session in use, null for a visitor or a bearer token. */
  sessionHash: string | null;
  /** How the request was authenticated: a cookie needs an origin check, a bearer token does not. */
  by: 'nobody' | 'cookie' | 'bearer';
  /** The person has signed in but still owes the second factor their role asks for. */
  owesSecondFactor: boolean;
  scheme: 'system' | 'light' | 'dark';
  flash: Flash | null;
  /** The handler said that its answer is the same for every visitor. */
  cacheable?: boolean;
  /** Gives the token a form of this page must carry; asking for it sets its cookie, so public pages without a form do not. */
  formToken?: () => string;
  ctx?: Ctx;
}

/** A request of the portal. */
export type PortalRequest = FastifyRequest & { known: Known };

/** True for the JSON API and machine files, whose errors are problem+json. */
export function isApi(url: string): boolean {
  return url.startsWith('/api/') || url.startsWith('/.well-known/');
}

/** A field error in one language, as pages and problem+json show it. */
export interface ShownFieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** Field errors in the reader's language. */
export function showFields(
  fields: readonly FieldError[],
  locale: Locale,
  say: (error: FieldError, locale: Locale) => string,
): ShownFieldError[] {
  return fields.map((error) => ({ field: error.field, code: error.code, message: say(error, locale) }));
}
