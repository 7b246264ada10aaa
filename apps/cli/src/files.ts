import { readFile } from 'node:fs/promises';
import { findingLevelLabels, type Finding } from '#criteria';
import { say } from '#platform';
import { refuse, terminalLocale } from './cli.messages.js';
import { print } from './command.js';

/** The bytes of a file named on the command line, or a refusal that says why. */
export async function openFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw refuse.invalid('cli.file-unreadable', { file: path, cause });
  }
}

/** Prints the remarks made on a file, one line each. */
export function showFindings(findings: readonly Finding[]): void {
  const locale = terminalLocale();
  for (const { row, column, level, message, cure } of findings) {
    const place = [row, column].filter((part) => part !== null).join(' ');
    print(`${say(findingLevelLabels[level], locale)}  ${place}  ${message[locale]} ${cure[locale]}`);
  }
}
