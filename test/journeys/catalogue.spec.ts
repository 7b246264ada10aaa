import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { AuditModule, DeliveryService } from '#audit';
import { CatalogueModule, MetricsService, ProjectionService } from '#catalogue';
import { DecisionsModule } from '#decisions';
import { createLogger, type Ctx, loadConfig, system, transact } from '#platform';
import { createPortal } from '../../apps/portal/src/app.js';
import { testDatabase } from '../support/database.js';
import { as } from '../support/people.js';
import { referencingDesk } from '../support/referenced.js';
import { openRooms } from '../support/rooms.js';
import { countStatements } from '../support/statements.js';

const database = await testDatabase();
const config = loadConfig({
  NODE_ENV: 'test',
  DATA_DIR: mkdtempSync(join(tmpdir(), 'guichet-catalogue-')),
  LOG_LEVEL: 'silent',
  DATABASE_URL: database.url('guichet_portal'),
});
const app = await createPortal({ config, database: database.portal, log: createLogger('test portal', config.LOG_LEVEL) });
await app.init();
await app.getHttpAdapter().getInstance().ready();
afterAll(() => app.close());

const find = await openRooms([AuditModule, DecisionsModule, CatalogueModule]);
const [projection, metrics] = [find(ProjectionService), find(MetricsService)];
const desk = await referencingDesk(database, find);
const worker = <T>(use: (ctx: Ctx) => Promise<T>) => transact(database.worker, { actor: system('test') }, use);
const project = (subjectId: string) => worker((ctx) => projection.follow(ctx, { subjectType: 'solution', subjectId }));
const relay = () => worker((ctx) => new DeliveryService().relay(ctx, () => [], 5_000));
const get = (path: string) => request(app.getHttpServer()).get(path);

const secret = 'Motif qui reste dans le dossier';
let corvane: Awaited<ReturnType<typeof desk.makeReferenced>>;

beforeAll(async () => {
  corvane = await desk.makeReferenced({
    ...{ name: '=Corvane Cabinet', slug: 'corvane-cabinet', vendor: 'Atelier Corvane', lane: 'MDV', wave: 'Va2' },
    texts: { tagline: { fr: 'Dossier et ordonnance numérique' }, website: 'https://corvane.example' },
    verdicts: ['conform', 'not_applicable', 'minor'],
  });
  const others = [
    await desk.makeReferenced({
      name: 'Mésange Pro',
      slug: 'mesange-pro',
      vendor: 'Lueur & Lin',
      softwareType: 'DPI',
      lane: 'HOP',
      wave: 'Va1',
    }),
    await desk.makeReferenced({ name: 'Quilleron', slug: 'quilleron', vendor: 'Quilleron SA', lane: 'MDV', wave: 'Va2', isIssued: false }),
  ];
  for (const { solution } of [corvane, ...others]) await project(solution);
});

describe('a visitor who looks for a solution', () => {
  it('finds it with a typing error and no accent, and reads its sheet', async () => {
    const list = await get('/catalogue?q=mesagne');
    expect(list.status).toBe(200);
    expect(list.text).toContain('href="/catalogue/mesange-pro"');
    expect(list.text).not.toContain('Quilleron');
    const sheet = await get('/catalogue/corvane-cabinet');
    expect(sheet.status).toBe(200);
    for (const part of [
      corvane.certificate.number,
      '8.2.0.4417',
      corvane.certificate.fingerprint.slice(7),
      '/api/v1/solutions/corvane-cabinet',
      'Ouvre droit',
    ])
      expect(sheet.text).toContain(part);
    expect(sheet.text).toContain(`/verifier/${corvane.certificate.number}`);
  });

  it('narrows by facets, removes one, and shares the address', async () => {
    const list = await get('/catalogue?lane=MDV&wave=Va2&sort=name');
    expect(list.text).toContain('id="facet-lane-MDV" name="lane" value="MDV" checked');
    expect(list.text).toContain('href="/catalogue?wave&#x3D;Va2&amp;sort&#x3D;name"');
    expect(list.text.indexOf('Corvane')).toBeLessThan(list.text.indexOf('Quilleron'));
  });

  it('is told which filter to drop when nothing is found', async () => {
    const list = await get('/catalogue?q=mesange&lane=MDV');
    expect(list.status).toBe(200);
    expect(list.text).toContain('Sans les mots');
    expect(list.text).toContain('Sans le filtre « Couloir »');
  });

  it('reads English', async () => {
    const [list, sheet] = [await get('/en/catalogue?q=mesange'), await get('/en/catalogue/corvane-cabinet')];
    expect(list.text).toContain('href="/en/catalogue/mesange-pro"');
    expect(list.text).toContain('Catalogue of solutions');
    expect(sheet.text).toContain('Requirements evaluated');
    expect(sheet.text).toContain('<p class="fr-text--lead" lang="fr">');
  });

  it('is told that a certificate is still being made', async () => {
    expect((await get('/catalogue/quilleron')).text).toContain('en cours d’émission');
  });

  it.each(['/catalogue/inconnu', '/api/v1/solutions/inconnu'])('%s does not exist', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it.each([
    '/catalogue?sort=best',
    '/catalogue?after=garbage',
    '/api/v1/solutions?status=unknown',
    '/api/v1/solutions?limit=1000',
    '/api/v1/solutions?x=1',
  ])('%s is refused in words', async (path) => {
    expect((await get(path)).status).toBe(422);
  });

  it('never reads a reason, a person, a piece of evidence or an account', async () => {
    await as(database.portal, desk.decider, (ctx) =>
      desk.certificates.act(ctx, corvane.certificate.id, 'suspend', { ground: 'precaution', motive: secret }),
    );
    await project(corvane.solution);
    const paths = [
      '/',
      '/catalogue',
      '/catalogue/corvane-cabinet',
      '/api/v1/solutions',
      '/api/v1/solutions/corvane-cabinet',
      '/donnees-ouvertes/solutions.csv',
    ];
    for (const path of [...paths, '/donnees-ouvertes/solutions.json']) {
      const { text } = await get(path);
      for (const hidden of [
        secret,
        'La capture ne montre pas',
        '@example.fr',
        corvane.vendor.accountId,
        desk.decider.accountId,
        corvane.candidature,
      ])
        expect([path, hidden, text.includes(hidden)]).toEqual([path, hidden, false]);
    }
    await as(database.portal, desk.decider, (ctx) =>
      desk.certificates.act(ctx, corvane.certificate.id, 'reinstate', { ground: 'conformity_restored', motive: 'Vérifié.' }),
    );
    await project(corvane.solution);
  });
});

describe('programs', () => {
  it('page through the public list by cursor', async () => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await get(`/api/v1/solutions?sort=name&limit=1${after}`);
      const { items, next, total } = body as { items: { slug: string }[]; next: string | null; total: number };
      expect(total).toBe(3);
      seen.push(...items.map(({ slug }) => slug));
      if (next === null) break;
      after = `&after=${next}`;
    }
    expect(seen).toEqual(['corvane-cabinet', 'mesange-pro', 'quilleron']);
  });

  it('read one product with its certificates and history', async () => {
    const { body } = await get('/api/v1/solutions/corvane-cabinet');
    expect(body).toMatchObject({
      ...{ slug: 'corvane-cabinet', status: 'active', version: '8.2.0', certificate: corvane.certificate.number, financeable: true },
      certificates: [
        { number: corvane.certificate.number, chapters: [{ total: 3, mandatory: 2, conform: 1, minor: 1, not_applicable: 1 }] },
      ],
      history: [{ status: 'active' }, { status: 'suspended' }, { status: 'active' }],
    });
  });

  it('find the routes in the description of the API', async () => {
    const { paths } = JSON.parse((await get('/api/openapi.json')).text) as { paths: Record<string, unknown> };
    for (const path of ['/api/v1/solutions', '/api/v1/solutions/{slug}', '/api/v1/metrics']) expect(paths).toHaveProperty([path]);
  });

  it('take the open data as CSV that a spreadsheet opens safely, and as JSON, with a dictionary of every column', async () => {
    const csv = await get('/donnees-ouvertes/solutions.csv');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.text.startsWith('\ufeff')).toBe(true);
    const rows = parse(csv.text, { bom: true, delimiter: ';', columns: true }) as Record<string, string>[]; // columns: true gives records
    const own = rows.find((row) => row['numero_referencement'] === corvane.certificate.number);
    expect(own).toMatchObject({
      couloir: 'MDV',
      vague: 'Va2',
      type_logiciel: 'LGC',
      statut: 'référencé',
      financable: 'oui',
      version_referencee: '8.2.0',
      siren: corvane.siren,
    });
    expect(own?.['solution']).toBe("'=Corvane Cabinet");
    const { body: schema } = await get('/donnees-ouvertes/solutions.schema.json');
    const { fields } = schema as { fields: { name: string }[] };
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(rows[0] ?? {}));
    const { body: json } = await get('/donnees-ouvertes/solutions.json');
    expect((json as { solutions: unknown[] }).solutions).toHaveLength(rows.length);
  });
});

describe('the published figures', () => {
  it('have a page before the first reading', async () => {
    const page = await get('/tableaux-de-bord');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Aucun chiffre n’est encore publié');
  });

  it('are drawn, tabled, given as CSV, and stand on the home page', async () => {
    await worker((ctx) => metrics.publish(ctx));
    await relay();
    await until(async () => (await get('/tableaux-de-bord')).text.includes('graphique-types'));
    const { text } = await get('/tableaux-de-bord');
    for (const id of ['graphique-types', 'graphique-decisions', 'graphique-stages']) expect(text).toContain(`id="${id}"`);
    expect(text).toContain('masqué');
    expect(text.match(/<svg class="g-draw-wide"/g)?.length).toBeGreaterThanOrEqual(3);
    const csv = await get('/tableaux-de-bord/types.csv');
    expect(csv.text).toBe(
      '\ufeffType de logiciel;Certificats en vigueur\r\nLogiciel de gestion de cabinet;2\r\nDossier patient informatisé;1\r\n',
    );
    expect((await get('/tableaux-de-bord/nothing.csv')).status).not.toBe(500);
    const home = await get('/');
    expect(home.text).toContain('Le dispositif en quatre chiffres');
    const { body } = await get('/api/v1/metrics?metric=solutions.standing');
    expect((body as { items: object[] }).items[0]).toMatchObject({ metric: 'solutions.standing', scope: 'all', value: 3, isMasked: false });
    expect((await get('/donnees-ouvertes/metriques.csv')).text).toContain('solutions.standing;all;');
    expect((await get('/donnees-ouvertes')).text).toContain('Licence Ouverte 2.0');
  });

  it('are published by people of the agency only', async () => {
    expect((await request(app.getHttpServer()).post('/api/v1/metrics')).status).toBe(401);
  });
});

describe('a page kept for every visitor', () => {
  it('is the same until something public changes, then is fresh', async () => {
    const first = await get('/catalogue');
    const { solution } = await desk.makeReferenced({ name: 'Halimède', slug: 'halimede', vendor: 'Halimède Soins' });
    await worker((ctx) => ctx.tx.query(`UPDATE catalogue_solution SET name = 'Mésange Neuve' WHERE slug = 'mesange-pro'`));
    expect((await get('/catalogue')).text).toBe(first.text);
    await relay();
    await until(async () => (await get('/catalogue')).text.includes('Mésange Neuve'));
    await project(solution);
    await until(async () => (await get('/catalogue')).text.includes('Halimède Soins'));
  });
});

describe('the pages ask little of the database', () => {
  it.each([
    ['/catalogue?q=corvane&lane=MDV', 15],
    ['/catalogue?q=zzzz&type=LGC', 15],
    ['/catalogue/corvane-cabinet', 25],
    ['/tableaux-de-bord', 25],
    ['/', 25],
    ['/donnees-ouvertes/solutions.csv', 15],
  ])('%s in at most %d statements', async (path, most) => {
    const fresh = `${path}${path.includes('?') ? '&' : '?'}_fresh=${most}`; // another address is not kept yet
    const { statements } = await countStatements(database.portal, () => get(fresh));
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThanOrEqual(most);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((next) => setTimeout(next, 20));
}
