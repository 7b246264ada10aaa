import { messages } from '#platform';

/** Sentences of the certificate document, which is in French with a summary in English. */
export const certificateMessages = messages({
  title: { fr: 'Certificat de référencement {number}', en: 'Referencing certificate {number}' },
  kind: { fr: 'Certificat de référencement', en: 'Referencing certificate' },
  'kind.reservation': { fr: 'Certificat de référencement sous réserve', en: 'Referencing certificate under reservation' },
  demonstration: { fr: 'Démonstration – sans valeur', en: 'Demonstration – without value' },
  'demonstration.more': {
    fr: 'organisme, personnes et données inventés',
    en: 'invented body, people and data',
  },
  agency: { fr: 'Registre des logiciels de santé évalués', en: 'Register of evaluated health software' },
  statement: {
    fr: '{issuer} certifie que la version {version} du logiciel {product}, édité par {organisation}, est référencée depuis le {from}.',
    en: '{issuer} certifies that version {version} of the software {product}, published by {organisation}, has been referenced since {from}.',
  },
  'statement.reservation': {
    fr: '{issuer} certifie que la version {version} du logiciel {product}, édité par {organisation}, est référencée sous réserve depuis le {from}.',
    en: '{issuer} certifies that version {version} of the software {product}, published by {organisation}, has been referenced under reservation since {from}.',
  },
  facts: { fr: 'Ce que porte le certificat', en: 'What the certificate bears' },
  product: { fr: 'Logiciel', en: 'Software' },
  version: { fr: 'Version exacte', en: 'Exact version' },
  build: { fr: '{version} (numéro technique {technical})', en: '{version} (technical number {technical})' },
  organisation: { fr: 'Éditeur', en: 'Vendor' },
  siren: { fr: 'SIREN {siren}', en: 'SIREN {siren}' },
  decision: { fr: 'Décision', en: 'Decision' },
  'decision.value': { fr: 'n° {number} du {date}', en: 'no. {number} of {date}' },
  signatory: { fr: 'Signataire', en: 'Signatory' },
  validity: { fr: 'En vigueur', en: 'In force' },
  'validity.value': { fr: 'du {from} au {until}', en: 'from {from} until {until}' },
  scope: { fr: 'Périmètre évalué', en: 'Scope evaluated' },
  'scope.package': { fr: 'Critères', en: 'Criteria' },
  'scope.version': { fr: 'Version', en: 'Version' },
  'scope.hash': { fr: 'Empreinte SHA-256 du contenu figé', en: 'SHA-256 of the frozen content' },
  fingerprint: { fr: 'Empreinte du certificat', en: 'Fingerprint of the certificate' },
  rosette: {
    fr: 'La rosace est tracée d’après cette empreinte : sur la page du registre, elle doit être identique.',
    en: 'The rosette is drawn from this fingerprint: on the page of the register it must be identical.',
  },
  dossier: { fr: 'Empreinte du dossier jugé', en: 'Fingerprint of the file decided on' },
  limits: { fr: 'Ce que le certificat ne couvre pas', en: 'What the certificate does not cover' },
  'limits.value': {
    fr: 'Il porte sur cette version et ces critères seulement. Il ne dit rien des versions suivantes, de l’installation chez un client, ni de ce qui a changé depuis la décision : une suspension ou un retrait ne figurent que dans le registre.',
    en: 'It bears on this version and these criteria only. It says nothing of later versions, of an installation at a customer’s, or of what has changed since the decision: a suspension or a withdrawal appears in the register only.',
  },
  verify: { fr: 'Vérifier', en: 'Check it' },
  'verify.value': {
    fr: 'Ce document seul ne prouve rien. Scannez le code ou ouvrez l’adresse : le registre dit si le certificat existe et s’il est en vigueur. Son attestation JSON, signée, nomme l’empreinte de ce PDF et se vérifie sans réseau.',
    en: 'This document alone proves nothing. Scan the code or open the address: the register tells whether the certificate exists and is in force. Its signed JSON credential names the hash of this PDF and can be checked without network.',
  },
  qr: { fr: 'Code menant à {url}', en: 'Code leading to {url}' },
  english: { fr: 'Résumé en anglais', en: 'Summary in English' },
  page: { fr: 'Certificat {number}', en: 'Certificate {number}' },
});
