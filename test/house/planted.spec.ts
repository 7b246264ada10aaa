import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spoiledCopy, type SpoiledCopy } from '../support/house.js';

let copy: SpoiledCopy;
let types: string;
let shelf: string;
let lint: string;

/** Every violation is planted at once in one copy; each tool must name each of its own. */
beforeAll(async () => {
  copy = spoiledCopy();
  copy.plant('libs/audit/src/accounts.rules.ts', "import { roles } from '#accounts';\nexport const planted = roles;\n");
  copy.plant('libs/accounts/src/door.rules.ts', "import { record } from '../../audit/src/record.js';\nexport const planted = record;\n");
  copy.plant('libs/accounts/src/impure.rules.ts', "import { DataSource } from 'typeorm';\nexport const planted = DataSource;\n");
  copy.plant('libs/accounts/src/accounts.policy.ts', (before) => before.replace(/\n {2}verify: .*/, ''));
  copy.plant('libs/audit/src/audit.events.ts', (before) =>
    before.replace(/events\(\{/, "events({\n  'planted.unheard': { audience: 'none' },"),
  );
  copy.plant(
    'libs/accounts/src/planted.events.ts',
    "import { events } from '#audit';\nexport const planted = events({ 'planted.secret': {} });\n",
  );
  copy.plant('libs/platform/src/platform.messages.ts', (before) => before.replace(/\n\s+en: 'Sign in to continue\.',/, ''));
  copy.plant('libs/accounts/src/habits.service.ts', plantedHabits);
  copy.plant('apps/portal/src/http/clock.ts', 'export const started = process.env.STARTED;\n');
  [types, shelf, lint] = await Promise.all([
    copy.run('tsc', '--noEmit', '-p', 'tsconfig.json').then(({ output }) => output),
    copy.run('depcruise', 'apps', 'libs', 'migrations', '--config', '.dependency-cruiser.cjs').then(({ output }) => output),
    copy.run('eslint', 'libs/accounts/src/habits.service.ts', 'apps/portal/src/http/clock.ts').then(({ output }) => output),
  ]);
});

afterAll(() => copy.remove());

const plantedHabits = `import { forwardRef } from '@nestjs/common';
export const settings = { synchronize: true, circle: forwardRef };
export const started = new Date();
export const sure = (value: string | null): string => value!;
export const anything = (value: any): string => String(value);
export async function forget(): Promise<void> { forget(); }
`;

describe('a planted violation makes its check fail', () => {
  it.each([
    ['a lib that imports a later one', 'shelf-audit'],
    ['a lib entered by the window', 'one-door'],
    ['a pure file that imports the database', 'pure-stays-pure'],
  ])('%s', (_what, rule) => {
    expect(shelf).toContain(`error ${rule}:`);
  });

  it.each([
    ['an action without a rule', /accounts\.policy\.ts.*'verify'/],
    ['an event without a reaction', /reactions\.ts.*'?"?planted\.unheard/],
    ['an event without an audience', /planted\.events\.ts.*'audience'/],
    ['a sentence without English', /platform\.messages\.ts.*'?en'?/],
  ])('%s', (_what, error) => {
    expect(types).toMatch(error);
  });

  it.each([
    ['a circle between modules', 'A cycle is a design error'],
    ['a schema made without migrations', 'The schema is made by migrations only'],
    ['a time that is not ctx.now', 'Time is ctx.now'],
    ['a non-null assertion', 'no-non-null-assertion'],
    ['any', 'no-explicit-any'],
    ['a forgotten promise', 'no-floating-promises'],
    ['a setting read outside the schema', 'Settings are read in libs/platform/src/config.ts only'],
  ])('%s', (_what, message) => {
    expect(lint).toContain(message);
  });
});
