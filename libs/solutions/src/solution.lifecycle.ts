import { lifecycle, type ActionOf, type StatusOf } from '#platform';

/** A product is offered by its vendor until it is withdrawn from the market. */
export const solutionLifecycle = lifecycle('solution', {
  active: {
    label: { fr: 'Commercialisée', en: 'On the market' },
    badge: 'done',
    on: { retire: { to: 'retired', label: { fr: 'Retirer du marché', en: 'Retire from the market' } } },
  },
  retired: {
    label: { fr: 'Retirée du marché', en: 'Retired' },
    badge: 'neutral',
    on: { restore: { to: 'active', label: { fr: 'Remettre sur le marché', en: 'Put back on the market' } } },
  },
});
export type SolutionStatus = StatusOf<typeof solutionLifecycle>;
export type SolutionAction = ActionOf<typeof solutionLifecycle>;

/** A version is examined as a candidate, becomes the one in use, then is declared obsolete by its vendor. */
export const solutionVersionLifecycle = lifecycle('solution_version', {
  candidate: {
    label: { fr: 'Candidate', en: 'Candidate' },
    badge: 'todo',
    on: {
      release: { to: 'current', label: { fr: 'Déclarer en service', en: 'Declare in use' } },
      declare_obsolete: { to: 'obsolete', label: { fr: 'Déclarer obsolète', en: 'Declare obsolete' } },
    },
  },
  current: {
    label: { fr: 'En service', en: 'In use' },
    badge: 'done',
    on: { declare_obsolete: { to: 'obsolete', label: { fr: 'Déclarer obsolète', en: 'Declare obsolete' } } },
  },
  obsolete: { label: { fr: 'Obsolète', en: 'Obsolete' }, badge: 'expired', on: {} },
});
export type SolutionVersionStatus = StatusOf<typeof solutionVersionLifecycle>;
export type SolutionVersionAction = ActionOf<typeof solutionVersionLifecycle>;

/** An approval given by another body (CNDA): a pre-examination attestation first, then the final one, which may lapse. */
export const approvalLifecycle = lifecycle('approval', {
  pre_exam: {
    label: { fr: 'Pré-examen déposé', en: 'Pre-examination filed' },
    badge: 'working',
    on: {
      obtain: { to: 'granted', label: { fr: 'Enregistrer l’homologation', en: 'Record the approval' } },
      lapse: { to: 'lapsed', label: { fr: 'Déclarer caduque', en: 'Declare lapsed' } },
    },
  },
  granted: {
    label: { fr: 'Obtenue', en: 'Granted' },
    badge: 'done',
    on: { lapse: { to: 'lapsed', label: { fr: 'Déclarer caduque', en: 'Declare lapsed' } } },
  },
  lapsed: { label: { fr: 'Caduque', en: 'Lapsed' }, badge: 'expired', on: {} },
});
export type ApprovalStatus = StatusOf<typeof approvalLifecycle>;
export type ApprovalAction = ActionOf<typeof approvalLifecycle>;
