/** A text compared without regard to tags, apostrophes, spaces or case: “the same text” in a difference. */
export function foldedText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&nbsp;/gi, ' ')
    .replace(/[’‘‛`´ʼ′]/g, "'")
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** Longest part of a word that is compared: endings differ between singular and plural, verb and noun. */
const stemLength = 7;

/** Stems of the words of a text, without accents, addresses or links to other documents, in order. */
export function stems(text: string): string[] {
  const plain = foldedText(text)
    .replace(/\(?\[[^\]]*\]\([^)]*\)\)?/g, ' ')
    .replace(/https?:\S+/g, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
  return (plain.match(/[a-z0-9]+/g) ?? []).map(stem);
}

function stem(word: string): string {
  const singular = word.length > 3 ? word.replace(/(?:es|s|x)$/, '') : word;
  return singular.slice(0, stemLength);
}

/** What is compared: a text, and the words around it (section, block, feature), which weigh less. */
export interface Comparable {
  readonly text: string;
  readonly context: string;
}

/** A text as a point: weight of each stem, of length one. */
export type Vector = ReadonlyMap<string, number>;

/** Weight of a word of the context against one of the text. */
const contextWeight = 0.25;

/** Points of the texts of two versions in one space: a stem weighs by its rarity in both (TF-IDF). */
export function vectors(texts: readonly Comparable[]): Vector[] {
  const counted = texts.map(counts);
  const documents = new Map<string, number>();
  for (const list of counted) for (const stem of list.keys()) documents.set(stem, (documents.get(stem) ?? 0) + 1);
  return counted.map((list) => {
    const weights = [...list].map(([stem, count]): [string, number] => {
      const rarity = Math.log((texts.length + 1) / ((documents.get(stem) ?? 0) + 1)) + 1;
      return [stem, (count < 1 ? count : 1 + Math.log(count)) * rarity];
    });
    const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    return new Map(weights.map(([stem, weight]) => [stem, weight / length]));
  });
}

function counts({ text, context }: Comparable): Map<string, number> {
  const list = new Map<string, number>();
  for (const stem of stems(text)) list.set(stem, (list.get(stem) ?? 0) + 1);
  for (const stem of new Set(stems(context))) if (!list.has(stem)) list.set(stem, contextWeight);
  return list;
}

/** Below it two texts have nothing in common worth keeping: thousands of requirements make millions of pairs. */
const leastCosine = 0.1;

/** For each point of the first list, its neighbours in the second (place → cosine of the two points), settled places left out. */
export function neighbours(
  from: readonly Vector[],
  to: readonly Vector[],
  settled: { readonly from: ReadonlySet<number>; readonly to: ReadonlySet<number> },
): Map<number, number>[] {
  const holders = new Map<string, [number, number][]>();
  to.forEach((vector, place) => {
    if (settled.to.has(place)) return;
    for (const [stem, weight] of vector) {
      const list = holders.get(stem);
      if (list === undefined) holders.set(stem, [[place, weight]]);
      else list.push([place, weight]);
    }
  });
  return from.map((vector, origin) => {
    const found = new Map<number, number>();
    if (settled.from.has(origin)) return found;
    const sums = new Float64Array(to.length);
    for (const [stem, weight] of vector) for (const [place, other] of holders.get(stem) ?? []) sums[place] += weight * other;
    sums.forEach((sum, place) => {
      if (sum >= leastCosine) found.set(place, Math.min(1, sum));
    });
    return found;
  });
}

/** The words that tie two texts together most, heaviest first. */
export function sharedStems(a: Vector, b: Vector, limit = 4): string[] {
  return [...a]
    .map(([stem, weight]): [string, number] => [stem, weight * (b.get(stem) ?? 0)])
    .filter(([, weight]) => weight > 0)
    .sort(([s, v], [t, w]) => w - v || (s < t ? -1 : 1))
    .slice(0, limit)
    .map(([stem]) => stem);
}

/** Share of the words of `part` that `whole` also has, rarity counted. */
export function coverage(part: Vector, whole: readonly Vector[]): number {
  let [held, total] = [0, 0];
  for (const [stem, weight] of part) {
    total += weight * weight;
    if (whole.some((vector) => vector.has(stem))) held += weight * weight;
  }
  return total === 0 ? 0 : held / total;
}
