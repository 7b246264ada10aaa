import { errorsOf, messages } from '#platform';

/** What the journal says of itself. */
export const auditMessages = messages({
  'audit.event-unknown': {
    fr: 'Cet événement n’est pas dans le journal : vérifiez son identifiant.',
    en: 'This event is not in the journal: check its identifier.',
  },
  'audit.event-unsealed': {
    fr: 'Cet événement attend son sceau : réessayez dans quelques secondes.',
    en: 'This event is waiting for its seal: try again in a few seconds.',
  },
  'audit.delivery-unknown': {
    fr: 'Cette livraison n’est pas en échec : rechargez la page.',
    en: 'This delivery has not failed: reload the page.',
  },
  'audit.position-missing': {
    fr: 'Le sceau n° {position} manque : des sceaux ont été retirés.',
    en: 'Seal no. {position} is missing: seals were removed.',
  },
  'audit.event-missing': {
    fr: 'L’événement scellé au n° {position} a été retiré.',
    en: 'The event sealed at no. {position} was removed.',
  },
  'audit.event-changed': {
    fr: 'L’événement scellé au n° {position} a été modifié après son sceau.',
    en: 'The event sealed at no. {position} was changed after its seal.',
  },
  'audit.link-changed': {
    fr: 'Le maillon n° {position} ne suit pas le précédent : un sceau a été modifié.',
    en: 'Link no. {position} does not follow the one before: a seal was changed.',
  },
  'audit.root-differs': {
    fr: 'La racine publiée sur {position} sceaux ne correspond plus au journal.',
    en: 'The root published over {position} seals no longer matches the journal.',
  },
  'audit.root-signature': {
    fr: 'La signature de la racine publiée sur {position} sceaux n’est d’aucune clé connue.',
    en: 'The signature of the root published over {position} seals is of no known key.',
  },
  'audit.truncated': {
    fr: 'Une racine publiée compte {position} sceaux et le journal en a moins : sa fin a été retirée.',
    en: 'A published root counts {position} seals and the journal has fewer: its end was removed.',
  },
  'audit.unsealed-hidden': {
    fr: '{position} événements n’ont ni sceau ni place dans la file des sceaux.',
    en: '{position} events have neither a seal nor a place in the queue of seals.',
  },
});

/** Refusals of the journal. */
export const refuse = errorsOf(auditMessages);
