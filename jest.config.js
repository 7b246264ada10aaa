import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
const common = {
  rootDir: import.meta.dirname ?? new URL('.', import.meta.url).pathname,
  testEnvironment: 'node',
  // #aliases are resolved to the TypeScript sources.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/var'],
};
const needsDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

/** Four tiers: pure beside the file, medium on a real database, journeys over HTTP, house rules. */
export default {
  projects: [
    { ...common, displayName: 'pure', testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts'] },
    { ...common, ...needsDatabase, displayName: 'medium', testMatch: ['<rootDir>/test/medium/**/*.spec.ts'] },
    { ...common, ...needsDatabase, displayName: 'journeys', testMatch: ['<rootDir>/test/journeys/**/*.spec.ts'] },
    { ...common, ...needsDatabase, displayName: 'house', testMatch: ['<rootDir>/test/house/**/*.spec.ts'] },
  ],
  testTimeout: 120_000,
  workerIdleMemoryLimit: '900MB',
};
