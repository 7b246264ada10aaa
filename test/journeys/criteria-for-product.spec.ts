import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import readWorkbook from 'read-excel-file/node';
import request from 'supertest';
import { PackagesQueries, PackagesService, PublishedFilesService, publicFormats, readPackageFolder } from '#criteria';
import { system } from '#platform';
import { Browser } from '../support/browser.js';
import { candidatureRooms, makePackage } from '../support/candidatures.js';
import { as } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { countStatements } from '../support/statements.js';

const portal = await testPortal();
const database = portal.database.portal;
const rooms = await candidatureRooms(database);
const sha = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const address = '/criteres/pour-mon-produit';
const bytesOf = (path: string): Promise<Buffer> =>
  request(portal.server)
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    })
    .expect(200)
    .then(({ body }) => body as Buffer); // the parser above gives a buffer

beforeAll(async () => {
  const document = makePackage('KIT');
  const [first, ...others] = document.requirements;
  await rooms.makeCall({
    code: 'KIT2026',
    document: {
      ...document,
      requirements: [
        { ...first, verificationPoints: [{ fr: 'Point réservé' }], title: { fr: '=SUM(A1:A9)' } },
        ...others,
        { ...first, key: 'ACC.09', life: 'future', effectiveFrom: '2099-03-01' },
      ],
    },
  });
  await as(database, system('criteria'), async (ctx) => new PackagesService().loadFolder(ctx, await readPackageFolder('criteria')));
});

describe('criteria for my product', () => {
  it('asks the call, then its questions, then lists exactly what applies', async () => {
    const visitor = new Browser(portal);
    const start = await visitor.get(address);
    expect(start.text).toContain('KIT2026');
    const asked = await visitor.get(`${address}?appel=KIT2026`);
    expect(asked.text).toMatch(/name="p\.saas"/);
    expect(asked.text).toContain('Il reste des questions sans réponse');
    const without = await visitor.get(`${address}?appel=KIT2026&p.saas=non`);
    expect(without.text).not.toContain('/exigences/JOU.02"');
    expect(without.text).not.toContain('Il reste des questions sans réponse');
    const hosted = await visitor.get(`${address}?appel=KIT2026&p.saas=oui`);
    expect(hosted.text).toContain('/exigences/JOU.02"');
    expect(hosted.text).toContain('à partir du 1er mars 2099');
  });

  it('gives the same list as a workbook whose cells are text, whatever the criteria say', async () => {
    const bytes = await bytesOf(`${address}/exigences.xlsx?appel=KIT2026&p.saas=non`);
    const [{ data }] = await readWorkbook(bytes);
    const numbers = data.slice(1).map((row) => row[2]);
    expect(numbers).toEqual(['ACC.01', 'ACC.02', 'ACC.03', 'JOU.01']);
    expect(data[1]).toContain('=SUM(A1:A9)');
    const workbook = Object.entries(unzipSync(bytes)).map(([, part]) => Buffer.from(part).toString('utf8'));
    expect(workbook.some((part) => part.includes('<f>'))).toBe(false);
    expect(workbook.some((part) => part.includes('Point réservé'))).toBe(false);
  });

  it('gives an offline kit that is the same each time, with the hash of each of its files', async () => {
    const path = `${address}/dossier.zip?appel=KIT2026&p.saas=oui`;
    const [once, again] = [await bytesOf(path), await bytesOf(`/en${path}`)];
    expect(sha(await bytesOf(path))).toBe(sha(once));
    const files = unzipSync(once);
    const manifest = JSON.parse(Buffer.from(files['manifest.json']).toString('utf8')) as { files: { path: string; sha256: string }[] };
    expect(manifest.files.map(({ path: name }) => name)).toEqual(
      expect.arrayContaining(['LISEZ-MOI.txt', 'exigences.xlsx', 'criteria.json', 'preuves/KIT/JOU/JOU.02/a-deposer.txt']),
    );
    for (const { path: name, sha256 } of manifest.files) expect([name, sha(files[name])]).toEqual([name, sha256]);
    expect(Object.keys(unzipSync(again))).toContain('README.txt');
    expect(Object.keys(files)).toHaveLength(manifest.files.length + 1);
  });

  it('gives the data with the hash of each package, without what reviewers alone read', async () => {
    const { body } = await request(portal.server).get('/api/v1/criteria-for-product?appel=KIT2026&p.saas=non').expect(200);
    expect(body).toMatchObject({
      call: 'KIT2026',
      profile: [{ key: 'saas', answer: false }],
      packages: [{ code: 'KIT', leftOut: 1, undecided: 0 }],
    });
    expect(JSON.stringify(body)).not.toContain('Point réservé');
    await request(portal.server).get('/api/v1/criteria-for-product?appel=NOBODY').expect(404);
  });

  it('costs a bounded number of statements', async () => {
    const browser = new Browser(portal);
    const { statements } = await countStatements(database, () => browser.get(`${address}?appel=KIT2026&p.saas=oui&x=1`));
    expect(statements).toBeLessThanOrEqual(8);
  });
});

describe('a published version', () => {
  const files = new PublishedFilesService();

  it('is offered in each format once the worker has written it, with what each could not hold', async () => {
    const visitor = new Browser(portal);
    const before = await visitor.get('/criteres/KIT/1.0/fichiers');
    expect(before.text).toContain('Les fichiers se préparent');
    const { version } = await as(database, system('test'), async (ctx) => ({
      version: await new PackagesQueries().byCode(ctx, 'KIT', '1.0'),
    }));
    const written = await files.write(version);
    await as(portal.database.worker, system('test'), (ctx) => files.keep(ctx, version.id, written));
    expect(await as(database, system('test'), (ctx) => files.due(ctx, version.id))).toBeNull();

    const page = await visitor.get('/criteres/KIT/1.0/fichiers?x=1');
    for (const format of publicFormats) expect(page.text).toContain(`/criteres/KIT/1.0/fichiers/${format}"`);
    expect(page.text).toContain('points de vérification');
    for (const format of publicFormats) {
      const bytes = await bytesOf(`/criteres/KIT/1.0/fichiers/${format}`);
      expect(page.text).toContain(sha(bytes));
      expect(bytes.includes('Point réservé')).toBe(false);
    }
    await request(portal.server).get('/criteres/KIT/1.0/fichiers/rem-csv').expect(404);
  });

  it('has the same files when they are written again, and its JSON gives its hash', async () => {
    const version = await as(database, system('test'), (ctx) => new PackagesQueries().byCode(ctx, 'KIT', '1.0'));
    const [once, again] = [await files.write(version), await files.write(version)];
    for (const format of publicFormats)
      expect([format, sha(once.get(format)?.bytes ?? '')]).toEqual([format, sha(again.get(format)?.bytes ?? '-')]);
    const compact = JSON.stringify(sorted(JSON.parse(once.get('json')?.bytes.toString('utf8') ?? '')));
    expect(`sha256:${sha(compact)}`).toBe(version.contentHash);
  });
});

describe('the calendar of versions', () => {
  it('tells what is announced and what was published', async () => {
    const { text } = await new Browser(portal).get('/criteres/calendrier');
    expect(text).toContain('Une exigence annoncée');
    expect(text).toMatch(/href="\/criteres\/KIT\/1\.0\?etat(=|&#x3D;)future"/);
    expect(text.indexOf('À venir')).toBeLessThan(text.indexOf('Publication'));
    const filtered = await new Browser(portal).get('/criteres/KIT/1.0?etat=future');
    expect(filtered.text).toContain('id="ACC.09"');
    expect(filtered.text).not.toContain('id="ACC.01"');
  });
});

/** The same value with the members of its objects in order, as RFC 8785 asks. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
