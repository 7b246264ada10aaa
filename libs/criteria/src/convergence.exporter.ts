import { criticalityNames } from './criticality.rules.js';
import type { PackageContent } from './package-content.rules.js';
import { printedNumber } from './rem-columns.rules.js';
import { printedLines, profileLabel, writeSheet } from './rem.exporter.js';

/** The 14 columns of the Convergence workbook, in order. */
export const convergenceColumns = [
  'Périmètre',
  'ID',
  'Chapitre',
  'Fonction',
  'Exigence',
  'Commentaire',
  'Profil',
  'N° scénario',
  'Scénario de conformité',
  'N° preuve',
  'Preuve',
  'Profil historique',
  'Criticité',
  'Ordre',
] as const;

/** Prints the Convergence workbook: one row per requirement, scenario and expected evidence. */
export async function writeConvergence(content: PackageContent): Promise<Buffer> {
  const titles = new Map(content.sections.map(({ key, title }) => [key, title.fr]));
  const order = new Map(content.requirements.map(({ key }, index) => [key, String(index + 1)]));
  const rows = printedLines(content, 1).map(({ requirement, scenario, evidence: [item] }) => [
    content.version,
    requirement.number,
    chapter(requirement.section, titles.get(requirement.section) ?? requirement.section),
    requirement.feature ?? '',
    requirement.statement.fr,
    requirement.why?.fr ?? '',
    profileLabel(requirement, content),
    scenario === null ? '' : printedNumber(scenario),
    scenario?.statement.fr ?? '',
    item === undefined ? '' : printedNumber(item),
    item?.label.fr ?? '',
    profileLabel(requirement, content),
    requirement.criticality === null ? '' : criticalityNames[requirement.criticality],
    order.get(requirement.key) ?? '',
  ]);
  return writeSheet('Exigences', [[...convergenceColumns], ...rows]);
}

/** The chapter as printed: its title, after its code when they differ. */
function chapter(key: string, title: string): string {
  return key === title ? title : `${key}_${title}`;
}
