/** Without accents or case, so that a search forgives them. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether some texts together hold every word looked for; nothing looked for is always held. */
export function holdsWords(q: string, texts: readonly (string | null | undefined)[]): boolean {
  const words = plain(q).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = plain(texts.filter(Boolean).join('\n'));
  return words.every((word) => all.includes(word));
}
