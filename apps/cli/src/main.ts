import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { DomainError, projectRoot } from '#platform';
import { terminalLocale } from './cli.messages.js';
import { print, tell } from './command.js';
import { commands } from './commands.js';
import { helpText } from './commands/help.command.js';

// what was typed is wrong, rather than what was found
const misuses = new Set([
  'cli.usage',
  'cli.file-unreadable',
  'score.measure',
  'evaluate.result',
  'evaluate.not-results',
  'cli.not-a-package',
]);
const [verb = 'help', ...args] = process.argv.slice(2);
const settingsFile = join(projectRoot, '.env');
if (existsSync(settingsFile)) process.loadEnvFile(settingsFile); // what the environment already says wins

const command = commands.find(({ name }) => name === verb.replace(/^--?/, ''));
if (!command) {
  tell('cli.unknown-verb', { verb });
  print(helpText(commands));
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await command.run(args);
  } catch (error) {
    process.exitCode = explain(error, command.usage);
  }
}

/** One clear sentence for what we expected to go wrong; anything else keeps its trace, since it is a fault of ours. */
function explain(error: unknown, usage: string): number {
  if (error instanceof DomainError) {
    process.stderr.write(`guichet: ${error.sentence(terminalLocale())}\n`);
    return misuses.has(error.code) ? 2 : 1;
  }
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    process.stderr.write(`guichet: ${error.message}\n`);
    tell('cli.usage', { usage });
    return 2;
  }
  process.stderr.write(`guichet: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
