import { messages, type Role, type Text } from '#platform';

/** What the portal tells people after an event: to whom, in which words, and where it leads. */
export interface Notice {
  /** People who hold one of these roles in the organisation of the event, or `everywhere`; the person the event is about; or the one it names in `data.account`. */
  readonly to: readonly Role[] | 'subject' | 'account';
  readonly subject: Text;
  readonly body: Text;
  readonly action: { readonly label: Text; readonly path: string } | null;
  /** Sent by mail whatever the person prefers: security, and what starts a delay. */
  readonly isEssential: boolean;
  /** The event belongs to no organisation: it is told in every one. Roles of the agency only. */
  readonly isEverywhere?: boolean;
  /** Holds a link that opens a right: mailed only, never in the inbox. */
  readonly isSecret?: boolean;
}

const vendor: readonly Role[] = ['vendor_admin', 'vendor_contributor'];
const signature = {
  fr: 'Si ce n’était pas vous, changez votre mot de passe et prévenez l’agence.',
  en: 'If it was not you, change your password and tell the agency.',
};
const security = { label: { fr: 'Voir mon compte', en: 'See my account' }, path: '/mon-compte' };
const open = { label: { fr: 'Ouvrir la candidature', en: 'Open the application' }, path: '/candidatures/{subject}' };
const choose = { label: { fr: 'Choisir mon mot de passe', en: 'Choose my password' }, path: '/mot-de-passe/lien/{token}' };

const alert = (subject: Text): Notice => ({ to: 'subject', subject, body: signature, action: security, isEssential: true });
const told = (subject: Text, body: Text): Notice => ({ to: vendor, subject, body, action: open, isEssential: false });
const due = (subject: Text, body: Text): Notice => ({ ...told(subject, body), isEssential: true });

/** The notices, by name of the event that gives rise to them. An event without a line is told to nobody. */
export const notices: Readonly<Record<string, Notice>> = {
  'account.sign-up': {
    to: 'subject',
    subject: { fr: 'Votre compte Guichet', en: 'Your Guichet account' },
    body: {
      fr: 'Bienvenue. Choisissez votre mot de passe par ce lien, valable 24 heures. Si vous n’avez rien demandé, ignorez ce courriel.',
      en: 'Welcome. Choose your password through this link, valid for 24 hours. If you asked for nothing, ignore this mail.',
    },
    action: choose,
    isEssential: true,
    isSecret: true,
  },
  'account.sign-up-again': {
    to: 'subject',
    subject: { fr: 'Vous avez déjà un compte Guichet', en: 'You already have a Guichet account' },
    body: {
      fr: 'Quelqu’un, sans doute vous, a voulu créer un compte à cette adresse, qui en a déjà un. Pour entrer, choisissez un nouveau mot de passe par ce lien, valable 24 heures.',
      en: 'Someone, probably you, tried to create an account at this address, which already has one. To enter, choose a new password through this link, valid for 24 hours.',
    },
    action: choose,
    isEssential: true,
    isSecret: true,
  },
  'account.ask-password': {
    to: 'subject',
    subject: { fr: 'Votre mot de passe Guichet', en: 'Your Guichet password' },
    body: {
      fr: 'Vous avez demandé à choisir un nouveau mot de passe. Ce lien est valable 24 heures et ne sert qu’une fois. Si vous n’avez rien demandé, ignorez ce courriel.',
      en: 'You asked to choose a new password. This link is valid for 24 hours and serves once. If you asked for nothing, ignore this mail.',
    },
    action: choose,
    isEssential: true,
    isSecret: true,
  },
  'account.choose-password': alert({ fr: 'Votre mot de passe a été choisi', en: 'Your password was chosen' }),
  'account.change-password': alert({ fr: 'Votre mot de passe a été changé', en: 'Your password was changed' }),
  'account.pause': alert({ fr: 'Trop d’essais de connexion à votre compte', en: 'Too many sign-in tries on your account' }),
  'second-factor.enrol': alert({ fr: 'Un second facteur protège votre compte', en: 'A second factor protects your account' }),
  'second-factor.remove': alert({
    fr: 'Le second facteur de votre compte a été retiré',
    en: 'The second factor of your account was removed',
  }),
  'second-factor.recover': alert({ fr: 'Un code de secours a servi sur votre compte', en: 'A recovery code was used on your account' }),
  'membership.grant': {
    to: 'account',
    subject: { fr: 'Vous avez un nouveau rôle', en: 'You have a new role' },
    body: { fr: '{organisation} vous donne le rôle « {role} ».', en: '{organisation} gives you the role “{role}”.' },
    action: security,
    isEssential: false,
  },
  'membership.end': {
    to: 'account',
    subject: { fr: 'Un rôle vous est retiré', en: 'A role is taken from you' },
    body: { fr: '{organisation} vous retire le rôle « {role} ».', en: '{organisation} takes the role “{role}” from you.' },
    action: security,
    isEssential: true,
  },
  'join-request.create': {
    to: ['vendor_admin'],
    subject: { fr: 'Une personne demande à rejoindre votre organisation', en: 'Someone asks to join your organisation' },
    body: {
      fr: 'Une personne s’est inscrite avec le SIREN de {organisation}. Acceptez-la si vous la connaissez, sinon refusez.',
      en: 'Someone signed up with the SIREN of {organisation}. Accept them if you know them, otherwise refuse.',
    },
    action: { label: { fr: 'Répondre', en: 'Answer' }, path: '/organisation' },
    isEssential: true,
  },
  'join-request.refuse': {
    to: 'account',
    subject: { fr: 'Votre demande est refusée', en: 'Your request is refused' },
    body: {
      fr: '{organisation} n’a pas accepté votre demande. Adressez-vous à ses administrateurs.',
      en: '{organisation} did not accept your request. Ask its administrators.',
    },
    action: null,
    isEssential: true,
  },
  'consultation.digest': {
    to: ['criteria_editor'],
    subject: {
      fr: 'Consultation {code} {version} : contributions reçues',
      en: 'Consultation {code} {version}: contributions received',
    },
    body: {
      fr: 'Contributions arrivées depuis le dernier message : {comments}. Elles attendent une réponse.',
      en: 'Contributions that arrived since the last message: {comments}. They await an answer.',
    },
    action: { label: { fr: 'Voir les contributions', en: 'See the contributions' }, path: '/agence/referentiels/{versionId}/consultation' },
    isEssential: false,
    isEverywhere: true,
  },
  'comment.answer': {
    to: 'account',
    subject: {
      fr: 'Votre contribution à {code} {version} a reçu une réponse',
      en: 'Your contribution to {code} {version} was answered',
    },
    body: {
      fr: 'L’agence a répondu à votre contribution n° {number}.',
      en: 'The agency answered your contribution no. {number}.',
    },
    action: {
      label: { fr: 'Lire la réponse', en: 'Read the answer' },
      path: '/criteres/{code}/{version}/consultation?iteration={iteration}&etat=miennes',
    },
    isEssential: false,
  },
  'organisation.verify': {
    to: ['vendor_admin'],
    subject: { fr: 'Votre organisation est vérifiée', en: 'Your organisation is verified' },
    body: {
      fr: 'L’agence a vérifié {organisation}. Ses numéros ne changent plus.',
      en: 'The agency has verified {organisation}. Its numbers no longer change.',
    },
    action: { label: { fr: 'Voir l’organisation', en: 'See the organisation' }, path: '/organisation' },
    isEssential: false,
  },
  'candidature.admit': told(
    { fr: 'Candidature {number} : dossier recevable', en: 'Application {number}: file admitted' },
    {
      fr: 'L’agence a admis le dossier administratif. Vous pouvez répondre aux exigences.',
      en: 'The agency admitted the administrative file. You may answer the requirements.',
    },
  ),
  'candidature.ask_complement': due(
    { fr: 'Candidature {number} : un complément est demandé', en: 'Application {number}: a complement is asked' },
    { fr: 'L’agence attend un complément au dossier administratif.', en: 'The agency expects a complement to the administrative file.' },
  ),
  'candidature.reject': due(
    { fr: 'Candidature {number} : dossier inéligible', en: 'Application {number}: file not eligible' },
    {
      fr: 'L’agence a déclaré le dossier inéligible. Le motif est dans la candidature.',
      en: 'The agency declared the file not eligible. The reason is in the application.',
    },
  ),
  'candidature.complete': told(
    { fr: 'Candidature {number} : complète', en: 'Application {number}: complete' },
    {
      fr: 'Tout ce qui était demandé est reçu. Le reçu est dans la candidature.',
      en: 'Everything that was asked is received. The receipt is in the application.',
    },
  ),
  'candidature.revoke': due(
    { fr: 'Candidature {number} : elle n’est plus complète', en: 'Application {number}: no longer complete' },
    {
      fr: 'Une pièce reçue s’est révélée infectée ou illisible, ou un résultat acquis par équivalence est tombé. Complétez l’exigence\u00a0: la date de complétude sera celle de ce que vous y déposerez.',
      en: 'A received piece turned out infected or unreadable, or a result acquired by equivalence lapsed. Complete the requirement: the date of completeness will be that of what you submit.',
    },
  ),
  'acquired_result.lapse': {
    to: vendor,
    subject: { fr: 'Un résultat acquis par équivalence est tombé', en: 'A result acquired by equivalence lapsed' },
    body: {
      fr: 'Ce dont il venait ne tient plus. Tant que la candidature n’est pas décidée, l’exigence est de nouveau à tenir\u202f; la cause est sur sa page.',
      en: 'What it came from no longer holds. As long as the application is not decided, the requirement is to be held again; the cause is on its page.',
    },
    action: {
      label: { fr: 'Ouvrir l’exigence', en: 'Open the requirement' },
      path: '/candidatures/{candidatureId}/exigences/{requirementId}',
    },
    isEssential: true,
  },
  'candidature.ask_clarification': due(
    { fr: 'Candidature {number} : des précisions sont demandées', en: 'Application {number}: clarifications are asked' },
    {
      fr: 'L’évaluation attend vos réponses. La date limite est dans la candidature.',
      en: 'The review expects your answers. The due date is in the application.',
    },
  ),
  'candidature.decide': due(
    { fr: 'Candidature {number} : décision prise', en: 'Application {number}: decision taken' },
    {
      fr: 'La décision, ses motifs, les voies et délais de recours sont dans la candidature.',
      en: 'The decision, its grounds, the ways and delays of appeal are in the application.',
    },
  ),
  'candidature.postpone': due(
    { fr: 'Candidature {number} : décision reportée', en: 'Application {number}: decision postponed' },
    {
      fr: 'La décision est reportée. Le motif est dans la candidature.',
      en: 'The decision is postponed. The reason is in the application.',
    },
  ),
  'candidature.offer_version': told(
    { fr: 'Candidature {number} : {package} {version} est proposé', en: 'Application {number}: {package} {version} is offered' },
    {
      fr: 'L’appel propose une version plus récente de ses critères. Rien ne change sans vous : voyez d’abord ce que deviendraient vos réponses.',
      en: 'The call offers a newer version of its criteria. Nothing changes without you: first see what would become of your answers.',
    },
  ),
  'candidature.move_version': told(
    { fr: 'Candidature {number} : passage à {package} {toVersion}', en: 'Application {number}: moved to {package} {toVersion}' },
    {
      fr: 'Une personne de votre organisation a choisi la version {toVersion}. Réponses à reprendre : {asked}.',
      en: 'Someone of your organisation chose version {toVersion}. Answers to take up: {asked}.',
    },
  ),
  'assignment.file_moved': {
    to: 'account',
    subject: { fr: 'Candidature {number} : nouvelle version des critères', en: 'Application {number}: newer version of the criteria' },
    body: {
      fr: 'L’éditeur est passé à une version plus récente. Vos verdicts antérieurs sont montrés ; aucun n’est repris sans vous.',
      en: 'The vendor moved to a newer version. Your earlier verdicts are shown; none is given again without you.',
    },
    action: { label: { fr: 'Ouvrir l’évaluation', en: 'Open the review' }, path: '/agence/candidatures/{subject}/evaluation' },
    isEssential: false,
  },
  'candidature.expire': due(
    { fr: 'Candidature {number} : expirée', en: 'Application {number}: expired' },
    { fr: 'Une date limite de l’appel est passée sans dépôt complet.', en: 'A closing date of the call passed without a complete file.' },
  ),
};

/** The mail of an invitation: the person may have no account yet. */
export const invitationNotice: Pick<Notice, 'subject' | 'body' | 'action'> = {
  subject: { fr: '{organisation} vous invite sur Guichet', en: '{organisation} invites you to Guichet' },
  body: {
    fr: '{organisation} vous propose le rôle « {role} ». Le lien est valable 7 jours et ne sert qu’une fois.',
    en: '{organisation} offers you the role “{role}”. The link is valid for 7 days and serves once.',
  },
  action: { label: { fr: 'Voir l’invitation', en: 'See the invitation' }, path: '/invitation/{token}' },
};

/** What stands around the words of every mail. */
export const mailMessages = messages({
  'mail.greeting': { fr: 'Bonjour {name},', en: 'Hello {name},' },
  'mail.greeting.unknown': { fr: 'Bonjour,', en: 'Hello,' },
  'mail.footer': {
    fr: 'Guichet ne demande jamais de mot de passe par courriel ou par téléphone. Ne répondez pas à ce message.',
    en: 'Guichet never asks for a password by email or telephone. Do not answer this message.',
  },
  'mail.preferences': { fr: 'Choisir les courriels reçus', en: 'Choose the mails you receive' },
});
