import { type Actor, type Config, type Locale, roles, say, type Text } from '#platform';
import { pageMessages } from '../pages.messages.js';
import type { AccessLevel } from './access.js';
import { pageAssets, viewsFolder } from './assets.js';
import { chromeOf, type Signed, type Space } from './chrome.js';
import { formOf } from './forms.js';
import { splitLanguage } from './hooks.js';
import { navigation } from './navigation.js';
import type { PageOptions } from './page.js';
import { mayEnter } from './route-access.js';
import type { Renderer } from './renderer.js';
import type { PortalRequest } from './request.js';
import { loadViews } from './views.js';

/** Public pages that stand in no menu. */
const standing = [
  '/aide',
  '/accessibilite',
  '/mentions-legales',
  '/donnees-personnelles',
  '/plan-du-site',
  '/parametres-affichage',
  '/connexion',
  '/inscription',
  '/mot-de-passe',
  '/invitation',
];

function isPublic(path: string): boolean {
  const prefixes = [...navigation.public.map(({ href }) => href), ...standing];
  return path === '/' || prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** The space a person works in, by the organisation they act for. */
export function spaceOf(actor: Actor): Space {
  if (actor.roles.length > 0 && actor.roles.every((role) => role === 'operator')) return 'operator';
  switch (actor.organisationKind) {
    case 'vendor':
    case 'beneficiary':
      return 'vendor';
    case 'payer':
      return 'payment';
    case 'agency':
    case 'ministry':
    case 'region':
      return 'agency';
    case null:
      return 'public';
  }
}

function signedAs(actor: Actor): Signed | null {
  if (actor.kind !== 'account') return null;
  const held: readonly Text[] = actor.roles.map((role) => roles[role].label);
  const list = (locale: Locale): string => new Intl.ListFormat(locale).format(held.map((one) => one[locale].toLocaleLowerCase(locale)));
  return { name: actor.name, role: { fr: list('fr'), en: list('en') }, organisation: actor.organisationName ?? '' };
}

/** The renderer of the portal: templates compiled once, the frame built from the request. */
export function createRenderer(config: Config, access: ReadonlyMap<string, readonly AccessLevel[]>): Renderer {
  const views = loadViews({ directory: viewsFolder(), texts: pageMessages, strict: !config.isProduction });
  const assets = pageAssets(config.BRAND);
  return {
    render(request: PortalRequest, template: string, view: object, options: PageOptions): string {
      const { actor, locale, scheme, flash, formToken } = request.known;
      const path = splitLanguage(request.originalUrl).url;
      const own = spaceOf(actor);
      const space = isPublic(path.split('?')[0]) ? 'public' : own;
      const chrome = chromeOf({
        locale,
        path,
        title: typeof options.title === 'string' ? options.title : say(options.title, locale),
        space,
        hasAddressPerLanguage: actor.kind !== 'account' && isPublic(path.split('?')[0]),
        actor: signedAs(actor),
        ownSpaceHref: space === 'public' && actor.kind === 'account' ? '/espace' : null,
        flash,
        scheme,
        assets,
        demonstration: config.DEMO_DATA,
        ...(options.layout && { layout: options.layout }),
        ...(options.breadcrumb && { breadcrumb: options.breadcrumb }),
        ...(options.counts && { counts: options.counts }),
        mayOpen: ({ href }) => mayEnter(actor, access.get(href) ?? []),
        ...(formToken && { formToken }),
      });
      // What was typed and refused comes back in `form`, over what the page knows of it.
      const known = 'form' in view ? (view.form as { values?: Readonly<Record<string, unknown>> }).values : {}; // a view's `form` is a FormView
      return views.renderPage(template, { view: { ...view, form: formOf(known, flash) }, chrome });
    },
  };
}
