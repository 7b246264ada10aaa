import { errorsOf, messages } from '#platform';

/** Sentences of the review room. */
export const reviewMessages = messages({
  'review.declare-first': {
    fr: 'Déclarez d’abord vos intérêts pour cet appel et pour ce dossier : rien n’en est montré avant.',
    en: 'First declare your interests for this call and this file: nothing of it is shown before.',
  },
  'interest.holds': {
    fr: 'Vous avez déclaré un lien d’intérêts : cette déclaration ne se retire pas. Demandez à un responsable si la situation a changé.',
    en: 'You declared an interest: this declaration is not taken back. Ask a person in charge if the situation has changed.',
  },
  'assignment.not-reviewer': {
    fr: 'Cette personne n’est pas vérificateur, ou ne peut pas voir ce dossier. Choisissez-en une autre.',
    en: 'This person is not a verifier, or may not see this file. Choose another one.',
  },
  'assignment.exists': {
    fr: 'Cette personne est déjà en charge de ce dossier.',
    en: 'This person is already in charge of this file.',
  },
  'review.not-open': {
    fr: 'Ce dossier n’est pas en évaluation : état « {status} ».',
    en: 'This file is not in review: status “{status}”.',
  },
  'verdict.reason-missing': {
    fr: 'Écrivez le motif : l’éditeur doit savoir ce qui manque et comment y répondre.',
    en: 'Write the reason: the vendor must know what is missing and how to answer.',
  },
  'verdict.not-applicable-refused': {
    fr: 'Cette exigence s’applique à tous : choisissez un autre verdict.',
    en: 'This requirement applies to everyone: choose another verdict.',
  },
  'verdict.nothing-to-reaffirm': {
    fr: 'Aucun verdict antérieur de ce chapitre ne peut être repris tel quel. Jugez chaque exigence.',
    en: 'No earlier verdict of this chapter can be given again as it was. Judge each requirement.',
  },
  'verdict.stale': {
    fr: 'Un autre verdict a été posé entre-temps. Votre texte est gardé : comparez, puis posez le vôtre si vous le maintenez.',
    en: 'Another verdict was given meanwhile. Your text is kept: compare, then give yours if you maintain it.',
  },
  'verdict.answer-changed': {
    fr: 'L’éditeur a modifié sa réponse ou ses preuves depuis que vous avez ouvert cette page. Relisez, puis posez votre verdict.',
    en: 'The vendor changed the answer or the evidence since you opened this page. Read again, then give your verdict.',
  },
  'verdict.pin-unknown': {
    fr: 'Un repère désigne une pièce qui n’est pas rattachée à cette exigence.',
    en: 'A pin names a piece that is not attached to this requirement.',
  },
  'round.none': {
    fr: 'Aucun tour de compléments n’est en cours pour ce dossier.',
    en: 'No clarification round is under way for this file.',
  },
  'round.pending': {
    fr: 'Un tour de compléments est déjà en cours : attendez sa clôture.',
    en: 'A clarification round is already under way: wait until it is closed.',
  },
  'round.empty': {
    fr: 'Ce tour ne contient aucune question. Ajoutez-en une avant de l’envoyer.',
    en: 'This round holds no question. Add one before sending it.',
  },
  'round.not-in-workflow': {
    fr: 'La procédure de cet appel ne prévoit pas de demande de compléments.',
    en: 'The procedure of this call has no clarification stage.',
  },
  'round.due-passed': {
    fr: 'La date limite doit être dans le futur et avant la fin des échanges.',
    en: 'The due date must be in the future and before the end of the exchanges.',
  },
  'round.question-missing': {
    fr: 'Écrivez la question posée à l’éditeur.',
    en: 'Write the question put to the vendor.',
  },
  'round.unanswered': {
    fr: 'Questions encore sans réponse : {missing}. Répondez à chacune avant de transmettre.',
    en: 'Questions still without an answer: {missing}. Answer each one before sending.',
  },
  'round.locked': {
    fr: 'Ce tour est déjà transmis : ses textes ne changent plus.',
    en: 'This round was already sent: its texts do not change any more.',
  },
  'round.stale': {
    fr: 'Cette réponse a été modifiée entre-temps par votre équipe. Votre texte est gardé : comparez, puis enregistrez.',
    en: 'This answer was changed meanwhile by your team. Your text is kept: compare, then save.',
  },
  'review.pending': {
    fr: 'Exigences obligatoires sans verdict définitif : {pending}. Posez ces verdicts avant de clore.',
    en: 'Mandatory requirements without a final verdict: {pending}. Give these verdicts before closing.',
  },
  'review.round-open': {
    fr: 'Un tour de compléments est en cours : clôturez-le avant de clore l’évaluation.',
    en: 'A clarification round is under way: close it before closing the review.',
  },
  'review.questions-left': {
    fr: 'Questions prêtes et non envoyées : {questions}. Envoyez-les, ou retirez-les, avant de clore.',
    en: 'Questions ready and not sent: {questions}. Send them, or take them off, before closing.',
  },
  'review.disagreement': {
    fr: 'Exigences sur lesquelles les évaluateurs sont en désaccord : {count}. Seul le vérificateur principal peut clore.',
    en: 'Requirements on which the reviewers disagree: {count}. Only the lead verifier may close.',
  },
});

/** Refusals of the review room. */
export const refuseReview = errorsOf(reviewMessages);
