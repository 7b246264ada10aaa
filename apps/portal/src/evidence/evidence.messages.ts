import { messages } from '#platform';

/** Texts of the evidence pages. */
export const evidencePages = messages({
  'evidence.title': { fr: 'Preuves', en: 'Evidence' },
  'evidence.lead': {
    fr: 'Chaque preuve peut servir plusieurs exigences et plusieurs candidatures. Une version déposée ne change plus : on la remplace par une nouvelle.',
    en: 'A piece of evidence may serve several requirements and several applications. A version once sent never changes: a new one replaces it.',
  },
  'evidence.add': { fr: 'Ajouter une preuve', en: 'Add evidence' },
  'evidence.add-file': { fr: 'Un fichier', en: 'A file' },
  'evidence.add-reference': { fr: 'Une référence', en: 'A reference' },
  'evidence.empty': { fr: 'Aucune preuve pour le moment', en: 'No evidence yet' },
  'evidence.empty.text': {
    fr: 'Vos preuves apparaîtront ici. Vous pouvez aussi les ajouter depuis une exigence : elles y seront rattachées.',
    en: 'Your evidence will appear here. You can also add it from a requirement: it will be attached to it.',
  },
  'evidence.empty.who': {
    fr: 'L’administrateur et les contributeurs de votre organisation peuvent en ajouter.',
    en: 'The administrator and the contributors of your organisation may add some.',
  },
  'evidence.more': { fr: 'Preuves plus anciennes', en: 'Older evidence' },
  'evidence.field.title': { fr: 'Titre', en: 'Title' },
  'evidence.field.title.hint': { fr: 'Par exemple : rapport de test d’intrusion 2026', en: 'For example: penetration test report 2026' },
  'evidence.field.kind': { fr: 'Type de preuve', en: 'Kind of evidence' },
  'evidence.field.file': { fr: 'Fichier', en: 'File' },
  'evidence.field.file.hint': { fr: '{limit} au plus. Formats : {formats}.', en: '{limit} at most. Formats: {formats}.' },
  'evidence.field.date': { fr: 'Date portée par le document', en: 'Date the document bears' },
  'evidence.field.date.hint': {
    fr: 'Elle fait courir la durée de validité, s’il y en a une.',
    en: 'The validity, where there is one, runs from it.',
  },
  'evidence.field.fictitious': {
    fr: 'Les personnes et identifiants montrés sont fictifs',
    en: 'Every person and identifier shown is invented',
  },
  'evidence.field.fictitious.hint': {
    fr: 'Aucune donnée d’une personne réelle ne doit être déposée. Un identifiant de santé trouvé sera signalé.',
    en: 'No data of a real person may be sent. A health identifier that is found will be pointed out.',
  },
  'evidence.field.value': { fr: 'Valeur', en: 'Value' },
  'evidence.field.value.hint': { fr: 'Exemple : {example}', en: 'Example: {example}' },
  'evidence.send': { fr: 'Envoyer', en: 'Send' },
  'evidence.save': { fr: 'Enregistrer', en: 'Save' },
  'evidence.rename': { fr: 'Changer le titre', en: 'Change the title' },
  'evidence.replace': { fr: 'Remplacer par une nouvelle version', en: 'Replace with a new version' },
  'evidence.versions': { fr: 'Versions', en: 'Versions' },
  'evidence.uses': { fr: 'Où cette preuve sert', en: 'Where this evidence is used' },
  'evidence.uses.none': {
    fr: 'Cette preuve n’est rattachée à aucune exigence pour le moment.',
    en: 'This evidence is not attached to any requirement yet.',
  },
  'evidence.open': { fr: 'Télécharger', en: 'Download' },
  'evidence.detail': { fr: 'Versions et emplois', en: 'Versions and uses' },
  'evidence.cancel': { fr: 'Annuler l’envoi de la version {number}', en: 'Cancel the upload of version {number}' },
  'evidence.received': {
    fr: 'Le fichier est reçu. Son contrôle commence.',
    en: 'The file is received. Its inspection begins.',
  },
  'evidence.referred': { fr: 'La référence est enregistrée.', en: 'The reference is saved.' },
  'evidence.renamed': { fr: 'Le titre est changé.', en: 'The title is changed.' },
  'evidence.cancelled': { fr: 'L’envoi est annulé.', en: 'The upload is cancelled.' },
  'evidence.expired-on': { fr: 'Plus recevable depuis le {date}.', en: 'No longer acceptable since {date}.' },
  'evidence.valid-until': { fr: 'Valable jusqu’au {date} exclu.', en: 'Valid until {date}, excluded.' },
  'evidence.infected': {
    fr: 'Le fichier contient un programme malveillant. Il a été isolé : il n’est ni lisible ni compté. Déposez une copie saine, de préférence en PDF.',
    en: 'The file contains malicious code. It was set aside: it can neither be read nor counted. Send a clean copy, preferably a PDF.',
  },
  'evidence.uploading': {
    fr: 'L’envoi n’est pas terminé. Choisissez à nouveau le même fichier pour le reprendre là où il s’est arrêté.',
    en: 'The upload is not finished. Choose the same file again to resume it where it stopped.',
  },
  'evidence.place.page': { fr: 'page {page}', en: 'page {page}' },
  'evidence.place.line': { fr: 'ligne {line}', en: 'line {line}' },
  'evidence.deadline': {
    fr: 'Un envoi qui commence avant l’échéance et finit après est en retard.',
    en: 'An upload that begins before the deadline and ends after it is late.',
  },
});
