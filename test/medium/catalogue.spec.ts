import { beforeAll, describe, expect, it } from '@jest/globals';
import { AuditModule } from '#audit';
import {
  CatalogueModule,
  CatalogueQueries,
  type CatalogueSearch,
  CatalogueSolution,
  Metric,
  MetricsQueries,
  MetricsService,
  ProjectionService,
} from '#catalogue';
import { DecisionsModule } from '#decisions';
import { type Ctx, publicRead, system, transact } from '#platform';
import { reactions } from '../../apps/worker/src/reactions.js';
import { testDatabase } from '../support/database.js';
import { as, makePerson } from '../support/people.js';
import { referencingDesk } from '../support/referenced.js';
import { openRooms } from '../support/rooms.js';

const database = await testDatabase();
const find = await openRooms([AuditModule, DecisionsModule, CatalogueModule]);
const [catalogue, projection, metrics, figures] = [
  find(CatalogueQueries),
  find(ProjectionService),
  find(MetricsService),
  find(MetricsQueries),
];
const desk = await referencingDesk(database, find);

const worker = <T>(use: (ctx: Ctx) => Promise<T>) => transact(database.worker, { actor: system('test') }, use);
const visitor = <T>(use: (ctx: Ctx) => Promise<T>) => publicRead(database.portal, {}, use);
const search = (asked: CatalogueSearch) => visitor((ctx) => catalogue.search(ctx, asked));
const names = async (asked: CatalogueSearch) => (await search(asked)).hits.map(({ name }) => name);
const project = (solution: string) => worker((ctx) => projection.follow(ctx, { subjectType: 'solution', subjectId: solution }));

const secret = 'Ne jamais publier cette raison';
let corvane: Awaited<ReturnType<typeof desk.makeReferenced>>;

beforeAll(async () => {
  corvane = await desk.makeReferenced({
    ...{ name: 'Corvane Cabinet', slug: 'corvane-cabinet', vendor: 'Atelier Corvane', lane: 'MDV', wave: 'Va2' },
    texts: { tagline: { fr: 'Dossier et ordonnance numérique pour médecins généralistes' } },
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
    await desk.makeReferenced({
      name: 'Quilleron Spécialiste',
      slug: 'quilleron',
      vendor: 'Quilleron Informatique',
      lane: 'MDV',
      wave: 'Va2',
    }),
    await desk.makeReferenced({
      name: 'Élytre Officine',
      slug: 'elytre',
      vendor: 'Atelier Corvane',
      softwareType: 'LGO',
      lane: 'PHA',
      wave: 'Va2',
    }),
  ];
  for (const { solution } of [corvane, ...others]) await project(solution);
});

describe('the search', () => {
  it.each([
    ['mesange', ['Mésange Pro']],
    ['MÉSANGE', ['Mésange Pro']],
    ['mesagne', ['Mésange Pro']],
    ['corvene cabinet', ['Corvane Cabinet']],
    ['crovane cabinet', ['Corvane Cabinet']],
    ['crovane', ['Corvane Cabinet', 'Élytre Officine']],
    ['qiulleron', ['Quilleron Spécialiste']],
    ['ordonance', ['Corvane Cabinet']],
    ['specialiste', ['Quilleron Spécialiste']],
    ['quil', ['Quilleron Spécialiste']],
    ['lueur lin', ['Mésange Pro']],
    ['officine', ['Élytre Officine']],
    ['oficine', ['Élytre Officine']],
    ['ordonnances numeriques', ['Corvane Cabinet']],
    ['zzyzx', []],
  ])('“%s” finds %j', async (q, expected) => {
    expect(await names({ q })).toEqual(expected);
  });

  it('finds a certificate by its number', async () => {
    expect(await names({ q: corvane.certificate.number })).toContain('Corvane Cabinet');
    expect((await names({ q: corvane.certificate.number }))[0]).toBe('Corvane Cabinet');
  });

  it.each(["o'hara & | ! ( ) :*", '\\', '%', '   ', "' OR 1=1 --", '½ œ ß'])('takes “%s” as words, not as a language', async (q) => {
    await expect(search({ q })).resolves.toBeDefined();
  });

  it('orders names as French readers do', async () => {
    expect(await names({ sort: 'name' })).toEqual(['Corvane Cabinet', 'Élytre Officine', 'Mésange Pro', 'Quilleron Spécialiste']);
  });

  it.each(['name', 'decided', 'relevance'] as const)('pages by %s show each product once', async (sort) => {
    const q = sort === 'relevance' ? 'a' : undefined;
    const whole = await names({ sort, q });
    const seen: string[] = [];
    for (let after: string | null | undefined = undefined; after !== null;) {
      const page: Awaited<ReturnType<typeof search>> = await search({ sort, q, limit: 1, after });
      seen.push(...page.hits.map(({ name }) => name));
      after = page.next;
    }
    expect(seen).toEqual(whole);
  });

  it('refuses a cursor of another list', async () => {
    const { next } = await search({ sort: 'name', limit: 1 });
    await expect(search({ sort: 'decided', after: next ?? '' })).rejects.toMatchObject({ code: 'catalogue.cursor' });
    await expect(search({ after: 'garbage' })).rejects.toMatchObject({ code: 'catalogue.cursor' });
  });

  it('counts each facet under the choices of the others', async () => {
    const { facets, total, all } = await search({ lane: ['MDV'] });
    const count = (facet: string, value: string) => facets.find((one) => one.facet === facet && one.value === value)?.count;
    expect([total, all]).toEqual([2, 4]);
    expect([count('lane', 'MDV'), count('lane', 'HOP'), count('type', 'LGC'), count('type', 'DPI'), count('wave', 'Va2')]).toEqual([
      2,
      1,
      2,
      undefined,
      2,
    ]);
    expect(await names({ lane: ['MDV', 'PHA'], vendor: ['Atelier Corvane'], sort: 'name' })).toEqual([
      'Corvane Cabinet',
      'Élytre Officine',
    ]);
  });

  it('with nothing found, says what to drop and what it would give', async () => {
    const { total, without } = await search({ q: 'mesange', lane: ['PHA'], wave: ['Va2'] });
    expect(total).toBe(0);
    expect(without).toEqual([{ dropped: 'q', count: 1 }]);
    expect((await search({ q: 'mesange', lane: ['PHA'] })).without).toEqual([
      { dropped: 'q', count: 1 },
      { dropped: 'lane', count: 1 },
    ]);
  });
});

describe('the projection', () => {
  const row = (slug: string) => worker((ctx) => ctx.tx.findOneByOrFail(CatalogueSolution, { slug }));

  it('says of a product what the register and the call say, and counts its verdicts by chapter', async () => {
    const { solution, history } = await visitor((ctx) => catalogue.bySlug(ctx, 'corvane-cabinet'));
    expect(solution).toMatchObject({
      status: 'active',
      version: '8.2.0',
      number: corvane.certificate.number,
      financeable: true,
      lanes: ['MDV'],
    });
    expect(solution.certificates).toHaveLength(1);
    expect(solution.certificates[0]).toMatchObject({
      pdfSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      chapters: [{ section: 'A', total: 3, mandatory: 2, conform: 1, minor: 1, not_applicable: 1, major: 0 }],
    });
    expect(history.map(({ action, status }) => [action, status])).toEqual([['grant', 'active']]);
  });

  it('done again, changes nothing', async () => {
    const { projectedAt: _, ...before } = await row('corvane-cabinet');
    await project(corvane.solution);
    await Promise.all([project(corvane.solution), project(corvane.solution)]);
    const { projectedAt: __, ...after } = await row('corvane-cabinet');
    expect(after).toEqual(before);
  });

  it('rebuilt whole, is the same', async () => {
    const all = () =>
      worker((ctx) => ctx.tx.query(`SELECT to_jsonb(s) - 'projected_at' AS row FROM catalogue_solution s ORDER BY s.solution_id`));
    const before = await all();
    await database.worker.query('DELETE FROM catalogue_solution');
    expect(await worker((ctx) => projection.rebuild(ctx))).toBe(4);
    expect(await all()).toEqual(before);
  });

  it('follows the register: a suspended certificate no longer opens a right', async () => {
    const { solution, certificate } = await desk.makeReferenced({ name: 'Halimède', slug: 'halimede' });
    await worker((ctx) => projection.follow(ctx, { subjectType: 'certificate', subjectId: certificate.id }));
    expect(await row('halimede')).toMatchObject({ status: 'active', financeable: true });
    await as(database.portal, desk.decider, (ctx) =>
      desk.certificates.act(ctx, certificate.id, 'suspend', { ground: 'precaution', motive: secret }),
    );
    await worker((ctx) => projection.follow(ctx, { subjectType: 'certificate', subjectId: certificate.id }));
    expect(await row('halimede')).toMatchObject({ status: 'suspended', financeable: false });
    await worker((ctx) => ctx.tx.delete(CatalogueSolution, { solutionId: solution }));
  });

  it('does not know a product that has no published certificate', async () => {
    const { solution } = await desk.makeReferenced({
      slug: 'agreed',
      workflow: { stages: ['admission', 'evidence', 'review', 'decision', 'agreement', 'publication'] },
    });
    await project(solution);
    await expect(visitor((ctx) => catalogue.bySlug(ctx, 'agreed'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is asked for by every event that changes what it shows', () => {
    const asking = Object.entries(reactions)
      .filter(([, jobs]) => (jobs as readonly string[]).includes('catalogue.project-solution'))
      .map(([name]) => name);
    expect(asking).toEqual(
      expect.arrayContaining(['certificate.publish', 'certificate.issue', 'certificate.withdraw', 'certificate.expire', 'solution.change']),
    );
  });

  it('holds no motive, reason, person or draft', async () => {
    const text = JSON.stringify(await visitor((ctx) => ctx.tx.query('SELECT to_jsonb(s) FROM catalogue_solution s')));
    for (const hidden of [secret, 'La capture ne montre pas', corvane.vendor.name, '@example.fr', corvane.vendor.accountId])
      expect(text).not.toContain(hidden);
  });

  it('is written by the worker alone', async () => {
    await expect(database.portal.query('DELETE FROM catalogue_solution')).rejects.toThrow(/permission denied/);
    const person = await makePerson(database.portal, { role: 'vendor_admin' });
    await expect(as(database.worker, person, (ctx) => projection.rebuild(ctx))).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('published figures', () => {
  it('are stored with their instant, source and definition, once a day', async () => {
    const asOf = await worker((ctx) => metrics.publishDue(ctx));
    expect(asOf).toBeInstanceOf(Date);
    expect(await worker((ctx) => metrics.publishDue(ctx))).toBeNull();
    const { figures: latest } = await visitor((ctx) => figures.latest(ctx));
    const certificates = latest.find(({ metric, scope }) => metric === 'certificates.standing' && scope === 'all');
    expect(certificates).toMatchObject({ value: 4, definition: { fr: expect.any(String) }, source: { fr: 'Registre des certificats' } });
  });

  it('mask what would let someone be recognised', async () => {
    const { figures: latest } = await visitor((ctx) => figures.latest(ctx));
    const by = (metric: string, scope: string) => latest.find((one) => one.metric === metric && one.scope === scope);
    expect(by('candidatures.by-stage', 'stage:decided')).toMatchObject({ value: 6, isMasked: false });
    expect(by('candidatures.by-stage', 'stage:decided/lane:HOP')).toMatchObject({ value: null, isMasked: true });
  });

  it('are never changed, and a new reading leaves the old one', async () => {
    await expect(database.portal.query('UPDATE metric SET value = 0')).rejects.toThrow(/permission denied/);
    await expect(database.owner.query('DELETE FROM metric')).rejects.toThrow(/never changed/);
    const before = await visitor((ctx) => ctx.tx.count(Metric));
    // Twice at one instant is once.
    await as(database.portal, desk.lead, async (ctx) => [await metrics.publish(ctx), await metrics.publish(ctx)]);
    expect(await visitor((ctx) => ctx.tx.count(Metric))).toBeGreaterThan(before);
    const all = await visitor((ctx) => figures.list(ctx, { metric: 'solutions.standing', history: 'all' }));
    expect(all.length).toBe(2);
  });

  it('are published by a lead or an operator only', async () => {
    await expect(as(database.portal, desk.decider, (ctx) => metrics.publish(ctx))).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
