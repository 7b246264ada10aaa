import { errorsOf, messages } from '#platform';

/** Why a decision or an act on a certificate is refused, and what to do next. */
export const decisionMessages = messages({
  'acquired.nothing': {
    fr: 'Aucun certificat en vigueur de ce produit ne donne ce résultat par une équivalence publiée.',
    en: 'No certificate in force of this product gives this result through a published equivalence.',
  },
  'decision.obstacles': {
    fr: '« {outcome} » n’est pas possible (obstacles : {count}). {first}',
    en: '“{outcome}” is not possible (obstacles: {count}). {first}',
  },
  'decision.motive-missing': {
    fr: 'Motivez la proposition : une décision qui n’est pas un référencement sans réserve doit être motivée (CRPA, art. L. 211-2).',
    en: 'State the reasons: any decision other than a plain referencing must be reasoned (CRPA, art. L. 211-2).',
  },
  'decision.reservation-missing': {
    fr: 'Dites ce que l’éditeur doit corriger et pour quand : c’est la réserve.',
    en: 'Say what the vendor must correct, and by when: that is the reservation.',
  },
  'decision.reservation-unexpected': {
    fr: 'Une réserve accompagne seulement l’issue « Référencée sous réserve ».',
    en: 'A reservation goes only with the outcome “Referenced under reservation”.',
  },
  'decision.no-proposal': {
    fr: 'Aucune proposition n’attend de décision sur cette candidature.',
    en: 'No proposal waits for a decision on this application.',
  },
  'decision.moved': {
    fr: 'Le dossier a changé depuis la proposition : ajournez, puis demandez-en une autre.',
    en: 'The file has changed since the proposal: postpone it, then ask for another.',
  },
  'decision.same-person': {
    fr: 'Vous avez proposé ou évalué ce dossier : une autre personne doit décider.',
    en: 'You proposed or reviewed this file: someone else must decide.',
  },
  'decision.no-delegation': {
    fr: 'Vous n’avez pas de délégation de signature en cours : un exploitant l’enregistre, avec la référence de l’acte.',
    en: 'You have no delegation of signature in force: an operator records it, with the reference of the act.',
  },
  'delegation.exists': {
    fr: 'Cette personne a déjà une délégation en cours : mettez-y fin d’abord.',
    en: 'This person already holds a delegation: end it first.',
  },
  'certificate.ground': {
    fr: 'Ce motif ne vaut pas pour cet acte : choisissez-en un de la liste.',
    en: 'This ground does not fit this act: choose one of the list.',
  },
  'certificate.effective-late': {
    fr: 'Un acte prend effet au plus tard le jour où il est décidé.',
    en: 'An act takes effect no later than the day it is decided.',
  },
  'certificate.effective-early': {
    fr: 'Un acte ne peut pas prendre effet avant l’entrée en vigueur du certificat ({from}).',
    en: 'An act cannot take effect before the certificate was in force ({from}).',
  },
  'certificate.not-published': {
    fr: 'Ce certificat n’est pas encore publié.',
    en: 'This certificate is not published yet.',
  },
});

/** Refusals of this room. */
export const refuseDecision = errorsOf(decisionMessages);
