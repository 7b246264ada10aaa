import { print, type Command } from '../command.js';
import { runTool } from '../run-tool.js';

const checks: readonly (readonly [string, readonly string[]])[] = [
  ['prettier', ['--check', '--log-level=warn', '.']],
  ['tsc', ['--noEmit', '-p', 'tsconfig.json']],
  ['eslint', ['.', '--max-warnings=0']],
  ['depcruise', ['apps', 'libs', 'migrations', '--config', '.dependency-cruiser.cjs']],
  ['knip', []],
];

/** `./guichet check` */
export const checkCommand: Command = {
  name: 'check',
  summary: {
    fr: 'Vérifie mise en forme, types, règles, étagère des bibliothèques et code mort.',
    en: 'Checks formatting, types, rules, the shelf of libs and dead code.',
  },
  usage: 'check',
  run: async () => {
    const failed: string[] = [];
    for (const [tool, args] of checks) if ((await runTool(tool, args)) !== 0) failed.push(tool);
    print(failed.length === 0 ? 'check: ok' : `check: ${failed.join(', ')} failed`);
    return failed.length === 0 ? 0 : 1;
  },
};
