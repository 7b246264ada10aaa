import type { Answer, Person } from './person.js';

/** One address a person was shown, and how the portal answered. */
export interface Visited {
  readonly path: string;
  /** The address without what changes: ids, numbers, codes. One page of each kind is enough for a picture. */
  readonly kind: string;
  readonly answer: Answer;
}

/** Where to start and when to stop. */
export interface CrawlOptions {
  readonly from: readonly string[];
  /** Pages of one kind that are opened. */
  readonly perKind: number;
  /** Pages in all. */
  readonly atMost: number;
}

/** The address of a page without ids, numbers, codes and query values. */
export function kindOf(path: string): string {
  const [bare, query] = path.split('?');
  const steps = bare.split('/').map((step) => (/\d|%|[A-Z]/.test(step) ? ':x' : step));
  const names = query === undefined ? [] : [...new URLSearchParams(query).keys()].sort();
  return steps.join('/') + (names.length > 0 ? `?${names.join('&')}` : '');
}

/** Every address of the portal that a page links to; addresses that only a POST may use are not among them. */
export function linksOf(html: string, base: string): string[] {
  const found = [...html.matchAll(/\shref="([^"]+)"/g)].map(([, href]) => href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
  const inside = found.filter((href) => URL.canParse(href, base)).map((href) => new URL(href, base));
  const origin = new URL(base).origin;
  return [...new Set(inside.filter((url) => url.origin === origin).map((url) => url.pathname + url.search))];
}

/** Opens what a person can reach by links, breadth first, a few pages of each kind. */
export async function crawl(person: Person, { from, perKind, atMost }: CrawlOptions): Promise<Visited[]> {
  const queue = [...from];
  const known = new Set(queue);
  const opened = new Map<string, number>();
  const visited: Visited[] = [];
  for (let path = queue.shift(); path !== undefined && visited.length < atMost; path = queue.shift()) {
    const kind = kindOf(path);
    const count = opened.get(kind) ?? 0;
    if (count >= perKind || /^\/(assets|fonts|vendor|dsfr)\//.test(path)) continue;
    opened.set(kind, count + 1);
    const answer = await person.send('GET', path);
    visited.push({ path, kind, answer });
    const next = isHtml(answer) ? linksOf(answer.text, person.base) : answer.location === null ? [] : [answer.location];
    for (const link of next) {
      if (known.has(link)) continue;
      known.add(link);
      queue.push(link);
    }
  }
  return visited;
}

/** Whether an answer is a page. */
export function isHtml(answer: Answer): boolean {
  return (answer.headers.get('content-type') ?? '').startsWith('text/html');
}
