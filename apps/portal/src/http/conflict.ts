/** A stretch of text: common, only here, or no longer here. */
export interface Part {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Words, and signs apart from them, with the space before each, so that joining them gives the text back. */
function words(text: string): string[] {
  return text.match(/\s*(?:[\p{L}\p{N}]+(?:[.,’'/_-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}])|\s+$/gu) ?? [];
}

/** Pairs of places (in `a`, in `b`) of the longest common run of words, in order. */
function common(a: readonly string[], b: readonly string[]): [number, number][] {
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

/** One of the two texts of a conflict. */
interface ConflictingText {
  readonly text: string;
  readonly revision: number;
}

/** What `errors/conflict` prints. */
export interface ConflictInput {
  /** Where the chosen text is sent, with the fields `version`, `keep` (merged, mine, theirs), `mine`, `theirs` and the field itself. */
  readonly action: string;
  readonly field: string;
  readonly subject: string;
  /** The revision both started from. */
  readonly base: string;
  readonly mine: ConflictingText;
  readonly theirs: ConflictingText & { readonly name: string; readonly at: Date };
  readonly reference: string;
  readonly at: Date;
  readonly hidden?: readonly { readonly name: string; readonly value: string }[];
}

/** The view of `errors/conflict`: both texts with what each adds, and a third to start from. */
export function conflictView(input: ConflictInput): object {
  const { mine, theirs, base, ...rest } = input;
  const { text, contested } = mergeTexts(base, mine.text, theirs.text);
  return {
    ...rest,
    status: 409,
    yours: { ...mine, parts: additions(mine.text, theirs.text) },
    theirs: { ...theirs, parts: additions(theirs.text, mine.text) },
    merged: text,
    contested,
  };
}
