import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
// The shape npm gives to version 3 of the file.
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Readonly<Record<string, Locked>> };
const places = Object.keys(packages);

describe('the lock file', () => {
  it('holds every platform’s part of each package, without which npm 11 refuses to install', () => {
    const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !places.some((other) => other === `node_modules/${name}` || other.endsWith(`/node_modules/${name}`)))
        .map((name) => `${place}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('holds no download address', () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved?.startsWith('http'))).toEqual([]);
  });
});
