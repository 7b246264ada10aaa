/** The shelf, in order: a lib may import only the libs on its left, through their door. */
const shelf = [
  'platform',
  'audit',
  'accounts',
  'notifications',
  'solutions',
  'criteria',
  'calls',
  'evidence',
  'candidatures',
  'review',
  'decisions',
  'financing',
  'catalogue',
];
const pure = '\\.(lifecycle|policy|rules|messages|dto|events|view)\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    ...shelf.map((lib, position) => ({
      name: `shelf-${lib}`,
      comment: `${lib} may import only libs placed before it on the shelf`,
      severity: 'error',
      from: { path: `^libs/${lib}/` },
      to: { path: `^libs/(${shelf.slice(position + 1).join('|') || 'none-after'})/` },
    })),
    {
      name: 'one-door',
      comment: 'a lib is entered through its index.ts only',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts$)', pathNot: '^libs/$2/' },
    },
    { name: 'libs-know-no-app', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    { name: 'apps-stand-alone', severity: 'error', from: { path: '^apps/([^/]+)/' }, to: { path: '^apps/', pathNot: '^apps/$1/' } },
    {
      name: 'pure-stays-pure',
      comment: 'pure files import no framework, no I/O, no service, query or module (types of entities are fine)',
      severity: 'error',
      from: { path: pure, pathNot: '\\.spec\\.ts$' },
      to: {
        path: '(^node:(fs|net|http|child_process|dgram|tls))|node_modules/(@nestjs/(?!swagger)|typeorm|bullmq|pg|fastify|puppeteer-core)/|\\.(entity|service|queries|module|adapter)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'require', 'node', 'default'], exportsFields: ['exports'] },
  },
};
