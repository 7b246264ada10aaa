import { projectRoot } from '#platform';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Runs a program of node_modules at the root of the project, its output shown as it comes; gives its exit code. */
export async function runTool(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(join(projectRoot, 'node_modules', '.bin', name), args, {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done(code ?? 1));
  });
}
