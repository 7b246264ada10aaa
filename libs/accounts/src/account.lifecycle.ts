import { lifecycle, type StatusOf } from '#platform';

/** An account is never removed: what it did stays attributed. */
export const accountLifecycle = lifecycle('account', {
  active: {
    label: { fr: 'Actif', en: 'Active' },
    badge: 'done',
    on: { close: { to: 'closed', label: { fr: 'Fermer le compte', en: 'Close the account' } } },
  },
  closed: { label: { fr: 'Fermé', en: 'Closed' }, badge: 'neutral', on: {} },
});
export type AccountStatus = StatusOf<typeof accountLifecycle>;
