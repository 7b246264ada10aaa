import { convergenceColumns } from './convergence.exporter.js';
import { criticalityOf } from './criticality.rules.js';
import { finding, type Finding } from './finding.messages.js';
import type { Criticality } from './package-content.rules.js';
import { plainText } from './plain-text.rules.js';
import { headerForm, remColumns, type RemColumn } from './rem-columns.rules.js';
import type { RemSheet } from './rem-sheet.importer.js';
import { readRem, type NameRem, type RemImport } from './rem.importer.js';
import { fillMerged } from './sheet.importer.js';

/** The column of a REM that says the same; `null` where a REM has none. */
const asRem: Readonly<Record<(typeof convergenceColumns)[number], RemColumn | null>> = {
  Périmètre: null,
  ID: 'number',
  Chapitre: 'section',
  Fonction: 'feature',
  Exigence: 'statement',
  Commentaire: null,
  Profil: 'profile',
  'N° scénario': 'scenarioNumber',
  'Scénario de conformité': 'scenario',
  'N° preuve': 'evidenceNumber1',
  Preuve: 'evidence1',
  'Profil historique': null,
  Criticité: null,
  Ordre: null,
};
/** Headers that only this workbook has together. */
const own = ['ID', 'Chapitre', 'Exigence'].map(headerForm);

/** Whether a sheet is a Convergence workbook: a row of its first ones names the identifier, the chapter and the requirement. */
export function isConvergence(rows: readonly (readonly string[])[]): boolean {
  return headerRow(rows) >= 0;
}

/** Reads a Convergence workbook (one row per requirement, scenario and evidence) as a REM, then its comments and criticalities. */
export function readConvergence({ rows, merged = [], findings: found }: RemSheet, name: NameRem): RemImport {
  const header = headerRow(rows);
  const filled = fillMerged(rows, merged, header + 1);
  const forms = rows[header].map(headerForm);
  const places = new Map(convergenceColumns.map((column) => [column, forms.indexOf(headerForm(column))]));
  const placeOf = (column: (typeof convergenceColumns)[number]) => places.get(column) ?? -1;
  const columns = convergenceColumns.filter((column) => asRem[column] !== null && placeOf(column) >= 0);
  const names = new Map(remColumns.map((facts) => [facts.column, facts.name]));
  const kept = columns.map(placeOf);
  const table = rows.map((row, index) => (index < header ? [] : kept.map((place) => row[place] ?? '')));
  table[header] = columns.map((column) => names.get(asRem[column] ?? 'rem') ?? '');
  const remarks = [
    ...found,
    ...strangers(rows[header], header + 1),
    ...(filled > 0 ? [finding('cell.merged', {}, { count: filled })] : []),
  ];
  const [read] = readRem({ format: 'convergence', rows: table, findings: remarks }, name);
  if (read.content === null) return read;
  const facts = new Map<string, { criticality: Criticality | null; why: string }>();
  for (const row of rows.slice(header + 1)) {
    const number = plainText(row[placeOf('ID')] ?? '').text;
    if (!facts.has(number))
      facts.set(number, {
        criticality: criticalityOf(row[placeOf('Criticité')] ?? ''),
        why: plainText(row[placeOf('Commentaire')] ?? '').text,
      });
  }
  for (const one of read.content.requirements) {
    const { criticality = null, why = '' } = facts.get(one.number) ?? {};
    one.criticality = criticality;
    if (why !== '') one.why = { fr: why };
  }
  return read;
}

function headerRow(rows: readonly (readonly string[])[]): number {
  return rows.slice(0, 20).findIndex((row) => {
    const forms = row.map(headerForm);
    return own.every((wanted) => forms.includes(wanted));
  });
}

function strangers(header: readonly string[], row: number): Finding[] {
  const known = new Set(convergenceColumns.map(headerForm));
  return header
    .filter((cell) => cell.trim() !== '' && !known.has(headerForm(cell)))
    .map((cell) => finding('column.unknown', { row, column: cell }, { header: cell }));
}
