import { messages } from '#platform';

/** Texts of the inbox. */
export const notificationsPages = messages({
  'inbox.title': { fr: 'Messages', en: 'Messages' },
  'inbox.none': { fr: 'Aucun message', en: 'No message' },
  'inbox.none.text': {
    fr: 'Ce que le portail a à vous dire arrive ici, et par courriel selon votre choix.',
    en: 'What the portal has to tell you arrives here, and by mail as you choose.',
  },
  'inbox.new': { fr: 'nouveau', en: 'new' },
  'inbox.read-all': { fr: 'Tout marquer comme lu', en: 'Mark all as read' },
  'inbox.older': { fr: 'Messages plus anciens', en: 'Older messages' },
  'inbox.newest': { fr: 'Revenir aux plus récents', en: 'Back to the newest' },
  'inbox.preference': { fr: 'Courriels', en: 'Mails' },
  'inbox.preference.level': { fr: 'Recevoir par courriel', en: 'Receive by mail' },
  'inbox.preference.all': { fr: 'Tous les messages', en: 'All messages' },
  'inbox.preference.essential': {
    fr: 'Seulement ce qui touche à la sécurité ou ouvre un délai',
    en: 'Only what touches security or opens a delay',
  },
  'inbox.preference.save': { fr: 'Enregistrer', en: 'Save' },
  'inbox.preference.saved': { fr: 'Votre choix est enregistré.', en: 'Your choice is saved.' },
});
