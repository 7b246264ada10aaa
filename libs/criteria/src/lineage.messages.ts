import { errorsOf, messages, type Text } from '#platform';
import type { LineageChoice } from './lineage.entity.js';
import type { Derivation } from './package-content.rules.js';

/** Refusals about lineage. */
export const lineageMessages = messages({
  'lineage.frozen': {
    fr: 'La version {version} n’est plus un brouillon\u00a0: sa filiation fait partie de son contenu, qui ne change plus. Reprenez-la dans une nouvelle version.',
    en: 'Version {version} is no longer a draft: its lineage is part of its content, which no longer changes. Take it up in a new version.',
  },
  'lineage.unknown': {
    fr: '«\u00a0{key}\u00a0» n’est pas une exigence de la version {version}\u00a0: le brouillon a changé entre-temps. Rechargez la page.',
    en: '“{key}” is not a requirement of version {version}: the draft has changed meanwhile. Reload the page.',
  },
  'lineage.itself': {
    fr: 'Une version ne descend pas d’elle-même\u00a0: choisissez une autre version d’origine.',
    en: 'A version does not come from itself: choose another version of origin.',
  },
  'lineage.nothing': {
    fr: 'Il n’y a aucun lien de ce genre à confirmer.',
    en: 'There is no link of that kind to confirm.',
  },
  'lineage.undone': {
    fr: 'Ces décisions sont déjà annulées.',
    en: 'These decisions are already undone.',
  },
});

/** The refusals a use case of lineage may throw. */
export const refuseLineage = errorsOf(lineageMessages);

/** Labels of the ways a requirement came from another. */
export const derivationLabels: Readonly<Record<Derivation, Text>> = messages({
  unchanged: { fr: 'inchangée', en: 'unchanged' },
  reworded: { fr: 'reformulée', en: 'reworded' },
  strengthened: { fr: 'renforcée', en: 'strengthened' },
  relaxed: { fr: 'allégée', en: 'relaxed' },
  split: { fr: 'issue d’une scission', en: 'split from it' },
  merged: { fr: 'issue d’une fusion', en: 'merged from it' },
  renumbered: { fr: 'renumérotée', en: 'renumbered' },
  derived: { fr: 'dérivée', en: 'derived' },
});

/** Labels of what an editor decided. */
export const lineageChoiceLabels: Readonly<Record<LineageChoice, Text>> = messages({
  confirmed: { fr: 'Liens confirmés', en: 'Links confirmed' },
  rejected: { fr: 'Liens écartés', en: 'Links rejected' },
  without: { fr: 'Déclarées sans origine', en: 'Declared without origin' },
});
