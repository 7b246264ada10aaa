import { refuseDraft } from './drafting.messages.js';
import type { KeyedList, Step } from './drafting.rules.js';
import type { PackageContent } from './package-content.rules.js';

type Item<L extends KeyedList> = PackageContent[L][number];

/** An element by its key. @throws DomainError 404 when the draft does not hold it. */
export function find<L extends KeyedList>(content: PackageContent, list: L, key: string): Item<L> {
  const items: readonly Item<L>[] = content[list];
  const found = items.find((one) => one.key === key);
  if (found === undefined) throw refuseDraft.notFound('draft.gone', { key });
  return found;
}

/** Refuses (422) a key that its list already holds. */
export function refuseTaken(content: PackageContent, list: KeyedList, key: string): void {
  if (content[list].some((one) => one.key === key)) throw refuseDraft.invalid('draft.key-taken', { key }, [takenField(list, key)]);
}

function takenField(list: KeyedList, key: string) {
  return { field: `/${list}/-/key`, code: 'draft.key-taken', text: refuseDraft.invalid('draft.key-taken', { key }).text, params: { key } };
}

/** The document with an element more, at the end of its list. */
export function added<L extends KeyedList>(content: PackageContent, list: L, item: Item<L>): PackageContent {
  refuseTaken(content, list, item.key);
  return { ...content, [list]: [...content[list], item] };
}

/** The document with some facts of an element changed; its key stays. */
export function changed<L extends KeyedList>(
  content: PackageContent,
  list: L,
  key: string,
  facts: Partial<Omit<Item<L>, 'key'>>,
): PackageContent {
  const item = find(content, list, key);
  const items: readonly Item<L>[] = content[list];
  return { ...content, [list]: items.map((one) => (one === item ? { ...item, ...facts, key } : one)) };
}

/** The document without an element. */
export function removed(content: PackageContent, list: KeyedList, key: string): PackageContent {
  find(content, list, key);
  return { ...content, [list]: content[list].filter((one) => one.key !== key) };
}

/** The document with an element one place up or down among its neighbours; at either end nothing moves. */
export function moved(content: PackageContent, list: KeyedList, { key, by }: { readonly key: string; readonly by: Step }): PackageContent {
  find(content, list, key);
  const items: { readonly key: string }[] = [...content[list]];
  const at = items.findIndex((one) => one.key === key);
  const to = at + by;
  if (to < 0 || to >= items.length) return content;
  [items[at], items[to]] = [items[to], items[at]];
  return { ...content, [list]: items };
}
