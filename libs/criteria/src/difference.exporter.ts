import { spreadsheetCsv, say, type Locale, type Part } from '#platform';
import { contentHash } from './content-hash.rules.js';
import { changeKindLabels, differenceMessages, linkReasonLabels, surenessLabels } from './difference.messages.js';
import { statementDifference, type Change, type Difference } from './difference.rules.js';
import type { PackageContent } from './package-content.rules.js';

/** A change with the words that differ, where the text is not the same. */
export interface WordedChange extends Change {
  readonly words: readonly Part[];
}

/** A difference for machines: both versions with their hash, and every change with the words that changed. */
export interface DifferenceDocument extends Difference {
  readonly from: Difference['from'] & { readonly hash: string };
  readonly to: Difference['to'] & { readonly hash: string };
  readonly changes: readonly WordedChange[];
}

/** Writes a difference for machines; the words are in French unless both versions speak the language asked for. */
export function differenceDocument(found: Difference, from: PackageContent, to: PackageContent, locale: Locale = 'fr'): DifferenceDocument {
  return {
    ...found,
    from: { ...found.from, hash: contentHash(from) },
    to: { ...found.to, hash: contentHash(to) },
    changes: found.changes.map((change) => ({ ...change, words: wordsOf(change, { from, to }, locale) })),
  };
}

/** A difference as CSV with `;` and a byte order mark, for a spreadsheet; no cell can be taken for a formula. */
export function differenceCsv(found: Difference, from: PackageContent, to: PackageContent, locale: Locale): string {
  const heads = {
    fr: ['Nature', 'Ancien numéro', 'Nouveau numéro', 'Lien', 'Ancien texte', 'Nouveau texte', 'Différence'],
    en: ['Kind', 'Old number', 'New number', 'Link', 'Old text', 'New text', 'Difference'],
  }[locale];
  const statements = new Map(
    [from, to].map((content) => [content, new Map(content.requirements.map((one) => [one.key, one.statement.fr]))]),
  );
  const lines = found.changes.map((change) => [
    say(changeKindLabels[change.kind], locale),
    change.fromNumber ?? '',
    change.toNumber ?? '',
    whyOf(change, locale),
    statements.get(from)?.get(change.from ?? '') ?? '',
    statements.get(to)?.get(change.to ?? '') ?? '',
    wordsText(wordsOf(change, { from, to }, 'fr')),
  ]);
  return spreadsheetCsv([heads, ...lines]);
}

/** Why a link was made and how sure it is, as a sentence; empty for what is new or dropped. */
export function whyOf({ why, sureness, likeness }: Change, locale: Locale): string {
  if (why === null || sureness === null || likeness === null) return '';
  const params = { why: linkReasonLabels[why], sureness: surenessLabels[sureness], percent: Math.round(likeness / 10) };
  return say(differenceMessages[likeness === 1000 ? 'difference.why' : 'difference.why.close'], locale, params);
}

/** A word difference in plain text: `[-removed-]` and `{+added+}`. */
export function wordsText(parts: readonly Part[]): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const;
  return parts.map(({ kind, text }) => `${marks[kind][0]}${text}${marks[kind][1]}`).join('');
}

function wordsOf(change: Change, { from, to }: { readonly from: PackageContent; readonly to: PackageContent }, locale: Locale): Part[] {
  if (change.from === null || change.to === null || change.likeness === 1000) return [];
  return statementDifference(change, from, to, locale);
}
