import { errorsOf, messages, type Text } from '#platform';
import type { Criticality, EvidenceKind, NaPolicy, Obligation, ReferenceKind, RequirementLife } from './package-content.rules.js';
import type { FindingLevel } from './finding.messages.js';

/** Refusals of the criteria room. */
export const packageMessages = messages({
  'package.file-changed': {
    fr: 'Fichiers modifiés alors que leur version est déjà figée\u00a0: {files}. Donnez un nouveau numéro de version à chacun, ou rétablissez le fichier.',
    en: 'Files changed although their version is already frozen: {files}. Give each a new version number, or restore the file.',
  },
  'package.file-invalid': {
    fr: 'Référentiels refusés\u00a0: {files}. Contrôlez-les avec «\u00a0./guichet criteria validate\u00a0».',
    en: 'Packages refused: {files}. Check them with “./guichet criteria validate”.',
  },
  'package.file-repeated': {
    fr: 'Deux fichiers décrivent la même version\u00a0: {files}. Gardez-en un seul.',
    en: 'Two files describe the same version: {files}. Keep only one.',
  },
  'package.not-ready': {
    fr: 'Des erreurs restent à corriger dans le référentiel\u00a0: {count}. Rien n’a changé.',
    en: 'Errors remain to be corrected in the package: {count}. Nothing changed.',
  },
  'package.effective-past': {
    fr: 'La date d’effet est passée, ou n’existe pas. Choisissez aujourd’hui ou un jour à venir.',
    en: 'The effective date is past, or does not exist. Choose today or a day to come.',
  },
  'package.version-frozen': {
    fr: 'La version {version} de {code} est figée\u00a0: importez le fichier sous un autre numéro de version.',
    en: 'Version {version} of {code} is frozen: import the file under another version number.',
  },
});

/** The refusals a use case of the room may throw. */
export const refusePackage = errorsOf(packageMessages);

/** Labels of obligations. */
export const obligationLabels: Readonly<Record<Obligation, Text>> = messages({
  must: { fr: 'Exigence', en: 'Requirement' },
  may: { fr: 'Préconisation', en: 'Recommendation' },
});
/** Labels of criticalities. */
export const criticalityLabels: Readonly<Record<Criticality, Text>> = messages({
  minor: { fr: 'Mineure', en: 'Minor' },
  major: { fr: 'Majeure', en: 'Major' },
  critical: { fr: 'Critique', en: 'Critical' },
});
/** Labels of the policies on claims that a requirement does not apply. */
export const naPolicyLabels: Readonly<Record<NaPolicy, Text>> = messages({
  forbidden: { fr: 'Toujours applicable', en: 'Always applicable' },
  allowed: { fr: 'Peut être déclarée non applicable', en: 'May be declared not applicable' },
  allowed_with_reason: { fr: 'Peut être déclarée non applicable, avec un motif', en: 'May be declared not applicable, with a reason' },
});
/** Labels of the life of a requirement. */
export const lifeLabels: Readonly<Record<RequirementLife, Text>> = messages({
  current: { fr: 'En vigueur', en: 'Current' },
  future: { fr: 'À venir, non comptée', en: 'Future, not counted' },
  obsolete: { fr: 'Obsolète', en: 'Obsolete' },
});
/** Labels of the forms of evidence and of references. */
export const evidenceFormLabels: Readonly<Record<EvidenceKind | ReferenceKind, Text>> = messages({
  video: { fr: 'vidéo', en: 'video' },
  screenshot: { fr: 'capture d’écran', en: 'screenshot' },
  document: { fr: 'document', en: 'document' },
  test_report: { fr: 'rapport de test', en: 'test report' },
  sworn_statement: { fr: 'attestation sur l’honneur', en: 'sworn statement' },
  log: { fr: 'journal ou trace', en: 'log or trace' },
  smtp_source: { fr: 'source d’un message', en: 'source of a message' },
  pentest_form: { fr: 'fiche de test d’intrusion', en: 'penetration test form' },
  config_extract: { fr: 'extrait de configuration', en: 'configuration extract' },
  cnda_certificate: { fr: 'attestation CNDA', en: 'CNDA certificate' },
  scan_report: { fr: 'rapport d’analyse', en: 'scan report' },
  sample_file: { fr: 'fichier d’exemple', en: 'sample file' },
  cnda_number: { fr: 'numéro d’homologation CNDA', en: 'CNDA approval number' },
  test_link: { fr: 'lien permanent vers un banc de test', en: 'permanent link to a test bench' },
  test_execution_id: { fr: 'identifiant d’exécution de test', en: 'test execution id' },
});
/** Labels of the known domains; another domain is shown by its code. */
export const domainLabels: Readonly<Record<string, Text>> = messages({
  interoperability: { fr: 'Interopérabilité', en: 'Interoperability' },
  security: { fr: 'Sécurité', en: 'Security' },
  ethics: { fr: 'Éthique', en: 'Ethics' },
  eco: { fr: 'Écoresponsabilité', en: 'Eco-responsibility' },
});
/** Labels of the levels of a remark. */
export const findingLevelLabels: Readonly<Record<FindingLevel, Text>> = messages({
  error: { fr: 'Erreur', en: 'Error' },
  warning: { fr: 'Avertissement', en: 'Warning' },
  info: { fr: 'Information', en: 'Information' },
});
