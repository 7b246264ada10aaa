import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { isAlive, until } from '../../apps/cli/src/processes.js';

const folder = mkdtempSync(join(tmpdir(), 'guichet-supervisor-'));
const pids: number[] = [];

/** Prints its number, then stays until a signal. */
const faithful = script('faithful.mjs', "console.log('child ' + process.pid); setInterval(() => {}, 1000);");
/** Prints its number, and ignores a polite signal. */
const stubborn = script(
  'stubborn.mjs',
  "process.on('SIGTERM', () => {}); console.log('child ' + process.pid); setInterval(() => {}, 1000);",
);

afterEach(() => {
  for (const pid of pids.splice(0)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('supervisor', () => {
  it('says that a child died, and starts it again after the delay', async () => {
    const run = supervise(faithful);
    const [first] = await run.children(1);
    process.kill(first, 'SIGKILL');
    const [, second] = await run.children(2);
    expect(run.output()).toContain('died SIGKILL 1');
    expect(second).not.toBe(first);
  });

  it('leaves no process when asked to stop, even one that does not listen', async () => {
    const run = supervise(stubborn);
    const [child] = await run.children(1);
    process.kill(run.pid, 'SIGTERM');
    expect(await until(() => !isAlive(run.pid), 12_000)).toBe(true);
    expect(isAlive(child)).toBe(false);
  });

  it('takes its children along when it is killed with -9', async () => {
    const run = supervise(faithful);
    const [child] = await run.children(1);
    process.kill(run.pid, 'SIGKILL');
    expect(await until(() => !isAlive(child), 5_000)).toBe(true);
  });
});

function script(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** A supervisor in its own process, as `start` runs it, so that it can be killed. */
function supervise(child: string) {
  const module = join(process.cwd(), 'dist/apps/cli/src/supervisor.js');
  const text = `import { Supervisor } from ${JSON.stringify(module)};
    const kept = new Supervisor({ line: (_, text) => console.log(text), died: (_, cause, seconds) => console.log('died', cause, seconds) });
    kept.keep({ name: 'child', script: ${JSON.stringify(child)}, env: process.env });
    process.on('SIGTERM', () => kept.stop().then(() => process.exit(0)));`;
  const parent = spawn(process.execPath, [script(`parent-${pids.length}.mjs`, text)], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (parent.pid === undefined) throw new Error(`no process: ${execFileSync('uname', { encoding: 'utf8' })}`);
  pids.push(parent.pid);
  let heard = '';
  parent.stdout.on('data', (part: Buffer) => (heard += part.toString()));
  const numbers = () => [...heard.matchAll(/child (\d+)/g)].map(([, pid]) => Number(pid));
  return {
    pid: parent.pid,
    output: () => heard,
    children: async (count: number) => {
      await until(() => numbers().length >= count, 10_000);
      pids.push(...numbers());
      return numbers();
    },
  };
}
