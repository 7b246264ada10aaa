import { lifecycle, type ActionOf, type StatusOf } from '#platform';

const suspend = { to: 'suspended', label: { fr: 'Suspendre', en: 'Suspend' } } as const;

/** The registration of a payee at the payment agency; labels in quotes are the agency's own words (domain study 3.4). */
export const enrolmentLifecycle = lifecycle('enrolment', {
  submitted: {
    label: { fr: 'Déposé', en: 'Submitted' },
    badge: 'working',
    on: {
      validate: { to: 'validated', label: { fr: 'Valider', en: 'Validate' } },
      ask_amend: { to: 'to_amend', label: { fr: 'Demander une correction', en: 'Ask for a correction' } },
      reject: { to: 'rejected', label: { fr: 'Rejeter', en: 'Reject' } },
    },
  },
  to_amend: {
    label: { fr: 'À modifier', en: 'To amend' },
    badge: 'warning',
    on: { submit: { to: 'submitted', label: { fr: 'Déposer à nouveau', en: 'Submit again' } } },
  },
  validated: { label: { fr: 'Validé', en: 'Validated' }, badge: 'done', on: { suspend } },
  suspended: {
    label: { fr: 'Suspendu', en: 'Suspended' },
    badge: 'paused',
    on: { submit: { to: 'submitted', label: { fr: 'Déposer à nouveau', en: 'Submit again' } } },
  },
  rejected: { label: { fr: 'Rejeté', en: 'Rejected' }, badge: 'error', on: {} },
});
export type EnrolmentStatus = StatusOf<typeof enrolmentLifecycle>;
export type EnrolmentAction = ActionOf<typeof enrolmentLifecycle>;
