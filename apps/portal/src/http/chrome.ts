import type { Locale, Text } from '#platform';
import { chromeMessages } from './chrome.messages.js';
import type { Crumb, Layout } from './page.js';
import type { Flash } from './request.js';
import { navigation, type NavigationEntry } from './navigation.js';

/** The part of the house a page belongs to: it chooses the header and the menu. */
export type Space = 'public' | 'vendor' | 'agency' | 'payment' | 'operator';

/** Colours asked for by the visitor; `system` follows the machine. */
export type Scheme = 'system' | 'light' | 'dark';

/** Who is signed in, as the header names them. */
export interface Signed {
  readonly name: string;
  readonly role: string | Text;
  readonly organisation: string;
}

/** Addresses of the files the browser loads, with their content mark. */
export interface Assets {
  readonly stylesheets: readonly string[];
  readonly scripts: readonly string[];
}

/** What a request knows about the frame of its page. */
export interface ChromeInput {
  readonly locale: Locale;
  /** Path of the request, with its query, without the language prefix. */
  readonly path: string;
  readonly title: string;
  readonly space?: Space;
  readonly layout?: Layout;
  readonly actor?: Signed | null;
  readonly ownSpaceHref?: string | null;
  readonly breadcrumb?: readonly Crumb[];
  readonly flash?: Flash | null;
  /** Gives the token of the forms of this page; called only when the page has one. */
  readonly formToken?: () => string;
  readonly demonstration?: boolean;
  readonly scheme?: Scheme;
  readonly assets: Assets;
  /** Things waiting, by address of the menu: they stand beside its entries. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Entries of the menu this person may open; all when absent. */
  readonly mayOpen?: (entry: NavigationEntry) => boolean;
  /** Signed-in pages have one address for both languages: the switch is a form there. */
  readonly hasAddressPerLanguage?: boolean;
}

/** One entry of a menu, ready to print. */
interface MenuItem {
  readonly label: Text;
  readonly href: string;
  readonly current: boolean;
  readonly count: number;
}

/** Everything the layout prints around a page. Templates read it as `@chrome`. */
export interface Chrome {
  readonly locale: Locale;
  readonly otherLocale: Locale;
  readonly path: string;
  /** The same page in the other language; null where the account chooses. */
  readonly alternateHref: string | null;
  readonly canonicalHref: string;
  readonly title: string;
  readonly space: Space;
  readonly header: 'public' | 'vendor' | 'agency';
  readonly layout: Layout;
  readonly isDesk: boolean;
  readonly actor: Signed | null;
  /** First page of the space of the person who reads a public page; null elsewhere. */
  readonly ownSpaceHref: string | null;
  readonly menu: readonly MenuItem[];
  readonly breadcrumb: readonly Crumb[];
  readonly flash: Flash | null;
  /** Asked for by the first form of the page, so that a page without one sets no cookie. */
  readonly csrfToken: string | null;
  readonly demonstration: boolean;
  readonly scheme: Scheme;
  readonly assets: Assets;
}

/** The public address of a path in a language: `/catalogue`, `/en/catalogue`. */
export function publicHref(path: string, locale: Locale): string {
  if (locale === 'fr') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

const headers: Record<Space, Chrome['header']> = {
  public: 'public',
  vendor: 'vendor',
  agency: 'agency',
  payment: 'agency',
  operator: 'agency',
};

function menuOf(input: ChromeInput, space: Space): MenuItem[] {
  const path = input.path.split('?')[0];
  const entries = navigation[space].filter((entry) => input.mayOpen?.(entry) ?? true);
  // The entry whose address goes furthest along the path: `/agence` is not current under `/agence/candidatures`.
  const held = entries.flatMap(({ href, also }) => [href, ...(also === undefined ? [] : [also])].map((address) => ({ href, address })));
  const holders = held.filter(({ address }) => path === address || path.startsWith(`${address}/`));
  const current = holders.sort((left, right) => right.address.length - left.address.length).at(0)?.href;
  return entries.map((entry) => ({
    label: entry.label,
    href: space === 'public' ? publicHref(entry.href, input.locale) : entry.href,
    current: entry.href === current,
    count: input.counts?.[entry.href] ?? 0,
  }));
}

/** The way back; a public page starts from the home page. */
function crumbs({ breadcrumb = [], locale }: ChromeInput, space: Space): readonly Crumb[] {
  if (space !== 'public' || breadcrumb.length === 0) return breadcrumb;
  const home = publicHref('/', locale);
  return breadcrumb[0].href === home ? breadcrumb : [{ label: chromeMessages['site.home'], href: home }, ...breadcrumb];
}

/** Builds the frame of a page from what the request knows. */
export function chromeOf(input: ChromeInput): Chrome {
  const space = input.space ?? 'public';
  const layout = input.layout ?? (headers[space] === 'agency' ? 'wide' : 'text');
  const otherLocale = input.locale === 'fr' ? 'en' : 'fr';
  let token: string | null = null;
  const perLanguage = input.hasAddressPerLanguage ?? space === 'public';
  return {
    locale: input.locale,
    otherLocale,
    path: input.path,
    alternateHref: perLanguage ? publicHref(input.path, otherLocale) : null,
    canonicalHref: perLanguage ? publicHref(input.path, input.locale) : input.path,
    title: input.title,
    space,
    header: headers[space],
    layout,
    isDesk: layout === 'desk',
    actor: input.actor ?? null,
    ownSpaceHref: input.ownSpaceHref ?? null,
    menu: menuOf(input, space),
    breadcrumb: crumbs(input, space),
    flash: input.flash ?? null,
    get csrfToken() {
      token ??= input.formToken?.() ?? null;
      return token;
    },
    demonstration: input.demonstration ?? false,
    scheme: input.scheme ?? 'system',
    assets: input.assets,
  };
}
