import { messages } from '#platform';

/** Words of the workbook and of the offline kit of what applies to a product. */
export const kitMessages = messages({
  'kit.sheet': { fr: 'Exigences', en: 'Requirements' },
  'kit.package': { fr: 'Référentiel', en: 'Package' },
  'kit.chapter': { fr: 'Chapitre', en: 'Chapter' },
  'kit.number': { fr: 'Numéro', en: 'Number' },
  'kit.obligation': { fr: 'Nature', en: 'Nature' },
  'kit.criticality': { fr: 'Criticité', en: 'Criticality' },
  'kit.requirement': { fr: 'Exigence', en: 'Requirement' },
  'kit.statement': { fr: 'Énoncé', en: 'Statement' },
  'kit.scenarios': { fr: 'Comment c’est vérifié', en: 'How it is verified' },
  'kit.evidence': { fr: 'Preuves attendues', en: 'Expected evidence' },
  'kit.na': { fr: 'Non applicable', en: 'Not applicable' },
  'kit.sources': { fr: 'Textes cités', en: 'Texts cited' },
  'kit.answer': { fr: 'Votre réponse', en: 'Your answer' },
  'kit.files': { fr: 'Vos fichiers', en: 'Your files' },
  'kit.readme.file': { fr: 'LISEZ-MOI.txt', en: 'README.txt' },
  'kit.workbook.file': { fr: 'exigences.xlsx', en: 'requirements.xlsx' },
  'kit.folder': { fr: 'preuves', en: 'evidence' },
  'kit.expected.file': { fr: 'a-deposer.txt', en: 'to-deposit.txt' },
  'kit.readme.title': { fr: 'Ce qui s’applique à votre produit\u00a0: {call}', en: 'What applies to your product: {call}' },
  'kit.readme.count.one': {
    fr: '{count} exigence s’applique, dont {musts} obligatoire.',
    en: '{count} requirement applies, {musts} mandatory.',
  },
  'kit.readme.count.other': {
    fr: '{count} exigences s’appliquent, dont {musts} obligatoires.',
    en: '{count} requirements apply, {musts} mandatory.',
  },
  'kit.readme.undecided': {
    fr: 'Attention\u00a0: {count} exigences attendent une réponse à une question de profil et ne sont pas dans ce dossier.',
    en: 'Beware: {count} requirements wait for an answer to a profile question and are not in this kit.',
  },
  'kit.readme.package': { fr: 'Référentiel {code} {version}, empreinte {hash}', en: 'Package {code} {version}, hash {hash}' },
  'kit.readme.profile': { fr: 'Profil\u00a0: {question} {answer}', en: 'Profile: {question} {answer}' },
  'kit.yes': { fr: 'Oui', en: 'Yes' },
  'kit.no': { fr: 'Non', en: 'No' },
  'kit.readme.use': {
    fr: 'Remplissez les deux dernières colonnes du classeur, et rangez vos fichiers dans le dossier de leur exigence\u00a0: «\u00a0a-deposer.txt\u00a0» y rappelle ce qui est attendu. Rien de ce dossier ne vaut dépôt\u00a0: le dépôt se fait sur le portail.',
    en: 'Fill in the last two columns of the workbook, and put your files in the folder of their requirement: “to-deposit.txt” recalls there what is expected. Nothing in this kit is a filing: filing is done on the portal.',
  },
  'kit.readme.check': {
    fr: '«\u00a0manifest.json\u00a0» donne l’empreinte SHA-256 de chaque fichier\u00a0: le même choix donne le même dossier, octet pour octet.',
    en: '“manifest.json” gives the SHA-256 of each file: the same choice gives the same kit, byte for byte.',
  },
});
