import { keysOf, type MappedEnd, type MappingContent, type MappingLink } from './mapping-content.rules.js';

/** A change of the links of a draft, by the place of the link. */
export type LinkChange =
  | { readonly kind: 'add'; readonly link: MappingLink }
  | { readonly kind: 'replace'; readonly place: number; readonly link: MappingLink }
  | { readonly kind: 'remove'; readonly place: number };

/** The links after a change; null when the place it names holds no link. */
export function changedLinks({ links }: Pick<MappingContent, 'links'>, change: LinkChange): MappingLink[] | null {
  if (change.kind === 'add') return [...links, change.link];
  if (links[change.place] === undefined) return null;
  return links.flatMap((link, place) => (place !== change.place ? [link] : change.kind === 'replace' ? [change.link] : []));
}

/** Place of the link that joins the same sources to the same targets, or -1. */
export function sameEnds({ links }: Pick<MappingContent, 'links'>, { sources, targets }: Pick<MappingLink, 'sources' | 'targets'>): number {
  const name = (ends: readonly MappedEnd[]) =>
    ends
      .map(({ key, part }) => part ?? key)
      .sort()
      .join('\n');
  return links.findIndex((link) => name(link.sources) === name(sources) && name(link.targets) === name(targets));
}

/** Keys typed in a field, one a line or separated by commas. */
export function typedEnds(text: string): MappedEnd[] {
  const keys = text
    .split(/[\n,;]/)
    .map((key) => key.trim().slice(0, 150))
    .filter((key) => key !== '');
  return keysOf(keys.map((key) => ({ key, part: null }))).map((key) => ({ key, part: null }));
}
