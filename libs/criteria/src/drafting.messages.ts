import { errorsOf, messages, type Text } from '#platform';
import type { DraftAction } from './drafting.rules.js';

/** Refusals of drafting. */
export const draftMessages = messages({
  'draft.stale': {
    fr: 'Ce que vous modifiez a changé depuis que vous l’avez ouvert. Rien n’a été enregistré\u00a0: rechargez la page, puis refaites votre changement.',
    en: 'What you are changing has changed since you opened it. Nothing was saved: reload the page, then make your change again.',
  },
  'draft.closed': {
    fr: 'La version {version} ne s’écrit plus\u00a0: elle est dans l’état «\u00a0{status}\u00a0». Commencez une nouvelle version.',
    en: 'Version {version} is no longer written: its status is “{status}”. Start a new version.',
  },
  'draft.invalid': {
    fr: 'Rien n’a été enregistré\u00a0: corrigez ce qui est signalé.',
    en: 'Nothing was saved: correct what is pointed out.',
  },
  'draft.gone': {
    fr: '«\u00a0{key}\u00a0» n’est plus dans le brouillon.',
    en: '“{key}” is no longer in the draft.',
  },
  'draft.key-taken': {
    fr: 'La clé «\u00a0{key}\u00a0» est déjà prise. Choisissez-en une autre.',
    en: 'The key “{key}” is already taken. Choose another.',
  },
  'draft.merge-itself': {
    fr: 'Une exigence ne peut pas fusionner avec elle-même. Choisissez-en une autre.',
    en: 'A requirement cannot be merged with itself. Choose another.',
  },
  'draft.merge-none': {
    fr: 'Choisissez une exigence du brouillon à fusionner avec celle-ci.',
    en: 'Choose a requirement of the draft to merge with this one.',
  },
  'draft.section-used': {
    fr: 'La section {key} a encore des exigences ({count})\u00a0: déplacez-les ou retirez-les d’abord.',
    en: 'Section {key} still has requirements ({count}): move or remove them first.',
  },
  'draft.last-section': {
    fr: 'Un référentiel a au moins une section\u00a0: ajoutez-en une autre avant de retirer celle-ci.',
    en: 'A package has at least one section: add another before removing this one.',
  },
  'draft.profile-used': {
    fr: 'Le profil {key} sert encore à des exigences ({count})\u00a0: rattachez-les à un autre profil d’abord.',
    en: 'Profile {key} is still used by requirements ({count}): give them another profile first.',
  },
  'draft.code-taken': {
    fr: 'Le référentiel {code} existe déjà\u00a0: commencez une nouvelle version à partir d’une version publiée.',
    en: 'Package {code} already exists: start a new version from a published one.',
  },
  'draft.version-taken': {
    fr: 'La version {version} de {code} existe déjà\u00a0: donnez-lui un autre nom.',
    en: 'Version {version} of {code} already exists: give it another name.',
  },
  'draft.scored': {
    fr: 'La note «\u00a0{score}\u00a0» s’appuie sur {key}\u00a0: changez-la d’abord dans le document du référentiel.',
    en: 'The score “{score}” rests on {key}: change it first in the document of the package.',
  },
  'draft.base-unpublished': {
    fr: 'Une nouvelle version se commence à partir d’une version publiée.',
    en: 'A new version is started from a published one.',
  },
  'draft.code-fixed': {
    fr: 'Ce brouillon est celui de {code}\u00a0: le document envoyé en nomme un autre.',
    en: 'This draft is that of {code}: the document sent names another.',
  },
  'draft.revision-missing': {
    fr: 'Dites de quelle révision part ce document\u00a0: son numéro dans «\u00a0revision\u00a0», ou dans l’en-tête If-Match.',
    en: 'Say which revision this document was written from: its number in “revision”, or in the header If-Match.',
  },
  'draft.revision-gone': {
    fr: 'La révision {version} n’est plus gardée.',
    en: 'Revision {version} is no longer kept.',
  },
});

/** The refusals of drafting, by kind. */
export const refuseDraft = errorsOf(draftMessages);

/** What a revision was made by; `{subject}` is the key concerned. */
export const draftActionLabels: Readonly<Record<DraftAction, Text>> = {
  start: { fr: 'Début du référentiel', en: 'Package begun' },
  derive: { fr: 'Reprise de la version {subject}', en: 'Taken over from version {subject}' },
  import: { fr: 'Import d’un fichier', en: 'File imported' },
  replace: { fr: 'Document entier remplacé', en: 'Whole document replaced' },
  restore: { fr: 'Retour à la révision {subject}', en: 'Back to revision {subject}' },
  relate: { fr: 'Filiation depuis {subject}', en: 'Lineage from {subject}' },
  'package.change': { fr: 'Repères du référentiel', en: 'Facts of the package' },
  'section.add': { fr: 'Section {subject} ajoutée', en: 'Section {subject} added' },
  'section.change': { fr: 'Section {subject} renommée', en: 'Section {subject} renamed' },
  'section.move': { fr: 'Section {subject} déplacée', en: 'Section {subject} moved' },
  'section.remove': { fr: 'Section {subject} retirée', en: 'Section {subject} removed' },
  'profile.add': { fr: 'Profil {subject} ajouté', en: 'Profile {subject} added' },
  'profile.change': { fr: 'Profil {subject} modifié', en: 'Profile {subject} changed' },
  'profile.move': { fr: 'Profil {subject} déplacé', en: 'Profile {subject} moved' },
  'profile.remove': { fr: 'Profil {subject} retiré', en: 'Profile {subject} removed' },
  'requirement.add': { fr: 'Exigence {subject} ajoutée', en: 'Requirement {subject} added' },
  'requirement.change': { fr: 'Exigence {subject} modifiée', en: 'Requirement {subject} changed' },
  'requirement.copy': { fr: 'Exigence {subject} dupliquée', en: 'Requirement {subject} duplicated' },
  'requirement.move': { fr: 'Exigence {subject} déplacée', en: 'Requirement {subject} moved' },
  'requirement.place': { fr: 'Exigence {subject} changée de section', en: 'Requirement {subject} moved to another section' },
  'requirement.remove': { fr: 'Exigence {subject} retirée', en: 'Requirement {subject} removed' },
  'requirement.split': { fr: 'Exigence {subject} scindée', en: 'Requirement {subject} split' },
  'requirement.merge': { fr: 'Exigence {subject} fusionnée avec une autre', en: 'Requirement {subject} merged with another' },
  'scenario.add': { fr: 'Scénario {subject} ajouté', en: 'Scenario {subject} added' },
  'scenario.change': { fr: 'Scénario {subject} modifié', en: 'Scenario {subject} changed' },
  'scenario.move': { fr: 'Scénario {subject} déplacé', en: 'Scenario {subject} moved' },
  'scenario.remove': { fr: 'Scénario {subject} retiré', en: 'Scenario {subject} removed' },
  'evidence.add': { fr: 'Preuve {subject} ajoutée', en: 'Evidence {subject} added' },
  'evidence.change': { fr: 'Preuve {subject} modifiée', en: 'Evidence {subject} changed' },
  'evidence.move': { fr: 'Preuve {subject} déplacée', en: 'Evidence {subject} moved' },
  'evidence.remove': { fr: 'Preuve {subject} retirée', en: 'Evidence {subject} removed' },
};
