import { errorsOf, messages, type Text } from '#platform';
import type { GapKind } from './completeness.rules.js';

/** Sentences of the candidatures. */
export const candidatureMessages = messages({
  'candidature.exists': {
    fr: 'Une candidature de cette version existe déjà pour cet appel. Ouvrez-la plutôt que d’en créer une seconde.',
    en: 'This version already has an application for this call. Open it rather than creating a second one.',
  },
  'candidature.software-type': {
    fr: 'Cet appel attend un logiciel de type {expected} ; le produit est de type {actual}.',
    en: 'This call expects software of type {expected}; the product is of type {actual}.',
  },
  'candidature.stale': {
    fr: 'Le dossier a changé depuis que vous l’avez ouvert. Votre saisie est gardée : comparez puis enregistrez.',
    en: 'The file has changed since you opened it. What you typed is kept: compare, then save.',
  },
  'candidature.locked': {
    fr: 'Le dossier administratif est déposé : il ne change plus, sauf demande de compléments.',
    en: 'The administrative file has been filed: it no longer changes, unless complements are asked.',
  },
  'candidature.file-missing': {
    fr: 'Avant de déposer, complétez : {missing}.',
    en: 'Before filing, complete: {missing}.',
  },
  'candidature.charter-missing': {
    fr: 'Avant de déposer, une personne habilitée doit accepter la charte de référencement.',
    en: 'Before filing, an empowered person must accept the referencing charter.',
  },
  'candidature.charter-version': {
    fr: 'La charte a été révisée : relisez la version {version} avant de l’accepter.',
    en: 'The charter has been revised: read version {version} again before accepting it.',
  },
  'candidature.reason-missing': {
    fr: 'Donnez le motif : l’éditeur le lira.',
    en: 'Give the reason: the vendor will read it.',
  },
  'candidature.answers-closed': {
    fr: 'Les réponses ne se modifient pas dans l’état « {status} ».',
    en: 'Answers cannot be changed in the status “{status}”.',
  },
  'acquired.already': {
    fr: 'Cette exigence est déjà acquise par équivalence.',
    en: 'This requirement is already acquired by equivalence.',
  },
  'acquired.none': {
    fr: 'Cette exigence n’est pas acquise par équivalence.',
    en: 'This requirement is not acquired by equivalence.',
  },
  'candidature.incomplete': {
    fr: 'Éléments manquants : {missing}. La page de la candidature les nomme un à un.',
    en: 'Things still missing: {missing}. The page of the application names them one by one.',
  },
  'candidature.chapters-left': {
    fr: 'Tous les éléments sont là. Chapitres à transmettre pour que le dossier soit complet : {missing}.',
    en: 'Everything is there. Chapters still to submit to make the file complete: {missing}.',
  },
  'receipt.in-preparation': {
    fr: 'Le PDF de ce reçu est en cours de préparation. Revenez dans un instant.',
    en: 'The PDF of this receipt is being prepared. Come back in a moment.',
  },
  'chapter.closed': {
    fr: 'Ce chapitre est transmis : il ne change plus, sauf si l’agence demande des corrections.',
    en: 'This chapter has been submitted: it no longer changes, unless the agency requests changes.',
  },
  'chapter.incomplete': {
    fr: 'Éléments manquants à ce chapitre : {missing}. La page du chapitre les nomme un à un.',
    en: 'Things missing from this chapter: {missing}. Its page names them one by one.',
  },
  'answer.stale': {
    fr: 'Votre texte est gardé. La réponse a changé depuis que vous l’avez ouverte : comparez les deux textes puis enregistrez.',
    en: 'Your text is kept. The answer has changed since you opened it: compare both texts, then save.',
  },
  'answer.not-applicable-refused': {
    fr: 'Cette exigence s’applique toujours : elle ne peut pas être déclarée sans objet.',
    en: 'This requirement always applies: it cannot be declared not applicable.',
  },
  'answer.reason-missing': {
    fr: 'Dites pourquoi l’exigence est sans objet pour votre solution.',
    en: 'Say why the requirement does not apply to your solution.',
  },
  'evidence.not-expected': {
    fr: 'Cette preuve n’est pas attendue par une exigence de ce dossier.',
    en: 'No requirement of this file expects this evidence.',
  },
  'evidence.wrong-kind': {
    fr: 'Cette preuve n’est pas d’une nature attendue ici. Natures attendues : {kinds}.',
    en: 'This evidence is not of a kind expected here. Kinds expected: {kinds}.',
  },
  'evidence.no-version': {
    fr: 'Cette preuve n’a encore aucun fichier. Envoyez-le d’abord.',
    en: 'This evidence has no file yet. Send it first.',
  },
  'profile.unknown': {
    fr: 'La question « {key} » n’est pas posée par les critères de ce dossier.',
    en: 'The question “{key}” is not asked by the criteria of this file.',
  },
});

/** Refusals of the candidatures. */
export const refuseCandidature = errorsOf(candidatureMessages);

/** What each gap means, and what supplies it. */
export const gapTexts: Readonly<Record<GapKind, Text>> = messages({
  question: { fr: 'Question de profil sans réponse', en: 'Profile question not answered' },
  approval: { fr: 'Homologation : numéro de pré-examen attendu', en: 'Approval: pre-examination number expected' },
  answer: { fr: 'Réponse attendue', en: 'Answer expected' },
  confirmation: {
    fr: 'Réponse reprise de la version précédente : à confirmer',
    en: 'Answer carried over from the previous version: to confirm',
  },
  reason: { fr: 'Motif attendu : pourquoi l’exigence est-elle sans objet ?', en: 'Reason expected: why does the requirement not apply?' },
  not_applicable_refused: { fr: 'Cette exigence ne peut pas être sans objet', en: 'This requirement cannot be not applicable' },
  evidence: { fr: 'Preuve à fournir', en: 'Evidence to supply' },
  infected: { fr: 'Fichier infecté : déposez une copie saine', en: 'Infected file: send a sound copy' },
  unreadable: { fr: 'Fichier inexploitable : déposez-le à nouveau', en: 'Unusable file: send it again' },
  waiting_upload: { fr: 'Envoi en cours', en: 'Upload in progress' },
  waiting_scan: { fr: 'Contrôle du fichier en cours', en: 'File being checked' },
});

/** Labels of the fields of the administrative file. */
export const fileTexts = messages({
  nie: { fr: 'Numéro d’identification de l’éditeur (NIE)', en: 'Vendor identification number (NIE)' },
  nil: { fr: 'Numéro d’identification du logiciel (NIL)', en: 'Software identification number (NIL)' },
  componentNil: { fr: 'NIL d’un composant déjà homologué pour un tiers', en: 'NIL of a component already approved for a third party' },
  signatoryName: { fr: 'Nom de la personne habilitée', en: 'Name of the empowered person' },
  signatoryCapacity: { fr: 'Qualité de la personne habilitée', en: 'Capacity of the empowered person' },
  contactName: { fr: 'Nom du contact', en: 'Name of the contact' },
  contactEmail: { fr: 'Adresse électronique du contact', en: 'Email of the contact' },
  contactPhone: { fr: 'Téléphone du contact', en: 'Telephone of the contact' },
  presentation: { fr: 'Présentation du produit', en: 'Presentation of the product' },
});
