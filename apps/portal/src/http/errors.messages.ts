import { messages } from '#platform';

/** The words of the error pages. */
export const errorPages = messages({
  'error.number': { fr: 'Erreur {status}', en: 'Error {status}' },
  'error.reference': { fr: 'Repère à citer au support :', en: 'Reference to give to support:' },
  'error.at': { fr: 'le {at}', en: '{at}' },
  'error.home': { fr: 'Revenir à l’accueil', en: 'Back to the home page' },
  'error.back': { fr: 'Revenir à la page précédente', en: 'Back to the previous page' },
  'error.403.title': { fr: 'Vous n’avez pas accès à cette page', en: 'You may not open this page' },
  'error.403.signed': {
    fr: 'Vous êtes connecté comme {name} ({role}, {organisation}).',
    en: 'You are signed in as {name} ({role}, {organisation}).',
  },
  'error.403.missing': { fr: 'Il vous manque le droit « {right} ».', en: 'You lack the right “{right}”.' },
  'error.403.grantors': { fr: 'Qui peut vous l’accorder', en: 'Who can grant it' },
  'error.403.nobody': {
    fr: 'Personne dans votre organisation ne peut l’accorder : écrivez au support en citant le repère ci-dessous.',
    en: 'Nobody in your organisation can grant it: write to support with the reference below.',
  },
  'error.403.ask': { fr: 'Demander l’accès', en: 'Ask for access' },
  'error.403.switch': { fr: 'Changer d’organisation', en: 'Change organisation' },
  'error.kept': { fr: 'Votre texte est gardé', en: 'Your text is kept' },
  'error.kept.text': {
    fr: 'Voici ce que vous aviez saisi : copiez-le avant de revenir à la page.',
    en: 'This is what you had typed: copy it before going back to the page.',
  },
  'error.404.title': { fr: 'Cette page n’existe pas', en: 'This page does not exist' },
  'error.404.text': {
    fr: 'L’adresse est fausse, la page a changé de place, ou elle ne vous est pas ouverte.',
    en: 'The address is wrong, the page has moved, or it is not open to you.',
  },
  'error.404.search': { fr: 'Chercher dans le registre', en: 'Search the register' },
  'error.404.verify': { fr: 'Vérifier un certificat', en: 'Check a certificate' },
  'error.409.title': { fr: 'Deux versions de « {subject} »', en: 'Two versions of “{subject}”' },
  'error.409.alert': { fr: 'Votre texte est gardé, mais il a changé entre-temps', en: 'Your text is kept, but it changed meanwhile' },
  'error.409.who': {
    fr: '{name} a enregistré la révision {revision} à {time}, pendant que vous modifiiez la révision {yours}. Rien n’est perdu : choisissez ce qui doit rester.',
    en: '{name} saved revision {revision} at {time}, while you were changing revision {yours}. Nothing is lost: choose what must stay.',
  },
  'error.409.yours': { fr: 'Le vôtre', en: 'Yours' },
  'error.409.yours.note': { fr: 'non enregistré', en: 'not saved' },
  'error.409.theirs': { fr: 'Celui de {name}', en: '{name}’s' },
  'error.409.revision': { fr: 'révision {revision}', en: 'revision {revision}' },
  'error.409.keep': { fr: 'Texte à garder', en: 'Text to keep' },
  'error.409.keep.hint': {
    fr: 'Prérempli avec la révision {revision}, à laquelle vos ajouts sans conflit sont joints. Relisez avant d’enregistrer.',
    en: 'Filled in with revision {revision}, to which your additions without conflict are joined. Read it again before saving.',
  },
  'error.409.keep.contested': {
    fr: 'Prérempli avec la révision {revision}, à laquelle vos ajouts sans conflit sont joints. Vous aviez tous deux changé certains mots : ceux de la révision {revision} sont restés, comparez avant d’enregistrer.',
    en: 'Filled in with revision {revision}, to which your additions without conflict are joined. You both changed some words: those of revision {revision} stayed, compare before saving.',
  },
  'error.409.save': { fr: 'Enregistrer ce texte', en: 'Save this text' },
  'error.409.mine': { fr: 'Garder le mien', en: 'Keep mine' },
  'error.409.other': { fr: 'Garder la révision {revision}', en: 'Keep revision {revision}' },
  'error.409.note': { fr: 'Les trois textes restent dans les révisions.', en: 'The three texts stay among the revisions.' },
  'error.409.state.title': { fr: 'Ce n’est plus possible', en: 'This is no longer possible' },
  'error.409.state.text': {
    fr: 'L’état a changé depuis que vous avez ouvert la page. Rien n’a été enregistré. Rechargez la page pour voir ce qu’il est possible de faire.',
    en: 'Things changed since you opened the page. Nothing was saved. Reload the page to see what can be done.',
  },
  'error.409.reload': { fr: 'Recharger la page', en: 'Reload the page' },
  'error.422.title': { fr: 'Votre demande n’a pas pu être lue', en: 'Your request could not be read' },
  'error.422.text': {
    fr: 'Certaines valeurs manquent ou ne conviennent pas. Rien n’a été enregistré.',
    en: 'Some values are missing or do not fit. Nothing was saved.',
  },
  'error.429.title': { fr: 'Trop de demandes en peu de temps', en: 'Too many requests in a short time' },
  'error.429.text': {
    fr: 'Réessayez dans {seconds} s. Votre saisie en cours est gardée dans la page précédente.',
    en: 'What you typed is kept on the previous page.',
  },
  'error.500.title': { fr: 'Le service a rencontré une erreur', en: 'The service met an error' },
  'error.500.text': {
    fr: 'Ce n’est pas de votre fait. L’erreur est enregistrée et sera examinée. Réessayez dans un instant ; si elle revient, citez le repère ci-dessous.',
    en: 'This is not your doing. The error is recorded and will be examined. Try again in a moment; if it comes back, give the reference below.',
  },
  'error.503.title': { fr: 'Le service est indisponible pour le moment', en: 'The service is unavailable for the moment' },
  'error.503.text': {
    fr: 'Une intervention est en cours. Réessayez dans quelques minutes.',
    en: 'Work is under way. Try again in a few minutes.',
  },
});
