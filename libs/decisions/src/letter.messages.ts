import { messages } from '#platform';

/** Sentences of a decision letter. The texts named are those in force: CRPA (public and administration), CJA (administrative courts), CSP (public health). */
export const letterMessages = messages({
  title: { fr: 'Décision n° {number} du {date}', en: 'Decision no. {number} of {date}' },
  'seen.heading': { fr: 'Textes appliqués', en: 'Texts applied' },
  'seen.law': {
    fr: 'Vu le code de la santé publique, notamment son article L. 1111-24 ;',
    en: 'Having regard to the public health code, in particular article L. 1111-24;',
  },
  'seen.crpa': {
    fr: 'Vu le code des relations entre le public et l’administration, notamment ses articles L. 211-2, L. 211-5 et L. 212-1 ;',
    en: 'Having regard to the code of relations between the public and the administration, in particular articles L. 211-2, L. 211-5 and L. 212-1;',
  },
  'seen.call': { fr: 'Vu l’appel {call} ;', en: 'Having regard to the call {call};' },
  'seen.package': {
    fr: 'Vu les critères {code}, version {version}, dont le contenu figé a pour empreinte {hash} ;',
    en: 'Having regard to the criteria {code}, version {version}, whose frozen content has the hash {hash};',
  },
  'seen.candidature': {
    fr: 'Vu la candidature {candidature} de {organisation} pour la version {version} du logiciel {product}, dont le dossier a pour empreinte {hash} ;',
    en: 'Having regard to application {candidature} of {organisation} for version {version} of the software {product}, whose file has the hash {hash};',
  },
  'grounds.heading': { fr: 'Motifs', en: 'Grounds' },
  'grounds.conform': {
    fr: 'Exigences applicables : {total} ; conformes ou sans objet : {settled}.',
    en: 'Applicable requirements: {total}; conform or not applicable: {settled}.',
  },
  'grounds.gap': {
    fr: 'Exigence {number} ({obligation}) – {verdict} : {reason}',
    en: 'Requirement {number} ({obligation}) – {verdict}: {reason}',
  },
  'grounds.acquired': {
    fr: 'Exigence {number} – acquise par équivalence le {date}, de {from}.',
    en: 'Requirement {number} – acquired by equivalence on {date}, from {from}.',
  },
  'grounds.score': { fr: 'Score «\u00a0{title}\u00a0»\u00a0: {value} ({algorithm}).', en: 'Score “{title}”: {value} ({algorithm}).' },
  'grounds.approval': { fr: 'Homologation « {kind} » non obtenue.', en: 'Approval “{kind}” not granted.' },
  'obligation.must': { fr: 'obligatoire', en: 'mandatory' },
  'obligation.may': { fr: 'recommandée', en: 'recommended' },
  'decides.heading': { fr: 'Décide', en: 'Decides' },
  'decides.referenced': {
    fr: 'La version {version} du logiciel {product} est référencée.',
    en: 'Version {version} of the software {product} is referenced.',
  },
  'decides.referenced_under_reservation': {
    fr: 'La version {version} du logiciel {product} est référencée sous la réserve suivante : {reservation}',
    en: 'Version {version} of the software {product} is referenced under the following reservation: {reservation}',
  },
  'decides.refused': {
    fr: 'La version {version} du logiciel {product} n’est pas référencée.',
    en: 'Version {version} of the software {product} is not referenced.',
  },
  'decides.postponed': {
    fr: 'La décision sur la version {version} du logiciel {product} est ajournée.',
    en: 'The decision on version {version} of the software {product} is postponed.',
  },
  'decides.closed': {
    fr: 'La candidature de la version {version} du logiciel {product} est classée sans suite.',
    en: 'The application of version {version} of the software {product} is closed without follow-up.',
  },
  'signature.heading': { fr: 'Signature', en: 'Signature' },
  signature: { fr: '{name}, {capacity}, le {date}', en: '{name}, {capacity}, on {date}' },
  'notified.heading': { fr: 'Notification', en: 'Notification' },
  notified: {
    fr: 'Notifiée à l’éditeur le {date}. Les délais de recours courent à partir de cette date.',
    en: 'Notified to the vendor on {date}. The delays of appeal run from that date.',
  },
  'notified.not-yet': {
    fr: 'Pas encore notifiée : les délais de recours n’ont pas commencé à courir.',
    en: 'Not notified yet: the delays of appeal have not begun to run.',
  },
  'appeal.heading': { fr: 'Voies et délais de recours', en: 'Ways and delays of appeal' },
  'appeal.court': {
    fr: 'Cette décision peut être contestée devant le tribunal administratif compétent dans un délai de deux mois à compter de sa notification (CJA, art. R. 421-1), par courrier ou sur www.telerecours.fr.',
    en: 'This decision may be challenged before the competent administrative court within two months of its notification (CJA, art. R. 421-1), by post or at www.telerecours.fr.',
  },
  'appeal.gracious': {
    fr: 'Dans le même délai, un recours gracieux peut être adressé à {issuer}. Il interrompt le délai de recours contentieux (CRPA, art. L. 411-2), qui repart pour deux mois au rejet de ce recours ; le silence gardé pendant deux mois vaut rejet (CJA, art. R. 421-2).',
    en: 'Within the same delay, an informal appeal may be made to {issuer}. It interrupts the delay for going to court (CRPA, art. L. 411-2), which starts again for two months when it is rejected; two months of silence mean rejection (CJA, art. R. 421-2).',
  },
  demonstration: {
    fr: 'Démonstration – sans valeur : organisme, personnes et données inventés.',
    en: 'Demonstration – without value: invented body, people and data.',
  },
});
