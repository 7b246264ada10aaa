import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { envExample } from '#platform';
import { root } from '../support/house.js';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('settings and lock file', () => {
  it('.env.example says what the schema says (./guichet env-example rewrites it)', () => {
    expect(read('.env.example')).toBe(envExample());
  });

  it('a stale .env.example would be seen', () => {
    expect(read('.env.example').replace('#PORT=3000', '#PORT=3001')).not.toBe(envExample());
  });

  it('the lock file names no download address', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"\s*:/);
  });

  it('install scripts stay off', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  });
});
