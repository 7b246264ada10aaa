import type { Text } from '#platform';

/** Why a person may be conflicted; `none` declares that nothing stands in the way. */
export const interestReasons = ['none', 'employment', 'former_employment', 'shareholding', 'family', 'contract', 'other'] as const;
/** One value of `interestReasons`. */
export type InterestReason = (typeof interestReasons)[number];

/** Names of the reasons. No detail is asked: a conflict needs no justification. */
export const interestLabels: Readonly<Record<InterestReason, Text>> = {
  none: { fr: 'Aucun lien d’intérêts', en: 'No interest' },
  employment: { fr: 'Emploi ou mandat actuel', en: 'Present employment or mandate' },
  former_employment: { fr: 'Emploi ou mandat dans les cinq dernières années', en: 'Employment or mandate within the last five years' },
  shareholding: { fr: 'Participation financière', en: 'Shareholding' },
  family: { fr: 'Lien familial ou personnel', en: 'Family or personal tie' },
  contract: { fr: 'Contrat ou conseil', en: 'Contract or consulting' },
  other: { fr: 'Autre lien', en: 'Other interest' },
};
