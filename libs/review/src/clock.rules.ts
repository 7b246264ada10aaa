import type { Text } from '#platform';

/** Who may hold the ball; every minute of an evaluation belongs to one of them. */
export const holders = ['vendor', 'agency', 'expert', 'third_party'] as const;
/** One value of `holders`. */
export type Holder = (typeof holders)[number];

/** Names of the holders. */
export const holderLabels: Readonly<Record<Holder, Text>> = {
  vendor: { fr: 'Éditeur', en: 'Vendor' },
  agency: { fr: 'Agence', en: 'Agency' },
  expert: { fr: 'Expert', en: 'Expert' },
  third_party: { fr: 'Tiers', en: 'Third party' },
};
