import { errorsOf } from './errors.js';
import { messages } from './text.js';

/** Sentences common to every room. */
export const platformMessages = messages({
  'not-found': {
    fr: 'Cette page ou cet objet n’existe pas, ou vous n’y avez pas accès.',
    en: 'This page or object does not exist, or you may not see it.',
  },
  'forbidden.role': {
    fr: 'Cette action demande un autre rôle. L’administrateur de votre organisation peut vous le donner.',
    en: 'This action needs another role. The administrator of your organisation can give it to you.',
  },
  'lifecycle.refused': {
    fr: 'Cette action n’est pas possible dans l’état « {status} ».',
    en: 'This action is not possible in the status “{status}”.',
  },
  stale: {
    fr: 'Le texte a changé depuis que vous l’avez ouvert. Votre saisie est gardée : comparez puis enregistrez.',
    en: 'The text has changed since you opened it. What you typed is kept: compare, then save.',
  },
  'input.invalid': {
    fr: 'Certains champs sont à corriger.',
    en: 'Some fields need correcting.',
  },
  'input.unknown': {
    fr: 'Le champ « {field} » n’est pas attendu ici : retirez-le.',
    en: 'The field “{field}” is not expected here: remove it.',
  },
  'input.too-large': {
    fr: 'La demande est trop volumineuse. Envoyez les fichiers un à un, par l’envoi de preuves.',
    en: 'The request is too large. Send the files one by one, through the evidence upload.',
  },
  'input.file-missing': {
    fr: 'Choisissez un fichier à envoyer.',
    en: 'Choose a file to send.',
  },
  'input.unreadable': {
    fr: 'La demande est illisible : vérifiez son format.',
    en: 'The request cannot be read: check its format.',
  },
  'sign-in.required': {
    fr: 'Connectez-vous pour continuer.',
    en: 'Sign in to continue.',
  },
  'second-factor.owed': {
    fr: 'Saisissez le code de votre second facteur pour continuer.',
    en: 'Enter the code of your second factor to continue.',
  },
  'csrf.refused': {
    fr: 'Le formulaire a expiré ou vient d’un autre site. Rechargez la page puis envoyez à nouveau.',
    en: 'The form has expired or comes from another site. Reload the page, then send it again.',
  },
  'too-many': {
    fr: 'Trop de demandes en peu de temps. Réessayez dans {seconds} secondes.',
    en: 'Too many requests in a short time. Try again in {seconds} seconds.',
  },
  unexpected: {
    fr: 'Une erreur inattendue s’est produite. Rien n’a été enregistré à moitié. Signalez la référence {reference}.',
    en: 'Something unexpected happened. Nothing was half saved. Please report the reference {reference}.',
  },
  'conflict.concurrent': {
    fr: 'Quelqu’un d’autre vient de faire la même chose. Rechargez la page pour voir l’état actuel.',
    en: 'Someone else has just done the same. Reload the page to see the present state.',
  },
  'clock.fixed': {
    fr: 'L’horloge ne peut pas être déplacée en production.',
    en: 'The clock cannot be moved in production.',
  },
});

/** Refusals common to every room. */
export const refuse = errorsOf(platformMessages);
