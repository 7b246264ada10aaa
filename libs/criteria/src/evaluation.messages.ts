import { messages, type Text } from '#platform';
import type { Standing } from './evaluation.rules.js';

/** Where a requirement stands, in words. */
export const standingLabels: Readonly<Record<Standing, Text>> = messages({
  conform: { fr: 'conforme', en: 'conform' },
  minor: { fr: 'écart mineur', en: 'minor gap' },
  major: { fr: 'écart majeur', en: 'major gap' },
  not_applicable: { fr: 'non applicable, accepté', en: 'not applicable, accepted' },
  needs_clarification: { fr: 'à préciser', en: 'needs clarification' },
  missing: { fr: 'sans résultat', en: 'without result' },
  na_forbidden: { fr: 'dite non applicable, ce que le référentiel interdit', en: 'said not applicable, which the package forbids' },
  unanswered_profile: { fr: 'en attente d’une réponse de profil', en: 'waiting for a profile answer' },
  out_of_profile: { fr: 'écartée par le profil', en: 'left out by the profile' },
  future: { fr: 'à venir, non comptée', en: 'announced, not counted' },
  obsolete: { fr: 'obsolète, non comptée', en: 'obsolete, not counted' },
});
