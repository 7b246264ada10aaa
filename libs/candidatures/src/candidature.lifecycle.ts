import { lifecycle, type ActionOf, type StatusOf } from '#platform';

const withdraw = { to: 'withdrawn', label: { fr: 'Retirer la candidature', en: 'Withdraw the application' } } as const;
const expire = { to: 'expired', label: { fr: 'Déclarer expirée', en: 'Declare expired' } } as const;

/** The vendor moves the file to a newer version of the criteria. Where this asks something of it, a file that was complete is open again. */
const newer = { fr: 'Passer à une version plus récente', en: 'Move to a newer version' };
const moveTo = <const S extends string>(to: S) => ({ to, label: newer });

/** The one lifecycle of candidatures, of which the workflow of a call selects the stages. Life after the decision belongs to the certificate. */
export const candidatureLifecycle = lifecycle('candidature', {
  draft: {
    label: { fr: 'Brouillon', en: 'Draft' },
    badge: 'todo',
    on: {
      file: { to: 'filed', label: { fr: 'Déposer le dossier administratif', en: 'File the administrative file' } },
      move_version: moveTo('draft'),
      withdraw,
      expire,
    },
  },
  filed: {
    label: { fr: 'Déposée', en: 'Filed' },
    badge: 'working',
    on: {
      admit: { to: 'open', label: { fr: 'Déclarer recevable', en: 'Declare admissible' } },
      ask_complement: { to: 'file_incomplete', label: { fr: 'Demander des compléments', en: 'Ask for complements' } },
      reject: { to: 'ineligible', label: { fr: 'Déclarer irrecevable', en: 'Declare inadmissible' } },
      move_version: moveTo('filed'),
      withdraw,
    },
  },
  file_incomplete: {
    label: { fr: 'Dossier administratif à compléter', en: 'Administrative file to complete' },
    badge: 'warning',
    on: {
      file: { to: 'filed', label: { fr: 'Déposer à nouveau', en: 'File again' } },
      move_version: moveTo('file_incomplete'),
      withdraw,
      expire,
    },
  },
  open: {
    label: { fr: 'Dépôt des preuves ouvert', en: 'Open for evidence' },
    badge: 'todo',
    on: {
      complete: { to: 'complete', label: { fr: 'Constater la complétude', en: 'Record completeness' } },
      move_version: moveTo('open'),
      withdraw,
      expire,
    },
  },
  ineligible: { label: { fr: 'Irrecevable', en: 'Inadmissible' }, badge: 'neutral', on: {} },
  complete: {
    label: { fr: 'Complète', en: 'Complete' },
    badge: 'done',
    on: {
      start_review: { to: 'in_review', label: { fr: 'Commencer l’évaluation', en: 'Start the review' } },
      revoke: { to: 'open', label: { fr: 'Révoquer la complétude', en: 'Revoke completeness' } },
      move_version: moveTo('open'),
      withdraw,
    },
  },
  in_review: {
    label: { fr: 'En évaluation', en: 'In review' },
    badge: 'working',
    on: {
      ask_clarification: { to: 'clarification', label: { fr: 'Envoyer la demande de compléments', en: 'Send the clarification round' } },
      close_review: { to: 'reviewed', label: { fr: 'Clore l’évaluation', en: 'Close the review' } },
      move_version: moveTo('clarification'),
      withdraw,
    },
  },
  clarification: {
    label: { fr: 'Compléments demandés', en: 'Clarification asked' },
    badge: 'question',
    on: {
      answer: { to: 'in_review', label: { fr: 'Transmettre les réponses', en: 'Send the answers' } },
      move_version: moveTo('clarification'),
      withdraw,
    },
  },
  reviewed: {
    label: { fr: 'Évaluée', en: 'Reviewed' },
    badge: 'working',
    on: {
      propose: { to: 'proposed', label: { fr: 'Proposer une décision', en: 'Propose a decision' } },
      resume_review: { to: 'in_review', label: { fr: 'Reprendre l’évaluation', en: 'Resume the review' } },
      withdraw,
    },
  },
  proposed: {
    label: { fr: 'Décision proposée', en: 'Decision proposed' },
    badge: 'working',
    on: {
      decide: { to: 'decided', label: { fr: 'Décider', en: 'Decide' } },
      postpone: { to: 'reviewed', label: { fr: 'Ajourner', en: 'Postpone' } },
      withdraw,
    },
  },
  decided: {
    label: { fr: 'Décidée', en: 'Decided' },
    badge: 'done',
    on: { appeal: { to: 'in_review', label: { fr: 'Rouvrir sur recours', en: 'Reopen on appeal' } } },
  },
  withdrawn: { label: { fr: 'Retirée par l’éditeur', en: 'Withdrawn by the vendor' }, badge: 'neutral', on: {} },
  expired: { label: { fr: 'Expirée', en: 'Expired' }, badge: 'expired', on: {} },
});
export type CandidatureStatus = StatusOf<typeof candidatureLifecycle>;
export type CandidatureAction = ActionOf<typeof candidatureLifecycle>;

/** Statuses that leave the place free for another candidature of the same version in the same call. */
export const endedStatuses = ['withdrawn', 'ineligible', 'expired'] as const satisfies readonly CandidatureStatus[];

/** A chapter is deposited and validated as a whole; it is (package version, section). */
export const chapterLifecycle = lifecycle('chapter', {
  to_do: {
    label: { fr: 'À faire', en: 'To do' },
    badge: 'todo',
    on: { start: { to: 'in_progress', label: { fr: 'Commencer', en: 'Start' } } },
  },
  in_progress: {
    label: { fr: 'En cours', en: 'In progress' },
    badge: 'todo',
    on: { submit: { to: 'submitted', label: { fr: 'Transmettre le chapitre', en: 'Submit the chapter' } } },
  },
  submitted: {
    label: { fr: 'Transmis', en: 'Submitted' },
    badge: 'working',
    on: {
      validate: { to: 'validated', label: { fr: 'Valider le chapitre', en: 'Validate the chapter' } },
      request_changes: { to: 'changes_requested', label: { fr: 'Demander des corrections', en: 'Request changes' } },
      reopen: { to: 'reopened', label: { fr: 'Rouvrir le chapitre', en: 'Reopen the chapter' } },
    },
  },
  changes_requested: {
    label: { fr: 'Corrections demandées', en: 'Changes requested' },
    badge: 'warning',
    on: { submit: { to: 'submitted', label: { fr: 'Transmettre à nouveau', en: 'Submit again' } } },
  },
  validated: {
    label: { fr: 'Validé', en: 'Validated' },
    badge: 'done',
    on: { reopen: { to: 'reopened', label: { fr: 'Rouvrir le chapitre', en: 'Reopen the chapter' } } },
  },
  reopened: {
    label: { fr: 'Rouvert', en: 'Reopened' },
    badge: 'warning',
    on: { submit: { to: 'submitted', label: { fr: 'Transmettre à nouveau', en: 'Submit again' } } },
  },
});
export type ChapterStatus = StatusOf<typeof chapterLifecycle>;
export type ChapterAction = ActionOf<typeof chapterLifecycle>;
