import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import {
  difference,
  differenceCsv,
  differenceDocument,
  LineageService,
  PackagesQueries,
  PackagesService,
  readPackage,
  type PackageContent,
  type PackageDocument,
} from '#criteria';
import { system, type Locale } from '#platform';
import { ComparedVersions } from '../../apps/portal/src/criteria/compared.js';
import { KeptDifferences } from '../../apps/portal/src/criteria/kept-differences.js';
import { Browser, signedInBrowser } from '../support/browser.js';
import { as, makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { countStatements } from '../support/statements.js';

const portal = await testPortal();
const database = portal.database.portal;
const packages = new PackagesService();
const queries = new PackagesQueries();

const texts = {
  log: 'Le système DOIT journaliser chaque accès à un dossier avec l’identité de la personne et l’heure.',
  mail: 'Le système DOIT envoyer les comptes rendus par une messagerie sécurisée de santé.',
  lock: 'Le système DOIT verrouiller la session après quinze minutes sans activité.',
  calendar: 'Le système PEUT exporter les rendez-vous au format iCalendar.',
  contrast: 'Le produit DOIT proposer un mode à fort contraste.',
};
type Written = PackageDocument['requirements'][number];
const make = (key: string, fr: string, more: Partial<Written> = {}): Written => ({
  key,
  section: 'A',
  domain: 'security',
  obligation: 'must',
  statement: { fr },
  ...more,
});
const makeDocument = (version: string, requirements: Written[], code = 'SOIN'): PackageDocument => ({
  format: 1,
  code,
  version,
  domain: 'security',
  title: { fr: 'Soins', en: 'Care' },
  sections: [
    { key: 'A', title: { fr: 'Chapitre A', en: 'Chapter A' } },
    { key: 'B', title: { fr: 'Chapitre B', en: 'Chapter B' } },
  ],
  requirements,
});
const older = makeDocument('1', [
  make('R1', texts.log),
  make('R2', texts.mail),
  make('R3', texts.lock),
  make('R4', texts.calendar, { obligation: 'may' }),
]);
const newer = makeDocument('2', [
  make('R1', texts.log),
  make('N2', texts.mail),
  make('R3', texts.lock.replace('quinze', 'dix')),
  make('R4', texts.calendar, { section: 'B' }),
  make('R5', '=cmd|calc Le produit DOIT proposer un mode à fort contraste.'),
]);

/** A page with its addresses as they are written. */
const read = async (browser: Browser, path: string) => (await browser.get(path)).text.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
const bytes = (document: PackageDocument) => Buffer.from(JSON.stringify(document));
const contentOf = (document: PackageDocument): PackageContent => {
  const { content } = readPackage(bytes(document));
  if (content === null) throw new Error('not a package');
  return content;
};
const idOf = (label: string, code = 'SOIN') =>
  as(database, system('criteria'), (ctx) => queries.byCode(ctx, code, label)).then(({ id }) => id);
const importDraft = async (document: PackageDocument) => {
  const { versionId } = await as(database, system('criteria'), (ctx) => packages.importFile(ctx, bytes(document), { fileName: 'x.json' }));
  if (versionId === null) throw new Error('no draft');
  return versionId;
};

beforeAll(async () => {
  const load = (...files: PackageDocument[]) =>
    as(database, system('criteria'), (ctx) =>
      packages.loadFolder(
        ctx,
        files.map((one) => ({ path: `${one.code}-${one.version}.json`, bytes: bytes(one) })),
      ),
    );
  await load(older, newer, makeDocument('1', [make('X1', texts.mail), make('X2', texts.contrast)], 'AUTRE'));
});

describe('anyone reads what changed between two versions', () => {
  it('counts by kind, shows words, says why two requirements are linked, and gives each change an address', async () => {
    const page = await new Browser(portal).get('/criteres/SOIN/differences?de=1&a=2');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Critères SOIN\u00a0: de la version 1 à la version 2');
    expect(page.text).toContain('4 exigences changent.');
    expect(page.text).toMatch(/<del>.*quinze.*<\/del>\s*<ins>.*dix/s);
    expect(page.text).toContain('[supprimé\u00a0:');
    expect(page.text).toContain('même texte (certain)');
    expect(page.text).toContain('Nature\u00a0: «\u00a0Préconisation\u00a0» devient «\u00a0Exigence\u00a0»');
    expect(page.text).toContain('Chapitre\u00a0: «\u00a0Chapitre A\u00a0» devient «\u00a0Chapitre B\u00a0»');
    for (const id of ['R1', 'N2', 'R3', 'R4', 'R5']) expect(page.text).toContain(`id="${id}"`);
    expect(page.text.match(/sha256:[0-9a-f]{64}/g)).toHaveLength(2);
  });

  it('filters by kind and by words, side by side, and keeps both in the links', async () => {
    const visitor = new Browser(portal);
    const articles = async (query: string) =>
      (await visitor.get(`/criteres/SOIN/differences?de=1&a=2&${query}`)).text.match(/<article/g)?.length ?? 0;
    expect(await articles('')).toBe(4);
    expect(await articles('nature=new')).toBe(1);
    expect(await articles('nature=new,strengthened')).toBe(2);
    expect(await articles('q=MESSAGERIE+securisee')).toBe(1);
    expect(await articles('q=introuvable')).toBe(0);
    const side = await read(visitor, '/criteres/SOIN/differences?de=1&a=2&nature=reworded&vue=cote-a-cote');
    expect(side).toContain('class="g-cols"');
    expect(side).toContain('nature=reworded,new');
  });

  it('compares two packages, by default the latest version with the one before, and is linked from both pages', async () => {
    const visitor = new Browser(portal);
    expect((await visitor.get('/criteres/SOIN/differences')).text).toContain('de la version 1 à la version 2');
    const across = await visitor.get('/criteres/SOIN/differences?de=AUTRE/1&a=2');
    expect(across.text).toContain('de AUTRE 1 à SOIN 2');
    expect((await visitor.get('/criteres/AUTRE/differences')).text).toContain('Il n’y a rien avant la version 1');
    expect(await read(visitor, '/criteres/SOIN/2')).toContain('href="/criteres/SOIN/differences?de=1&a=2"');
    expect(await read(visitor, '/criteres/SOIN/2/exigences/R3')).toContain('href="/criteres/SOIN/differences?de=1&a=2#R3"');
    expect((await visitor.get('/en/criteres/SOIN/differences?de=1&a=2')).text).toContain('4 requirements change.');
  });

  it('downloads what the command line prints, without a formula in any cell', async () => {
    const [from, to] = [contentOf(older), contentOf(newer)];
    const found = difference(from, to);
    const json = await request(portal.server).get('/api/v1/packages/SOIN/differences?from=1&to=2');
    expect(JSON.parse(json.text)).toEqual(JSON.parse(JSON.stringify(differenceDocument(found, from, to))));
    const csv = await request(portal.server).get('/api/v1/packages/SOIN/differences.csv?from=1&to=2');
    expect(csv.text).toBe(differenceCsv(found, from, to, 'fr'));
    expect(csv.headers['content-type']).toContain('text/csv');
    const cells = parse(csv.text, { bom: true, delimiter: ';' }).flat();
    expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
    expect((await request(portal.server).get('/api/v1/packages/SOIN/differences?from=..%2F1')).status).toBe(422);
    const described = await request(portal.server).get('/api/openapi.json');
    expect(described.text).toContain('/api/v1/packages/{code}/differences');
  });

  it('asks the database for little, whatever the size', async () => {
    const visitor = new Browser(portal);
    const { statements } = await countStatements(database, () => visitor.get('/criteres/SOIN/differences?de=1&a=2'));
    expect(statements).toBeLessThanOrEqual(10);
  });
});

describe('a difference', () => {
  it('is computed once for two contents, in each language', async () => {
    const [kept, compared] = [portal.app.get(KeptDifferences), portal.app.get(ComparedVersions)];
    const ask = (locale: Locale) =>
      as(database, system('criteria'), async (ctx) => {
        const { from, to } = await compared.find(ctx, 'SOIN', { from: '1', to: '2' });
        if (from === null) throw new Error('nothing before');
        return kept.between({ ...ctx, locale }, from, to);
      });
    expect(await ask('fr')).toBe(await ask('fr'));
    expect((await ask('en')).counts).toBe((await ask('fr')).counts);
  });
});

describe('a draft', () => {
  it('is compared by the agency only, and by all once it is discussed', async () => {
    const draft = await importDraft(makeDocument('3-secret', [make('R1', texts.log)]));
    const [visitor, editor] = [new Browser(portal), await signedInBrowser(portal, await makePerson(database, { role: 'criteria_editor' }))];
    const path = '/criteres/SOIN/differences?de=2&a=3-secret';
    expect((await visitor.get(path)).status).toBe(404);
    expect((await request(portal.server).get('/api/v1/packages/SOIN/differences?from=2&to=3-secret')).status).toBe(404);
    expect((await visitor.get('/criteres/SOIN/differences?de=1&a=2')).text).not.toContain('3-secret');
    expect((await editor.get(path)).status).toBe(200);
    await database.query(`UPDATE package_version SET status = 'consultation' WHERE id = $1`, [draft]);
    expect((await visitor.get(path)).status).toBe(200);
  });
});

describe('a criteria editor says where the requirements of a draft come from', () => {
  it('confirms the same texts at once, rejects a link, links by hand, and undoes', async () => {
    const editor = await signedInBrowser(portal, await makePerson(database, { role: 'criteria_editor' }));
    const draft = await importDraft(
      makeDocument('4', [
        make('A1', texts.log),
        make('A2', texts.mail),
        make('A3', texts.lock.replace('quinze', 'cinq')),
        make('A4', texts.contrast),
      ]),
    );
    const origin = await idOf('1');
    const path = `/agence/referentiels/${draft}/filiation`;
    const page = `${path}?depuis=${origin}`;
    const lineage = async () =>
      (await as(database, system('criteria'), (ctx) => queries.one(ctx, draft))).content.requirements.map((one) => one.derivedFrom);
    expect((await editor.get(page)).text).toContain('2 liens proposés relient des textes identiques.');
    await editor.send(path, { origin, action: 'confirm-sure' }, page);
    const confirmed = (key: string, relation: string) => [{ package: 'SOIN', version: '1', key, relation }];
    expect(await lineage()).toEqual([confirmed('R1', 'renumbered'), confirmed('R2', 'renumbered'), [], []]);
    expect((await editor.get(`${page}&liste=confirmes`)).text).toContain('R1 devient A1');
    expect((await editor.get('/criteres/SOIN/differences?de=1&a=4')).text).toContain('filiation confirmée par l’agence');

    await editor.send(path, { origin, action: 'reject', from: 'R3', to: 'A3' }, page);
    await editor.get(page); // says what was just done
    expect((await editor.get(page)).text).not.toContain('R3 devient A3');
    expect((await editor.get(`${page}&liste=ecartes`)).text).toContain('R3 devient A3');
    const search = await editor.get(`${path}/recherche?depuis=${origin}&pour=A3&q=verrouiller`);
    expect(search.text).toContain('1 exigence trouvée');
    await editor.send(path, { origin, action: 'confirm', from: 'R3', to: 'A3', relation: 'strengthened' }, page);
    await editor.send(path, { origin, action: 'without', to: 'A4' }, page);
    expect(await lineage()).toEqual([confirmed('R1', 'renumbered'), confirmed('R2', 'renumbered'), confirmed('R3', 'strengthened'), []]);

    const batch = /name="batch" value="([0-9a-f-]{36})"/g;
    const [, , last] = [...(await editor.get(page)).text.matchAll(batch)].map((found) => found[1]);
    await editor.send(`${path}/annulation`, { batch: last, origin }, page);
    expect(await lineage()).toEqual([[], [], confirmed('R3', 'strengthened'), []]);
    const read = await countStatements(database, () => editor.get(page));
    expect(read.statements).toBeLessThanOrEqual(20);
    const again = await editor.send(`${path}/annulation`, { batch: last, origin }, page);
    expect([again.status, again.text.includes('déjà annulées')]).toEqual([409, true]);
  });

  it('imports links: those that hold are confirmed, each dangling one is reported with its row and its cure', async () => {
    const editor = await signedInBrowser(portal, await makePerson(database, { role: 'criteria_editor' }));
    const draft = await importDraft(makeDocument('5', [make('B1', texts.log), make('B2', texts.contrast)]));
    const csv = 'de;a;relation;note\r\nR1;B1;;vu en séance\r\nR9;B2;reformulée;\r\nR2;B9;;\r\nR1;B1;;\r\n;B2;;\r\n';
    const file = { name: 'liens.csv', bytes: Buffer.from(csv) };
    const sent = await editor.upload(`/envois/filiations/${draft}`, { origin: await idOf('1') }, file);
    const report = await editor.get(sent.headers['location']);
    expect(report.text).toContain('L’exigence ancienne «\u00a0R9\u00a0» n’existe pas dans SOIN 1.');
    expect(report.text).toContain('L’exigence nouvelle «\u00a0B9\u00a0» n’existe pas dans SOIN 5.');
    expect(report.text).toContain('déjà donné à la ligne 2');
    expect(report.text).toContain('Les liens retenus font partie de la filiation du brouillon.');
    const { content } = await as(database, system('criteria'), (ctx) => queries.one(ctx, draft));
    expect(content.requirements[0].derivedFrom).toEqual([{ package: 'SOIN', version: '1', key: 'R1', relation: 'renumbered' }]);
    const [counts] = await database.query<object[]>(
      `SELECT rows_read, rows_kept, rows_rejected FROM import_report WHERE package_version_id = $1 AND format = 'lineage'`,
      [draft],
    );
    expect(counts).toEqual({ rows_read: 5, rows_kept: 2, rows_rejected: 3 });
  });

  it('writes in few statements, and nothing once the version is frozen', async () => {
    const draft = await importDraft(makeDocument('6', [make('C1', texts.log), make('C2', texts.mail)]));
    const [origin, service] = [await idOf('1'), portal.app.get(LineageService)];
    const pair = { toVersionId: draft, fromVersionId: origin };
    const { statements } = await countStatements(database, () => as(database, system('criteria'), (ctx) => service.confirmSure(ctx, pair)));
    expect(statements).toBeLessThanOrEqual(12);
    await as(database, system('criteria'), (ctx) => packages.act(ctx, draft, 'freeze'));
    const late = as(database, system('criteria'), (ctx) => service.reject(ctx, pair, { from: 'R1', to: 'C1' }));
    await expect(late).rejects.toMatchObject({ code: 'lineage.frozen' });
  });

  it('is the only one to do so', async () => {
    const draft = await importDraft(makeDocument('7', [make('D1', texts.log)]));
    for (const [role, status] of [
      ['verifier', 403],
      ['vendor_admin', 403],
    ] as const) {
      const other = await signedInBrowser(portal, await makePerson(database, { role }));
      expect((await other.get(`/agence/referentiels/${draft}/filiation`)).status).toBe(status);
    }
    expect((await new Browser(portal).get(`/agence/referentiels/${draft}/filiation`)).status).not.toBe(200);
  });
});
