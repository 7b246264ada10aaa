import { errorsOf, messages } from '#platform';

/** Sentences of the evidence room. */
export const evidenceMessages = messages({
  'evidence.title-missing': { fr: 'Donnez un titre à cette preuve.', en: 'Give this evidence a title.' },
  'evidence.file-empty': { fr: 'Ce fichier est vide : choisissez-en un autre.', en: 'This file is empty: choose another.' },
  'evidence.file-too-large': {
    fr: 'Ce fichier dépasse la taille admise pour ce type de preuve ({limit}). Réduisez-le ou découpez-le.',
    en: 'This file is over the size accepted for this kind of evidence ({limit}). Reduce it or split it.',
  },
  'evidence.kind-is-reference': {
    fr: 'Cette preuve est une référence : saisissez sa valeur, n’envoyez pas de fichier.',
    en: 'This evidence is a reference: type its value, do not send a file.',
  },
  'evidence.kind-is-file': {
    fr: 'Cette preuve est un fichier : envoyez-le.',
    en: 'This evidence is a file: send it.',
  },
  'evidence.reference-form': {
    fr: 'Cette valeur n’a pas la forme attendue. Exemple : {example}.',
    en: 'This value has not the expected form. Example: {example}.',
  },
  'evidence.date-future': {
    fr: 'La date du document ne peut pas être dans le futur.',
    en: 'The date of the document cannot be in the future.',
  },
  'evidence.fingerprint-form': {
    fr: 'Une empreinte SHA-256 a 64 chiffres hexadécimaux.',
    en: 'A SHA-256 fingerprint has 64 hexadecimal digits.',
  },
  'evidence.not-servable': {
    fr: 'Ce fichier ne peut pas être ouvert : il est en cours de contrôle, ou le contrôle l’a écarté.',
    en: 'This file cannot be opened: it is being inspected, or the inspection set it aside.',
  },
  'evidence.incomplete': {
    fr: 'L’envoi n’est pas terminé : {stored} octets reçus sur {size}.',
    en: 'The upload is not finished: {stored} bytes received out of {size}.',
  },
});

/** Refusals of the evidence room. */
export const refuseEvidence = errorsOf(evidenceMessages);
