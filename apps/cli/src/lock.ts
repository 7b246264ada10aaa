import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from './cli.messages.js';
import { commandLine, isAlive } from './processes.js';

const fileOf = (folder: string) => join(folder, 'guichet.pid');

/** The process that runs `start` on a data folder, if one does; a number left by a killed start, or taken by another program, is none. */
export function runningStart(folder: string): number | undefined {
  try {
    const pid = Number(readFileSync(fileOf(folder), 'utf8'));
    return pid !== process.pid && isAlive(pid) && /main\.js start/.test(commandLine(pid)) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the data folder for this process; one `start` at a time. Gives the function that leaves it. */
export function takeFolder(folder: string): () => void {
  const pid = runningStart(folder);
  if (pid !== undefined) throw refuse.conflict('cli.already-running', { folder, pid: String(pid) });
  writeFileSync(fileOf(folder), String(process.pid));
  return () => rmSync(fileOf(folder), { force: true });
}
