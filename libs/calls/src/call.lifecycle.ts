import { lifecycle, type ActionOf, type StatusOf } from '#platform';

/** A call is prepared, takes candidatures, then takes no new one; those it has go on. */
export const callLifecycle = lifecycle('call', {
  draft: {
    label: { fr: 'En préparation', en: 'In preparation' },
    badge: 'todo',
    on: { open: { to: 'open', label: { fr: 'Ouvrir le guichet', en: 'Open the call' } } },
  },
  open: {
    label: { fr: 'Ouvert', en: 'Open' },
    badge: 'working',
    on: { close: { to: 'closed', label: { fr: 'Fermer le guichet', en: 'Close the call' } } },
  },
  closed: {
    label: { fr: 'Fermé', en: 'Closed' },
    badge: 'locked',
    on: { reopen: { to: 'open', label: { fr: 'Rouvrir le guichet', en: 'Reopen the call' } } },
  },
});
export type CallStatus = StatusOf<typeof callLifecycle>;
export type CallAction = ActionOf<typeof callLifecycle>;
