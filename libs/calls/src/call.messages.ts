import { errorsOf, messages } from '#platform';

/** Sentences of the calls. */
export const callMessages = messages({
  'call.workflow': {
    fr: 'Ce déroulement ne tient pas : {reason}',
    en: 'This workflow does not hold together: {reason}',
  },
  'call.code-taken': {
    fr: 'Un autre appel porte déjà le code {code}. Choisissez-en un autre.',
    en: 'Another call already has the code {code}. Choose another one.',
  },
  'call.package': {
    fr: 'Un appel ne peut demander qu’un référentiel publié. Publiez-le d’abord.',
    en: 'A call can only ask for a published package. Publish it first.',
  },
  'call.not-ready': {
    fr: 'Avant d’ouvrir, choisissez au moins un référentiel et fixez la date « {milestone} ».',
    en: 'Before opening, choose at least one package and set the date “{milestone}”.',
  },
  'call.closed': {
    fr: 'Le guichet de cet appel n’est pas ouvert. Le calendrier donne les prochaines dates.',
    en: 'This call is not open. The calendar gives the next dates.',
  },
  'call.too-late': {
    fr: 'C’est trop tard : « {milestone} » a pris fin le {date}.',
    en: 'It is too late: “{milestone}” ended on {date}.',
  },
  'call.milestone-order': {
    fr: 'Les dates d’un appel se suivent : « {earlier} » doit précéder « {later} ».',
    en: 'The dates of a call follow each other: “{earlier}” must come before “{later}”.',
  },
  'call.local-time': {
    fr: 'Cette heure n’existe pas ce jour-là dans le fuseau {zone} (changement d’heure).',
    en: 'This hour does not exist on that day in the zone {zone} (clock change).',
  },
  'call.offer-unknown': {
    fr: 'Cet appel ne peut proposer qu’une version publiée, plus récente que celle qu’il demande, d’un de ses référentiels.',
    en: 'This call can only offer a published version, newer than the one it asks for, of one of its packages.',
  },
  'call.offer-closed': {
    fr: 'La date de fin de la version précédente doit être à venir.',
    en: 'The last day of the previous version must be in the future.',
  },
  'call.milestone-same': {
    fr: 'Cette date est déjà en vigueur : rien à changer.',
    en: 'This date is already in force: nothing to change.',
  },
});

/** Refusals of the calls. */
export const refuseCall = errorsOf(callMessages);
