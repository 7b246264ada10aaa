import tseslint from 'typescript-eslint';

const noProcessEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings are read in libs/platform/src/config.ts only.',
};
const noNow = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is ctx.now.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Time is ctx.now.' },
  {
    selector: "CallExpression[callee.object.name='DateTime'][callee.property.name=/^(now|local|utc)$/][arguments.length=0]",
    message: 'Time is ctx.now.',
  },
];
const noSynchronize = { selector: "Property[key.name='synchronize'][value.value=true]", message: 'The schema is made by migrations only.' };

export default tseslint.config(
  { ignores: ['dist', 'var', 'node_modules', 'apps/portal/public', '**/*.cjs', '**/*.mjs', 'eslint.config.js', 'jest.config.js'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-params': ['error', 4],
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@nestjs/common', importNames: ['forwardRef'], message: 'A cycle is a design error.' },
            { name: '@nestjs/core', importNames: ['ModuleRef'], message: 'Ask for what you need in the constructor.' },
          ],
        },
      ],
      'no-restricted-syntax': ['error', noProcessEnv, noSynchronize],
    },
  },
  {
    files: ['libs/**/*.ts'],
    ignores: ['libs/platform/**', '**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', noProcessEnv, noSynchronize, ...noNow] },
  },
  {
    files: ['libs/*/src/*.{service,queries,lifecycle,policy,rules,events,view}.ts', 'apps/**/*.{pages,api,view,job}.ts'],
    rules: { 'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['libs/platform/src/config.ts', 'test/**/*.ts', '**/*.spec.ts', 'apps/cli/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noSynchronize] },
  },
  { files: ['apps/cli/**/*.ts'], rules: { 'no-console': 'off' } },
);
