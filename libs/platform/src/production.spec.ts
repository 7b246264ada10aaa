import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.js';
import { isLoopback, productionProblems, productionRefusal } from './production.js';

const clean = { isSuperuser: false, hasDemoAccounts: false };
const sound = {
  NODE_ENV: 'production',
  SECRET: 'a secret of more than thirty-two characters',
  DEMO_DATA: 'false',
  DATABASE_URL: 'postgres://guichet_portal:x@db/guichet',
  CLAMD: 'clamav:3310',
  HOST: '0.0.0.0',
};

describe('what production refuses', () => {
  it('starts with sound settings', () => {
    expect(productionRefusal(loadConfig(sound), clean)).toBeUndefined();
  });

  it.each([
    ['the demonstration secret', { SECRET: '' }, clean, 1],
    ['demonstration accounts beyond loopback', { DEMO_DATA: 'true' }, clean, 2],
    ['demonstration accounts on loopback', { DEMO_DATA: 'true', HOST: '127.0.0.1' }, clean, 1],
    ['accounts left by a demonstration', { HOST: '127.0.0.1' }, { ...clean, hasDemoAccounts: true }, 1],
    ['the embedded database', { DATABASE_URL: '' }, clean, 1],
    ['a movable clock', { GUICHET_CLOCK: '2026-05-13T11:59:59+02:00' }, clean, 1],
    ['no virus scanner', { CLAMD: '' }, clean, 1],
    ['a superuser', {}, { ...clean, isSuperuser: true }, 1],
    ['everything at once', { SECRET: '', DEMO_DATA: 'true', DATABASE_URL: '', CLAMD: '' }, clean, 5],
  ])('names %s', (_what, change, facts, count) => {
    expect(productionProblems(loadConfig({ ...sound, ...change }), facts)).toHaveLength(count);
  });

  it('says nothing outside production', () => {
    expect(productionProblems(loadConfig({ NODE_ENV: 'development' }), { isSuperuser: true, hasDemoAccounts: true })).toEqual([]);
  });

  it.each([
    ['127.0.0.1', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['127.evil.example', false],
  ])('%s is loopback: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
