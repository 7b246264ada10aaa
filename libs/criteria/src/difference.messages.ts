import { messages } from '#platform';
import type { ChangeKind } from './difference.rules.js';
import type { LinkReason, Sureness } from './matching.rules.js';
import type { Text } from '#platform';

/** Name of each kind of change. */
export const changeKindLabels: Readonly<Record<ChangeKind, Text>> = {
  unchanged: { fr: 'Inchangée', en: 'Unchanged' },
  reworded: { fr: 'Reformulée', en: 'Reworded' },
  strengthened: { fr: 'Renforcée', en: 'Strengthened' },
  relaxed: { fr: 'Allégée', en: 'Relaxed' },
  split: { fr: 'Scindée', en: 'Split' },
  merged: { fr: 'Fusionnée', en: 'Merged' },
  moved: { fr: 'Déplacée', en: 'Moved' },
  renumbered: { fr: 'Renumérotée', en: 'Renumbered' },
  new: { fr: 'Nouvelle', en: 'New' },
  dropped: { fr: 'Retirée', en: 'Dropped' },
};

/** Why two requirements are held for the same. */
export const linkReasonLabels: Readonly<Record<LinkReason, Text>> = {
  confirmed: { fr: 'filiation confirmée par l’agence', en: 'lineage confirmed by the agency' },
  same_text: { fr: 'même texte', en: 'same text' },
  same_key: { fr: 'même clé, les clés étant gardées d’une version à l’autre', en: 'same key, keys being kept between the versions' },
  closest_text: { fr: 'textes les plus proches l’un de l’autre', en: 'the closest texts to each other' },
};

/** How sure a link is. */
export const surenessLabels: Readonly<Record<Sureness, Text>> = {
  certain: { fr: 'certain', en: 'certain' },
  probable: { fr: 'probable', en: 'probable' },
  possible: { fr: 'possible, à confirmer', en: 'possible, to be confirmed' },
};

/** Sentences of a printed difference. */
export const differenceMessages = messages({
  'difference.title': { fr: 'De {from} à {to}', en: 'From {from} to {to}' },
  'difference.why': { fr: '{why} ({sureness})', en: '{why} ({sureness})' },
  'difference.why.close': {
    fr: '{why} ({sureness}, textes proches à {percent}\u00a0%)',
    en: '{why} ({sureness}, texts {percent}% close)',
  },
  'difference.words': { fr: 'racines communes\u00a0: {words}', en: 'stems in common: {words}' },
});
