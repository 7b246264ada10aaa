import { errorsOf, messages, type Text } from '#platform';
import type { AuthorKind, CommentKind, Disposition } from './consultation.rules.js';

/** Refusals of consultations. */
export const consultationMessages = messages({
  'consultation.needs-dates': {
    fr: 'Une consultation s’ouvre avec ses dates, depuis sa page.',
    en: 'A consultation is opened with its dates, from its page.',
  },
  'consultation.still-open': {
    fr: 'La consultation n’est pas close. Attendez sa date, ou fermez-la avec un motif.',
    en: 'The consultation is not closed. Wait for its date, or close it with a reason.',
  },
  'consultation.unanswered': {
    fr: 'Contributions sans réponse publiée\u00a0: {count}. Répondez à chacune, ou à leur groupe, avant de publier la version.',
    en: 'Contributions without a published answer: {count}. Answer each, or its group, before you publish the version.',
  },
  'consultation.label-kept': {
    fr: 'Cette version a été mise en consultation : elle garde son numéro, sous lequel les contributions sont lues.',
    en: 'This version was put to the public: it keeps its number, under which the contributions are read.',
  },
  'consultation.not-open': {
    fr: 'La consultation n’est pas encore ouverte. Votre texte est gardé ci-dessous\u00a0: copiez-le et revenez à l’ouverture.',
    en: 'The consultation is not open yet. Your text is kept below: copy it and come back when it opens.',
  },
  'consultation.closed': {
    fr: 'La consultation est close\u00a0: votre contribution n’a pas été enregistrée. Votre texte est gardé ci-dessous.',
    en: 'The consultation is closed: your contribution was not saved. Your text is kept below.',
  },
  'consultation.ended': {
    fr: 'Cette consultation est close\u00a0: elle ne peut plus être ni prolongée ni fermée. Ouvrez-en une nouvelle.',
    en: 'This consultation is closed: it can be neither extended nor closed any more. Open a new one.',
  },
  'consultation.hour': { fr: 'Cette heure n’existe pas à Paris ce jour-là.', en: 'This hour does not exist in Paris on that day.' },
  'consultation.opens-early': {
    fr: 'L’ouverture est déjà passée. Laissez la date vide pour ouvrir maintenant.',
    en: 'The opening is already past. Leave the date empty to open now.',
  },
  'consultation.opens-half': {
    fr: 'Donnez le jour et l’heure d’ouverture, ou laissez les deux vides.',
    en: 'Give the day and the hour of the opening, or leave both empty.',
  },
  'consultation.too-short': {
    fr: 'La clôture vient au moins un jour après l’ouverture.',
    en: 'The closing comes at least one day after the opening.',
  },
  'consultation.not-later': {
    fr: 'La nouvelle clôture vient après l’ancienne. Pour finir plus tôt, fermez la consultation avec un motif.',
    en: 'The new closing comes after the former one. To end sooner, close the consultation with a reason.',
  },
  'consultation.name-needed': { fr: 'Indiquez votre nom ou votre organisation.', en: 'Give your name or your organisation.' },
  'consultation.name-public': {
    fr: 'Ce nom est publié : n’y mettez pas d’adresse électronique.',
    en: 'This name is published: do not put a mail address in it.',
  },
  'consultation.email-needed': { fr: 'Indiquez votre adresse électronique.', en: 'Give your mail address.' },
  'consultation.proposal-needed': {
    fr: 'Une proposition de rédaction contient la rédaction proposée.',
    en: 'A proposal of wording holds the proposed wording.',
  },
  'consultation.answered': {
    fr: 'Cette contribution a reçu une réponse\u00a0: elle ne peut plus être retirée.',
    en: 'This contribution was answered: it can no longer be withdrawn.',
  },
  'consultation.gone': {
    fr: 'Cette contribution n’est plus affichée\u00a0: elle a été retirée ou masquée.',
    en: 'This contribution is no longer shown: it was withdrawn or hidden.',
  },
  'consultation.published-already': {
    fr: 'La version est publiée\u00a0: cette contribution, jamais confirmée, ne peut plus l’être.',
    en: 'The version is published: this contribution was never confirmed and can no longer be.',
  },
  'consultation.comments-needed': { fr: 'Cochez au moins une contribution.', en: 'Tick at least one contribution.' },
  'consultation.subject-needed': { fr: 'Nommez le groupe, ou choisissez-en un.', en: 'Name the group, or choose one.' },
  'consultation.grouped': {
    fr: 'Contributions déjà dans un groupe\u00a0: {numbers}. Sortez-les d’abord de leur groupe.',
    en: 'Contributions already in a group: {numbers}. Take them out of their group first.',
  },
  'consultation.answered-apart': {
    fr: 'Contributions qui ont déjà leur réponse\u00a0: {numbers}. Elles ne peuvent plus être groupées.',
    en: 'Contributions that have their own answer already: {numbers}. They can no longer be grouped.',
  },
  'consultation.group-answered': {
    fr: 'Le groupe a une réponse publiée\u00a0: ses contributions n’en sortent plus. Répondez à celle-ci en propre si besoin.',
    en: 'The group has a published answer: its contributions no longer leave it. Answer this one by itself if need be.',
  },
  'consultation.answer-stale': {
    fr: 'Le brouillon de réponse a changé depuis que vous l’avez ouvert. Votre texte est gardé\u00a0: comparez, puis enregistrez.',
    en: 'The draft answer has changed since you opened it. Your text is kept: compare, then save.',
  },
  'too-many.comments': {
    fr: 'Trop de contributions en peu de temps depuis cette adresse. Réessayez dans {minutes}\u00a0min, ou connectez-vous.',
    en: 'Too many contributions in a short time from this address. Try again in {minutes} min, or sign in.',
  },
});

/** The refusals a use case of consultations may throw. */
export const refuseConsultation = errorsOf(consultationMessages);

/** Labels of the kinds of comments. */
export const commentKindLabels: Readonly<Record<CommentKind, Text>> = messages({
  question: { fr: 'Question', en: 'Question' },
  proposal: { fr: 'Proposition de rédaction', en: 'Proposal of wording' },
  objection: { fr: 'Objection', en: 'Objection' },
  support: { fr: 'Soutien', en: 'Support' },
});

/** Labels of what was done of a comment. */
export const dispositionLabels: Readonly<Record<Disposition, Text>> = messages({
  accepted: { fr: 'Retenue', en: 'Accepted' },
  accepted_in_part: { fr: 'Retenue en partie', en: 'Accepted in part' },
  not_accepted: { fr: 'Non retenue', en: 'Not accepted' },
  already_covered: { fr: 'Déjà couverte', en: 'Already covered' },
  out_of_scope: { fr: 'Hors du champ', en: 'Out of scope' },
});

/** Labels of the kinds of authors. */
export const authorKindLabels: Readonly<Record<AuthorKind, Text>> = messages({
  vendor: { fr: 'Éditeur', en: 'Vendor' },
  agency: { fr: 'Agence', en: 'Agency' },
  payer: { fr: 'Organisme payeur', en: 'Paying body' },
  ministry: { fr: 'Ministère', en: 'Ministry' },
  region: { fr: 'Région', en: 'Region' },
  beneficiary: { fr: 'Bénéficiaire', en: 'Beneficiary' },
  visitor: { fr: 'Sans compte', en: 'Without account' },
});

/** The mails to visitors who commented without an account. */
export const consultationMails = messages({
  'confirm.subject': { fr: 'Confirmez votre contribution à {code} {version}', en: 'Confirm your contribution to {code} {version}' },
  'confirm.body': {
    fr: 'Vous avez écrit une contribution à la consultation publique du référentiel {code} {version}. Elle n’apparaîtra qu’une fois confirmée par ce lien, valable 48 heures. Gardez-le\u00a0: il permet aussi de la retirer. Si vous n’avez rien écrit, ignorez ce courriel.',
    en: 'You wrote a contribution to the public consultation on the criteria package {code} {version}. It appears only once confirmed through this link, valid for 48 hours. Keep it: it also lets you withdraw. If you wrote nothing, ignore this mail.',
  },
  'confirm.action': { fr: 'Relire et confirmer', en: 'Read again and confirm' },
  'answer.subject': {
    fr: 'Votre contribution à {code} {version} a reçu une réponse',
    en: 'Your contribution to {code} {version} was answered',
  },
  'answer.body': {
    fr: 'L’agence a répondu à votre contribution n° {number}. Votre adresse électronique est maintenant effacée.',
    en: 'The agency answered your contribution no. {number}. Your mail address is now erased.',
  },
  'answer.action': { fr: 'Lire la réponse', en: 'Read the answer' },
});

/** Heads of the export of comments. */
export const commentColumns = messages({
  number: { fr: 'Numéro', en: 'Number' },
  iteration: { fr: 'Itération', en: 'Iteration' },
  date: { fr: 'Date', en: 'Date' },
  section: { fr: 'Chapitre', en: 'Chapter' },
  requirement: { fr: 'Exigence', en: 'Requirement' },
  kind: { fr: 'Nature', en: 'Kind' },
  author: { fr: 'Auteur', en: 'Author' },
  authorKind: { fr: 'Qualité', en: 'Capacity' },
  language: { fr: 'Langue', en: 'Language' },
  body: { fr: 'Contribution', en: 'Contribution' },
  proposal: { fr: 'Rédaction proposée', en: 'Proposed wording' },
  hidden: { fr: 'Masquée, motif', en: 'Hidden, reason' },
  group: { fr: 'Groupe', en: 'Group' },
  disposition: { fr: 'Suite donnée', en: 'Outcome' },
  answer: { fr: 'Réponse', en: 'Answer' },
  answeredOn: { fr: 'Répondu le', en: 'Answered on' },
});
