import { lifecycle, type ActionOf, type StatusOf } from '#platform';

/** A round of clarification: questions are gathered, sent at once, answered at once, then closed by the agency. */
export const roundLifecycle = lifecycle('round', {
  draft: {
    label: { fr: 'En préparation', en: 'In preparation' },
    badge: 'todo',
    on: { send: { to: 'sent', label: { fr: 'Envoyer à l’éditeur', en: 'Send to the vendor' } } },
  },
  sent: {
    label: { fr: 'Chez l’éditeur', en: 'With the vendor' },
    badge: 'paused',
    on: {
      answer: { to: 'answered', label: { fr: 'Transmettre les réponses', en: 'Send the answers' } },
      lapse: { to: 'closed', label: { fr: 'Clore sans réponse', en: 'Close without an answer' } },
    },
  },
  answered: {
    label: { fr: 'Réponses reçues', en: 'Answers received' },
    badge: 'working',
    on: { close: { to: 'closed', label: { fr: 'Clore le tour', en: 'Close the round' } } },
  },
  closed: { label: { fr: 'Clos', en: 'Closed' }, badge: 'neutral', on: {} },
});
/** A status of a round. */
export type RoundStatus = StatusOf<typeof roundLifecycle>;
/** An action on a round. */
export type RoundAction = ActionOf<typeof roundLifecycle>;
