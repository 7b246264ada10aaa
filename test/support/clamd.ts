import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** The harmless file every scanner must find (EICAR), in two halves so that no scanner finds this one. */
export const eicar = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''));

/** Where clamd is installed, or null; its absence is told, and refused where everything must be tested. */
export function findClamd(): string | null {
  const program = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd'].find((path) => existsSync(path)) ?? null;
  if (program === null) {
    if (process.env.CI === 'true') throw new Error('clamd is not installed, and CI=true allows no skip');
    process.stdout.write('skipped: clamd is not installed, so no real virus scanner is tested here\n');
  }
  return program;
}

/** Starts a clamd that knows the EICAR file only. @returns the path of its socket; stopped after the last case of the file. */
export async function startClamd(program: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-clamd-'));
  const socket = join(folder, 'clamd.sock');
  writeFileSync(join(folder, 'test.ndb'), `Eicar-Test-Signature:0:*:${eicar.toString('hex')}\n`);
  const settings = ['Foreground yes', `DatabaseDirectory ${folder}`, `LocalSocket ${socket}`, 'StreamMaxLength 50M'];
  writeFileSync(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`);
  const daemon = spawn(program, ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' });
  afterAll(() => {
    daemon.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  while (!(await answers(socket))) {
    if (daemon.exitCode !== null) throw new Error('clamd ended at once');
    await new Promise((next) => setTimeout(next, 20));
  }
  return socket;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect({ path });
    probe.once('connect', () => resolve(probe.destroy() !== undefined));
    probe.once('error', () => resolve(false));
  });
}
