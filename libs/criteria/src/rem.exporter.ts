import { stringify } from 'csv-stringify/sync';
import writeWorkbook from 'write-excel-file/node';
import type { ExpectedEvidence, PackageContent, Requirement, Scenario } from './package-content.rules.js';
import { stableWorkbook } from './zip.rules.js';
import { evidencePairs, printedNumber, remColumns, type RemColumn } from './rem-columns.rules.js';

/** Columns of the published workbook; the pre-publication form has all of `remColumns`. */
const publishedColumns = 31;

type Cells = Partial<Record<RemColumn, string>>;

/** One printed line: a requirement, one of its scenarios or none, and some of its expected evidence. */
export interface PrintedLine {
  readonly requirement: Requirement;
  readonly scenario: Scenario | null;
  readonly evidence: readonly ExpectedEvidence[];
}

/** The lines of a package, a requirement repeated for each of its scenarios; at most `size` evidence items on a line. */
export function printedLines(content: PackageContent, size: number): PrintedLine[] {
  const scenarios = groupBy(content.scenarios, ({ requirements }) => requirements);
  const ofScenario = groupBy(content.evidence, ({ scenario }) => (scenario === null ? [] : [scenario]));
  const ofRequirement = groupBy(content.evidence, ({ scenario, requirements }) => (scenario === null ? requirements : []));
  return content.requirements.flatMap((requirement) => {
    const own = scenarios.get(requirement.key) ?? [];
    const alone = ofRequirement.get(requirement.key) ?? [];
    const lines = own.flatMap((scenario) =>
      cut(ofScenario.get(scenario.key) ?? [], size).map((evidence) => ({ requirement, scenario, evidence })),
    );
    const rest =
      own.length === 0 || alone.length > 0 ? cut(alone, size).map((evidence) => ({ requirement, scenario: null, evidence })) : [];
    return [...lines, ...rest];
  });
}

/** Prints the 31-column REM workbook, sheet “Exigences”. */
export async function writeRemWorkbook(content: PackageContent): Promise<Buffer> {
  return writeSheet('Exigences', remTable(content, publishedColumns));
}

/** Prints the 31 columns as CSV, or the 38 of the pre-publication form, verification points included: for the agency only. */
export function writeRemCsv(content: PackageContent, form: 'published' | 'pre-publication'): Buffer {
  return Buffer.from(csvOf(remTable(content, form === 'published' ? publishedColumns : remColumns.length)));
}

/** A table as a workbook of one sheet; every cell is text, so that none is a formula; the same rows give the same bytes. */
export async function writeSheet(sheet: string, rows: readonly (readonly string[])[]): Promise<Buffer> {
  const data = rows.map((row) => row.map((value) => ({ value, type: String })));
  return stableWorkbook(await writeWorkbook(data, { sheet }).toBuffer());
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { delimiter: ';', bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );
}

function remTable(content: PackageContent, width: number): string[][] {
  const columns = remColumns.slice(0, width);
  const rows = printedLines(content, evidencePairs).map((line) => {
    const cells = cellsOf(line, content);
    return columns.map(({ column }) => cells[column] ?? '');
  });
  return [columns.map(({ name }) => name), ...rows];
}

function cellsOf({ requirement, scenario, evidence }: PrintedLine, content: PackageContent): Cells {
  const section = content.sections.find(({ key }) => key === requirement.section);
  const pairs: Cells = Object.fromEntries(
    evidence.flatMap((item, index) => [
      [`evidenceNumber${index + 1}`, printedNumber(item)],
      [`evidence${index + 1}`, item.label.fr],
    ]),
  );
  return {
    conditional: requirement.profile === null ? 'NON' : 'OUI',
    profile: profileLabel(requirement, content),
    sectionId: requirement.section,
    section: `${requirement.section}_${section?.title.fr ?? requirement.section}`,
    block: requirement.block ?? '',
    feature: requirement.feature ?? '',
    nature: requirement.obligation === 'must' ? 'EXIGENCE' : 'PRECONISATION',
    number: requirement.number,
    statement: requirement.statement.fr,
    scenarioNumber: scenario === null ? '' : printedNumber(scenario),
    scenario: scenario?.statement.fr ?? '',
    ...pairs,
    forPublication: 'OUI',
    baseReference: requirement.derivedFrom.at(0)?.key ?? '',
    verificationPoints: requirement.verificationPoints.map(({ fr }) => fr).join('\n'),
    rem: content.code.replace(/^REM-/, ''),
  };
}

/** The printed label of the profile of a requirement. */
export function profileLabel({ profile }: Requirement, content: PackageContent): string {
  return profile === null ? 'Général' : (content.profiles.find(({ key }) => key === profile)?.label.fr ?? profile);
}

function groupBy<T>(list: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}

/** Slices of a list, one empty slice for an empty list. */
function cut<T>(list: readonly T[], size: number): T[][] {
  const count = Math.max(1, Math.ceil(list.length / size));
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}
