import { errorsOf, messages, type Badge, type Text } from '#platform';
import type { CarryOutcome } from './carry-over.rules.js';

/** Sentences of the moves from one version of the criteria to a newer one. */
export const carryOverMessages = messages({
  'version.not-offered': {
    fr: 'L’appel de cette candidature ne propose pas cette version. Revenez à la page des versions.',
    en: 'The call of this application does not offer this version. Go back to the page of versions.',
  },
  'version.changed': {
    fr: 'Le dossier a déjà changé de version depuis l’ouverture de cette page. Relisez ce qui changerait.',
    en: 'The file has changed version since you opened this page. Read again what would change.',
  },
  'version.rehearse-first': {
    fr: 'Candidatures en cours sur une version antérieure : {count}. Enregistrez d’abord la répétition de ce contenu.',
    en: 'Applications under way on an older version: {count}. First record the rehearsal of this content.',
  },
  'version.nothing-to-confirm': {
    fr: 'Cette réponse n’attend pas de confirmation.',
    en: 'This answer does not wait for a confirmation.',
  },
});

/** Refusals of the moves between versions. */
export const refuseMove = errorsOf(carryOverMessages);

/** How each outcome is shown: what the vendor has to do. */
export const outcomeLabels: Readonly<Record<CarryOutcome, { readonly label: Text; readonly badge: Badge }>> = {
  keeps: { label: { fr: 'Conservée', en: 'Kept' }, badge: 'done' },
  confirm: { label: { fr: 'À confirmer', en: 'To confirm' }, badge: 'question' },
  new_evidence: { label: { fr: 'Preuve à refaire', en: 'New evidence' }, badge: 'warning' },
  to_answer: { label: { fr: 'À répondre', en: 'To answer' }, badge: 'todo' },
  dropped: { label: { fr: 'Sans suite', en: 'Dropped' }, badge: 'neutral' },
};
