import type { Finding } from './finding.messages.js';
import { finding } from './finding.messages.js';
import type { Sheet } from './sheet.importer.js';

/** Columns of a framework sheet, in any order; a column may also carry a language, as in `name[fr]`. */
const columns = new Set([
  'assessable',
  'depth',
  'ref_id',
  'name',
  'description',
  'annotation',
  'typical_evidence',
  'importance',
  'weight',
  'implementation_groups',
  'questions',
  'answer',
  'threats',
  'reference_controls',
  'min_score',
  'max_score',
  'scores_definition',
  'urn_id',
  'skip_count',
  'fix_count',
  'visibility_expression',
]);
const spoken = new Set(['name', 'description', 'annotation', 'typical_evidence']);

/** A CISO Assistant workbook told as the library it stands for, with remarks on its sheets. */
export interface CisoSheets {
  readonly library: object;
  readonly findings: Finding[];
}

/** Whether the sheets are those of a CISO Assistant library: pairs `…_meta` and `…_content`, one of which is a framework. */
export function isCisoWorkbook(sheets: readonly Sheet[]): boolean {
  return sheets.some((sheet) => /_meta$/i.test(sheet.name.trim()) && metaOf(sheet).get('type') === 'framework');
}

/** Reads the sheets of a library (form 2): `library_meta` says what it is, each pair of type `framework` is one framework. */
export function readCisoSheets(sheets: readonly Sheet[]): CisoSheets {
  const byName = new Map(sheets.map((sheet) => [sheet.name.trim().toLowerCase(), sheet]));
  const library = metaOf(byName.get('library_meta') ?? { rows: [] });
  const findings: Finding[] = [];
  const frameworks = sheets.flatMap((sheet) => {
    const name = sheet.name.trim().toLowerCase();
    const meta = metaOf(sheet);
    if (!name.endsWith('_meta') || meta.get('type') !== 'framework') return [];
    const content = byName.get(name.replace(/_meta$/, '_content'));
    const nodes = content === undefined ? [] : nodesOf(content, meta.get('base_urn') ?? '', findings);
    return [{ ref_id: meta.get('ref_id'), name: meta.get('name'), description: meta.get('description'), requirement_nodes: nodes }];
  });
  const said = { locale: library.get('locale'), ref_id: library.get('ref_id'), name: library.get('name'), version: library.get('version') };
  return { library: { ...said, objects: { frameworks } }, findings };
}

/** The pairs (name, value) of a sheet of facts. */
function metaOf({ rows }: Pick<Sheet, 'rows'>): Map<string, string> {
  return new Map(rows.slice(0, 100).map(([name = '', value = '']) => [name.trim().toLowerCase(), value.trim()]));
}

function nodesOf({ rows, findings: odd }: Sheet, base: string, findings: Finding[]): object[] {
  findings.push(...odd);
  const header = (rows.at(0) ?? []).map((cell) => cell.trim().toLowerCase());
  for (const name of header) {
    const plain = name.replace(/\[[\w-]+\]$/, '');
    if (plain !== '' && !(plain === name ? columns : spoken).has(plain))
      findings.push(finding('column.unknown', { row: 1, column: name }, { header: name }));
  }
  const missing = ['assessable', 'depth'].filter((name) => !header.includes(name));
  findings.push(...missing.map((name) => finding('column.missing', { row: 1, column: name }, { name })));
  if (missing.length > 0) return [];
  const above: { urn: string; depth: number; unnamed: number }[] = [];
  return rows.slice(1).flatMap((cells, index) => {
    const cell = (name: string) => cells.at(header.indexOf(name))?.trim() ?? '';
    const read = (name: string) => (header.includes(name) ? cell(name) : '');
    if (cells.every((one) => one.trim() === '')) return [];
    const depth = Number(read('depth')) || 1;
    while (above.length > 0 && (above.at(-1)?.depth ?? 0) >= depth) above.pop();
    const parent = above.at(-1);
    if (read('ref_id') === '' && parent !== undefined) parent.unnamed += 1;
    const urn =
      read('ref_id') !== ''
        ? `${base}:${read('ref_id').toLowerCase()}`
        : parent
          ? `${parent.urn}:${parent.unnamed}`
          : `${base}:node${index + 2}`;
    above.push({ urn, depth, unnamed: 0 });
    return [nodeOf({ read, header, urn, parent: parent?.urn ?? null, row: index + 2 })];
  });
}

interface NodeRow {
  readonly read: (name: string) => string;
  readonly header: readonly string[];
  readonly urn: string;
  readonly parent: string | null;
  readonly row: number;
}

function nodeOf({ read, header, urn, parent, row }: NodeRow): object {
  const told = (name: string) => (read(name) === '' ? {} : { [name]: read(name) });
  const tags = new Set(header.flatMap((name) => /\[([\w-]+)\]$/.exec(name)?.[1] ?? []));
  const translations = Object.fromEntries(
    [...tags].map((tag) => [tag, Object.fromEntries([...spoken].map((name) => [name, read(`${name}[${tag}]`)]))]),
  );
  const lines = read('questions')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  return {
    urn,
    ...(parent !== null && { parent_urn: parent }),
    assessable: !/^(|false|no|non|0)$/i.test(read('assessable')),
    row,
    ...['ref_id', 'name', 'description', 'annotation', 'typical_evidence', 'importance'].reduce(
      (all, name) => ({ ...all, ...told(name) }),
      {},
    ),
    ...(read('weight') !== '' && { weight: read('weight') }),
    implementation_groups: read('implementation_groups').split(/[,\s]+/),
    ...(lines.length > 0 && { questions: lines.map((text) => ({ text })) }),
    ...told('threats'),
    ...told('reference_controls'),
    translations,
  };
}
