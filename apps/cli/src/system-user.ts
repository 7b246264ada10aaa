import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { refuse } from './cli.messages.js';

/** A user of this machine, by number. */
export interface SystemUser {
  uid: number;
  gid: number;
}

let knownUser: SystemUser | undefined;

/** PostgreSQL refuses to run as root: root hands it to the user `postgres`, made when missing, or to `nobody` where none can be made. */
export function databaseUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  knownUser ??= lookUp('postgres') ?? createUser() ?? lookUp('nobody');
  if (!knownUser) throw refuse.conflict('cli.no-database-user', {});
  return knownUser;
}

function lookUp(name: string): SystemUser | undefined {
  const ask = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}

function createUser(): SystemUser | undefined {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], {
      stdio: 'ignore',
    });
    return lookUp('postgres');
  } catch {
    return undefined;
  }
}

/**
 * Runs a program as that user. A clone under /root cannot be entered by another user: the program then keeps
 * one capability of root, to pass through closed folders, and nothing else.
 */
export function spawnAs(user: SystemUser | undefined, file: string, flags: string[], options: SpawnOptions): ChildProcess {
  const environment = { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' };
  const folder = flags[flags.indexOf('-D') + 1] ?? '/';
  if (!user) return spawn(file, flags, { ...options, env: environment });
  if (isOpenTo(user, file) && isOpenTo(user, folder)) return spawn(file, flags, { ...options, ...user, cwd: '/', env: environment });
  const identity = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup', // without it access(), which PostgreSQL asks about its own file, forgets the capability
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  return spawn('setpriv', [...identity, '--', file, ...flags], { ...options, cwd: '/', env: environment });
}

function isOpenTo(user: SystemUser, path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { mode, uid } = statSync(folder);
    if ((mode & 0o001) === 0 && !(uid === user.uid && (mode & 0o100) !== 0)) return false;
    if (folder === dirname(folder)) return true;
  }
}
