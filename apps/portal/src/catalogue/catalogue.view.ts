import {
  type CatalogueHit,
  type CataloguePage,
  type CatalogueSearch,
  catalogueSortNames,
  catalogueSorts,
  facetNames,
  type FacetName,
  isStanding,
  laneLabel,
  softwareTypeLabel,
  waveLabel,
} from '#catalogue';
import { certificateLifecycle, type CertificateStatus } from '#decisions';
import { type Locale, say, type Text } from '#platform';
import { publicHref } from '../http/chrome.js';
import { formatDate } from '../http/formats.js';
import { cataloguePages } from './catalogue.messages.js';

const label: Readonly<Record<FacetName, (value: string) => string | Text>> = {
  status: (value) => certificateLifecycle.show(value as CertificateStatus).label, // the input and the database hold statuses only
  type: softwareTypeLabel,
  lane: laneLabel,
  wave: waveLabel,
  vendor: (value) => value,
};

/** The address of a search; what is usual is left out, so that one view has one address. */
export function searchHref(search: Partial<CatalogueSearch>, locale: Locale): string {
  const params = new URLSearchParams();
  if (search.q) params.set('q', search.q);
  for (const name of facetNames) for (const value of search[name] ?? []) params.append(name, value);
  if (search.sort) params.set('sort', search.sort);
  if (search.after) params.set('after', search.after);
  const query = params.toString();
  return publicHref('/catalogue', locale) + (query === '' ? '' : `?${query}`);
}

/** What the list is made from. */
export interface CatalogueFacts {
  readonly search: CatalogueSearch;
  readonly found: CataloguePage;
  readonly locale: Locale;
  readonly now: Date;
}

/** The list of the catalogue: search, facets, active filters, products. */
export function catalogueView(facts: CatalogueFacts): object {
  const { search, found, locale, now } = facts;
  const { after: _, ...kept } = search;
  const chosen = facetNames.reduce((count, name) => count + (search[name]?.length ?? 0), 0);
  return {
    q: search.q ?? '',
    action: publicHref('/catalogue', locale),
    facets: facetsView(facts),
    chosen,
    clear: chosen > 0 ? searchHref({ q: search.q, sort: search.sort }, locale) : null,
    filters: activeFilters(facts),
    sort: search.sort,
    sorts: catalogueSortNames
      .filter((name) => name !== 'relevance' || search.q !== undefined)
      .map((name) => ({ label: catalogueSorts[name], href: searchHref({ ...kept, sort: name }, locale), current: name === found.sort })),
    total: found.total,
    all: found.all,
    date: formatDate(now, locale),
    isEmpty: found.all === 0,
    hits: found.hits.map((hit) => hitView(hit, locale)),
    drops: found.without.map(({ dropped, count }) => ({
      isWords: dropped === 'q',
      facet: dropped === 'q' ? null : say(cataloguePages[`catalogue.facet.${dropped}`], locale),
      count,
      href: searchHref({ ...kept, [dropped]: undefined }, locale),
    })),
    first: search.after === undefined ? null : searchHref(kept, locale),
    next: found.next === null ? null : searchHref({ ...kept, sort: found.sort, after: found.next }, locale),
    whole: publicHref('/catalogue', locale),
    calendar: { href: publicHref('/calendrier', locale), label: cataloguePages['catalogue.empty.calendar'] },
    dictionary: publicHref('/donnees-ouvertes', locale),
  };
}

function facetsView({ search, found }: CatalogueFacts): object[] {
  return facetNames
    .map((name) => ({
      name,
      label: cataloguePages[`catalogue.facet.${name}`],
      options: found.facets
        .filter(({ facet }) => facet === name)
        .map(({ value, count }) => ({ value, count, label: label[name](value), selected: isChosen(search, name, value) })),
    }))
    .filter(({ options }) => options.length > 0);
}

function isChosen(search: CatalogueSearch, name: FacetName, value: string): boolean {
  const values: readonly string[] = search[name] ?? [];
  return values.includes(value);
}

function activeFilters({ search, locale }: CatalogueFacts): object[] {
  const { after: _, ...kept } = search;
  const words =
    search.q === undefined
      ? []
      : [
          {
            text: say(cataloguePages['catalogue.words'], locale, { words: search.q }),
            href: searchHref({ ...kept, q: undefined }, locale),
          },
        ];
  const facets = facetNames.flatMap((name) => {
    const values: readonly string[] = search[name] ?? [];
    return values.map((value) => ({
      text: label[name](value),
      href: searchHref({ ...kept, [name]: values.filter((other) => other !== value) }, locale),
    }));
  });
  return [...words, ...facets];
}

/** A text of the vendor: in the language of the page, else in the one it was written in. */
export function vendorText(text: Partial<Text> | undefined, locale: Locale): { text: string; lang: Locale } | null {
  const lang = text?.[locale] ? locale : locale === 'fr' ? 'en' : 'fr';
  const found = text?.[lang];
  return found ? { text: found, lang } : null;
}

function hitView(hit: CatalogueHit, locale: Locale): object {
  const date = (at: Date): string => formatDate(at, locale, 'short');
  const until = cataloguePages[isStanding(hit) ? 'catalogue.until' : 'catalogue.ended'];
  return {
    href: publicHref(`/catalogue/${hit.slug}`, locale),
    title: hit.name,
    data: say(cataloguePages['catalogue.hit'], locale, { version: hit.version, vendor: hit.vendor }),
    text: vendorText(hit.texts.tagline, locale)?.text,
    tags: [softwareTypeLabel(hit.softwareType), ...hit.lanes.map(laneLabel), ...hit.waves.map(waveLabel)],
    status: certificateLifecycle.show(hit.status),
    sha256: hit.fingerprint.replace('sha256:', ''),
    notes: [
      say(cataloguePages['catalogue.decided'], locale, { date: date(hit.decidedAt) }),
      say(until, locale, { date: date(hit.validUntil) }),
    ],
  };
}
