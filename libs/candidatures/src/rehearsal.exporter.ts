import { say, spreadsheetCsv, type Locale } from '#platform';
import { candidatureLifecycle } from './candidature.lifecycle.js';
import { outcomeLabels } from './carry-over.messages.js';
import type { CandidatureImpact } from './rehearsal.queries.js';
import type { RequirementImpact } from './rehearsal.rules.js';

/** What a version would change, requirement by requirement, as CSV with `;` for a spreadsheet. */
export function requirementImpactCsv(requirements: readonly RequirementImpact[], locale: Locale): string {
  const heads = {
    fr: ['Version de départ', 'Ancien numéro', 'Nouveau numéro', 'Exigence', 'Chapitre', 'Effet', 'Dossiers'],
    en: ['From version', 'Old number', 'New number', 'Requirement', 'Chapter', 'Effect', 'Applications'],
  }[locale];
  const lines = requirements.map(({ fromVersion, from, to, title, section, outcome, candidatures }) => [
    ...[fromVersion ?? '', from ?? '', to ?? '', say(title, locale), section],
    say(outcomeLabels[outcome].label, locale),
    candidatures,
  ]);
  return spreadsheetCsv([heads, ...lines]);
}

/** What a version would change, file by file, as CSV with `;` for a spreadsheet. */
export function candidatureImpactCsv(files: readonly CandidatureImpact[], locale: Locale): string {
  const heads = {
    fr: [
      'Candidature',
      'Éditeur',
      'Produit',
      'Version',
      'État',
      'Référentiel',
      'Conservées',
      'À confirmer',
      'Preuve à refaire',
      'À répondre',
      'Sans suite',
      'Chapitres rouverts',
    ],
    en: [
      'Application',
      'Vendor',
      'Product',
      'Version',
      'Status',
      'Criteria',
      'Kept',
      'To confirm',
      'New evidence',
      'To answer',
      'Dropped',
      'Chapters reopened',
    ],
  }[locale];
  const lines = files.map((file) => [
    ...[file.number, file.vendor, file.solution, file.versionLabel, say(candidatureLifecycle.show(file.status).label, locale), file.from],
    ...[file.keeps, file.confirm, file.newEvidence, file.toAnswer, file.dropped, file.reopened],
  ]);
  return spreadsheetCsv([heads, ...lines]);
}
