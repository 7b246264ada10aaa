import { messages } from '#platform';

/** How the value of a score is said. */
export const scoreMessages = messages({
  'score.value': { fr: '{value} sur {maximum}', en: '{value} out of {maximum}' },
  'score.graded': { fr: '{value} sur {maximum}, niveau {grade}', en: '{value} out of {maximum}, grade {grade}' },
  'score.none': { fr: 'sans valeur\u00a0: rien n’a été évalué ni mesuré', en: 'no value: nothing was assessed or measured' },
  'score.algorithm': { fr: 'algorithme {algorithm}, version {version}', en: 'algorithm {algorithm}, version {version}' },
});
