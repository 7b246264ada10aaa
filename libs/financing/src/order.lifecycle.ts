import { lifecycle, type ActionOf, type StatusOf } from '#platform';

/** A purchase order a client signed and the State pays for. */
export const orderLifecycle = lifecycle('funded_order', {
  drafted: {
    label: { fr: 'Brouillon', en: 'Draft' },
    badge: 'todo',
    on: {
      place: { to: 'ordered', label: { fr: 'Passer la commande', en: 'Place the order' } },
      cancel: { to: 'cancelled', label: { fr: 'Abandonner', en: 'Abandon' } },
    },
  },
  ordered: {
    label: { fr: 'Commandée', en: 'Ordered' },
    badge: 'done',
    on: { cancel: { to: 'cancelled', label: { fr: 'Annuler la commande', en: 'Cancel the order' } } },
  },
  cancelled: { label: { fr: 'Annulée', en: 'Cancelled' }, badge: 'neutral', on: {} },
});
export type OrderStatus = StatusOf<typeof orderLifecycle>;
export type OrderAction = ActionOf<typeof orderLifecycle>;
