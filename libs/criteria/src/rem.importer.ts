import { evidenceForm } from './evidence-wording.rules.js';
import { finding, type Finding, type FindingCode } from './finding.messages.js';
import type {
  ExpectedEvidence,
  ExternalReference,
  Obligation,
  PackageContent,
  Profile,
  Requirement,
  Scenario,
  Section,
} from './package-content.rules.js';
import { criticalityOf } from './criticality.rules.js';
import { contentDefaults, requirementDefaults } from './package-content.rules.js';
import { plainText } from './plain-text.rules.js';
import { evidencePairs, printedNames, remLayout, type RemColumn } from './rem-columns.rules.js';
import { isGeneral, profileKey, remProfile } from './rem-profiles.rules.js';
import type { RemSheet } from './rem-sheet.importer.js';
import { fillMerged } from './sheet.importer.js';

/** How the imported package is named. */
export interface RemIdentity {
  code: string;
  version: string;
  title: { fr: string; en: string };
}

/** Names a package after the REM its rows say, one of several in its file or alone. */
export type NameRem = (rem: string | null, isOneOfSeveral: boolean) => RemIdentity;

/** Complete accounting of an import: `read` is `kept` plus `rejected`; blank rows are not rows. */
export interface RowCount {
  read: number;
  kept: number;
  rejected: number;
}

/** What a REM gave: its content when at least one row was kept, the rows counted, every remark. */
export interface RemImport {
  content: PackageContent | null;
  rows: RowCount;
  findings: Finding[];
}

/** Grammar of requirement numbers measured on real REMs; a number outside it is kept, with a remark. */
const usualNumber = /^(SC\.)?[A-Za-z]+(\/[A-Za-z0-9-]+)*\.\d{2,3}( BIS)?$/;
const textLimit = 12_000;
/** Columns printed on one line, and the longest they may be. */
const lineLimits: Partial<Record<RemColumn, number>> = {
  profile: 160,
  sectionId: 160,
  section: 300,
  block: 300,
  feature: 300,
  number: 120,
  scenarioNumber: 120,
  baseReference: 120,
  ...Object.fromEntries(Array.from({ length: evidencePairs }, (_, index) => [`evidenceNumber${index + 1}`, 120])),
};
/** What a column printed on one line may not hold: other spaces than the plain one, two in a row, signs that are not shown. */
const broken = /[^\S ]| {2}|\p{C}/u;
const headerOf = printedNames;

/**
 * Reads the rows of a REM (one per scenario) as packages: one, or one per value of `Rem Ségur` when the file gathers several.
 * Rejected, each with one remark that says why: a row whose `bon pour publication` is not OUI, a row without number or statement,
 * a conditional row without profile, a text too long. Anything else is kept and remarked upon, because real files are untidy and
 * nothing of them may be lost in silence.
 */
export function readRem(sheet: RemSheet, name: NameRem): RemImport[] {
  const hasRows = sheet.rows.some((cells) => !isBlank(cells));
  if (!hasRows) {
    const findings = sheet.findings.some(({ level }) => level === 'error') ? sheet.findings : [...sheet.findings, finding('file.no_rows')];
    return [{ content: null, rows: { read: 0, kept: 0, rejected: 0 }, findings }];
  }
  const layout = remLayout(sheet.rows);
  const merged = layout.isReadable ? fillMerged(sheet.rows, sheet.merged ?? [], layout.headerRow + 1) : 0;
  const findings = [...sheet.findings, ...layout.findings, ...(merged > 0 ? [finding('cell.merged', {}, { count: merged })] : [])];
  const body = sheet.rows.slice(layout.headerRow + 1).map((cells, index) => ({ cells, row: layout.headerRow + index + 2 }));
  const filled = body.filter(({ cells }) => !isBlank(cells));
  if (!layout.isReadable) return [{ content: null, rows: { read: filled.length, kept: 0, rejected: filled.length }, findings }];
  const groups = byRem(filled, layout.position.get('rem'));
  return groups.map((rows) => {
    const draft = new RemDraft(layout.position);
    for (const { cells, row } of rows) draft.add(cells, row);
    const isEmpty = draft.kept === 0;
    return {
      content: isEmpty ? null : draft.content(name(draft.rem, groups.length > 1)),
      rows: { read: rows.length, kept: draft.kept, rejected: rows.length - draft.kept },
      findings: [...findings, ...draft.findings, ...(isEmpty ? [finding('file.no_rows')] : [])],
    };
  });
}

interface NumberedRow {
  readonly cells: readonly string[];
  readonly row: number;
}

/** Most packages of one file: beyond it, the column does not name them. */
const mostRems = 40;

/** The rows of each REM of a file; a row that names none follows the one above. */
function byRem(rows: readonly NumberedRow[], column: number | undefined): (readonly NumberedRow[])[] {
  const groups = new Map<string, NumberedRow[]>();
  let current = '';
  for (const one of rows) {
    const named = column === undefined ? '' : plainText(one.cells.at(column) ?? '').text;
    if (named !== '') current = named;
    const group = groups.get(current);
    if (group === undefined) groups.set(current, [one]);
    else group.push(one);
  }
  return groups.size > mostRems || [...groups.keys()].some((rem) => !/^[\p{L}\d -]{0,20}$/u.test(rem)) ? [rows] : [...groups.values()];
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

interface SourceRow {
  row: number;
  cell: (column: RemColumn) => string;
}

/** Whether two texts say the same, spacing aside. */
function isSameText(one: string, other: string): boolean {
  return one === other || sameText(one) === sameText(other);
}

function sameText(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The package being built, row after row. */
class RemDraft {
  readonly findings: Finding[] = [];
  kept = 0;
  rem: string | null = null;
  private readonly sections = new Map<string, Section>();
  private readonly profiles = new Map<string, Profile>();
  private readonly requirements = new Map<string, Requirement>();
  private readonly scenarios = new Map<string, Scenario>();
  private readonly evidence = new Map<string, ExpectedEvidence>();
  private readonly byNumber = new Map<string, Requirement[]>();
  private readonly scenariosBy = new Map<string, Scenario[]>();
  private readonly evidenceOf = new Map<string, ExpectedEvidence[]>();
  private readonly reported = new Set<string>();
  /** Things added so far: a row that leaves it unchanged adds nothing. */
  private added = 0;
  /** The requirement of the row just above, which merged cells continue. */
  private above: Requirement | null = null;

  /** The pairs of evidence columns that the sheet has. */
  private readonly pairs: readonly number[];

  constructor(private readonly position: ReadonlyMap<RemColumn, number>) {
    const all = Array.from({ length: evidencePairs }, (_, index) => index + 1);
    this.pairs = all.filter((n) => position.has(`evidence${n}`) || position.has(`evidenceNumber${n}`));
  }

  add(cells: readonly string[], row: number): void {
    const source: SourceRow = { row, cell: this.reader(cells, row) };
    const rejection = this.rejection(source, cells);
    if (rejection !== null) {
      this.findings.push(rejection);
      this.above = null;
      return;
    }
    this.kept += 1;
    this.rem ??= source.cell('rem') || null;
    const before = this.added;
    const requirement = this.requirement(source);
    const scenario = this.scenario(source, requirement);
    this.addEvidence(source, requirement, scenario);
    if (this.added === before) this.remark('row.adds_nothing', source, 'number', { number: requirement.number });
    this.above = requirement;
  }

  content(identity: RemIdentity): PackageContent {
    return {
      ...contentDefaults,
      format: 1,
      ...identity,
      domain: 'interoperability',
      sections: [...this.sections.values()],
      profiles: [...this.profiles.values()],
      requirements: [...this.requirements.values()],
      scenarios: [...this.scenarios.values()],
      evidence: [...this.evidence.values()].map((item) => ({
        ...item,
        requirements:
          item.scenario === null ? item.requirements : [...(this.scenarios.get(item.scenario)?.requirements ?? item.requirements)],
      })),
    };
  }

  /** Reads the cells of a row, each once. */
  private reader(cells: readonly string[], row: number): SourceRow['cell'] {
    const known = new Map<RemColumn, string>();
    return (column) => {
      const text = known.get(column) ?? this.read(cells, column, row);
      known.set(column, text);
      return text;
    };
  }

  private read(cells: readonly string[], column: RemColumn, row: number): string {
    const index = this.position.get(column);
    const cell = index === undefined ? '' : (cells[index] ?? '');
    if (cell === '') return '';
    const { text, hadMarkup, hadNoise } = plainText(cell);
    if (hadMarkup) this.once('text.markup_removed', { row }, column, {});
    if (hadNoise) this.once('cell.unreadable', { row }, column, {});
    return column in lineLimits && broken.test(text) ? text.replace(/[\s\p{C}]+/gu, ' ').trim() : text;
  }

  private rejection({ row, cell }: SourceRow, cells: readonly string[]): Finding | null {
    const where = (column: RemColumn) => ({ row, column: headerOf.get(column) ?? null });
    if (this.position.has('forPublication') && !/^(oui|yes|o|x|1|vrai|true)$/i.test(cell('forPublication'))) {
      return finding('row.not_for_publication', where('forPublication'), { value: cell('forPublication') });
    }
    if (cells.some((text) => text.length > textLimit)) return finding('row.too_long', { row }, { limit: textLimit });
    for (const column of this.position.keys()) {
      const limit = lineLimits[column];
      if (limit !== undefined && cell(column).length > limit) return finding('row.too_long', where(column), { limit });
    }
    const [number, statement] = [cell('number'), cell('statement')];
    if (number === '' && !this.continues(cell)) return finding('row.without_number', where('number'));
    if (number !== '' && statement === '' && !this.byNumber.has(number))
      return finding('row.without_statement', where('statement'), { number });
    const isConditional = /^oui$/i.test(cell('conditional'));
    if (this.position.has('profile') && cell('profile') === '' && isConditional) {
      return finding('row.without_profile', where('profile'), { number });
    }
    return null;
  }

  /** A row without number continues the one above when it says nothing else of the requirement. */
  private continues(cell: SourceRow['cell']): boolean {
    if (this.above === null) return false;
    const statement = cell('statement');
    return statement === '' || isSameText(statement, this.above.statement.fr);
  }

  private requirement(source: SourceRow): Requirement {
    const number = source.cell('number');
    if (number === '' && this.above !== null) {
      this.remark('row.continues', source, 'number', { number: this.above.number });
      return this.above;
    }
    const namesakes = this.byNumber.get(number) ?? [];
    const statement = source.cell('statement');
    const known = statement === '' ? namesakes.at(-1) : namesakes.find((one) => isSameText(one.statement.fr, statement));
    if (known !== undefined) {
      this.compare(source, known);
      return known;
    }
    const key = free(number, this.requirements);
    if (namesakes.length > 0) this.remark('requirement.number_repeated', source, 'number', { number, key });
    else if (!usualNumber.test(number)) this.remark('requirement.number_unusual', source, 'number', { number });
    const requirement = this.newRequirement(source, { key, number, statement });
    this.requirements.set(key, requirement);
    this.added += 1;
    this.byNumber.set(number, [...namesakes, requirement]);
    return requirement;
  }

  private newRequirement(source: SourceRow, { key, number, statement }: { key: string; number: string; statement: string }): Requirement {
    const section = this.section(source, number);
    const obligation = this.obligation(source, number, statement);
    const base = source.cell('baseReference');
    const { life, effectiveFrom, effectiveUntil, weight, tier, title, why, translations } = requirementDefaults;
    return {
      key,
      number,
      section,
      block: source.cell('block') || null,
      feature: source.cell('feature') || null,
      domain: /^SSI\b/i.test(section) ? 'security' : 'interoperability',
      obligation,
      criticality: criticalityOf(source.cell('criticality')),
      naPolicy: obligation === 'must' ? 'allowed_with_reason' : 'allowed',
      profile: this.profile(source, number),
      life,
      effectiveFrom,
      effectiveUntil,
      weight,
      tier,
      title,
      statement: { fr: statement },
      why,
      translations,
      verificationPoints: source
        .cell('verificationPoints')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((fr) => ({ fr })),
      externalReferences: externalReferences(statement),
      derivedFrom: base === '' ? [] : [{ package: null, version: null, key: base, relation: 'derived' }],
    };
  }

  private compare(source: SourceRow, known: Requirement): void {
    const printed = source.cell('profile');
    const profile = printed === '' || isGeneral(printed) ? null : profileKey(printed);
    const nature = natureOf(source.cell('nature'));
    const differs = (column: RemColumn) =>
      this.once('requirement.attribute_differs', { row: source.row, subject: known.key }, column, {
        number: known.number,
        name: headerOf.get(column) ?? column,
      });
    if (printed !== '' && profile !== known.profile) differs('profile');
    if (nature !== null && nature !== known.obligation) differs('nature');
    if (source.cell('block') !== '' && source.cell('block') !== (known.block ?? '')) differs('block');
    if (source.cell('feature') !== '' && source.cell('feature') !== (known.feature ?? '')) differs('feature');
  }

  private section(source: SourceRow, number: string): string {
    const [id, printed] = [source.cell('sectionId'), source.cell('section')];
    const cut = id !== '' && printed.startsWith(`${id}_`) ? id.length : printed.indexOf('_');
    const key = id || (cut > 0 ? printed.slice(0, cut).trim() : printed).slice(0, 160).trim() || number.replace(/\.[^.]*$/, '') || number;
    const title = (cut > 0 ? printed.slice(cut + 1).trim() : printed) || key;
    if (id === '' && printed === '') this.remark('section.guessed', source, 'section', { number, section: key });
    else if (cut <= 0) this.once('section.without_prefix', { row: source.row, subject: printed }, 'section', { value: printed });
    const known = this.sections.get(key);
    if (known === undefined) this.sections.set(key, { key, title: { fr: title } });
    else if (known.title.fr !== title) this.once('section.label_differs', { row: source.row, subject: key }, 'section', { section: key });
    return key;
  }

  private profile(source: SourceRow, number: string): string | null {
    if (!this.position.has('profile')) return null;
    const label = source.cell('profile');
    const conditional = source.cell('conditional').toUpperCase();
    if (label === '') this.remark('requirement.profile_assumed', source, 'profile', { number });
    const contradicts = label !== '' && conditional !== '' && (conditional === 'NON') !== isGeneral(label);
    if (contradicts)
      this.remark('requirement.condition_contradicts', source, 'conditional', { number, value: conditional, profile: label });
    if (label === '' || isGeneral(label)) return null;
    const { profile, isDrafted } = remProfile(label);
    if (!this.profiles.has(profile.key)) {
      this.profiles.set(profile.key, profile);
      if (isDrafted) this.remark('profile.question_drafted', source, 'profile', { label });
    }
    return profile.key;
  }

  private obligation(source: SourceRow, number: string, statement: string): Obligation {
    const printed = source.cell('nature');
    const obligation = natureOf(printed);
    if (obligation !== null) return obligation;
    const guess: Obligation = !/\bDOI(?:T|VENT)\b/.test(statement) && /\bPEU(?:T|VENT)\b/.test(statement) ? 'may' : 'must';
    if (this.position.has('nature')) {
      this.remark('requirement.obligation_guessed', source, 'nature', {
        number,
        value: printed,
        guess: guess === 'must' ? 'EXIGENCE' : 'PRECONISATION',
      });
    }
    return guess;
  }

  private scenario(source: SourceRow, requirement: Requirement): Scenario | null {
    const [number, text] = [source.cell('scenarioNumber'), source.cell('scenario')];
    if (text === '') {
      if (number !== '') this.remark('scenario.without_text', source, 'scenario', { number: requirement.number, scenario: number });
      return null;
    }
    const isSame = (one: Scenario) => isSameText(one.statement.fr, text);
    const group = number || `${requirement.key}.s`;
    const namesakes = this.scenariosBy.get(group) ?? [];
    const known = namesakes.find(isSame);
    if (known !== undefined) {
      if (!known.requirements.includes(requirement.key)) {
        known.requirements.push(requirement.key);
        this.added += 1;
      }
      return known;
    }
    const key = free(number || `${requirement.key}.s${namesakes.length + 1}`, this.scenarios);
    if (number === '') this.remark('scenario.without_number', source, 'scenarioNumber', { number: requirement.number, key });
    else if (namesakes.length > 0) this.remark('scenario.number_repeated', source, 'scenarioNumber', { number, key });
    else if (!number.startsWith(`${requirement.number}.`)) {
      this.remark('scenario.does_not_nest', source, 'scenarioNumber', { scenario: number, number: requirement.number });
    }
    const scenario: Scenario = {
      key,
      number: number || null,
      title: null,
      statement: { fr: text },
      requirements: [requirement.key],
      steps: [],
    };
    this.scenarios.set(key, scenario);
    this.scenariosBy.set(group, [...namesakes, scenario]);
    this.added += 1;
    return scenario;
  }

  private addEvidence(source: SourceRow, requirement: Requirement, scenario: Scenario | null): void {
    for (const n of this.pairs) {
      const [number, text] = [source.cell(`evidenceNumber${n}`), source.cell(`evidence${n}`)];
      if (text === '' && number !== '') this.remark('evidence.without_text', source, `evidence${n}`, { evidence: number });
      if (text !== '') this.oneEvidence({ source, column: `evidenceNumber${n}`, number, text }, requirement, scenario);
    }
    for (const { number, text } of listedEvidence(source.cell('evidenceList')))
      this.oneEvidence({ source, column: 'evidenceList', number, text }, requirement, scenario);
  }

  private oneEvidence(
    { source, column, number, text }: { source: SourceRow; column: RemColumn; number: string; text: string },
    requirement: Requirement,
    scenario: Scenario | null,
  ): void {
    const parent = scenario?.key ?? requirement.key;
    const group = `${scenario === null ? 'requirement' : 'scenario'} ${parent}`;
    const siblings = this.evidenceOf.get(group) ?? [];
    if (siblings.some((one) => one.number === (number || null) && isSameText(one.label.fr, text))) return;
    const isRepeated = number !== '' && this.evidence.has(number);
    const key = free(number || `${parent}.e${siblings.length + 1}`, this.evidence);
    const printedParent = scenario?.number ?? requirement.number;
    if (number === '') this.remark('evidence.without_number', source, column, { number: requirement.number, key });
    else if (isRepeated) this.remark('evidence.number_repeated', source, column, { evidence: number, key });
    else if (!number.startsWith(`${printedParent}.`))
      this.remark('evidence.does_not_nest', source, column, { evidence: number, parent: printedParent });
    const { kinds, referenceKind, isRecognised } = evidenceForm(text);
    if (!isRecognised) this.remark('evidence.kind_unknown', source, column, { evidence: number || key });
    const item: ExpectedEvidence = {
      key,
      number: number || null,
      scenario: scenario?.key ?? null,
      requirements: [requirement.key],
      kinds,
      referenceKind,
      label: { fr: text },
    };
    this.evidence.set(key, item);
    this.evidenceOf.set(group, [...siblings, item]);
    this.added += 1;
  }

  private remark(code: FindingCode, { row }: SourceRow, column: RemColumn, params: Record<string, string | number>): void {
    this.findings.push(finding(code, { row, column: headerOf.get(column) ?? null }, params));
  }

  /** A remark made once per row and column, or once per subject when one is named. */
  private once(
    code: FindingCode,
    { row, subject = row }: { row: number; subject?: string | number },
    column: RemColumn,
    params: Record<string, string>,
  ): void {
    const mark = `${code}|${column}|${subject}`;
    if (this.reported.has(mark)) return;
    this.reported.add(mark);
    this.findings.push(finding(code, { row, column: headerOf.get(column) ?? null }, params));
  }
}

/** The wanted key, or `key~2`, `key~3`… in file order when it is taken. */
function free(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(wanted)) return wanted;
  let n = 2;
  while (taken.has(`${wanted}~${n}`)) n += 1;
  return `${wanted}~${n}`;
}

/** Evidence told in one cell: each starts on its own line by its number and a colon; the first may have no number. */
function listedEvidence(cell: string): { number: string; text: string }[] {
  if (cell === '') return [];
  return cell.split(/\n+(?=\S+ : )/).flatMap((one) => {
    const [, number = '', text = one] = /^(\S{1,120}) : ([^]+)$/.exec(one.trim()) ?? [];
    return text.trim() === '' ? [] : [{ number, text: text.trim() }];
  });
}

function natureOf(printed: string): Obligation | null {
  const nature = printed.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  if (nature === 'EXIGENCE' || nature === 'DOIT' || nature === 'OBLIGATOIRE') return 'must';
  if (nature === 'PRECONISATION' || nature === 'PEUT' || nature === 'PRECONISEE' || nature === 'OPTIONNEL') return 'may';
  return null;
}

/** The documents a statement cites by tag (`[INS3]`) or by RFC number. */
function externalReferences(statement: string): ExternalReference[] {
  if (!statement.includes('[') && !statement.includes('RFC')) return [];
  const tags = [...statement.matchAll(/\[([A-Z][A-Z-]{1,12}\d{1,2})\]/g)].map(([, tag]) => ({ document: tag, id: null, url: null }));
  const rfcs = [...statement.matchAll(/\bRFC ?(\d{3,5})\b/g)].map(([, n]) => ({
    document: `RFC ${n}`,
    id: null,
    url: `https://www.rfc-editor.org/rfc/rfc${n}`,
  }));
  return [...new Map([...tags, ...rfcs].map((reference) => [reference.document, reference])).values()];
}
