import { errorsOf, messages } from '#platform';

/** Sentences about accounts, sign-in and organisations. */
export const accountsMessages = messages({
  'sign-in.refused': {
    fr: 'Adresse ou mot de passe incorrect. Essais restants avant une pause de {minutes} minutes : {remaining}.',
    en: 'Wrong address or password. Tries left before a pause of {minutes} minutes: {remaining}.',
  },
  'too-many.sign-in': {
    fr: 'Trop d’essais. Réessayez dans {minutes} minutes, ou choisissez un nouveau mot de passe par courriel.',
    en: 'Too many tries. Try again in {minutes} minutes, or choose a new password by mail.',
  },
  'too-many.mail': {
    fr: 'Trop de demandes depuis cet endroit. Réessayez dans {minutes} minutes.',
    en: 'Too many requests from this place. Try again in {minutes} minutes.',
  },
  'second-factor.refused': {
    fr: 'Ce code n’est pas le bon, ou il a déjà servi. Attendez le code suivant. Essais restants avant une pause de {minutes} minutes : {remaining}.',
    en: 'This code is wrong or has already been used. Wait for the next one. Tries left before a pause of {minutes} minutes: {remaining}.',
  },
  'second-factor.enrolled': {
    fr: 'Un second facteur est déjà en place. Retirez-le d’abord, avec un code.',
    en: 'A second factor is already in place. Remove it first, with a code.',
  },
  'second-factor.none': {
    fr: 'Aucun second facteur n’est en cours d’enregistrement. Recommencez depuis le début.',
    en: 'No second factor is being set up. Start again from the beginning.',
  },
  'second-factor.required': {
    fr: 'Votre rôle exige un second facteur : il peut être remplacé, pas retiré.',
    en: 'Your role requires a second factor: it can be replaced, not removed.',
  },
  'password.wrong': { fr: 'Le mot de passe actuel n’est pas le bon.', en: 'The current password is wrong.' },
  'password.short': {
    fr: 'Choisissez au moins {limit} caractères : une phrase de quelques mots convient.',
    en: 'Choose at least {limit} characters: a phrase of a few words will do.',
  },
  'password.guessable': {
    fr: 'Ce mot de passe se devine : il reprend votre adresse, votre nom, une suite ou une répétition.',
    en: 'This password can be guessed: it repeats your address, your name, a sequence or one character.',
  },
  'name.needed': { fr: 'Indiquez votre nom.', en: 'Give your name.' },
  'link.invalid': {
    fr: 'Ce lien a expiré, a déjà servi ou n’existe pas. Demandez-en un nouveau.',
    en: 'This link has expired, was already used, or does not exist. Ask for a new one.',
  },
  'identifier.siren': {
    fr: 'Ce SIREN n’est pas valable : 9 chiffres, dont le dernier est une clé de contrôle.',
    en: 'This SIREN is not valid: 9 digits, the last being a check digit.',
  },
  'identifier.vat': {
    fr: 'Ce numéro de TVA n’est pas valable : deux lettres de pays puis le numéro, par exemple DE123456789.',
    en: 'This VAT number is not valid: two letters of the country, then the number, for example DE123456789.',
  },
  'identifier.finess': {
    fr: 'Ce numéro FINESS n’est pas valable : 9 caractères, les deux premiers sont le département.',
    en: 'This FINESS number is not valid: 9 characters, the first two being the département.',
  },
  'identifier.cnda_editor': {
    fr: 'Cet identifiant CNDA n’est pas valable : des lettres et des chiffres, 20 au plus.',
    en: 'This CNDA id is not valid: letters and digits, 20 at most.',
  },
  'identifier.needed': {
    fr: 'Une entreprise française donne son SIREN ; une entreprise d’un autre pays, son numéro de TVA.',
    en: 'A French company gives its SIREN; a company of another country, its VAT number.',
  },
  'identifier.verified': {
    fr: 'Ce numéro a été vérifié par l’agence : il ne change plus. Écrivez à l’agence si l’organisation a changé.',
    en: 'This number was verified by the agency: it no longer changes. Write to the agency if the organisation has changed.',
  },
  'identifier.taken': {
    fr: 'Une autre organisation vérifiée porte déjà ce numéro ({scheme}). Invitez la personne à la rejoindre.',
    en: 'Another verified organisation already has this number ({scheme}). Have the person join it.',
  },
  'organisation.unidentified': {
    fr: 'Cette organisation n’a ni SIREN ni numéro de TVA : elle ne peut pas être vérifiée.',
    en: 'This organisation has neither SIREN nor VAT number: it cannot be verified.',
  },
  'organisation.not-member': {
    fr: 'Vous n’êtes pas membre de cette organisation.',
    en: 'You are not a member of this organisation.',
  },
  'membership.last-admin': {
    fr: 'C’est le dernier administrateur : nommez-en un autre avant de le retirer.',
    en: 'This is the last administrator: appoint another one before removing them.',
  },
  'membership.exists': { fr: 'Cette personne a déjà ce rôle.', en: 'This person already has this role.' },
  'membership.wrong-kind': {
    fr: 'Le rôle « {role} » n’existe pas dans ce type d’organisation.',
    en: 'The role “{role}” does not exist in this kind of organisation.',
  },
  'membership.incompatible': {
    fr: 'Les rôles « {role} » et « {other} » ne peuvent pas être tenus par la même personne.',
    en: 'The roles “{role}” and “{other}” cannot be held by the same person.',
  },
  'invitation.pending': {
    fr: 'Une invitation est déjà en attente pour cette adresse et ce rôle.',
    en: 'An invitation is already waiting for this address and role.',
  },
  'invitation.other-account': {
    fr: 'Cette invitation est adressée à une autre personne : déconnectez-vous, puis ouvrez à nouveau le lien.',
    en: 'This invitation is for someone else: sign out, then open the link again.',
  },
  'request.decided': { fr: 'Cette demande a déjà reçu une réponse.', en: 'This request has already been answered.' },
});

/** Refusals about accounts, sign-in and organisations. */
export const refuse = errorsOf(accountsMessages);
