import { lifecycle, type ActionOf, type StatusOf } from '#platform';

const suspend = { to: 'suspended', label: { fr: 'Suspendre', en: 'Suspend' } } as const;
const withdraw = { to: 'withdrawn', label: { fr: 'Retirer', en: 'Withdraw' } } as const;
const expire = { to: 'expired', label: { fr: 'Constater l’expiration', en: 'Record the expiry' } } as const;
const replace = { to: 'replaced', label: { fr: 'Remplacer', en: 'Replace' } } as const;

/** Life of a certificate after the decision: what the register says of it. */
export const certificateLifecycle = lifecycle('certificate', {
  active: { label: { fr: 'Actif', en: 'Active' }, badge: 'done', on: { suspend, withdraw, expire, replace } },
  under_reservation: {
    label: { fr: 'Sous réserve', en: 'Under reservation' },
    badge: 'warning',
    on: { lift: { to: 'active', label: { fr: 'Lever la réserve', en: 'Lift the reservation' } }, suspend, withdraw, expire, replace },
  },
  suspended: {
    label: { fr: 'Suspendu', en: 'Suspended' },
    badge: 'paused',
    on: { reinstate: { to: 'active', label: { fr: 'Rétablir', en: 'Reinstate' } }, withdraw, expire },
  },
  withdrawn: { label: { fr: 'Retiré', en: 'Withdrawn' }, badge: 'error', on: {} },
  expired: { label: { fr: 'Expiré', en: 'Expired' }, badge: 'expired', on: {} },
  replaced: { label: { fr: 'Remplacé', en: 'Replaced' }, badge: 'neutral', on: {} },
});
export type CertificateStatus = StatusOf<typeof certificateLifecycle>;
export type CertificateAction = ActionOf<typeof certificateLifecycle>;

/** Statuses under which a certificate may be relied upon. */
export const standingStatuses = ['active', 'under_reservation'] as const satisfies readonly CertificateStatus[];
