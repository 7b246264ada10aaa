import { Injectable } from '@nestjs/common';
import { type CertificateAction, type CertificateStatus, type RegisterGround } from '#decisions';
import { type Ctx, refuse } from '#platform';
import type { CatalogueSearch } from './catalogue.dto.js';
import { CatalogueSolution } from './catalogue.entity.js';
import { type CatalogueSort, refuseCatalogue } from './catalogue.messages.js';
import { type PublicCertificate, readCursor, wordsOf, writeCursor } from './catalogue.rules.js';

/** The facets of the list, in the order they are shown. */
export const facetNames = ['status', 'type', 'lane', 'wave', 'vendor'] as const;
/** One value of `facetNames`. */
export type FacetName = (typeof facetNames)[number];

/** One product of the list. */
export type CatalogueHit = Omit<CatalogueSolution, 'search' | 'document' | 'certificates' | 'projectedAt'>;

/** How many products a value of a facet would leave, the other facets unchanged. */
export interface FacetCount {
  readonly facet: FacetName;
  readonly value: string;
  readonly count: number;
}

/** One page of the list, with what surrounds it. */
export interface CataloguePage {
  readonly hits: readonly CatalogueHit[];
  /** Where the next page starts; null on the last one. */
  readonly next: string | null;
  readonly sort: CatalogueSort;
  readonly total: number;
  /** Products in the whole catalogue. */
  readonly all: number;
  readonly facets: readonly FacetCount[];
  /** With nothing found: how many products each thing asked for keeps away, when it alone is dropped. */
  readonly without: readonly { readonly dropped: FacetName | 'q'; readonly count: number }[];
}

/** One line of the register of a product. */
export interface RegisterHistoryLine {
  readonly number: string;
  readonly version: string;
  readonly status: CertificateStatus;
  readonly action: CertificateAction | 'grant';
  readonly decidedAt: Date;
  readonly effectiveFrom: Date;
  readonly ground: RegisterGround;
  readonly actNumber: string;
}

/** A product with its history, the newest act first. */
export interface CatalogueSheet {
  readonly solution: CatalogueSolution;
  readonly history: readonly RegisterHistoryLine[];
}

/** The SQL condition of each facet on `s`, given the place of its list of values. */
const conditions: Readonly<Record<FacetName, (place: string) => string>> = {
  status: (place) => `s.status = ANY (${place}::text[])`,
  type: (place) => `s.software_type = ANY (${place}::text[])`,
  lane: (place) => `s.lanes && ${place}::text[]`,
  wave: (place) => `s.waves && ${place}::text[]`,
  vendor: (place) => `s.vendor = ANY (${place}::text[])`,
};
const valueOf: Readonly<Record<FacetName, string>> = {
  status: 's.status',
  type: 's.software_type',
  lane: 'unnest(s.lanes)',
  wave: 'unnest(s.waves)',
  vendor: 's.vendor',
};

/** Vendors shown beside those chosen; the others are reached by words. */
const longest = 12;
const usual = 20;

/** The places of a statement, numbered as values are given. */
class Places {
  readonly values: unknown[] = [];

  put(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

function wordConditions(words: readonly string[], places: Places): string {
  const each = words.map((word) => `s.solution_id IN (SELECT catalogue_matching(guichet_fold(${places.put(word)})))`);
  return each.length === 0 ? 'true' : each.join(' AND ');
}

/** Reads the public catalogue. Nothing here looks at who asks: every row is public. */
@Injectable()
export class CatalogueQueries {
  /** One page of the products that answer a search, with the counts of the facets. */
  async search(ctx: Ctx, search: CatalogueSearch): Promise<CataloguePage> {
    const words = wordsOf(search.q ?? '');
    const sort = search.sort === undefined || (search.sort === 'relevance' && words.length === 0) ? usualSort(words) : search.sort;
    const { hits, next } = await this.hits(ctx, { search, words, sort });
    const counts = await this.counts(ctx, search, words);
    const { total } = counts;
    const without = total > 0 ? [] : await this.without(ctx, { search, words }, counts.all);
    return { hits, next, sort, without, ...counts };
  }

  /** One product by its short name, or 404. */
  async bySlug(ctx: Ctx, slug: string): Promise<CatalogueSheet> {
    const solution = await ctx.tx.findOneBy(CatalogueSolution, { slug });
    if (solution === null) throw refuse.notFound('not-found');
    return { solution, history: await this.history(ctx, solution.certificates) };
  }

  /** Every product with its certificates, by name, for the open data. */
  everything(ctx: Ctx): Promise<CatalogueSolution[]> {
    return ctx.tx
      .createQueryBuilder(CatalogueSolution, 'solution')
      .orderBy('solution.name COLLATE "fr-x-icu"')
      .addOrderBy('solution.solution_id')
      .getMany();
  }

  private history(ctx: Ctx, certificates: readonly PublicCertificate[]): Promise<RegisterHistoryLine[]> {
    return ctx.tx.query(
      `SELECT c.number, c.facts->'product'->>'version' AS version, s.status, s.action, s.decided_at AS "decidedAt",
              s.effective_from AS "effectiveFrom", s.ground, s.act_number AS "actNumber"
         FROM certificate_status s JOIN certificate c ON c.id = s.certificate_id
        WHERE c.number = ANY ($1) AND s.decided_at <= $2 ORDER BY s.decided_at DESC, c.number DESC, s.position DESC LIMIT 200`,
      [certificates.map(({ number }) => number), ctx.now],
    );
  }

  private async hits(ctx: Ctx, asked: Asked): Promise<{ hits: CatalogueHit[]; next: string | null }> {
    const { search, words, sort } = asked;
    const places = new Places();
    const wanted = [wordConditions(words, places), ...facetConditions(search, places)];
    const { shown: sortValue, order, after } = ordering(asked, places);
    const limit = search.limit ?? usual;
    const rows = await ctx.tx.query<(CatalogueHit & { sortValue: string })[]>(
      `SELECT s.solution_id AS "solutionId", s.slug, s.name, s.vendor, s.software_type AS "softwareType", s.nil, s.texts, s.status, s.version,
              s.number, s.fingerprint, s.decided_at AS "decidedAt", s.valid_until AS "validUntil", s.lanes, s.waves, s.financeable,
              ${sortValue} AS "sortValue"
         FROM catalogue_solution s WHERE ${[...wanted, after].join(' AND ')} ORDER BY ${order} LIMIT ${places.put(limit + 1)}`,
      places.values,
    );
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      hits: page.map(({ sortValue: _, ...hit }) => hit),
      next: last === undefined ? null : writeCursor({ sort, value: last.sortValue, id: last.solutionId }),
    };
  }

  /** Each facet is counted under the choices of the others: a second value of the same facet widens the list. One statement. */
  private async counts(
    ctx: Ctx,
    search: CatalogueSearch,
    words: readonly string[],
  ): Promise<Pick<CataloguePage, 'total' | 'all' | 'facets'>> {
    const places = new Places();
    const flags = facetNames.map((name) => `${search[name] ? conditions[name](places.put(search[name])) : 'true'} AS in_${name}`);
    const except = (dropped: FacetName | null): string =>
      facetNames
        .filter((name) => name !== dropped)
        .map((name) => `s.in_${name}`)
        .join(' AND ');
    const facets = facetNames.map(
      (name) =>
        `(SELECT '${name}' AS facet, ${valueOf[name]} AS value, count(*)::int AS count FROM found s WHERE ${except(name)} GROUP BY 2)`,
    );
    const rows = await ctx.tx.query<{ facet: FacetName | 'total' | 'all'; value: string; count: number }[]>(
      `WITH found AS MATERIALIZED (
         SELECT s.status, s.software_type, s.lanes, s.waves, s.vendor, ${flags.join(', ')}
           FROM catalogue_solution s WHERE ${wordConditions(words, places)})
       ${facets.join(' UNION ALL ')}
       UNION ALL SELECT 'total', '', count(*)::int FROM found s WHERE ${except(null)}
       UNION ALL SELECT 'all', '', count(*)::int FROM catalogue_solution
       ORDER BY 3 DESC, 2`,
      places.values,
    );
    const only = (name: 'total' | 'all'): number => rows.find(({ facet }) => facet === name)?.count ?? 0;
    return { total: only('total'), all: only('all'), facets: facetNames.flatMap((name) => shownValues(name, rows, search[name] ?? [])) };
  }

  private async without(ctx: Ctx, { search, words }: Omit<Asked, 'sort'>, all: number): Promise<CataloguePage['without']> {
    const asked = facetNames.filter((name) => search[name] !== undefined);
    const dropped: (FacetName | 'q')[] = words.length > 0 ? ['q', ...asked] : asked;
    if (dropped.length < 2) return dropped.map((name) => ({ dropped: name, count: all })).filter(({ count }) => count > 0);
    const places = new Places();
    const kept: Readonly<Record<string, string>> = {
      ...(words.length > 0 && { q: wordConditions(words, places) }),
      ...Object.fromEntries(asked.map((name) => [name, conditions[name](places.put(search[name]))])),
    };
    const others = (name: string): string =>
      Object.keys(kept)
        .filter((key) => key !== name)
        .map((key) => kept[key])
        .join(' AND ');
    const [row] = await ctx.tx.query<[Record<string, number>]>(
      `SELECT ${dropped.map((name) => `count(*) FILTER (WHERE ${others(name)})::int AS ${name}`).join(', ')} FROM catalogue_solution s`,
      places.values,
    );
    return dropped.map((name) => ({ dropped: name, count: row[name] })).filter(({ count }) => count > 0);
  }
}

interface Asked {
  readonly search: CatalogueSearch;
  readonly words: readonly string[];
  readonly sort: CatalogueSort;
}

const usualSort = (words: readonly string[]): CatalogueSort => (words.length > 0 ? 'relevance' : 'decided');

function facetConditions(search: CatalogueSearch, places: Places): string[] {
  return facetNames.flatMap((name) => (search[name] ? [conditions[name](places.put(search[name]))] : []));
}

/** Printed sort value, order and starting point of a page: the key is (sort value, id). */
function ordering({ search, words, sort }: Asked, places: Places): { shown: string; order: string; after: string } {
  const from = search.after === undefined ? null : readCursor(search.after, sort);
  if (search.after !== undefined && from === null) throw refuseCatalogue.invalid('catalogue.cursor');
  const key = (value: string, type: string, compared: '<' | '>'): string =>
    from === null ? 'true' : `(${value}, s.solution_id) ${compared} (${places.put(from.value)}::${type}, ${places.put(from.id)}::uuid)`;
  switch (sort) {
    case 'name': {
      const value = 's.name COLLATE "fr-x-icu"';
      return { shown: 's.name', order: `${value}, s.solution_id`, after: key(value, 'text', '>') };
    }
    case 'decided': {
      const shown = `to_char(s.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
      return { shown, order: 's.decided_at DESC, s.solution_id DESC', after: key('s.decided_at', 'timestamptz', '<') };
    }
    case 'relevance': {
      const value = score(words, places);
      return { shown: `(${value})::text`, order: `${value} DESC, s.solution_id DESC`, after: key(value, 'numeric', '<') };
    }
  }
}

/** How well a product answers some words: where they stand in the sheet, and how close its name is. */
function score(words: readonly string[], places: Places): string {
  const any = `(SELECT string_agg(quote_literal(guichet_fold(word)) || ':*', ' | ') FROM unnest(${places.put(words)}::text[]) word)`;
  const name = `word_similarity(guichet_fold(${places.put(words.join(' '))}), guichet_fold(s.name))`;
  return `round((ts_rank(s.search, to_tsquery('simple', ${any})) + ${name})::numeric, 4)`;
}

/** The values of a facet worth showing: the most frequent, and every one that is chosen. */
function shownValues(
  name: FacetName,
  rows: readonly { facet: string; value: string; count: number }[],
  chosen: readonly string[],
): FacetCount[] {
  const own = rows.filter(({ facet }) => facet === name).map(({ value, count }) => ({ facet: name, value, count }));
  const kept = own.filter(({ value }, position) => position < longest || chosen.includes(value));
  const gone = chosen.filter((value) => !own.some((row) => row.value === value)).map((value) => ({ facet: name, value, count: 0 }));
  return [...kept, ...gone];
}
