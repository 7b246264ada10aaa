import { finding, type Finding } from './finding.messages.js';

/** How many (N° preuve n, Preuve n) pairs a REM row carries. */
export const evidencePairs = 10;

/** The columns read from a REM, by our name. */
export type RemColumn =
  | 'conditional'
  | 'profile'
  | 'sectionId'
  | 'section'
  | 'block'
  | 'feature'
  | 'nature'
  | 'number'
  | 'statement'
  | 'scenarioNumber'
  | 'scenario'
  | 'forPublication'
  | 'requirementReference'
  | 'testReference'
  | 'baseReference'
  | 'verificationPoints'
  | 'internalNote'
  | 'rem'
  | 'criticality'
  | 'evidenceList'
  | `evidenceNumber${number}`
  | `evidence${number}`;

interface ColumnFacts {
  readonly column: RemColumn;
  /** As printed in the published template. */
  readonly name: string;
  /** Other headers seen or plausible. */
  readonly aliases: readonly string[];
  /** Without it the file is not read. */
  readonly isRequired?: boolean;
  /** What its absence means, for a column worth a remark. */
  readonly absence?: { readonly fr: string; readonly en: string };
}

const pairs: ColumnFacts[] = Array.from({ length: evidencePairs }, (_, index) => index + 1).flatMap((n): ColumnFacts[] => [
  {
    column: `evidenceNumber${n}`,
    name: `N° preuve ${n}`,
    aliases: [`Numéro preuve ${n}`, `No preuve ${n}`, `ID preuve ${n}`, ...(n === 1 ? ['N° preuve', 'Numéro de preuve'] : [])],
  },
  {
    column: `evidence${n}`,
    name: `Preuve ${n}`,
    aliases: [`Libellé preuve ${n}`, `Preuve attendue ${n}`, ...(n === 1 ? ['Preuve', 'Preuve attendue'] : [])],
  },
]);

/** The 31 columns of the published workbook, then the 7 more of the pre-publication form, with their other names. */
export const remColumns: readonly ColumnFacts[] = [
  { column: 'conditional', name: 'Exigence conditionnelle OUI/NON', aliases: ['Exigence conditionnelle', 'Conditionnelle'] },
  {
    column: 'profile',
    name: 'Profil',
    aliases: ['Profils', 'Profil concerné'],
    absence: { fr: 'toutes les exigences sont lues comme générales', en: 'every requirement is read as general' },
  },
  { column: 'sectionId', name: 'ID Section', aliases: ['Identifiant section', 'Section ID', 'Code section'] },
  { column: 'section', name: 'Section', aliases: ['Chapitre', 'Libellé section'], isRequired: true },
  { column: 'block', name: 'Bloc', aliases: ['Bloc fonctionnel'] },
  { column: 'feature', name: 'Fonction', aliases: ['Fonctionnalité'] },
  {
    column: 'nature',
    name: "Nature de l'exigence",
    aliases: ['Nature', 'Nature exigence', "Type d'exigence", 'Obligation'],
    absence: { fr: 'l’obligation est déduite de l’énoncé', en: 'the obligation is deduced from the statement' },
  },
  {
    column: 'number',
    name: 'N° exigence',
    aliases: ['Numéro exigence', "Numéro de l'exigence", 'No exigence', 'ID exigence', 'Identifiant exigence', 'Exigence n°'],
    isRequired: true,
  },
  {
    column: 'statement',
    name: "Énoncé de l'exigence (DOIT) ou de la préconisation (PEUT)",
    aliases: ["Énoncé de l'exigence", 'Énoncé', 'Exigence', "Libellé de l'exigence"],
    isRequired: true,
  },
  {
    column: 'scenarioNumber',
    name: 'N° scénario',
    aliases: ['Numéro scénario', 'No scénario', 'ID scénario', 'N° scénario de conformité'],
  },
  {
    column: 'scenario',
    name: 'Scénario de conformité',
    aliases: ['Scénario', 'Scénario de vérification'],
    absence: { fr: 'aucun scénario n’est lu', en: 'no scenario is read' },
  },
  ...pairs,
  { column: 'forPublication', name: 'bon pour publication', aliases: ['Publication', 'BPP'] },
  { column: 'requirementReference', name: 'référence exigence', aliases: [] },
  { column: 'testReference', name: 'référence cas de test', aliases: [] },
  { column: 'baseReference', name: 'référence exigence socle', aliases: ['Exigence socle', 'ID exigence socle'] },
  { column: 'verificationPoints', name: 'points de vérification', aliases: ['Point de vérification'] },
  { column: 'internalNote', name: 'Note interne', aliases: ['Notes internes'] },
  { column: 'rem', name: 'Rem Ségur', aliases: ['REM'] },
];

/** Columns that stand in older tables and in none of the published forms. */
const olderColumns: readonly ColumnFacts[] = [
  { column: 'criticality', name: 'Criticité', aliases: [] },
  { column: 'evidenceList', name: 'Preuves', aliases: ['Preuves attendues'] },
];

/** The printed name of each column that is read. */
export const printedNames: ReadonlyMap<RemColumn, string> = new Map(
  [...remColumns, ...olderColumns].map(({ column, name }) => [column, name]),
);

/** A longer cell is no header. */
const longestHeader = 120;

/** A header without accents, case, punctuation or line breaks, so that a re-typed header is still found. */
export function headerForm(header: string): string {
  if (header.length > longestHeader) return '';
  return header
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const byHeader = new Map(
  [...remColumns, ...olderColumns].flatMap((facts) => [facts.name, ...facts.aliases].map((name) => [headerForm(name), facts] as const)),
);

/** Where each column of a sheet stands, and what is odd about its headers. */
export interface RemLayout {
  /** Zero-based position of the header row. */
  headerRow: number;
  position: ReadonlyMap<RemColumn, number>;
  findings: Finding[];
  /** False when a required column is missing: the rows cannot be read. */
  isReadable: boolean;
}

/** Headers that must be recognised on a row to take it for the header row. */
const leastHeaders = 3;
/** A header row is looked for among the first rows: titles may stand above it. */
const headerSearch = 20;

/** Finds the header row of a sheet and reads it; every oddity is a remark. */
export function remLayout(rows: readonly (readonly string[])[]): RemLayout {
  const headerRow = rows
    .slice(0, headerSearch)
    .findIndex((row) => row.filter((cell) => byHeader.has(headerForm(cell))).length >= leastHeaders);
  if (headerRow < 0) {
    const seen = (rows.find((row) => row.some((cell) => cell.trim() !== '')) ?? []).filter((cell) => cell.trim() !== '').slice(0, 4);
    const printed = seen.map((cell) => cell.replace(/[\s\p{C}]+/gu, ' ').slice(0, 40)).join(' | ');
    return { headerRow: 0, position: new Map(), findings: [finding('header.not_found', {}, { seen: printed })], isReadable: false };
  }
  const row = headerRow + 1;
  const position = new Map<RemColumn, number>();
  const findings: Finding[] = [];
  rows[headerRow].forEach((cell, index) => {
    const header = cell.replace(/\s+/g, ' ').trim();
    if (header === '') return;
    const facts = byHeader.get(headerForm(header));
    if (facts === undefined) findings.push(finding('column.unknown', { row, column: header }, { header }));
    else if (position.has(facts.column)) findings.push(finding('column.repeated', { row, column: header }, { header }));
    else {
      position.set(facts.column, index);
      if (headerForm(header) !== headerForm(facts.name))
        findings.push(finding('column.renamed', { row, column: header }, { header, name: facts.name }));
    }
  });
  for (const { column, name, isRequired, absence } of remColumns) {
    if (position.has(column)) continue;
    if (isRequired) findings.push(finding('column.missing', { row, column: name }, { name }));
    else if (absence) findings.push(finding('column.absent', { row, column: name }, { name, effect: absence }));
  }
  return { headerRow, position, findings, isReadable: remColumns.every(({ column, isRequired }) => !isRequired || position.has(column)) };
}

/**
 * The number printed for a scenario or a piece of evidence that has none: its key, so that it is found again, unless it is one that reading a
 * blank cell gives again.
 */
export function printedNumber({ key, number }: { readonly key: string; readonly number: string | null }): string {
  return number ?? (/\.[se]\d+$/.test(key) ? '' : key);
}
