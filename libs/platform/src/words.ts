/** A stretch of text: common, only here, or no longer here. */
export interface Part {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Words, and signs apart from them, with the space before each, so that joining them gives the text back. */
function words(text: string): string[] {
  return text.match(/\s*(?:[\p{L}\p{N}]+(?:[.,’'/_-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}])|\s+$/gu) ?? [];
}

/** Pairs of places (in `a`, in `b`) of the longest common run of words, in order; what both begin and end with is not searched. */
function common(a: readonly string[], b: readonly string[]): [number, number][] {
  const shortest = Math.min(a.length, b.length);
  const same = (i: number, j: number) => a[i].trim() === b[j].trim();
  let start = 0;
  while (start < shortest && same(start, start)) start += 1;
  let end = 0;
  while (end < shortest - start && same(a.length - 1 - end, b.length - 1 - end)) end += 1;
  const inside = longestRun(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [
    ...Array.from({ length: start }, (_, place): [number, number] => [place, place]),
    ...inside.map(([i, j]): [number, number] => [i + start, j + start]),
    ...Array.from({ length: end }, (_, place): [number, number] => [a.length - end + place, b.length - end + place]),
  ];
}

function longestRun(a: readonly string[], b: readonly string[]): [number, number][] {
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i][j] = a[i].trim() === b[j].trim() ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i].trim() === b[j].trim()) pairs.push([i++, j++]);
    else if (longest[i + 1][j] >= longest[i][j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}

/** What a text has that another has not, word by word; the words it lacks are left out. */
export function additions(text: string, other: string): Part[] {
  const mine = words(text);
  const shared = new Set(common(mine, words(other)).map(([place]) => place));
  const parts: Part[] = [];
  mine.forEach((word, place) => {
    const kind = shared.has(place) ? 'same' : 'added';
    const last = parts[parts.length - 1];
    if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + word };
    else if (last?.kind === 'same') {
      // The space before an addition belongs to what precedes it: a mark starts at its first letter.
      parts[parts.length - 1] = { kind: 'same', text: last.text + word.slice(0, word.length - word.trimStart().length) };
      parts.push({ kind, text: word.trimStart() });
    } else parts.push({ kind, text: word });
  });
  return parts;
}

interface Change {
  readonly from: number;
  readonly to: number;
  readonly words: readonly string[];
}

/** The stretches of `base` that a text replaces, with what it puts there. */
function changes(base: readonly string[], text: readonly string[]): Change[] {
  const found: Change[] = [];
  let [i, j] = [0, 0];
  for (const [k, l] of [...common(base, text), [base.length, text.length]]) {
    if (k > i || l > j) found.push({ from: i, to: k, words: text.slice(j, l) });
    [i, j] = [k + 1, l + 1];
  }
  return found;
}

const touches = (a: Change, b: Change): boolean => (a.from < b.to && b.from < a.to ? true : a.from === b.from);

/**
 * Joins to `theirs` what `mine` changed elsewhere in `base`. Where both changed the same words, theirs stay and the text is
 * marked as contested: the reader must look.
 */
export function mergeTexts(base: string, mine: string, theirs: string): { readonly text: string; readonly contested: boolean } {
  const [origin, kept] = [words(base), changes(words(base), words(theirs))];
  const wanted = changes(origin, words(mine));
  const free = wanted.filter((change) => !kept.some((other) => touches(change, other)));
  const all = [...kept, ...free].sort((a, b) => a.from - b.from || a.to - b.to);
  let [place, text] = [0, ''];
  for (const change of all) {
    text += origin.slice(place, change.from).join('') + change.words.join('');
    place = change.to;
  }
  return { text: text + origin.slice(place).join(''), contested: free.length < wanted.length };
}

/** Every word of both texts in reading order: kept, removed from the first, added by the second. */
export function wordDifference(from: string, to: string): Part[] {
  const [before, after] = [words(from), words(to)];
  const parts: Part[] = [];
  const push = (kind: Part['kind'], list: readonly string[]) => {
    if (list.length > 0) parts.push({ kind, text: list.join('') });
  };
  let [i, j] = [0, 0];
  for (const [k, l] of [...common(before, after), [before.length, after.length]]) {
    push('removed', before.slice(i, k));
    push('added', after.slice(j, l));
    const last = parts.at(-1);
    if (last?.kind === 'same') parts[parts.length - 1] = { kind: 'same', text: last.text + (after[l] ?? '') };
    else push('same', after.slice(l, l + 1));
    [i, j] = [k + 1, l + 1];
  }
  return parts;
}
