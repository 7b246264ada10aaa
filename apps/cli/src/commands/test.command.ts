import { projectRoot } from '#platform';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { print, type Command } from '../command.js';
import { runTool } from '../run-tool.js';

const tiers = ['pure', 'medium', 'journeys', 'house'] as const;

/** What Jest counted, of the many things it writes in its report. */
interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/** `./guichet test` */
export const testCommand: Command = {
  name: 'test',
  summary: {
    fr: 'Passe tous les tests, ou un étage ; finit par « N passed, N failed ».',
    en: 'Runs every test, or one tier; ends with “N passed, N failed”.',
  },
  usage: `test [--tier ${tiers.join('|')}]… [arguments for Jest]`,
  run: async (args) => {
    const { chosen, rest } = readTiers(args);
    const folder = join(projectRoot, 'var', 'test');
    const report = join(folder, `report-${process.pid}.json`);
    mkdirSync(folder, { recursive: true });
    const projects = chosen.length > 0 ? ['--selectProjects', ...chosen] : [];
    const code = await runTool('jest', ['--json', `--outputFile=${report}`, ...rest, ...projects], {
      NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
    });
    const { line, hasFailed } = summary(report, code);
    rmSync(report, { force: true });
    print(line);
    return hasFailed ? 1 : 0;
  },
};

function readTiers(args: readonly string[]): { chosen: string[]; rest: string[] } {
  const chosen: string[] = [];
  const rest: string[] = [];
  for (let position = 0; position < args.length; position++) {
    const [option = '', attached] = (args[position] ?? '').split('=');
    if (option !== '--tier') rest.push(args[position] ?? '');
    else chosen.push(attached ?? args[++position] ?? '');
  }
  const unknown = chosen.find((tier) => !tiers.some((known) => known === tier));
  if (unknown !== undefined) throw Object.assign(new TypeError(`--tier takes ${tiers.join(', ')}`), { code: 'ERR_PARSE_ARGS_VALUE' });
  return { chosen, rest };
}

/** One line for people and machines. A file that does not even load is a failure, and so is a run that leaves no report. */
function summary(file: string, code: number): { line: string; hasFailed: boolean } {
  let report: JestReport;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as JestReport; // written by Jest itself just now
  } catch {
    return { line: '0 passed, 1 failed', hasFailed: true };
  }
  const skipped = report.numPendingTests + report.numTodoTests;
  const counted = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const failed = counted === 0 && code !== 0 ? 1 : counted;
  const line = `${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return { line, hasFailed: failed > 0 };
}
