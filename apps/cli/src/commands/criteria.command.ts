import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { contentHash, importPackages, packageSchema, readPackage, readPackageFolder, type ImportResult } from '#criteria';
import { sha256 } from '#platform';
import { refuse } from '../cli.messages.js';
import { print, tell, type Command } from '../command.js';
import { criteriaFolder, inCriteria } from '../criteria-room.js';
import { migrate } from '../database.js';
import { openFile, showFindings } from '../files.js';
import { readSettings } from '../settings.js';
import { compare } from '../criteria-difference.js';
import { evaluateFile } from '../criteria-evaluate.js';
import { exportFile, isExportFormat } from '../criteria-export.js';
import { linkFile } from '../criteria-lineage.js';
import { mappingFile } from '../criteria-mapping.js';
import { withDatabase } from '../with-database.js';

const usage =
  'criteria import FILE [--code CODE] [--version LABEL] [--dry-run] | validate [FILE…] | export FILE --to FORMAT [--out FILE] | diff A B [--csv] | evaluate FILE RESULTS | lineage FILE LINKS [--from FILE] [--out FILE] | mapping FILE [--source FILE] [--target FILE] | schema  [--data DIR] [--json]';
const options = {
  code: { type: 'string' },
  version: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  data: { type: 'string' },
  to: { type: 'string' },
  out: { type: 'string' },
  from: { type: 'string' },
  source: { type: 'string' },
  target: { type: 'string' },
  csv: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

interface Wanted {
  readonly code: string | undefined;
  readonly version: string | undefined;
  readonly isDry: boolean;
  readonly data: string | undefined;
  readonly isJson: boolean;
}

/** `./guichet criteria`: reads packages as the portal does, and keeps what they hold as drafts. */
export const criteriaCommand: Command = {
  name: 'criteria',
  summary: {
    fr: 'Importe un ou plusieurs référentiels (classeur REM, Convergence ou CISO Assistant, CSV, OSCAL, YAML, JSON), contrôle des fichiers, exporte, compare deux versions, rend un verdict, ou imprime le schéma du format.',
    en: 'Imports one or several packages (REM, Convergence or CISO Assistant workbook, CSV, OSCAL, YAML, JSON), checks files, exports, compares two versions, gives a verdict, or prints the schema of the format.',
  },
  usage,
  run: async (args) => {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const wanted = { code: values.code, version: values.version, isDry: values['dry-run'], data: values.data, isJson: values.json };
    const [what, ...files] = positionals;
    if (what === 'import' && files.length === 1) return importFile(files[0], wanted);
    if (what === 'validate') return validate(files, wanted);
    if (what === 'export' && files.length === 1 && isExportFormat(values.to)) {
      return exportFile(files[0], values.to, { out: values.out, isJson: values.json });
    }
    if (what === 'diff' && files.length === 2) return compare(files[0], files[1], { isJson: values.json, isCsv: values.csv });
    if (what === 'evaluate' && files.length === 2) return evaluateFile(files[0], files[1], { isJson: values.json });
    if (what === 'lineage' && files.length === 2) {
      return linkFile(files[0], files[1], { from: values.from, out: values.out, isJson: values.json });
    }
    if (what === 'mapping' && files.length === 1) return mappingFile(files[0], values, { isJson: values.json });
    if (what === 'schema') {
      print(JSON.stringify(packageSchema, null, 2));
      return 0;
    }
    throw refuse.invalid('cli.usage', { usage: `./guichet ${usage}` });
  },
};

async function importFile(path: string, wanted: Wanted): Promise<number> {
  const bytes = await openFile(path);
  const started = performance.now();
  const { code, version } = wanted;
  const results = await importPackages(bytes, { fileName: basename(path), ...(code && { code }), ...(version && { version }) });
  const milliseconds = Math.round(performance.now() - started);
  const kept = wanted.isDry ? [] : await keep(results, sha256(bytes), wanted);
  const accounts = results.map((result, index) => ({
    ...accountOf(result),
    milliseconds,
    reportId: kept.at(index)?.reportId ?? null,
    draftId: kept.at(index)?.versionId ?? null,
  }));
  if (wanted.isJson) print(JSON.stringify(accounts.length === 1 ? accounts[0] : accounts, null, 2));
  else results.forEach((result, index) => showAccount(result, accounts[index]));
  const isTaken = accounts.every(({ draftId }, index) => results[index].content !== null && (wanted.isDry || draftId !== null));
  return isTaken ? 0 : 1;
}

function showAccount(
  result: ImportResult,
  { rows, requirements, scenarios, evidence, ...account }: Account & { milliseconds: number },
): void {
  showFindings(result.findings);
  if (account.package !== null) print(`${account.package} ${account.version}`);
  tell('cli.imported', { ...rows, requirements, scenarios, evidence, milliseconds: account.milliseconds });
}

type Account = ReturnType<typeof accountOf>;

/** Reports and drafts go to the database of the portal, migrated first when it is new. */
function keep(results: readonly ImportResult[], fileSha256: string, { data }: Wanted) {
  return withDatabase(readSettings({ data }), async ({ urls }) => {
    await migrate(urls);
    return inCriteria(urls, (ctx, packages) => packages.keepImports(ctx, results, fileSha256));
  });
}

/** What an import is, for machines. */
function accountOf({ format, content, rows, findings }: ImportResult) {
  return {
    format,
    package: content?.code ?? null,
    version: content?.version ?? null,
    hash: content === null ? null : contentHash(content),
    rows,
    requirements: content?.requirements.length ?? 0,
    scenarios: content?.scenarios.length ?? 0,
    evidence: content?.evidence.length ?? 0,
    findings: findings.map(({ row, column, level, code, message, cure }) => ({ row, column, level, code, message, cure })),
  };
}

async function validate(paths: string[], { isJson }: Wanted): Promise<number> {
  const files =
    paths.length > 0
      ? await Promise.all(paths.map(async (path) => ({ path, bytes: await openFile(path) })))
      : await readPackageFolder(criteriaFolder);
  const checked = files.map(({ path, bytes }) => ({ path, ...readPackage(bytes) }));
  if (isJson) {
    const lines = checked.map(({ path, content, findings }) => ({
      path,
      valid: content !== null,
      hash: content && contentHash(content),
      findings,
    }));
    print(JSON.stringify(lines, null, 2));
  } else {
    for (const { path, content, findings } of checked) {
      print(`${path}  ${content === null ? '✗' : `✓ ${contentHash(content)}`}`);
      showFindings(findings);
    }
  }
  return checked.every(({ content }) => content !== null) ? 0 : 1;
}
