import { lifecycle, type ActionOf, type StatusOf } from '#platform';

const reject = { to: 'unreadable', label: { fr: 'Refuser', en: 'Reject' } } as const;

/**
 * Life of one version of an evidence item. Acceptance is a verdict of the review, not a status of the file:
 * these statuses say only whether the bytes are there, clean and usable.
 */
export const versionLifecycle = lifecycle('evidence_version', {
  uploading: {
    label: { fr: 'Envoi en cours', en: 'Uploading' },
    badge: 'act',
    on: {
      finish: { to: 'received', label: { fr: 'Terminer l’envoi', en: 'Finish the upload' } },
      abandon: { to: 'abandoned', label: { fr: 'Annuler l’envoi', en: 'Cancel the upload' } },
    },
  },
  abandoned: { label: { fr: 'Envoi annulé', en: 'Upload cancelled' }, badge: 'neutral', on: {} },
  received: {
    label: { fr: 'Reçue', en: 'Received' },
    badge: 'working',
    on: { inspect: { to: 'scanning', label: { fr: 'Contrôler', en: 'Inspect' } } },
  },
  scanning: {
    label: { fr: 'Analyse antivirus', en: 'Virus scan' },
    badge: 'scan',
    on: {
      clear: { to: 'clean', label: { fr: 'Déclarer saine', en: 'Clear' } },
      admit: { to: 'unscanned', label: { fr: 'Admettre sans analyse', en: 'Admit without a scan' } },
      quarantine: { to: 'infected', label: { fr: 'Isoler', en: 'Quarantine' } },
      reject,
    },
  },
  // The sender's own fingerprint may arrive after the inspection: a difference still refuses the version.
  clean: { label: { fr: 'Saine', en: 'Clean' }, badge: 'done', on: { reject } },
  unscanned: { label: { fr: 'Reçue, non analysée', en: 'Received, not scanned' }, badge: 'neutral', on: { reject } },
  infected: { label: { fr: 'Fichier infecté', en: 'Infected file' }, badge: 'infected', on: {} },
  unreadable: { label: { fr: 'Inexploitable', en: 'Unusable' }, badge: 'error', on: {} },
});

/** A status of an evidence version. */
export type VersionStatus = StatusOf<typeof versionLifecycle>;
/** An action on an evidence version. */
export type VersionAction = ActionOf<typeof versionLifecycle>;

/**
 * Statuses in which the version counts as deposited: its last byte is stored and nothing has been held against it.
 * A version later found infected or unusable leaves this list, and revokes the completeness it gave.
 */
export const depositedStatuses: readonly VersionStatus[] = ['received', 'scanning', 'clean', 'unscanned'];

/** Statuses in which the bytes may be served to those who may see them. */
export const servedStatuses: readonly VersionStatus[] = ['clean', 'unscanned'];
