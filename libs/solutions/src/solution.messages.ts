import { errorsOf, messages } from '#platform';

/** Sentences of the solutions. */
export const solutionMessages = messages({
  'solution.stale': {
    fr: 'La fiche a changé depuis que vous l’avez ouverte. Votre saisie est gardée : comparez puis enregistrez.',
    en: 'The sheet has changed since you opened it. What you typed is kept: compare, then save.',
  },
  'solution.version-taken': {
    fr: 'La version {label} existe déjà pour ce produit. Ouvrez-la ou choisissez un autre numéro.',
    en: 'Version {label} already exists for this product. Open it or choose another number.',
  },
  'solution.approval-taken': {
    fr: 'Ce numéro est déjà enregistré pour cette version.',
    en: 'This number is already recorded for this version.',
  },
});

/** Refusals of the solutions. */
export const refuseSolution = errorsOf(solutionMessages);
